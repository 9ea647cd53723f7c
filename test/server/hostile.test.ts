/** What nobody sends in good faith: whatever it is, the answer is a refusal in good order, and nothing changes. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { folding } from "../../server/handle/states.ts";
import { ROUTES } from "../../server/http/routes.ts";
import { type Answer, childRecord, freshKey, openedDossier, openSite, type Site } from "./site.ts";

const HEADERS = {
  "api-version": "1.0.0",
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** A problem document, and no more. */
function wellRefused(answer: Answer): boolean {
  const { status, body } = answer;
  if (status < 400) return true;
  const type = answer.headers.get("content-type");
  const keys = Object.keys(body).filter((key) => key !== "errors" && key !== "reasons");
  return (
    status < 500 &&
    type === "application/problem+json" &&
    body["status"] === status &&
    keys.sort().join() === "detail,instance,status,title,type"
  );
}

describe("Every answer", () => {
  it("carries the same headers, whatever it is", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const client = site.as("ib-er");
    const key = { "idempotency-key": freshKey() };
    const answers = [
      await site.send("/v1/health"),
      await site.send("/v1/me"),
      await site.send("/v1/me", { method: "TRACEX" }),
      await site.send("/v1/me", { method: "OPTIONS", headers: { origin: "https://evil.example" } }),
      await site.send("/v1/me", { method: "HEAD" }),
      await site.send("/v1/dossiers", { method: "POST", body: "{}", headers: { "content-type": "text/plain" } }),
      await client.get("/v1/dossiers", { origin: "https://evil.example" }),
      await client.get(`/v1/dossiers/${dossier}`, { origin: "null" }),
      await client.get("/v1/nowhere"),
      await client.open({ records: [childRecord()] }),
      await client.post("/v1/dossiers", "{", key),
      await client.post(`/v1/dossiers/${dossier}/commands`, { type: "save" }, key),
      await client.send(dossier, { type: "start", definitions: ["startgesprek"] }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([
      200, 401, 405, 405, 401, 415, 200, 200, 404, 201, 400, 428, 409,
    ]);
    for (const { headers, status } of answers) {
      expect(Object.fromEntries(headers)).toEqual(expect.objectContaining(HEADERS));
      expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.get("access-control-allow-origin")).toBe(null);
      expect(headers.get("content-type")).toBe(status < 400 ? "application/json" : "application/problem+json");
    }
    const open = await site.send("/v1/openapi.json");
    expect(open.headers.get("access-control-allow-origin")).toBe("*");
    expect(Object.fromEntries(open.headers)).toEqual(
      expect.objectContaining({ ...HEADERS, "cross-origin-resource-policy": "cross-origin" }),
    );
  });
});

/** After JSONTestSuite: what is no JSON, and some that is but not for us. */
const NOT_JSON: readonly (string | Uint8Array)[] = [
  ...["", " ", "[", "{", "]", "}", "[1,]", "[,1]", "[1,,2]", "{,}", '{"a"}', '{"a":}', '{"a":1,}', "{'a':1}", "{a:1}"],
  ...[
    '{"a":1 "b":2}',
    '{"a" 1}',
    "[1 2]",
    '["a" "b"]',
    "[1}",
    '{"a":1]',
    "[[]",
    "{}}",
    "[]]",
    "[] []",
    "{}{}",
    '{"a":1}x',
  ],
  ...[
    "tru",
    "True",
    "TRUE",
    "nul",
    "NaN",
    "Infinity",
    "-Infinity",
    "undefined",
    "nan",
    "[NaN]",
    "+1",
    "1.",
    ".1",
    "01",
  ],
  ...["-", "-01", "1e", "1e+", "0x1", "1_000", "--1", "1.2.3", "[1.]", "[-]", "2.e3", "0e", "-.1", "1ee1", "１"],
  ...[
    '"',
    "'a'",
    '"a',
    '"\\x41"',
    '"\\u12"',
    '"\\u{41}"',
    '"\\a"',
    '"\\"',
    '"a\nb"',
    '"a\tb"',
    '"\u0000"',
    '["\\uZZZZ"]',
  ],
  ...[
    "// x\n{}",
    "/* x */{}",
    "{}//x",
    "#",
    "<a/>",
    "\ufeff{}",
    "\u00a0{}",
    "\u2028{}",
    "{}\u000c",
    "\u0000",
    "{}\u0000",
  ],
  ...[
    new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0]),
    new Uint8Array([0x7b, 0xc3, 0x28, 0x7d]),
    new Uint8Array([0xc0, 0xaf]),
  ],
  ...[
    new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]),
    new Uint8Array([0x22, 0xf4, 0xbf, 0xbf, 0xbf, 0x22]),
    new Uint8Array([0x22, 0xe5]),
  ],
  ...["[".repeat(60_000), '{"a":'.repeat(10_000), `${"[".repeat(33)}${"]".repeat(33)}`, `[${"1,".repeat(5_100)}1]`],
  ...[
    '{"type":"open","type":"open"}',
    '{"type":"open","unit":"a","unit":"b"}',
    '{"a":{"b":1,"b":2}}',
    '{"a":1,"\\u0061":2}',
  ],
  ...[
    '{"__proto__":{"type":"open"}}',
    '{"type":"open","constructor":{}}',
    '{"a":[{"prototype":1}]}',
    '{"\\u005f_proto__":1}',
  ],
];

const JSON_BUT_NO_COMMAND: readonly string[] = [
  ...[
    "null",
    "true",
    "0",
    "-0",
    "1e400",
    "-1e400",
    "1e-400",
    "9007199254740993",
    '"text"',
    "[]",
    "[null]",
    "{}",
    '{"":0}',
  ],
  ...[
    '{"type":null}',
    '{"type":"open","x":1}',
    '{"type":["open"]}',
    '{"type":"OPEN"}',
    '{"type":"open","relations":[]}',
  ],
  ...['"\\ud800"', '{"type":"\\ud800"}', '{"type":"open","unit":"\\u0000"}', '{"type":"open","unit":"../../x"}'],
  ...['{"type":"open","relations":{"dossier.x":[]}}', '{"type":"open","records":[{"kind":"toString","answers":{}}]}'],
  ...[`${"[".repeat(32)}${"]".repeat(32)}`, `[${"1,".repeat(4_900)}1]`, `"${"x".repeat(60_000)}"`, '{"then":{}}'],
];

describe("A body", () => {
  it("that is no JSON, or not for us, is refused with 400 and changes nothing", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const before = JSON.stringify(await site.store.read(dossier));
    const headers = async () => ({
      authorization: `Bearer ${await site.as("ib-er").token}`,
      ...{ "content-type": "application/json", "idempotency-key": freshKey(), "if-match": '"x"' },
    });
    for (const path of ["/v1/dossiers", `/v1/dossiers/${dossier}/commands`]) {
      for (const body of [...NOT_JSON, ...JSON_BUT_NO_COMMAND]) {
        const answer = await site.send(path, { method: "POST", headers: await headers(), body: body as BodyInit });
        const shown = typeof body === "string" ? body.slice(0, 60) : [...body];
        const readable = typeof body === "string" && JSON_BUT_NO_COMMAND.includes(body);
        const wanted = readable ? [400, 404] : [400];
        expect([shown, wanted.includes(answer.status), wellRefused(answer)]).toEqual([shown, true, true]);
        if (!readable) expect([shown, answer.body["type"]]).toEqual([shown, "urn:draaiboek:problem:unreadable"]);
      }
    }
    expect(JSON.stringify(await site.store.read(dossier))).toBe(before);
    expect((await site.as("ib-er").get("/v1/dossiers")).body["total"]).toBe(1);
    expect(site.reported).toEqual([]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it("with more than a command may hold is refused with the place of each", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const extra = {
      rol: "swv.tpo",
      schoolId: "school-b",
      status: "bij-swv",
      _version: 9,
      bevestigd: true,
      actor: "tpo",
    };
    const at = { at: "2020-01-01T00:00:00Z", id: "x", bySystem: true, withoutInput: true };
    for (const command of [
      { type: "act", instance: "hgw-cyclus-1", action: "afronden" },
      { type: "save", instance: "hgw-cyclus-1", form: "waarnemen", answers: {} },
      { type: "record", kind: "niveau", answers: {} },
      { type: "start", definitions: ["startgesprek"] },
    ]) {
      const answer = await site.as("ib-er").send(dossier, { ...command, ...extra, ...at });
      const pointers = (answer.body["errors"] as { pointer: string }[]).map(({ pointer }) => pointer);
      expect(pointers.sort()).toEqual(
        Object.keys({ ...extra, ...at })
          .map((key) => `/${key}`)
          .sort(),
      );
    }
  });
});

describe("An event that nobody may send", () => {
  it("is not possible, however it is spelt", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const before = (await site.store.read(dossier)).length;
    const actions = [
      ...[
        "xstate.after.100000.m.a",
        "xstate.done.state.m.a",
        "xstate.init",
        "*",
        "done.state.x",
        "",
        "afronden ",
        "AFRONDEN",
      ],
      ...[
        "constructor",
        "__proto__",
        "toString",
        "hasOwnProperty",
        "prototype",
        "then",
        "valueOf",
        "a".repeat(41),
        "bevestigen",
      ],
      ...["termijn-verstreken", "termijn-nadert", "plannen"],
    ];
    for (const action of actions) {
      for (const person of ["ib-er", "leerkracht", "ouder"]) {
        const answer = await site.as(person).send(dossier, { type: "act", instance: "hgw-cyclus-1", action });
        expect([action, person, [400, 404, 409].includes(answer.status)]).toEqual([action, person, true]);
        expect(wellRefused(answer)).toBe(true);
      }
    }
    for (const id of ["constructor-1", "to-string-1", "__proto__-1", "hgw-cyclus-01", "hgw-cyclus-1-1", "../x-1"]) {
      const answer = await site.as("ib-er").send(dossier, { type: "act", instance: id, action: "afronden" });
      expect([id, [400, 404].includes(answer.status)]).toEqual([id, true]);
    }
    expect((await site.store.read(dossier)).length).toBe(before);
  });

  it("and a step cannot be skipped, nor done by somebody else, nor twice", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const act = (action: string) => ({ type: "act", instance: "hgw-cyclus-1", action });
    expect((await site.as("ib-er").send(dossier, act("afronden"))).status).toBe(409);
    expect((await site.as("ouder").send(dossier, act("afronden"))).status).toBe(403);
    expect(
      (await site.as("ib-er").send(dossier, { type: "act", instance: "startgesprek-1", action: "bevestigen" })).status,
    ).toBe(404);
  });
});

/** Requests of every shape: known paths and words among them, so that they come far. */
function requests(dossier: string) {
  const word = fc.oneof(
    fc.constantFrom(
      "open",
      "start",
      "save",
      "act",
      "record",
      "withdraw",
      "assign",
      "elapse",
      "hgw-cyclus-1",
      "waarnemen",
    ),
    fc.constantFrom(
      "niveau",
      "afronden",
      "hgw-cyclus",
      "startgesprek",
      "school-a",
      "ouder",
      "dossier.ouder",
      "niveau-1",
    ),
    fc.constantFrom("__proto__", "constructor", "", "2022-02-30", "*"),
    fc.string({ maxLength: 20, unit: "binary" }),
  );
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      ...[word, fc.double(), fc.boolean(), fc.constant(null)],
      ...[fc.array(tie("value"), { maxLength: 3 }), fc.dictionary(word, tie("value"), { maxKeys: 4 })],
    ),
  })).value;
  const command = fc.record(
    {
      ...{ type: word, instance: word, form: word, action: word, kind: word, of: word, record: word, party: word },
      ...{
        answers: value,
        input: value,
        definitions: fc.array(word, { maxLength: 2 }),
        people: fc.array(word),
        unit: word,
      },
      ...{ occurredOn: word, acknowledged: fc.array(word, { maxLength: 2 }), aims: fc.array(word), replaces: word },
    },
    { requiredKeys: ["type"] },
  );
  const body = fc.oneof(
    { weight: 5, arbitrary: command.map((one) => JSON.stringify(one)) },
    { weight: 2, arbitrary: value.map((one) => JSON.stringify(one) ?? "") },
    { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
  );
  const ascii = fc.string({ maxLength: 30, unit: "grapheme-ascii" });
  const part = fc.oneof(
    fc.constantFrom(dossier, "A".repeat(43), "waarnemen", "hgw-cyclus"),
    ascii.map(encodeURIComponent),
  );
  const path = fc.oneof(
    fc
      .constantFrom(...ROUTES.map(({ template }) => template))
      .chain((one) => part.map((id) => one.replace("{id}", id))),
    part.map((one) => `/v1/${one}`),
  );
  return fc.record({
    path: fc
      .tuple(path, fc.constantFrom("", "?limit=3", "?limit=x", "?cursor=AAAA", "?release=x", "?a=1&a=2"))
      .map((one) => one.join("")),
    method: fc.constantFrom("GET", "POST", "POST", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"),
    person: fc.constantFrom("ib-er", "leerkracht", "ouder", "tpo", "nobody"),
    headers: fc.record(
      {
        "content-type": fc.constantFrom("application/json", "application/json", "application/json", "text/plain"),
        "idempotency-key": fc.oneof(
          fc.constant("aaaaaaaaaaaaaaaaaaaa"),
          fc.uuid(),
          ascii.map((one) => one.trim()),
        ),
        "if-match": fc.oneof(
          fc.constantFrom("*", '"x"'),
          ascii.map((one) => one.trim()),
        ),
        prefer: fc.constantFrom("return=representation", "return=minimal"),
      },
      { requiredKeys: ["content-type"] },
    ),
    body,
  });
}

async function sent(site: Site, one: { path: string; method: string; person: string; headers: object; body: string }) {
  const token = await site.as(one.person).token;
  const headers = { ...one.headers, authorization: `Bearer ${token}` };
  const body = one.method === "GET" || one.method === "HEAD" ? null : one.body;
  return site.send(one.path, { method: one.method, headers, body });
}

/** Commands that keep the grammar, about things that are there and some that are not. */
function commands() {
  const json = fc.jsonValue({ maxDepth: 2 });
  const field = fc.constantFrom(
    "hulpvraag",
    "domein",
    "niveau",
    "resultaten",
    "besproken-met-ouders-op",
    "reden",
    "tekst",
    "x",
  );
  const text = fc.oneof(
    fc.constantFrom("Een zin.", "werkhouding", "lichte-ondersteuning", "2022-10-31", ""),
    fc.string(),
  );
  const answers = fc.dictionary(field, fc.oneof({ weight: 3, arbitrary: text }, json), { maxKeys: 4 });
  const instance = fc.constantFrom("hgw-cyclus-1", "hgw-cyclus-1", "hgw-cyclus-2", "startgesprek-1");
  const record = fc.constantFrom("niveau-1", "instemming-1", "delen-1", "x-1");
  const kind = fc.constantFrom("niveau", "instemming", "delen", "bericht", "leerlinggegevens", "toestemming", "x");
  const definition = fc.constantFrom("hgw-cyclus", "startgesprek", "verslag", "x");
  const day = fc.constantFrom("2022-11-01", "2022-02-30", "2099-01-01");
  const ids = (one: fc.Arbitrary<string>) => fc.uniqueArray(one, { minLength: 1, maxLength: 2 });
  const people = fc.constantFrom("ouder", "ouder-twee", "leerkracht", "ib-er", "nobody");
  const optional = (fields: Record<string, fc.Arbitrary<unknown>>, more: Record<string, fc.Arbitrary<unknown>> = {}) =>
    fc.record({ ...fields, ...more }, { requiredKeys: Object.keys(fields) });
  const type = (name: string) => ({ type: fc.constant(name) });
  const noted = { occurredOn: day, acknowledged: ids(fc.constantFrom("gedeeld", "x")), onBehalfOf: people };
  return fc.oneof(
    optional({ ...type("save"), instance, form: fc.constantFrom("waarnemen", "waarnemen", "begrijpen", "x"), answers }),
    optional(
      { ...type("act"), instance, action: fc.constantFrom("afronden", "bevestigen", "terug", "x") },
      { input: answers, ...noted },
    ),
    optional({ ...type("record"), kind, answers }, { of: instance, replaces: record, ...noted }),
    optional({ ...type("withdraw"), record }, { reason: fc.constant("Daarom.") }),
    optional(
      { ...type("join"), group: fc.constantFrom("A".repeat(43), "x", "__proto__", "pool:x") },
      { about: instance },
    ),
    optional({ ...type("leave"), instance }),
    optional(
      { ...type("start"), definitions: ids(definition) },
      { menu: fc.constantFrom("ondersteuning-toolbox", "x"), aims: ids(definition), about: instance },
    ),
    optional(
      {
        ...type("assign"),
        party: fc.constantFrom("dossier.ouder", "dossier.leerkracht", "behandelaar", "dossier.x"),
        people: ids(people),
      },
      { instance },
    ),
  ) as fc.Arbitrary<JsonObject>;
}

describe("Whatever a client sends", () => {
  it("never gets a 5xx, and every refusal is a problem document", async () => {
    const site = await openSite({ rateLimit: { burst: 1e9, perSecond: 1e9 } });
    const dossier = await openedDossier(site);
    await fc.assert(
      fc.asyncProperty(requests(dossier), async (one) => {
        const answer = await sent(site, one);
        expect(answer.status).toBeLessThan(500);
        if (one.method !== "HEAD") expect(wellRefused(answer)).toBe(true);
        expect(answer.headers.get("cache-control")).toBe("no-store");
      }),
      { numRuns: 600, seed: 20221107 },
    );
    expect(site.reported).toEqual([]);
  });

  it("within the grammar is done or refused in good order, and the dossier can be folded again", async () => {
    const site = await openSite({ rateLimit: { burst: 1e9, perSecond: 1e9 } });
    const dossier = await openedDossier(site);
    const statuses = new Set<number>();
    const person = fc.constantFrom("ib-er", "ib-er", "leerkracht", "ouder");
    await fc.assert(
      fc.asyncProperty(person, commands(), async (by, command) => {
        const answer = await site.as(by).send(dossier, command);
        statuses.add(answer.status);
        expect([command, answer.status < 500, wellRefused(answer)]).toEqual([command, true, true]);
      }),
      { numRuns: 400, seed: 20221107 },
    );
    expect([...statuses].sort()).toEqual(expect.arrayContaining([200, 400, 403, 404, 409]));
    const { state: folded } = folding(site.keyring, dossier, await site.store.read(dossier));
    expect(folded?.revision).toBe((await site.store.read(dossier)).length);
    expect(site.reported).toEqual([]);
  });
});
