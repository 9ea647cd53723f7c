/** What is written of every request, and what never is. */

import { describe, expect, it } from "vitest";
import { play, scenario } from "./scenario.ts";
import { freshKey, openedDossier, openSite, type Site } from "./site.ts";

const AT = expect.stringMatching(/^2022-11-07T08:00:0\d\.000Z$/);
const ID = expect.stringMatching(/^[0-9a-f-]{36}$/);

function last(site: Site) {
  return site.store.auditLines().at(-1);
}

describe("The audit", () => {
  it("has exactly one line for each request of a person, with its outcome and what was shown", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const hash = site.catalog.current("2022-11-07").pin.hash;
    const roles = { "ib-er": ["school-a school.ib"], tpo: ["tpo-3 swv.tpo"], ouder: [] };
    const save = { type: "save", instance: "hgw-cyclus-1", form: "waarnemen", answers: { hulpvraag: "Hoe?" } };
    const commands = `/v1/dossiers/${dossier}/commands`;
    const requests: [keyof typeof roles, "GET" | "POST", string, string, number, string[]][] = [
      ["ib-er", "GET", "/v1/me", "/v1/me", 200, []],
      ["ib-er", "GET", "/v1/dossiers?limit=5", "/v1/dossiers", 200, [dossier]],
      ["ib-er", "GET", "/v1/dossiers?limit=nonsense", "/v1/dossiers", 400, []],
      ["ib-er", "GET", `/v1/dossiers/${dossier}`, "/v1/dossiers/{id}", 200, [dossier]],
      ["ib-er", "GET", `/v1/dossiers/${dossier}/history`, "/v1/dossiers/{id}/history", 200, [dossier]],
      ["ib-er", "GET", `/v1/dossiers/${dossier}/actions`, "/v1/dossiers/{id}/actions", 200, [dossier]],
      ["ib-er", "GET", "/v1/forms/waarnemen", "/v1/forms/{id}", 200, []],
      ["ib-er", "GET", "/v1/procedures/nothing", "/v1/procedures/{id}", 404, []],
      ["ib-er", "GET", "/v1/tasks", "/v1/tasks", 200, []],
      ["ib-er", "GET", "/v1/some/where", "elsewhere", 404, []],
      ["tpo", "GET", `/v1/dossiers/${dossier}`, "/v1/dossiers/{id}", 404, []],
      ["tpo", "GET", "/v1/dossiers/somebodys-name", "/v1/dossiers/{id}", 404, []],
      ["tpo", "POST", commands, "/v1/dossiers/{id}/commands", 404, []],
      ["ouder", "POST", commands, "/v1/dossiers/{id}/commands", 428, [dossier]],
    ];
    for (const [person, method, path, template, status, dossiers] of requests) {
      const before = site.store.auditLines().length;
      const client = site.as(person);
      const answer = method === "GET" ? await client.get(path) : await client.post(path, save);
      expect([path, answer.status]).toEqual([path, status]);
      expect(site.store.auditLines().length).toBe(before + 1);
      const route = `${method} ${template}`;
      expect(last(site)).toEqual({
        ...{ at: AT, request: answer.headers.get("x-request-id"), person, as: roles[person] },
        ...{ route, status, release: hash, dossiers },
      });
    }
  });

  it("tells that who decides on an objection read the dossier, and what was objected to is there from the filing on", async () => {
    const wanted = scenario("bezwaar-gegrond");
    const site = await openSite({ start: Date.parse(wanted.start) });
    const { dossier } = await play(site, wanted, 33);
    const reader = site.as("bestuurder");
    expect((await reader.get(`/v1/dossiers/${dossier}`)).status).toBe(404);
    expect(last(site)).toMatchObject({ person: "bestuurder", status: 404, dossiers: [] });
    expect(
      await site.as("ouder").send(dossier, { type: "act", instance: "bezwaar-1", action: "indienen" }),
    ).toMatchObject({
      status: 200,
    });
    const { text } = await reader.get(`/v1/dossiers/${dossier}`);
    expect(text).toContain("De school kan met een arrangement de hulp nog bieden.");
    expect(last(site)).toMatchObject({ person: "bestuurder", status: 200, dossiers: [dossier] });
  });

  it("has the line of a command in the commit itself, with the commit; refused or repeated ones have their own", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const client = site.as("leerkracht");
    const etag = await client.etag(dossier, "hgw-cyclus-1", "waarnemen");
    const path = `/v1/dossiers/${dossier}/commands`;
    const save = { type: "save", instance: "hgw-cyclus-1", form: "waarnemen", answers: { hulpvraag: "Hoe?" } };
    const headers = { "idempotency-key": freshKey(), "if-match": etag };
    const before = site.store.auditLines().length;
    await client.post(path, save, headers);
    expect(site.store.auditLines().length).toBe(before + 1);
    expect(last(site)).toEqual(expect.objectContaining({ status: 200, dossiers: [dossier], commit: ID }));
    expect(last(site)?.["commit"]).toBe((await site.store.read(dossier)).at(-1)?.commit);
    await client.post(path, save, headers);
    expect(last(site)).not.toHaveProperty("commit");
    await client.post(path, save, { ...headers, "idempotency-key": freshKey() });
    expect(last(site)).toEqual(expect.objectContaining({ status: 412, dossiers: [dossier] }));
    expect(site.store.auditLines().length).toBe(before + 3);
  });

  it("has a line for who asks too much", async () => {
    const site = await openSite({ rateLimit: { burst: 1, perSecond: 0.01 } });
    await site.as("tpo").get("/v1/me");
    await site.as("tpo").get("/v1/me");
    expect(site.store.auditLines().map(({ status }) => status)).toEqual([200, 429]);
  });

  it("counts strangers per minute, and says nothing else about them", async () => {
    const site = await openSite();
    for (let n = 0; n < 3; n++) await site.send("/v1/dossiers/a-secret-in-the-path");
    expect(site.store.auditLines()).toEqual([]);
    site.clock.set(site.clock.now() + 60_000);
    await site.send("/v1/me");
    await site.app.strangers.flush(site.clock.now());
    expect(site.store.auditLines()).toEqual([
      { at: "2022-11-07T08:00:00.000Z", route: "not identified", status: 401, count: 3 },
    ]);
    await site.app.strangers.flush(site.clock.now(), true);
    expect(site.store.auditLines().at(-1)).toEqual(expect.objectContaining({ count: 1 }));
  });

  it("does not notice what anybody may read", async () => {
    const site = await openSite();
    expect((await site.send("/v1/health")).body).toEqual({ status: "ok" });
    expect((await site.send("/v1/openapi.json")).status).toBe(200);
    expect(site.store.auditLines()).toEqual([]);
  });
});

/** A word that stands nowhere else, in everything that a client can send. */
const CANARY = "KANARIE4711";

describe("What people write", () => {
  it("is never in the audit, on stderr, or readable in the store", async () => {
    const site = await openSite();
    const { dossier } = await play(site, scenario("startgesprek-met-vervolg"), 14);
    const client = site.as("ib-er");
    const commands: Parameters<typeof client.send>[1][] = [
      { type: "save", instance: "startgesprek-1", form: "aanvraag-startgesprek", answers: { hulpvraag: CANARY } },
      { type: "record", kind: "bericht", answers: { tekst: CANARY }, evidence: CANARY },
      { type: "record", kind: "niveau", answers: { niveau: CANARY } },
      {
        ...{ type: "record", kind: "niveau", answers: { niveau: "lichte-ondersteuning" } },
        ...{ acknowledged: [CANARY], evidence: CANARY, onBehalfOf: CANARY.toLowerCase() },
      },
      {
        type: "act",
        instance: "startgesprek-1",
        action: "intrekken",
        input: { reden: CANARY },
        acknowledged: [CANARY],
      },
      { type: CANARY, [CANARY]: CANARY },
      { type: "start", definitions: [CANARY.toLowerCase()] },
      { type: "withdraw", record: `${CANARY.toLowerCase()}-1`, reason: CANARY },
      { type: "assign", party: "dossier.ouder", people: [{ name: CANARY }] },
    ];
    for (const command of commands) await client.send(dossier, command);
    await client.get(`/v1/dossiers/${CANARY}`);
    await client.get(`/v1/forms/${CANARY}?release=${CANARY}&${CANARY}=${CANARY}`, { "x-canary": CANARY });
    await client.get(`/v1/dossiers?cursor=${CANARY}`);
    await client.get(`/${CANARY}`);
    await site.send(`/${CANARY}`, { headers: { authorization: `Bearer ${CANARY}` } });
    await site.app.strangers.flush(site.clock.now(), true);
    const readable = (await site.store.read(dossier)).map(({ content: _sealed, ...part }) => part);
    const words = JSON.stringify([site.store.auditLines(), site.reported, readable]);
    expect(words.toUpperCase()).not.toContain(CANARY);
    expect(words).toContain(dossier);
    expect((await client.get(`/v1/dossiers/${dossier}`)).text).toContain(CANARY);
  });
});
