/** Who sees what over HTTP: nobody more than is theirs, and nobody can tell what they do not see from what is not there. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Organisation } from "../../definitions/grammar/types.generated.ts";
import { play, scenario } from "./scenario.ts";
import {
  type Answer,
  childRecord,
  freshKey,
  openedDossier,
  openSite,
  RELATIONS,
  type Site,
  temporaryFolder,
} from "./site.ts";

const NOT_THERE = "A".repeat(43);

/** All that a client can tell apart, but for the number of the request. */
function bytes({ status, headers, text }: Answer): string {
  const all = [...headers].filter(([name]) => name !== "x-request-id").sort();
  return JSON.stringify([status, all, text.replaceAll(/urn:uuid:[0-9a-f-]{36}/g, "urn:uuid:x")]);
}

const PATHS = ["", "/actions", "/history"];
const COMMANDS: readonly JsonObject[] = [
  { type: "start", definitions: ["hgw-cyclus"] },
  { type: "save", instance: "hgw-cyclus-1", form: "waarnemen", answers: {} },
  { type: "act", instance: "hgw-cyclus-1", action: "afronden" },
  { type: "record", kind: "niveau", answers: {} },
  { type: "withdraw", record: "niveau-1" },
  { type: "assign", party: "dossier.ouder", people: ["ouder"] },
  { type: "nonsense" },
];

describe("A dossier that is not yours", () => {
  it("is not there, in the same bytes as one that never was, on every route and for every command", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    for (const stranger of ["ib-er-b", "ouder-twee", "tpo", "consulent", "leerkracht-b", "beleid"]) {
      const client = site.as(stranger);
      for (const path of PATHS) {
        const hidden = await client.get(`/v1/dossiers/${dossier}${path}`);
        expect(hidden.status).toBe(404);
        expect(bytes(hidden)).toBe(bytes(await client.get(`/v1/dossiers/${NOT_THERE}${path}`)));
        expect(bytes(hidden)).toBe(bytes(await client.get(`/v1/dossiers/x${path}`)));
        expect(bytes(hidden)).toBe(bytes(await client.get("/v1/nowhere")));
      }
      for (const command of COMMANDS) {
        const headers = { "idempotency-key": freshKey(), "if-match": '"x"' };
        const hidden = await client.post(`/v1/dossiers/${dossier}/commands`, command, headers);
        expect(bytes(hidden)).toBe(bytes(await client.post(`/v1/dossiers/${NOT_THERE}/commands`, command, headers)));
        expect(hidden.status).toBe(404);
      }
      expect((await client.get("/v1/dossiers")).body).toEqual({ items: [], total: 0 });
      expect((await client.get("/v1/tasks")).body).toEqual({ items: [], total: 0 });
    }
    expect((await site.store.read(dossier)).length).toBe(2);
  });

  it("is there for the parents of the child only, and for each their own", async () => {
    const site = await openSite();
    const one = await openedDossier(site, "ib-er", { "dossier.ouder": ["ouder"] });
    const two = await openedDossier(site, "ib-er", { "dossier.ouder": ["ouder-twee"] });
    const ids = async (person: string) => {
      const { body } = await site.as(person).get("/v1/dossiers");
      return (body["items"] as { dossier: { id: string } }[]).map(({ dossier }) => dossier.id).sort();
    };
    expect(await ids("ouder")).toEqual([one]);
    expect(await ids("ouder-twee")).toEqual([two]);
    expect(await ids("ib-er")).toEqual([one, two].sort());
    expect((await site.as("ouder").get(`/v1/dossiers/${one}`)).status).toBe(200);
    expect((await site.as("ouder").get(`/v1/dossiers/${two}`)).status).toBe(404);
  });

  it("is not there for who would see terms only, of a request that no view shows them", async () => {
    const site = await openSite();
    const { dossier } = await play(site, scenario("startgesprek-met-vervolg"), 17);
    const client = site.as("schoolbestuur");
    for (const path of PATHS) expect((await client.get(`/v1/dossiers/${dossier}${path}`)).status).toBe(404);
    expect((await client.get("/v1/dossiers")).body).toEqual({ items: [], total: 0 });
  });

  it("is no longer yours as soon as you work elsewhere, whatever your token says", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const client = site.as("ib-er");
    expect((await client.get(`/v1/dossiers/${dossier}`)).status).toBe(200);
    const { people, ...rest } = site.organisation();
    const moved: Organisation = {
      ...rest,
      people: { ...people, "ib-er": { name: "Iris", roles: [{ role: "school.ib", unit: "school-b" }] } },
    };
    site.setOrganisation(moved);
    expect((await client.get(`/v1/dossiers/${dossier}`)).status).toBe(404);
    expect((await client.get("/v1/dossiers")).body).toEqual({ items: [], total: 0 });
    const { "ib-er": _gone, ...others } = moved.people;
    site.setOrganisation({ ...moved, people: others });
    expect((await client.get("/v1/me")).status).toBe(401);
  });
});

describe("What is named in a command and not seen", () => {
  it("is unknown in the same bytes as what is not there", async () => {
    const site = await openSite();
    const { dossier } = await play(site, scenario("startgesprek-met-vervolg"), 17);
    const client = site.as("tpo");
    const same = async (hidden: JsonObject, absent: JsonObject, from: string, to: string) => {
      const headers = { "idempotency-key": freshKey(), "if-match": '"x"' };
      const path = `/v1/dossiers/${dossier}/commands`;
      const one = bytes(await client.post(path, hidden, headers));
      const other = bytes(await client.post(path, absent, { ...headers, "idempotency-key": freshKey() }));
      expect(one.replaceAll(from, "…")).toBe(other.replaceAll(to, "…"));
      expect(JSON.parse(one)[0]).toBe(404);
    };
    const act = (instance: string) => ({ type: "act", instance, action: "afronden" });
    await same(act("hgw-cyclus-1"), act("hgw-cyclus-7"), "hgw-cyclus-1", "hgw-cyclus-7");
    const save = (instance: string) => ({ type: "save", instance, form: "waarnemen", answers: {} });
    await same(save("hgw-cyclus-1"), save("hgw-cyclus-7"), "hgw-cyclus-1", "hgw-cyclus-7");
    const withdraw = (record: string) => ({ type: "withdraw", record });
    await same(withdraw("delen-1"), withdraw("delen-7"), "delen-1", "delen-7");
    const replace = (replaces: string) => ({ type: "record", kind: "delen", answers: {}, replaces });
    await same(replace("delen-1"), replace("delen-7"), "delen-1", "delen-7");
  });

  it("is unknown too while somebody is still writing it, whatever other views show of its kind of forms", async () => {
    const site = await openSite();
    const story = scenario("tlv-toegekend");
    site.clock.set(Date.parse(story.start));
    const { dossier } = await play(site, story);
    const started = await site.as("ouder").send(dossier, { type: "start", definitions: ["bezwaar"], about: "tlv-1" });
    expect(started.status).toBe(200);
    for (const person of ["ib-er", "directeur", "leerkracht", "schoolbestuur", "tpo"]) {
      const headers = { "idempotency-key": freshKey(), "if-match": '"x"' };
      const tried = async (instance: string) => {
        const command = { type: "act", instance, action: "indienen" };
        return bytes(await site.as(person).post(`/v1/dossiers/${dossier}/commands`, command, headers));
      };
      const hidden = (await tried("bezwaar-1")).replaceAll("bezwaar-1", "…");
      expect([person, hidden]).toEqual([person, (await tried("bezwaar-7")).replaceAll("bezwaar-7", "…")]);
    }
  });

  it("is not told by the reasons of a refusal either", async () => {
    const site = await openSite();
    const { dossier } = await play(site, scenario("startgesprek-met-vervolg"), 11);
    const answer = await site.as("tpo").send(dossier, { type: "start", definitions: ["startgesprek"] });
    expect(answer.status).toBe(403);
    expect((answer.body["reasons"] as { code: string }[]).map(({ code }) => code)).toEqual(["role"]);
  });
});

describe("Before it is filed", () => {
  it("nobody elsewhere can tell two worlds apart that differ only in what was written", async () => {
    const keys = `${await temporaryFolder()}/keys`;
    const worlds: string[][] = [];
    for (const words of ["Zij kan goed meedoen.", "Hij slaat, bijt en loopt weg; er is een melding gedaan."]) {
      const site = await openSite({ keys });
      worlds.push(await seenElsewhere(site, words));
      await site.close();
    }
    expect(worlds[0]).toEqual(worlds[1]);
    expect(worlds[0]?.length).toBeGreaterThan(20);
  });
});

/** Writes a dossier up to just before it is filed, and says all that people elsewhere can get to see meanwhile. */
async function seenElsewhere(site: Site, words: string): Promise<string[]> {
  const seen: string[] = [];
  const look = async (dossier: string) => {
    for (const person of ["tpo", "consulent", "tpo-een", "ib-er-b", "beleid"]) {
      const client = site.as(person);
      for (const path of [
        "/v1/dossiers",
        "/v1/tasks",
        "/v1/me",
        ...PATHS.map((one) => `/v1/dossiers/${dossier}${one}`),
      ])
        seen.push(bytes(await client.get(path)));
      const headers = { "idempotency-key": `fixed-key-${String(seen.length).padStart(8, "0")}`, "if-match": '"x"' };
      for (const command of COMMANDS)
        seen.push(bytes(await client.post(`/v1/dossiers/${dossier}/commands`, command, headers)));
    }
  };
  const one = site.as("ib-er");
  const child = childRecord();
  const named = {
    ...child,
    answers: { ...(child["answers"] as JsonObject), roepnaam: words.slice(0, 10), groep: words.slice(0, 3) },
  };
  const level = { kind: "niveau", answers: { niveau: "extra-ondersteuning-school" } };
  const opened = await one.open({ relations: RELATIONS, records: [named, level] }, "two-worlds-open-0001");
  const dossier = String(opened.body["dossier"]);
  await look(dossier);
  const steps: [string, JsonObject][] = scenario("startgesprek-met-vervolg")
    .steps.slice(1, 16)
    .filter(({ expect: wanted }) => wanted?.ok !== false)
    .map((step) => [step.as ?? "", rewritten(step.do as unknown as JsonObject, words)]);
  for (const [person, command] of steps) {
    const answer = await site.as(person).send(dossier, command);
    expect([command, answer.status]).toEqual([command, 200]);
  }
  await look(dossier);
  return seen;
}

/** Other words in every text that people write. */
function rewritten(command: JsonObject, words: string): JsonObject {
  if (command["type"] !== "save") return command;
  const answers = Object.entries(command["answers"] as JsonObject).map(([field, value]) => [
    field,
    typeof value === "string" && value.includes(" ") ? words : value,
  ]);
  return { ...command, answers: Object.fromEntries(answers) };
}
