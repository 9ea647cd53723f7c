/** One procedure of several dossiers, over HTTP: who sees what of whom, and several people at once. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import { projection } from "../../server/handle/rows.ts";
import { folding } from "../../server/handle/states.ts";
import { brokenSite } from "./failing.ts";
import { act, CLUSTER, CONSENT, cluster, dossierOf, must, save, severalWorld, stateOf } from "./several.ts";
import { type Answer, freshKey, openSite, type Site } from "./site.ts";

const NOT_THERE = "A".repeat(43);

const world = () => severalWorld();

const join = (group: string): JsonObject => ({ type: "join", group });

/** All that a client can tell apart, but for the number of the request. */
function bytes({ status, headers, text }: Answer): string {
  const all = [...headers].filter(([name]) => name !== "x-request-id").sort();
  return JSON.stringify([status, all, text.replaceAll(/urn:uuid:[0-9a-f-]{36}/g, "urn:uuid:x")]);
}

async function groupState(site: Site, group: string): Promise<unknown> {
  const { body } = await site.as("ib-er").get(`/v1/groups/${group}`);
  const [part] = (body["requests"] ?? []) as readonly JsonObject[];
  return (part?.["shows"] as JsonObject | undefined)?.["state"];
}

async function membersOf(site: Site, person: string, group: string): Promise<unknown> {
  return (await site.as(person).get(`/v1/groups/${group}`)).body["members"];
}

describe("A group", () => {
  it("is listed and read apart from dossiers, with the members that the reader sees", async () => {
    const site = await openSite({ world: world() });
    const { group, one, two } = await cluster(site);
    const client = site.as("ib-er");
    const list = await client.get("/v1/groups");
    expect(list.body["total"]).toBe(1);
    expect((await client.get("/v1/dossiers")).body["total"]).toBe(2);
    const page = await client.get(`/v1/groups/${group}`);
    expect(page.status).toBe(200);
    expect(page.body["members"]).toEqual({
      items: [
        { dossier: one, state: "taking", since: "2022-11-07" },
        { dossier: two, state: "taking", since: "2022-11-07" },
      ],
      counts: { waiting: 0, taking: 2, left: 0 },
    });
    expect(site.store.auditLines().at(-1)).toEqual(
      expect.objectContaining({ route: "GET /v1/groups/{id}", dossiers: [group, one, two] }),
    );
    const own = (await client.get(`/v1/dossiers/${one}`)).body["requests"] as { shows: JsonObject }[];
    expect(own[0]?.shows).toEqual(expect.objectContaining({ group, membership: "taking" }));
    expect((await client.get(`/v1/groups/${group}/actions`)).status).toBe(200);
    expect((await client.get(`/v1/groups/${group}/history`)).status).toBe(200);
  });

  it("is not there as a dossier, nor a dossier as a group, in the same bytes as what never was", async () => {
    const site = await openSite({ world: world() });
    const { group, one } = await cluster(site);
    const client = site.as("ib-er");
    for (const path of ["", "/actions", "/history"]) {
      const never = bytes(await client.get(`/v1/groups/${NOT_THERE}${path}`));
      expect(bytes(await client.get(`/v1/groups/${one}${path}`))).toBe(never);
      expect(bytes(await client.get(`/v1/dossiers/${group}${path}`))).toBe(never);
    }
    for (const path of [`/v1/groups/${one}/commands`, `/v1/dossiers/${group}/commands`]) {
      const headers = { "idempotency-key": freshKey(), "if-match": '"x"' };
      const answer = await client.post(path, act("indienen", CLUSTER), headers);
      expect(bytes(answer)).toBe(bytes(await client.post(`/v1/groups/${NOT_THERE}/commands`, act("x"), headers)));
    }
  });

  it("tells parents nothing: not of the group, and not of the other child", async () => {
    const site = await openSite({ world: world() });
    const { group, one, two } = await cluster(site);
    for (const [person, own, other] of [
      ["ouder", one, two],
      ["ouder-twee", two, one],
    ] as const) {
      const client = site.as(person);
      const name = site.organisation().people[person === "ouder" ? "ouder-twee" : "ouder"]?.name ?? "";
      for (const path of [`/v1/groups/${group}`, `/v1/dossiers/${other}`, `/v1/dossiers/${group}`])
        expect((await client.get(path)).status).toBe(404);
      expect((await client.get("/v1/groups")).body).toEqual({ items: [], total: 0 });
      for (const path of ["", "/actions", "/history"]) {
        const answer = await client.get(`/v1/dossiers/${own}${path}`);
        expect(answer.status).toBe(200);
        for (const word of [other, name]) expect(answer.text).not.toContain(word);
      }
      const headers = { "idempotency-key": freshKey() };
      const tried = await client.post(`/v1/groups/${group}/commands`, act("indienen", CLUSTER), headers);
      expect(bytes(tried)).toBe(
        bytes(await client.post(`/v1/groups/${NOT_THERE}/commands`, act("indienen", CLUSTER), headers)),
      );
    }
  });

  it("tells who sees the group and not its members only how many there are", async () => {
    // Conditions on members hold in the group only: through this view nobody sees a dossier that is in it.
    const view = {
      ...{ id: "alleen-de-groep", title: "Alleen de groep", for: ["swv.beleid"], when: ["samen-genoeg"], as: "live" },
      sections: { "requests.samen-vragen": "all" },
    };
    const site = await openSite({
      world: severalWorld({ "definitions/views/alleen-de-groep.json": view }),
    });
    const { group, one, two } = await cluster(site);
    for (const person of ["beleid", "tpo"]) expect(await membersOf(site, person, group)).toBeUndefined();
    for (const action of ["indienen", "bevestigen"])
      must(await site.as("ib-er").post(`/v1/groups/${group}/commands`, act(action, CLUSTER), await marks(site, group)));
    const counts = { waiting: 0, taking: 2, left: 0 };
    expect(await membersOf(site, "beleid", group)).toEqual({ items: [], counts });
    expect(site.store.auditLines().at(-1)?.["dossiers"]).toEqual([group]);
    const text = (await site.as("beleid").get(`/v1/groups/${group}`)).text;
    for (const dossier of [one, two]) {
      expect(text).not.toContain(dossier);
      expect((await site.as("beleid").get(`/v1/dossiers/${dossier}`)).status).toBe(404);
    }
    // It was filed to a unit: there they see those dossiers too, as they were filed.
    const since = "2022-11-07";
    expect(await membersOf(site, "tpo", group)).toEqual({
      items: [one, two].map((dossier) => ({ dossier, state: "taking", since })),
      counts,
    });
    for (const stranger of ["ib-er-b", "tpo-een", "ouder"])
      expect((await site.as(stranger).get(`/v1/groups/${group}`)).status).toBe(404);
  });

  it("does not tell that a dossier is in it to who knows that dossier from something else", async () => {
    const site = await openSite({ world: world() });
    const { group, one, two } = await cluster(site);
    const waiting = await dossierOf(site, "ouder");
    must(await site.as("ib-er").send(waiting, join(group)));
    const noted = { niveau: { niveau: "extra-ondersteuning-school" }, delen: { "ouders-weten-het": "ja" } };
    for (const [kind, answers] of Object.entries(noted))
      must(await site.as("ib-er").send(waiting, { type: "record", kind, answers }));
    for (const action of ["indienen", "bevestigen"])
      must(await site.as("ib-er").post(`/v1/groups/${group}/commands`, act(action, CLUSTER), await marks(site, group)));
    expect((await site.as("tpo").get(`/v1/dossiers/${waiting}`)).status).toBe(200);
    const { items } = (await membersOf(site, "tpo", group)) as { items: readonly { dossier: string }[] };
    expect(items.map(({ dossier }) => dossier).sort()).toEqual([one, two].sort());
  });

  it("acts for all of its members at once, and a step of one of them is a step of the group", async () => {
    const site = await openSite({ world: world(), cachedStreams: 1 });
    const { group, one, two } = await cluster(site);
    must(await site.as("ib-er").send(two, act("indienen", CLUSTER)));
    expect(await groupState(site, group)).toBe("ingediend");
    expect(await stateOf(site, "ib-er", one, CLUSTER)).toBe("ingediend");
    expect(await stateOf(site, "ib-er", two, CLUSTER)).toBe("ingediend");
    const last = await Promise.all([group, one, two].map(async (stream) => (await site.store.read(stream)).at(-1)));
    expect(new Set(last.map((part) => part?.commit)).size).toBe(1);
  });

  it("has its own tasks, which say that they are of a group", async () => {
    const task = { type: "task", params: { title: "Plan overleggen", to: "school.ib", due: { n: 7, unit: "days" } } };
    const site = await openSite({
      world: severalWorld({
        "definitions/procedures/samen-vragen.json#/states/aanvraag/on/indienen/actions": [task],
        "definitions/views/samen-op-school.json#/sections/tasks": "all",
      }),
    });
    const { group, one } = await cluster(site);
    must(await site.as("ib-er").send(one, act("indienen", CLUSTER)));
    const { items } = (await site.as("ib-er").get("/v1/tasks")).body as { items: JsonObject[] };
    expect(items).toEqual([
      expect.objectContaining({ group: expect.objectContaining({ id: group }), title: "Plan overleggen" }),
    ]);
    expect(site.store.auditLines().at(-1)).toEqual(expect.objectContaining({ dossiers: [group] }));
  });
});

describe("Several people at once in a group", () => {
  it("join and act: whoever comes first, the group and its members stand in one state, and a join is never a 412", async () => {
    const site = await openSite({ world: world() });
    const { group, one, two } = await cluster(site);
    const three = await dossierOf(site, "ouder");
    const headers = await marks(site, group);
    const client = site.as("ib-er");
    const [joined, acted] = await Promise.all([
      client.send(three, join(group)),
      client.post(`/v1/groups/${group}/commands`, act("indienen", CLUSTER), headers),
    ]);
    expect([200, 409]).toContain(joined.status);
    expect([200, 412]).toContain(acted.status);
    const state = await groupState(site, group);
    expect(await stateOf(site, "ib-er", one, CLUSTER)).toBe(state);
    expect(await stateOf(site, "ib-er", two, CLUSTER)).toBe(state);
  });

  it("join by eight: all are in, each in its own stream and in that of the group, in one commit each", async () => {
    const site = await openSite({ world: world() });
    const { group } = await cluster(site);
    const dossiers = await Promise.all(Array.from({ length: 8 }, () => dossierOf(site, "ouder")));
    const answers = await Promise.all(dossiers.map((dossier) => site.as("ib-er").send(dossier, join(group))));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    const inGroup = new Set((await site.store.read(group)).map(({ commit }) => commit));
    for (const dossier of dossiers)
      expect(inGroup.has((await site.store.read(dossier)).at(-1)?.commit ?? "")).toBe(true);
    expect(await membersOf(site, "ib-er", group)).toEqual(
      expect.objectContaining({ counts: { waiting: 8, taking: 2, left: 0 } }),
    );
  });

  it("repeat a join with the same key: it counts once, with the same answer", async () => {
    const site = await openSite({ world: world() });
    const { group } = await cluster(site);
    const dossier = await dossierOf(site, "ouder");
    const headers = { "idempotency-key": freshKey() };
    const ask = () => site.as("ib-er").post(`/v1/dossiers/${dossier}/commands`, join(group), headers);
    const all = [...(await Promise.all(Array.from({ length: 20 }, ask))), await ask()];
    expect(new Set(all.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(all[0]?.status).toBe(200);
  });
});

describe("What a group leaves", () => {
  it("is nothing at all in any stream when the commit is not stored", async () => {
    const { site, faults } = await brokenSite({ world: world() });
    const { group, one, two } = await cluster(site);
    const before = await Promise.all([group, one, two].map((stream) => site.store.read(stream)));
    const text = (await site.as("ib-er").get(`/v1/groups/${group}`)).text;
    for (const how of ["full", "later-full", "later-broken"] as const) {
      faults.appends = how;
      expect((await site.as("ib-er").send(two, act("indienen", CLUSTER))).status).toBeGreaterThan(500);
      faults.appends = "well";
      expect((await site.as("ib-er").get(`/v1/groups/${group}`)).text).toBe(text);
      expect(await stateOf(site, "ib-er", one, CLUSTER)).toBe("aanvraag");
      expect(await stateOf(site, "ib-er", two, CLUSTER)).toBe("aanvraag");
    }
    expect(await Promise.all([group, one, two].map((stream) => site.store.read(stream)))).toEqual(before);
    must(await site.as("ib-er").send(two, act("indienen", CLUSTER)));
  });

  it("can be read back: the index made anew is the index that grew", async () => {
    const site = await openSite({ world: world() });
    const { group, one, two } = await cluster(site);
    for (const stream of [group, one, two])
      expect(projection(site)(stream, await site.store.read(stream))).toEqual(site.store.rowsOf(stream));
  });

  it("has nothing readable in it of what people wrote", async () => {
    const site = await openSite({ world: world() });
    const { group, one, two } = await cluster(site);
    for (const stream of [group, one, two])
      expect(JSON.stringify(await site.store.read(stream))).not.toMatch(/KANARIE|Voorbeeld|begeleider|gegeven/);
  });
});

describe("A group that is named by somebody who may not", () => {
  it("is not there, whatever is sent", async () => {
    const site = await openSite({ world: world() });
    const { group } = await cluster(site);
    const other = site.as("ib-er-b");
    const dossier = String(must(await other.open()).body["dossier"]);
    const named = bytes(await other.send(dossier, join(group)));
    expect(named.replaceAll(group, "…")).toBe(
      bytes(await other.send(dossier, join(NOT_THERE))).replaceAll(NOT_THERE, "…"),
    );
    for (const wrong of ["__proto__", "constructor", "", "x".repeat(500), "pool:x", 7, null, ["a"], {}]) {
      const answer = await other.send(dossier, { type: "join", group: wrong } as JsonObject);
      expect([400, 404, 409]).toContain(answer.status);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
    }
    for (const wrong of ["__proto__", "constructor", "%00", "x".repeat(500), "pool:x", "..%2f", "%F0%9F%92%A9"]) {
      const answer = await other.get(`/v1/groups/${wrong}`);
      expect([wrong, answer.status]).toEqual([wrong, 404]);
    }
    expect(site.reported).toEqual([]);
  });
});

describe("Whatever is asked of a group and its members, in any order", () => {
  it("is done or refused in good order, and group and members always tell the same", async () => {
    const site = await openSite({ world: world(), rateLimit: { burst: 1e9, perSecond: 1e9 } });
    const { group, one, two } = await cluster(site);
    const three = await dossierOf(site, "ouder");
    const dossiers = [one, two, three];
    const consent = fc.constantFrom("gegeven", "geweigerd").map((besluit) => ({ ...CONSENT, answers: { besluit } }));
    const record = fc.constantFrom("samen-toestemming-1", "samen-toestemming-2");
    const body: fc.Arbitrary<JsonObject> = fc.oneof(
      fc.constant(join(group)),
      fc.constantFrom({ type: "leave", instance: CLUSTER }, { type: "leave", instance: "samen-vragen-2" }),
      fc.constantFrom("indienen", "bevestigen", "toekennen", "x").map((action) => act(action, CLUSTER)),
      fc.string({ maxLength: 20 }).map((aanpak) => save("samen-aanvraag", { aanpak }, CLUSTER)),
      consent,
      record.map((id) => ({ type: "withdraw", record: id })),
    );
    const where = fc.constantFrom("one", "two", "three", "group");
    const person = fc.constantFrom("ib-er", "ib-er", "ib-er", "ouder", "ouder-twee", "consulent");
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(person, where, body, async (by, at, command) => {
        const headers = { "idempotency-key": freshKey() };
        const answer =
          at === "group"
            ? await site
                .as(by)
                .post(`/v1/groups/${group}/commands`, command, { ...headers, ...(await marks(site, group)) })
            : await site.as(by).send({ one, two, three }[at] ?? "", command);
        statuses.add(answer.status);
        expect([command, answer.status < 500]).toEqual([command, true]);
        const state = async (id: string) => folding(site.keyring, id, await site.store.read(id)).state as Dossier;
        const { members = {}, instances } = await state(group);
        for (const id of dossiers) {
          const member = members[id];
          if (member === undefined) continue;
          const mirror = (await state(id)).instances[member.mirror];
          expect([id, mirror?.group?.membership]).toEqual([id, member.membership]);
          if (member.membership !== "left") expect([id, mirror?.state]).toEqual([id, instances[CLUSTER]?.state]);
        }
      }),
      { numRuns: 150, seed: 20221107 },
    );
    expect([...statuses]).toEqual(expect.arrayContaining([200, 404, 409]));
    expect(site.reported).toEqual([]);
    for (const id of [group, ...dossiers])
      expect(projection(site)(id, await site.store.read(id))).toEqual(site.store.rowsOf(id));
  });
});

/** Headers for a step of the group: a new key, and the mark of its procedure as it now stands. */
async function marks(site: Site, group: string): Promise<Record<string, string>> {
  const { body } = await site.as("ib-er").get(`/v1/groups/${group}`);
  const [part] = (body["requests"] ?? []) as readonly JsonObject[];
  return { "idempotency-key": freshKey(), "if-match": String(part?.["etag"]) };
}
