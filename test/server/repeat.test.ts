/** The same request twice, two requests at once, and a request about what moved meanwhile. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { childRecord, freshKey, openedDossier, openSite } from "./site.ts";

const save = (words: string): JsonObject => ({
  type: "save",
  instance: "hgw-cyclus-1",
  form: "waarnemen",
  answers: { hulpvraag: words },
});

describe("A request with the same key", () => {
  it("counts once, however often and however much at once it is sent", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const client = site.as("leerkracht");
    const etag = await client.etag(dossier, "hgw-cyclus-1", "waarnemen");
    const headers = { "idempotency-key": freshKey(), "if-match": etag };
    const before = (await site.store.read(dossier)).length;
    const all = await Promise.all(
      Array.from({ length: 50 }, () => client.post(`/v1/dossiers/${dossier}/commands`, save("Eén keer."), headers)),
    );
    expect(new Set(all.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(all[0]?.status).toBe(200);
    expect((await site.store.read(dossier)).length).toBe(before + 1);
    const late = await client.post(`/v1/dossiers/${dossier}/commands`, save("Eén keer."), headers);
    expect(late.text).toBe(all[0]?.text);
  });

  it("opens one dossier, and meets it again", async () => {
    const site = await openSite();
    const client = site.as("ib-er");
    const key = freshKey();
    const body = { relations: { "dossier.ouder": ["ouder"] }, records: [childRecord()] };
    const all = await Promise.all(Array.from({ length: 50 }, () => client.open(body, key)));
    expect(new Set(all.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(all[0]?.status).toBe(201);
    expect(all[0]?.headers.get("location")).toBe(`/v1/dossiers/${String(all[0]?.body["dossier"])}`);
    expect((await client.get("/v1/dossiers")).body["total"]).toBe(1);
  });

  it("is refused with another body, whatever the order of its keys says", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const client = site.as("leerkracht");
    const headers = { "idempotency-key": freshKey() };
    expect((await client.send(dossier, save("Eén."), headers)).status).toBe(200);
    expect((await client.send(dossier, save("Twee."), headers)).status).toBe(422);
    const turned = Object.fromEntries(Object.entries(save("Eén.")).reverse());
    expect((await client.send(dossier, turned, headers)).status).toBe(200);
  });

  it("of somebody else, or for another dossier, is another key", async () => {
    const site = await openSite();
    const one = await openedDossier(site);
    const two = await openedDossier(site);
    const headers = { "idempotency-key": freshKey() };
    for (const [person, dossier] of [
      ["leerkracht", one],
      ["ib-er", one],
      ["leerkracht", two],
    ] as const) {
      const command = { type: "record", kind: "niveau", answers: { niveau: "lichte-ondersteuning" } };
      const before = (await site.store.read(dossier)).length;
      const answer =
        person === "ib-er"
          ? await site.as(person).send(dossier, command, headers)
          : await site.as(person).send(dossier, save("Iets."), headers);
      expect(answer.text).toContain(dossier);
      expect([person, answer.status]).toEqual([person, 200]);
      expect((await site.store.read(dossier)).length).toBe(before + 1);
    }
  });

  it("is answered through the view of today: who lost sight gets nothing", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const headers = { "idempotency-key": freshKey() };
    expect((await site.as("leerkracht").send(dossier, save("Eén."), headers)).status).toBe(200);
    const assign = { type: "assign", party: "dossier.leerkracht", people: ["ib-er"] };
    expect((await site.as("ib-er").send(dossier, assign)).status).toBe(200);
    expect((await site.as("leerkracht").send(dossier, save("Eén."), headers)).status).toBe(404);
  });

  it("that was refused is free again: a refusal is not kept", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const headers = { "idempotency-key": freshKey() };
    const wrong = await site.as("ib-er").send(dossier, { type: "record", kind: "verzonnen", answers: {} }, headers);
    expect(wrong.status).toBe(404);
    const right = { type: "record", kind: "niveau", answers: { niveau: "lichte-ondersteuning" } };
    expect((await site.as("ib-er").send(dossier, right, headers)).status).toBe(200);
  });

  it("still counts once when the server forgot it and reads it again", async () => {
    const site = await openSite({ cachedStreams: 1 });
    const one = await openedDossier(site);
    const headers = {
      "idempotency-key": freshKey(),
      "if-match": await site.as("leerkracht").etag(one, "hgw-cyclus-1", "waarnemen"),
    };
    const first = await site.as("leerkracht").send(one, save("Eén."), headers);
    await openedDossier(site);
    expect((await site.as("leerkracht").send(one, save("Eén."), headers)).text).toBe(first.text);
    expect((await site.store.read(one)).length).toBe(3);
  });
});

describe("Two editors of one form", () => {
  it("of the same version: exactly one is kept, the others hear that it moved", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const client = site.as("leerkracht");
    const etag = await client.etag(dossier, "hgw-cyclus-1", "waarnemen");
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) => client.send(dossier, save(`Versie ${n}.`), { "if-match": etag })),
    );
    expect(all.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 412)]);
    const kept = all.find(({ status }) => status === 200);
    const [part] = (kept?.body["instances"] ?? []) as unknown as { forms: { etag: string }[] }[];
    const next = await client.send(dossier, save("Daarna."), { "if-match": part?.forms[0]?.etag ?? "" });
    expect(next.status).toBe(200);
  });

  it("must name their version: `*` and weak marks name none", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const client = site.as("leerkracht");
    const etag = await client.etag(dossier, "hgw-cyclus-1", "waarnemen");
    for (const mark of ["*", `W/${etag}`, etag.replaceAll('"', ""), '""', "", `${etag}x`]) {
      expect([mark, (await client.send(dossier, save("Nee."), { "if-match": mark })).status]).toEqual([mark, 412]);
    }
    expect((await client.send(dossier, save("Ja."), { "if-match": `"x", ${etag}` })).status).toBe(200);
  });

  it("of different forms, or of a form and the procedure, meet in the mark of the procedure", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const act = { type: "act", instance: "hgw-cyclus-1", action: "afronden" };
    const before = await site.as("leerkracht").etag(dossier, "hgw-cyclus-1");
    expect((await site.as("leerkracht").send(dossier, save("Eerst."))).status).toBe(200);
    expect((await site.as("leerkracht").send(dossier, act, { "if-match": before })).status).toBe(412);
    expect((await site.as("leerkracht").send(dossier, act)).status).toBe(409);
  });

  it("that save what is there already change nothing, and no commit is kept", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const client = site.as("leerkracht");
    expect((await client.send(dossier, save("Zo."))).status).toBe(200);
    const before = (await site.store.read(dossier)).length;
    const again = await client.send(dossier, save("Zo."));
    expect([again.status, again.body]).toEqual([200, { dossier, instances: [], records: [] }]);
    expect((await site.store.read(dossier)).length).toBe(before);
  });
});

describe("A child", () => {
  it("has one dossier: a second one is refused, and nothing of it is kept", async () => {
    const site = await openSite();
    const child = childRecord();
    expect((await site.as("ib-er").open({ records: [child] })).status).toBe(201);
    const second = await site.as("ib-er").open({ records: [child] });
    expect(second.status).toBe(409);
    expect(second.body["reasons"]).toEqual([{ code: "unique", place: {}, message: expect.any(String) }]);
    expect((await site.as("ib-er").get("/v1/dossiers")).body["total"]).toBe(1);
    expect((await site.as("ib-er-b").open({ records: [child] })).status).toBe(201);
  });
});

describe("The answer to a command", () => {
  it("names what it touched with the new marks, and on request holds the whole page", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const client = site.as("leerkracht");
    const short = await client.send(dossier, save("Kort."));
    expect(short.body).toEqual({
      dossier,
      instances: [
        {
          instance: "hgw-cyclus-1",
          state: "waarnemen",
          etag: await client.etag(dossier, "hgw-cyclus-1"),
          forms: [{ form: "waarnemen", etag: await client.etag(dossier, "hgw-cyclus-1", "waarnemen") }],
        },
      ],
      records: [],
    });
    const long = await client.send(dossier, save("Lang."), { prefer: "return=representation" });
    const { id: _id, ...page } = (await client.get(`/v1/dossiers/${dossier}`)).body;
    expect(long.body["page"]).toEqual(page);
  });

  it("never tells a revision", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const answer = await site.as("ib-er").get(`/v1/dossiers/${dossier}`);
    expect(answer.text).not.toContain("revision");
  });
});
