/** Ledgers over HTTP: lines in order, for who may see the records that they are of, and no more than that. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { newStream } from "../../server/handle/streams.ts";
import { must, severalWorld } from "./several.ts";
import { openSite, type Site } from "./site.ts";

/** Every line that is noted enters the ledger; who noted it sees it whole, a directeur without the reason. */
const world = () => severalWorld();

const WHY = "KANARIE: meer dan de klas kan geven.";

const note = (soort: string): JsonObject => ({ type: "record", kind: "proefregel", answers: { soort, reden: WHY } });

async function dossierOf(site: Site, by = "ib-er"): Promise<string> {
  return String(must(await site.as(by).open()).body["dossier"]);
}

async function lines(site: Site, person: string, query = ""): Promise<readonly JsonObject[]> {
  return must(await site.as(person).get(`/v1/ledgers/proefboek${query}`)).body["items"] as readonly JsonObject[];
}

describe("A ledger", () => {
  it("has a line per record, in the order in which they were noted, over all dossiers of a controller", async () => {
    const site = await openSite({ world: world() });
    const [one, two] = [await dossierOf(site), await dossierOf(site)];
    must(await site.as("ib-er").send(one, note("licht")));
    must(await site.as("ib-er").send(two, note("zwaar")));
    expect(await lines(site, "directeur")).toEqual([
      {
        ...{ type: "entered", record: "proefregel-1", kind: "proefregel", dossier: one, controller: "bestuur-a" },
        ...{ at: expect.any(String), on: "2022-11-07", fields: { soort: "licht" } },
      },
      {
        ...{ type: "entered", record: "proefregel-1", kind: "proefregel", dossier: two, controller: "bestuur-a" },
        ...{ at: expect.any(String), on: "2022-11-07", fields: { soort: "zwaar" } },
      },
    ]);
    expect(site.store.auditLines().at(-1)).toEqual(
      expect.objectContaining({ route: "GET /v1/ledgers/{name}", dossiers: [one, two] }),
    );
  });

  it("tells of a line only what the record shows to the same reader", async () => {
    const site = await openSite({ world: world() });
    must(await site.as("ib-er").send(await dossierOf(site), note("licht")));
    expect((await lines(site, "directeur"))[0]?.["fields"]).toEqual({ soort: "licht" });
    expect((await lines(site, "ib-er"))[0]?.["fields"]).toEqual({ soort: "licht", reden: WHY });
  });

  it("tells that a line was replaced or taken back by a line of its own", async () => {
    const site = await openSite({ world: world() });
    const dossier = await dossierOf(site);
    must(await site.as("ib-er").send(dossier, note("licht")));
    must(await site.as("ib-er").send(dossier, { ...note("zwaar"), replaces: "proefregel-1" }));
    expect((await lines(site, "directeur")).map(({ type, record, why }) => [type, record, why])).toEqual([
      ["entered", "proefregel-1", undefined],
      ["cancelled", "proefregel-1", "replaced"],
      ["entered", "proefregel-2", undefined],
    ]);
  });

  it("goes on in pages, for its own reader only", async () => {
    const site = await openSite({ world: world() });
    const made: string[] = [];
    for (let n = 0; n < 7; n++) {
      const dossier = await dossierOf(site);
      must(await site.as("ib-er").send(dossier, note("licht")));
      made.push(dossier);
    }
    for (const limit of [1, 3, 7, 100]) {
      const found: unknown[] = [];
      let path: string | undefined = `/v1/ledgers/proefboek?limit=${limit}`;
      while (path !== undefined) {
        const answer = must(await site.as("directeur").get(path));
        found.push(...(answer.body["items"] as JsonObject[]).map(({ dossier }) => dossier));
        path = /^<(.*)>; rel="next"$/.exec(answer.headers.get("link") ?? "")?.[1];
        if (path !== undefined) expect((await site.as("ib-er").get(path)).status).toBe(400);
      }
      expect(found).toEqual(made);
    }
    for (const wrong of ["0", "101", "x"])
      expect((await site.as("directeur").get(`/v1/ledgers/proefboek?limit=${wrong}`)).status).toBe(400);
    expect((await site.as("directeur").get("/v1/ledgers/proefboek?cursor=x")).status).toBe(400);
  });

  it("is not there for who has no role for it, nor under a name that is none", async () => {
    const site = await openSite({ world: world() });
    must(await site.as("ib-er").send(await dossierOf(site), note("licht")));
    for (const person of ["ouder", "consulent", "beleid"])
      expect([person, (await site.as(person).get("/v1/ledgers/proefboek")).status]).toEqual([person, 404]);
    for (const name of ["proefregel", "__proto__", "constructor", "x".repeat(300), "A", "%00"])
      expect([name, (await site.as("directeur").get(`/v1/ledgers/${name}`)).status]).toEqual([name, 404]);
    expect(site.reported).toEqual([]);
  });

  it("of another controller is another ledger: nothing of it is seen", async () => {
    const site = await openSite({ world: world() });
    must(await site.as("ib-er").send(await dossierOf(site), note("licht")));
    expect(await lines(site, "ib-er-b")).toEqual([]);
  });

  it("has nothing readable in it of what people wrote", async () => {
    const site = await openSite({ world: world() });
    must(await site.as("ib-er").send(await dossierOf(site), note("licht")));
    const stream = newStream(site.keyring, ["ledger", "proefboek", "bestuur-a"]);
    const parts = await site.store.read(stream);
    expect(parts.length).toBe(1);
    expect(JSON.stringify(parts)).not.toMatch(/licht|KANARIE/);
  });
});
