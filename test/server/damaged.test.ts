/** A dossier that cannot be read any more: what is told of it, and what goes on without it. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { StoredPart } from "../../server/store/port.ts";
import { act, CLUSTER, cluster, severalWorld } from "./several.ts";
import { freshKey, openedDossier, openSite, type Site } from "./site.ts";

const TELLS =
  "Van deze groep is 1 dossier beschadigd en niet te lezen. Zolang dat zo is, kan er in deze groep niets veranderen. Er is niets gewist. Meld dit bij de beheerder.";

describe("A group of which the dossier of one member is damaged", () => {
  it("is still shown to who sees it, with how many cannot be read, and with nothing that can be done", async () => {
    const { site, group, one } = await withDamagedMember();
    const page = await site.as("ib-er").get(`/v1/groups/${group}`);
    expect(page.status).toBe(200);
    expect(page.body["members"]).toEqual({
      items: [{ dossier: one, state: "taking", since: "2022-11-07" }],
      counts: { waiting: 0, taking: 2, left: 0 },
      unreadable: { count: 1, message: TELLS },
    });
    const actions = page.body["actions"] as JsonObject[];
    expect(actions.map(({ id }) => id)).toContain(`${CLUSTER}.indienen`);
    for (const { allowed, next, reasons } of actions) {
      expect({ allowed, next, last: (reasons as JsonObject[]).at(-1) }).toEqual({
        ...{ allowed: false, next: false },
        last: { code: "members", place: { instance: CLUSTER }, message: TELLS },
      });
    }
    const list = await site.as("ib-er").get(`/v1/groups/${group}/actions`);
    expect(list.body).toEqual({ id: group, actions });
    expect((await site.as("ib-er").get(`/v1/groups/${group}/history`)).status).toBe(200);
    expect((await site.as("ib-er").get("/v1/groups")).body["total"]).toBe(1);
  });

  it("takes no command that needs that dossier, changes nothing, and takes the same one when it can be read again", async () => {
    const { site, group, one, two, damaged } = await withDamagedMember();
    const { body } = await site.as("ib-er").get(`/v1/groups/${group}`);
    const [part] = body["requests"] as JsonObject[];
    const headers = { "idempotency-key": freshKey(), "if-match": String(part?.["etag"]) };
    const send = () => site.as("ib-er").post(`/v1/groups/${group}/commands`, act("indienen", CLUSTER), headers);
    const lengths = () => Promise.all([group, one, two].map(async (id) => (await site.store.read(id)).length));
    const before = await lengths();
    const refused = await send();
    expect([refused.status, refused.headers.get("content-type")]).toEqual([503, "application/problem+json"]);
    expect(refused.body).toEqual({ ...PROBLEM, instance: expect.stringMatching(/^urn:uuid:/) });
    expect(await lengths()).toEqual(before);
    const told = { level: "error", what: "a dossier cannot be read", dossier: two };
    expect(site.reported).toEqual([{ ...told, at: expect.any(String), request: expect.any(String) }]);
    damaged.clear();
    expect((await send()).status).toBe(200);
    expect((await lengths()).every((length, at) => length > (before[at] ?? 0))).toBe(true);
  });

  it("leaves the other member's own dossier as it was, and a parent there hears nothing of it", async () => {
    const { site, one } = await withDamagedMember();
    for (const person of ["ib-er", "ouder"]) {
      const page = await site.as(person).get(`/v1/dossiers/${one}`);
      expect([page.status, page.text.includes("beschadigd")]).toEqual([200, false]);
    }
  });
});

describe("A dossier that is damaged itself", () => {
  it("is refused with 503 and who to tell, for reading and for commands", async () => {
    const { site, damaged } = await damageable();
    const dossier = await openedDossier(site);
    await openedDossier(site);
    damaged.add(dossier);
    const client = site.as("leerkracht");
    const record = { type: "record", kind: "niveau", answers: { niveau: "lichte-ondersteuning" } };
    for (const answer of [
      await client.get(`/v1/dossiers/${dossier}`),
      await client.get(`/v1/dossiers/${dossier}/history`),
      await client.send(dossier, record),
    ]) {
      expect(answer.status).toBe(503);
      expect(answer.body).toEqual({ ...PROBLEM, instance: expect.stringMatching(/^urn:uuid:/) });
    }
  });
});

const PROBLEM = {
  type: "urn:draaiboek:problem:damaged",
  title: "Niet te lezen",
  status: 503,
  detail:
    "Een dossier dat hiervoor nodig is, is beschadigd en niet te lezen. Er is niets veranderd en niets gewist. Meld dit bij de beheerder, met het nummer hieronder.",
};

async function withDamagedMember() {
  const made = await damageable();
  const { group, one, two } = await cluster(made.site);
  // Pushes the others out of memory.
  await openedDossier(made.site);
  made.damaged.add(two);
  return { ...made, group, one, two };
}

/** Of a stream in `damaged` the content no longer opens, as after a disk that changed a byte. */
async function damageable(): Promise<{ readonly site: Site; readonly damaged: Set<string> }> {
  const damaged = new Set<string>();
  const site = await openSite({
    world: severalWorld(),
    cachedStreams: 1,
    through: (store) => ({
      ...store,
      read: async (stream) => (await store.read(stream)).map((part) => (damaged.has(stream) ? changed(part) : part)),
    }),
  });
  return { site, damaged };
}

function changed(part: StoredPart): StoredPart {
  return { ...part, content: part.content.map((one) => ({ ...one, nonce: one.nonce.toLowerCase() })) };
}
