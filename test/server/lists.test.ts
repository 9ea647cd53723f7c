/** Lists: what is in them, in which order, how they go on, and that no dossier stands in one twice. */

import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import { play, scenario } from "./scenario.ts";
import { type Client, openedDossier, openSite } from "./site.ts";

async function walk(client: Client, limit: number): Promise<{ ids: string[]; pages: number; totals: Set<unknown> }> {
  const ids: string[] = [];
  const totals = new Set<unknown>();
  let path: string | undefined = `/v1/dossiers?limit=${limit}`;
  let pages = 0;
  while (path !== undefined) {
    const { status, body, headers } = await client.get(path);
    expect(status).toBe(200);
    pages += 1;
    totals.add(body["total"]);
    ids.push(...(body["items"] as { dossier: { id: string } }[]).map(({ dossier }) => dossier.id));
    path = /^<(.*)>; rel="next"$/.exec(headers.get("link") ?? "")?.[1];
  }
  return { ids, pages, totals };
}

describe("The list of dossiers", () => {
  it("has the newest first, in pages that say where to read on", async () => {
    const site = await openSite();
    const made: string[] = [];
    for (let n = 0; n < 7; n++) {
      made.push(await openedDossier(site));
      site.clock.days(1);
    }
    for (const limit of [1, 2, 3, 7, 100]) {
      const { ids, pages, totals } = await walk(site.as("ib-er"), limit);
      expect(ids).toEqual([...made].reverse());
      expect(pages).toBe(Math.ceil(7 / limit));
      expect([...totals]).toEqual([7]);
    }
  });

  it("has each dossier once for who sees it in two ways, and counts it once", async () => {
    const site = await openSite();
    const { people, ...rest } = site.organisation();
    const both = {
      name: "Iris",
      roles: [
        { role: "school.ib", unit: "school-a" },
        { role: "school.directeur", unit: "school-a" },
      ],
    };
    site.setOrganisation({ ...rest, people: { ...people, "ib-er": both } });
    const made: string[] = [];
    for (let n = 0; n < 6; n++) {
      const relations = n % 2 === 0 ? { "dossier.ouder": ["ib-er"] } : { "dossier.leerkracht": ["ib-er"] };
      made.push(await openedDossier(site, "ib-er", relations as unknown as JsonObject));
      site.clock.days(1);
    }
    for (const limit of [1, 2, 4, 100]) {
      const { ids, totals } = await walk(site.as("ib-er"), limit);
      expect(ids).toEqual([...made].reverse());
      expect([...totals]).toEqual([6]);
    }
    expect((await walk(site.as("directeur"), 4)).ids).toEqual([...made].reverse());
  });

  it("goes on for its own reader only", async () => {
    const site = await openSite();
    for (let n = 0; n < 3; n++) await openedDossier(site);
    const { headers } = await site.as("ib-er").get("/v1/dossiers?limit=2");
    const next = /<(.*)>/.exec(headers.get("link") ?? "")?.[1] ?? "";
    expect((await site.as("ib-er").get(next)).body["total"]).toBe(3);
    expect((await site.as("directeur").get(next)).status).toBe(400);
    expect((await site.as("ib-er").get(`${next.slice(0, -2)}xx`)).status).toBe(400);
  });

  it("shows elsewhere only what was told, since it was told", async () => {
    const site = await openSite();
    const { dossier } = await play(site, scenario("startgesprek-met-vervolg"), 11);
    const told = (await site.as("tpo").get("/v1/dossiers")).body["items"] as JsonObject[];
    expect(told).toEqual([
      {
        dossier: { id: dossier },
        disclosed: { "dossier.unit": "school-a", "records.niveau.niveau": "extra-ondersteuning-school" },
        requests: [],
        tasks: [],
      },
    ]);
    expect((await site.as("tpo-een").get("/v1/dossiers")).body).toEqual({ items: [], total: 0 });
  });
});

describe("The list of tasks", () => {
  it("has the open tasks of a person, and loses them when they are done", async () => {
    const site = await openSite();
    const { dossier } = await play(site, scenario("startgesprek-met-vervolg"), 17);
    const tasks = async (person: string) => (await site.as(person).get("/v1/tasks")).body["items"] as Json[];
    const plan = {
      dossier: expect.objectContaining({ id: dossier }),
      ...{ id: "task-1", instance: "startgesprek-1", title: "Startgesprek plannen", due: "2022-11-28" },
    };
    expect(await tasks("tpo")).toEqual([plan]);
    expect(await tasks("tpo-een")).toEqual([]);
    expect(await tasks("ib-er")).toEqual([]);
    const withdrawn = {
      type: "act",
      instance: "startgesprek-1",
      action: "intrekken",
      input: { reden: "opgelost" },
    };
    expect((await site.as("ib-er").send(dossier, withdrawn)).status).toBe(200);
    expect(await tasks("tpo")).toEqual([]);
  });
});

describe("A form", () => {
  it("comes with its layout, as it stands in the release that is asked", async () => {
    const site = await openSite();
    const now = await site.as("ib-er").get("/v1/forms/waarnemen");
    expect(now.body).toEqual({
      release: site.catalog.current("2022-11-07").pin.hash,
      schema: expect.objectContaining({ title: expect.any(String), type: "object" }),
      ui: expect.any(Object),
    });
    const pinned = await site.as("ib-er").get(`/v1/forms/waarnemen?release=${String(now.body["release"])}`);
    expect(pinned.text).toBe(now.text);
    expect((await site.as("ib-er").get(`/v1/forms/waarnemen?release=${"0".repeat(64)}`)).status).toBe(404);
  });
});
