/** Terms that end while nobody asks anything. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { localDay } from "../../server/clock/local-day.ts";
import { startClock } from "../../server/clock/start-clock.ts";
import { type Store, Unavailable } from "../../server/store/port.ts";
import { play, scenario } from "./scenario.ts";
import { openedDossier, openSite, type Site } from "./site.ts";

/** A request that is filed on 7 November; planning it may take until the 28th, and a reminder comes on the 23rd. */
async function filed(site: Site): Promise<string> {
  const { faults, dossier } = await play(site, scenario("startgesprek-met-vervolg"), 17);
  expect(faults).toEqual([]);
  return dossier;
}

function ticking(site: Site, batch = 50) {
  return startClock({ desk: site.desk, clock: site.clock, report: (line) => void site.reported.push(line), batch });
}

async function events(site: Site, dossier: string, type: string): Promise<JsonObject[]> {
  const parts = await site.store.read(dossier);
  return parts.flatMap(({ skeleton }) => skeleton.filter((event) => event["type"] === type));
}

/** Until everything that was started has had its turn. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe("The clock", () => {
  it("lets a reminder and the end of a term come by themselves, each once, on its own day", async () => {
    const site = await openSite();
    const dossier = await filed(site);
    const clock = ticking(site);
    await clock.caughtUp;
    site.clock.set(Date.parse("2022-11-22T22:59:00Z"));
    await settled();
    expect(await events(site, dossier, "termFired")).toEqual([]);
    site.clock.set(Date.parse("2022-11-22T23:00:00Z"));
    await settled();
    expect((await events(site, dossier, "termFired")).map(({ what, day }) => [what, day])).toEqual([[0, "2022-11-23"]]);
    for (let n = 0; n < 12; n++) {
      site.clock.days(1);
      await settled();
    }
    expect((await events(site, dossier, "termFired")).map(({ what, day }) => [what, day])).toEqual([
      [0, "2022-11-23"],
      ["due", "2022-11-29"],
    ]);
    expect(site.reported).toEqual([]);
    expect(site.store.auditLines().filter(({ person }) => person === "system").length).toBe(2);
    await clock.stop();
  });

  it("catches up at the start, and a late start changes no day", async () => {
    const site = await openSite();
    const dossier = await filed(site);
    site.clock.days(60);
    const clock = ticking(site);
    await clock.caughtUp;
    expect((await events(site, dossier, "termFired")).map(({ day }) => day)).toEqual(["2022-11-23", "2022-11-29"]);
    expect((await site.store.due({ until: "9999-12-31", limit: 9 })).length).toBe(0);
    await clock.stop();
  });

  it("says the same to who looks before it came by", async () => {
    const site = await openSite();
    const dossier = await filed(site);
    site.clock.days(60);
    const before = await site.as("tpo").get(`/v1/dossiers/${dossier}`);
    const clock = ticking(site);
    await clock.caughtUp;
    const after = await site.as("tpo").get(`/v1/dossiers/${dossier}`);
    const shown = ({ body }: { body: JsonObject }) =>
      (body["requests"] as JsonObject[]).map(({ shows, terms, etag }) => [shows, terms, etag]);
    expect(shown(before)).toEqual(shown(after));
    await clock.stop();
  });

  it("goes through many in small goes", async () => {
    const site = await openSite();
    const dossiers = [];
    for (let n = 0; n < 3; n++) {
      const start = site.clock.now();
      site.clock.set(start);
      dossiers.push(await another(site, n));
    }
    site.clock.days(60);
    const clock = ticking(site, 2);
    await clock.caughtUp;
    for (const dossier of dossiers) expect((await events(site, dossier, "termFired")).length).toBe(2);
    await clock.stop();
  });

  it("passes by a dossier that cannot be read, tells it once a day, and reaches the others", async () => {
    const poisoned: string[] = [];
    const through = (store: Store): Store => ({
      ...store,
      async read(stream) {
        const parts = await store.read(stream);
        if (!poisoned.includes(stream)) return parts;
        return parts.map((part) => ({ ...part, revision: part.revision + 1 }));
      },
    });
    const site = await openSite({ through, cachedStreams: 1 });
    const bad = await another(site, 1);
    const good = await another(site, 2);
    await openedDossier(site);
    poisoned.push(bad);
    site.clock.days(60);
    const clock = ticking(site, 1);
    await clock.caughtUp;
    expect((await events(site, good, "termFired")).length).toBe(2);
    expect(site.reported.map(({ what, stream }) => [what, stream])).toEqual([["a term did not fire", bad]]);
    site.clock.set(site.clock.now() + 60_000);
    await settled();
    expect(site.reported.length).toBe(1);
    site.clock.days(1);
    await settled();
    expect(site.reported.length).toBe(2);
    expect(JSON.stringify(site.reported)).not.toContain("Noor");
    await clock.stop();
  });

  it("tries again later when the store takes no writes", async () => {
    let full = false;
    const through = (store: Store): Store => ({
      ...store,
      append: (commit) => {
        if (full) throw new Unavailable("full", true);
        return store.append(commit);
      },
    });
    const site = await openSite({ through });
    const dossier = await filed(site);
    site.clock.days(60);
    full = true;
    const clock = ticking(site);
    await clock.caughtUp;
    expect(await events(site, dossier, "termFired")).toEqual([]);
    full = false;
    site.clock.set(site.clock.now() + 60_000);
    await settled();
    expect((await events(site, dossier, "termFired")).length).toBe(2);
    await clock.stop();
  });

  it("counts days as they are in the Netherlands, also when the hour changes", () => {
    expect(localDay(Date.parse("2022-11-06T22:59:59Z"))).toBe("2022-11-06");
    expect(localDay(Date.parse("2022-11-06T23:00:00Z"))).toBe("2022-11-07");
    expect(localDay(Date.parse("2027-03-27T23:00:00Z"))).toBe("2027-03-28");
    expect(localDay(Date.parse("2027-03-28T21:59:59Z"))).toBe("2027-03-28");
    expect(localDay(Date.parse("2027-03-28T22:00:00Z"))).toBe("2027-03-29");
    expect(localDay(Date.parse("2027-10-31T22:59:59Z"))).toBe("2027-10-31");
    expect(localDay(Date.parse("2028-02-28T23:00:00Z"))).toBe("2028-02-29");
  });
});

/** The same story for another child. */
async function another(site: Site, n: number): Promise<string> {
  const story = scenario("startgesprek-met-vervolg");
  const [first, ...rest] = story.steps;
  if (first === undefined) throw new Error("the scenario has no steps");
  const renamed = JSON.parse(JSON.stringify(first).replaceAll("Noor", `Noor ${n}`));
  const { faults, dossier } = await play(site, { ...story, steps: [renamed, ...rest] }, 17, `another-${n}`);
  expect(faults).toEqual([]);
  return dossier;
}
