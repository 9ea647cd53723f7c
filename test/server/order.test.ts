/** In which order a request is refused, and with which words. */

import { describe, expect, it } from "vitest";
import { EVERY_ANSWER } from "../../server/http/headers.ts";
import { freshKey, openedDossier, openSite, type Site } from "./site.ts";

const uuid = expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/);
const SAVE = { type: "save", instance: "hgw-cyclus-1", form: "waarnemen", answers: { hulpvraag: "Hoe?" } };

function refusedAs(code: string, status: number) {
  return expect.objectContaining({
    type: `urn:draaiboek:problem:${code}`,
    title: expect.any(String),
    status,
    detail: expect.any(String),
    instance: uuid,
  });
}

async function sendRaw(site: Site, path: string, init: RequestInit & { person?: string }) {
  const { person, ...rest } = init;
  const headers = new Headers(rest.headers);
  if (person !== undefined) headers.set("authorization", `Bearer ${await site.as(person).token}`);
  return site.send(path, { ...rest, headers });
}

describe("The bare address", () => {
  it("leads anybody to the page about the interface, with the headers of every answer, and shows nothing", async () => {
    const site = await openSite();
    const answer = await site.send("/");
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "/v1/docs"]);
    expect(answer.body).toEqual({ docs: "/v1/docs" });
    for (const [name, value] of Object.entries(EVERY_ANSWER)) expect(answer.headers.get(name)).toBe(value);
    expect((await site.send("/v1/docs")).status).toBe(200);
    expect(site.store.auditLines()).toEqual([]);
  });
});

describe("A request is refused", () => {
  it("with 405 and what is allowed, before anybody asks who it is", async () => {
    const site = await openSite();
    for (const [path, method, allow] of [
      ["/v1/dossiers", "DELETE", "GET, HEAD, POST"],
      ["/v1/dossiers/x/commands", "GET", "POST"],
      ["/v1/me", "POST", "GET, HEAD"],
      ["/v1/health", "PUT", "GET, HEAD"],
      ["/v1/openapi.json", "POST", "GET, HEAD"],
      ["/", "POST", "GET, HEAD"],
      ["/v1/me", "OPTIONS", "GET, HEAD"],
    ] as const) {
      const answer = await site.send(path, { method });
      expect(answer.body).toEqual(refusedAs("method-not-allowed", 405));
      expect(answer.headers.get("allow")).toBe(allow);
    }
    expect(site.store.auditLines()).toEqual([]);
  });

  it("with 413 when the body is too large, announced or not, before anybody asks who it is", async () => {
    const site = await openSite();
    const large = "x".repeat(64 * 1024 + 1);
    const headers = { "content-type": "application/json" };
    const announced = await site.send("/v1/dossiers", {
      method: "POST",
      headers: { ...headers, "content-length": String(large.length) },
      body: large,
    });
    expect(announced.body).toEqual(refusedAs("too-large", 413));
    const streamed = await site.send("/v1/dossiers", { method: "POST", headers, body: large });
    expect(streamed.body).toEqual(refusedAs("too-large", 413));
    const lied = await site.send("/v1/dossiers", {
      method: "POST",
      headers: { ...headers, "content-length": "10" },
      body: large,
    });
    expect(lied.body).toEqual(refusedAs("too-large", 413));
    const fits = await site.send("/v1/dossiers", { method: "POST", headers, body: "x".repeat(64 * 1024) });
    expect(fits.status).toBe(401);
  });

  it("with 415 for anything but plain JSON", async () => {
    const site = await openSite();
    for (const headers of [
      {},
      { "content-type": "text/plain" },
      { "content-type": "application/x-www-form-urlencoded" },
      { "content-type": "application/json; charset=latin1" },
      { "content-type": "application/jsonp" },
      { "content-type": "application/json", "content-encoding": "gzip" },
    ]) {
      const answer = await site.send("/v1/dossiers", { method: "POST", headers, body: Buffer.from("{}") });
      expect(answer.body).toEqual(refusedAs("wrong-media-type", 415));
    }
  });

  it("with 401 and nothing else for a stranger, also where nothing is", async () => {
    const site = await openSite();
    const bodies = new Set<string>();
    for (const path of ["/v1/me", "/v1/dossiers", "/v1/dossiers/x", "/v1/nowhere", "/v1/me/", "//v1/me"]) {
      const answer = await site.send(path);
      expect(answer.body).toEqual(refusedAs("not-identified", 401));
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
      bodies.add(answer.text.replace(/urn:uuid:[^"]*/, ""));
    }
    expect(bodies.size).toBe(1);
  });

  it("with 429 and a moment to come back, and another person is not in the way", async () => {
    const site = await openSite({ rateLimit: { burst: 3, perSecond: 0.5 } });
    const statuses = [];
    for (let n = 0; n < 4; n++) statuses.push((await site.as("ib-er").get("/v1/me")).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const refused = await site.as("ib-er").get("/v1/me");
    expect(refused.body).toEqual(refusedAs("too-many-requests", 429));
    expect(refused.headers.get("retry-after")).toBe("2");
    expect((await site.as("tpo").get("/v1/me")).status).toBe(200);
    site.clock.set(site.clock.now() + 2_000);
    expect((await site.as("ib-er").get("/v1/me")).status).toBe(200);
  });

  it("404 before 428, and 428 before 400 for a body that cannot be read or a key that is not there", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const client = site.as("leerkracht");
    const other = site.as("ib-er-b");
    const path = `/v1/dossiers/${dossier}/commands`;
    expect((await other.post(path, "{")).body).toEqual(refusedAs("not-found", 404));
    expect((await client.post(path, SAVE)).body).toEqual(refusedAs("precondition-required", 428));
    expect((await client.post(path, { type: "act", instance: "x" })).status).toBe(428);
    expect((await client.post(path, { type: "assign", instance: "x-1", party: "p", people: ["x"] })).status).toBe(428);
    const unreadable = await client.post(path, "{", { "if-match": "x" });
    expect(unreadable.body).toEqual({
      ...refusedAs("unreadable", 400).sample,
      errors: [
        { pointer: "", code: "idempotency-key", message: expect.any(String) },
        { pointer: "", code: "not-json", message: expect.any(String) },
      ],
    });
    for (const key of ["", "short", "x".repeat(65), "has space in the key", "né".repeat(10)]) {
      const headers = { "if-match": '"x"', ...(key === "" ? {} : { "idempotency-key": encodeURI(key) }) };
      const answer = await client.post(path, SAVE, headers);
      expect(answer.body).toEqual(expect.objectContaining({ status: 400, type: "urn:draaiboek:problem:unreadable" }));
    }
  });

  it("422 for a key of another body, before the grammar is asked", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const client = site.as("leerkracht");
    const key = freshKey();
    expect((await client.send(dossier, SAVE, { "idempotency-key": key })).status).toBe(200);
    const other = await client.send(dossier, { ...SAVE, surprise: 1 }, { "idempotency-key": key });
    expect(other.body).toEqual(refusedAs("key-reused", 422));
  });

  it("400 with every fault of the grammar and its place, before the version is compared", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const answer = await site
      .as("leerkracht")
      .send(dossier, { ...SAVE, form: 7, surprise: true, role: "swv.tpo" }, { "if-match": '"old"' });
    expect(answer.status).toBe(400);
    const errors = answer.body["errors"] as { pointer: string; code: string }[];
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(["/form", "/role", "/surprise"]);
  });

  it("400 for what nobody may send: time, and opening where a dossier is already", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const client = site.as("ib-er");
    for (const command of [{ type: "elapse" }, { type: "open" }]) {
      const answer = await client.send(dossier, command);
      expect(answer.status).toBe(400);
      expect(answer.body["errors"]).toEqual([{ pointer: "/type", code: "not-here", message: expect.any(String) }]);
    }
    const start = { type: "start", definitions: ["hgw-cyclus"] };
    expect((await client.post("/v1/dossiers", start, { "idempotency-key": freshKey() })).status).toBe(400);
    expect((await client.post("/v1/dossiers", { type: "elapse" }, { "idempotency-key": freshKey() })).status).toBe(400);
  });

  it("412 when it moved, before anything is decided", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const wrong = { ...SAVE, answers: { nothing: "here" } };
    const answer = await site.as("leerkracht").send(dossier, wrong, { "if-match": '"old"' });
    expect(answer.body).toEqual(refusedAs("moved", 412));
  });

  it("403 with the roles that may, and without the other reasons", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const answer = await site.as("leerkracht").send(dossier, { type: "start", definitions: ["startgesprek"] });
    expect(answer.status).toBe(403);
    expect(answer.body["reasons"]).toEqual([
      {
        code: "role",
        place: { definition: "startgesprek" },
        message: "Dit kan alleen door: Intern begeleider.",
        lift: ["Intern begeleider"],
      },
    ]);
  });

  it("409 with every reason at once", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const answer = await site.as("ib-er").send(dossier, { type: "start", definitions: ["startgesprek"] });
    expect(answer.status).toBe(409);
    const reasons = answer.body["reasons"] as { code: string; place: object }[];
    expect(reasons.map(({ code, place }) => [code, place])).toEqual([
      ["condition", { condition: "stappen-doorlopen" }],
      ["undecided", { condition: "instemming-ouders" }],
      ["acknowledge", { condition: "gedeeld" }],
    ]);
  });

  it("400 for wrong answers, with the place of each in the body", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const answers = { hulpvraag: 7, verzonnen: "x" };
    const answer = await site.as("leerkracht").send(dossier, { ...SAVE, answers });
    expect(answer.status).toBe(400);
    const errors = answer.body["errors"] as { pointer: string }[];
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(["/answers/hulpvraag", "/answers/verzonnen"]);
    const opened = await site.as("ib-er").open({ records: [{ kind: "niveau", answers: { niveau: "geen" } }] });
    expect(opened.status).toBe(400);
    expect((opened.body["errors"] as { pointer: string }[])[0]?.pointer).toBe("/records/0/answers/niveau");
  });

  it("404 for what the command names and is not there", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const client = site.as("ib-er");
    for (const command of [
      { type: "start", definitions: ["verzonnen"] },
      { type: "act", instance: "hgw-cyclus-9", action: "afronden" },
      { type: "act", instance: "hgw-cyclus-1", action: "verzonnen" },
      { type: "save", instance: "hgw-cyclus-1", form: "verzonnen", answers: {} },
      { type: "record", kind: "verzonnen", answers: {} },
      { type: "withdraw", record: "niveau-9" },
    ]) {
      const answer = await client.send(dossier, command);
      expect([command, answer.body]).toEqual([command, refusedAs("unknown", 404)]);
    }
  });

  it("404 where nothing is, for who is known", async () => {
    const site = await openSite();
    for (const path of ["/v1/nowhere", "/v1/me/", "/v1/procedures/verzonnen", "/v1/forms/constructor", "/V1/me"]) {
      expect((await site.as("ib-er").get(path)).body).toEqual(refusedAs("not-found", 404));
    }
    expect((await sendRaw(site, "/v1/nowhere", { method: "POST", person: "ib-er" })).status).toBe(404);
  });

  it("400 for a page that is none", async () => {
    const site = await openSite();
    for (const query of ["limit=0", "limit=101", "limit=x", "limit=1e1", "cursor=x", "cursor="]) {
      const answer = await site.as("ib-er").get(`/v1/dossiers?${query}`);
      expect([query, answer.status]).toEqual([query, 400]);
    }
  });
});
