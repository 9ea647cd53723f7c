/** Shared places over HTTP: whoever asks at once, nobody gets what is not there, and nothing is left of what was not stored. */

import { describe, expect, it } from "vitest";
import { projection } from "../../server/handle/rows.ts";
import { newStream } from "../../server/handle/streams.ts";
import { Conflict } from "../../server/store/port.ts";
import { brokenSite } from "./failing.ts";
import { act, asksForPlace, must, PLACE, placesWorld, stateOf } from "./several.ts";
import { freshKey, openSite, type Site } from "./site.ts";

const CLIENTS = 8;

const poolIn = (site: Site) => newStream(site.keyring, ["pool", "proefplaats"]);

async function manyAsk(site: Site): Promise<readonly string[]> {
  const dossiers: string[] = [];
  for (let n = 0; n < CLIENTS; n++) dossiers.push(await asksForPlace(site));
  return dossiers;
}

/** What the page shows of what an instance has. */
async function poolsOn(site: Site, dossier: string): Promise<unknown> {
  const { requests } = (await site.as("ib-er").get(`/v1/dossiers/${dossier}`)).body as {
    requests: { shows: { pools?: unknown } }[];
  };
  return requests[0]?.shows.pools;
}

const letIn = (site: Site, dossier: string, key = freshKey()) =>
  site.as("consulent").send(dossier, act("toelaten"), { "idempotency-key": key });

describe("The last place, asked by eight at once", () => {
  it("goes to exactly one, and the others hear that it is full", async () => {
    const site = await openSite({ world: placesWorld("refuse", 1) });
    const dossiers = await manyAsk(site);
    const answers = await Promise.all(dossiers.map((dossier) => letIn(site, dossier)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(CLIENTS - 1).fill(409)]);
    for (const { body } of answers.filter(({ status }) => status === 409))
      expect((body["reasons"] as { code: string }[]).map(({ code }) => code)).toEqual(["full"]);
    const states = await Promise.all(dossiers.map((dossier) => stateOf(site, "ib-er", dossier)));
    expect(states.filter((state) => state === "geplaatst").length).toBe(1);
    expect(states.filter((state) => state === "bij-swv").length).toBe(CLIENTS - 1);
  });

  it("goes to exactly one, and the others wait where waiting is possible, however little is kept in memory", async () => {
    const site = await openSite({ world: placesWorld("wait", 1), cachedStreams: 1 });
    const dossiers = await manyAsk(site);
    const answers = await Promise.all(dossiers.map((dossier) => letIn(site, dossier)));
    expect(answers.map(({ status }) => status)).toEqual(Array(CLIENTS).fill(200));
    const shown = await Promise.all(dossiers.map((dossier) => poolsOn(site, dossier)));
    expect(shown.filter((pools) => JSON.stringify(pools) === '{"proefplaats":{"claim":"held","place":1}}').length).toBe(
      1,
    );
    expect(shown.filter((pools) => JSON.stringify(pools) === '{"proefplaats":{"claim":"waiting"}}').length).toBe(
      CLIENTS - 1,
    );
    const states = await Promise.all(dossiers.map((dossier) => stateOf(site, "ib-er", dossier)));
    expect(states.filter((state) => state === "geplaatst").length).toBe(1);
    expect(states.filter((state) => state === "wachtlijst").length).toBe(CLIENTS - 1);
    // Nobody looked at a pool that had moved: each was decided on what the one before it left.
    const parts = await site.store.read(poolIn(site));
    expect(parts.map(({ revision }) => revision)).toEqual(Array.from({ length: CLIENTS }, (_, n) => n + 1));
  });

  it("is given once to a request that is repeated, with the same answer", async () => {
    const site = await openSite({ world: placesWorld("refuse", 1) });
    const dossier = await asksForPlace(site);
    const etag = await site.as("consulent").etag(dossier, PLACE);
    const headers = { "idempotency-key": freshKey(), "if-match": etag };
    const ask = () => site.as("consulent").post(`/v1/dossiers/${dossier}/commands`, act("toelaten"), headers);
    const all = await Promise.all(Array.from({ length: 20 }, ask));
    expect(new Set(all.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(all[0]?.status).toBe(200);
    expect((await ask()).text).toBe(all[0]?.text);
    expect((await site.store.read(poolIn(site))).length).toBe(1);
  });
});

describe("A place that comes free", () => {
  it("is offered to who comes first, in the same commit, and stands in that dossier's own list", async () => {
    const site = await openSite({ world: placesWorld("wait", 1) });
    const [first, later, sooner] = [await asksForPlace(site), await asksForPlace(site, 3), await asksForPlace(site, 1)];
    for (const dossier of [first, later, sooner]) must(await letIn(site, dossier));
    must(await site.as("ib-er").send(first, act("stoppen")));
    expect(await stateOf(site, "ib-er", sooner)).toBe("aangeboden");
    expect(await stateOf(site, "ib-er", later)).toBe("wachtlijst");
    const [freed, offered] = [(await site.store.read(first)).at(-1), (await site.store.read(sooner)).at(-1)];
    expect(offered?.commit).toBe(freed?.commit);
    const { items } = (await site.as("ib-er").get("/v1/dossiers")).body as { items: { dossier: { id: string } }[] };
    expect(JSON.stringify(items.find(({ dossier }) => dossier.id === sooner))).toContain("Plaats aangeboden");
    const line = site.store.auditLines().find(({ commit }) => commit === freed?.commit);
    expect(line?.["dossiers"]).toEqual([first, sooner]);
  });

  it("keeps the clock looking as long as somebody waits", async () => {
    const site = await openSite({ world: placesWorld("wait", 1) });
    const [first, second] = [await asksForPlace(site), await asksForPlace(site)];
    const due = async () => (await site.store.due({ until: "2022-11-08", limit: 10 })).map(({ stream }) => stream);
    must(await letIn(site, first));
    expect(await due()).toEqual([]);
    must(await letIn(site, second));
    expect(await due()).toEqual([poolIn(site)]);
    // A day goes by: it was looked at, and will be tomorrow.
    site.clock.days(1);
    expect((await site.desk.elapseDue(10)).failed).toEqual([]);
    expect(await due()).toEqual([]);
    expect((await site.store.due({ until: "2022-11-09", limit: 10 })).map(({ stream }) => stream)).toEqual([
      poolIn(site),
    ]);
    must(await site.as("ib-er").send(second, act("afmelden")));
    expect(await site.store.due({ until: "2099-01-01", limit: 10 })).toEqual([]);
  });
});

describe("A commit over several streams", () => {
  it("leaves nothing in any of them when it is not stored", async () => {
    for (const how of ["full", "later-full", "later-broken"] as const) {
      const { site, faults } = await brokenSite({ world: placesWorld("refuse", 1) });
      const [one, two] = [await asksForPlace(site), await asksForPlace(site)];
      faults.appends = how;
      expect((await letIn(site, one)).status).toBe(how === "later-broken" ? 503 : 507);
      faults.appends = "well";
      expect(await stateOf(site, "ib-er", one)).toBe("bij-swv");
      expect(await site.store.read(poolIn(site))).toEqual([]);
      // The place is still there, for anybody.
      must(await letIn(site, two));
      expect((await letIn(site, one)).status).toBe(409);
    }
  });

  it("is decided again when another stream moved meanwhile, and is never a 412 for that", async () => {
    const { site, faults } = await brokenSite({ world: placesWorld("refuse", 1) });
    const dossier = await asksForPlace(site);
    const real = faults.append;
    let tries = 0;
    faults.append = (commit) => {
      tries += 1;
      if (tries <= 2) throw new Conflict([poolIn(site)]);
      return real(commit);
    };
    expect((await letIn(site, dossier)).status).toBe(200);
    expect(tries).toBe(3);
  });

  it("can be read back: the index made anew is the index that grew", async () => {
    const site = await openSite({ world: placesWorld("wait", 1) });
    const dossiers = [await asksForPlace(site), await asksForPlace(site)];
    for (const dossier of dossiers) must(await letIn(site, dossier));
    const project = projection(site);
    for (const stream of [...dossiers, poolIn(site)]) {
      const rows = project(stream, await site.store.read(stream));
      expect(rows).not.toEqual([]);
      expect(rows).toEqual(site.store.rowsOf(stream));
    }
  });

  it("has nothing readable in it of what people wrote", async () => {
    const site = await openSite({ world: placesWorld("wait", 1) });
    for (const dossier of [await asksForPlace(site), await asksForPlace(site)]) must(await letIn(site, dossier));
    const stored = JSON.stringify(await site.store.read(poolIn(site)));
    for (const word of ["magis-zuid", "Verrijking", "Voorbeeld", "ouder"]) expect(stored).not.toContain(word);
    const sealed = (await site.store.read(poolIn(site))).flatMap(({ content }) => content);
    expect(new Set(sealed.map(({ controller }) => controller))).toEqual(new Set(["shared"]));
  });
});
