/** A tester plays procedures on made-up dossiers: everything is as real, and nothing real is in reach. */

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { catalogOf } from "../../engine/release/catalog.ts";
import { openSimulations } from "../../server/handle/simulations.ts";
import { Unavailable } from "../../server/store/port.ts";
import { fixture } from "../support/world.ts";
import { type Answer, type Client, openedDossier, openSite } from "./site.ts";

const SCENARIOS = "definitions/scenarios";

function scenario(name: string): JsonObject {
  const { $schema: _grammar, ...whole } = JSON.parse(readFileSync(`${SCENARIOS}/${name}`, "utf8")) as JsonObject;
  return whole;
}

const ACTORS = {
  "ib-er": { roles: ["school.ib"], unit: "school-a" },
  tpo: { roles: ["swv.tpo"], unit: "tpo-3" },
  ouder: { roles: [] },
};

const OPEN = { as: "ib-er", do: { type: "open", relations: { "dossier.ouder": ["ouder"] } } };
const START = { as: "ib-er", do: { type: "start", definitions: ["hgw-cyclus"], aims: ["startgesprek"] } };

async function begun(tester: Client, more: JsonObject = {}): Promise<string> {
  const { status, headers, body } = await tester.post("/v1/simulations", { actors: ACTORS, ...more });
  expect(status).toBe(201);
  expect(headers.get("location")).toBe(`/v1/simulations/${body["id"]}`);
  return String(body["id"]);
}

function errorsIn({ body }: Answer): unknown[] {
  return ((body["errors"] ?? []) as JsonObject[]).map(({ pointer, code }) => `${pointer} ${code}`);
}

describe("A simulation by hand", () => {
  it("plays each step as its actor, and shows where everything stands and what each actor sees", async () => {
    const site = await openSite();
    const tester = site.as("beleid");
    const id = await begun(tester);
    const step = (body: JsonObject) => tester.post(`/v1/simulations/${id}/steps`, body);
    const opened = await step(OPEN);
    expect([opened.status, opened.body["step"], opened.body["ok"], opened.body["reasons"]]).toEqual([200, 1, true, []]);
    expect((await step(START)).body["ok"]).toBe(true);
    const refused = await step({ as: "ouder", do: { type: "start", definitions: ["hgw-cyclus"] } });
    expect(refused.status).toBe(200);
    expect(refused.body["ok"]).toBe(false);
    expect((refused.body["reasons"] as JsonObject[]).map(({ code }) => code)).toContain("role");

    const { body } = await tester.get(`/v1/simulations/${id}`);
    const [dossier] = body["dossiers"] as JsonObject[];
    expect(dossier?.["instances"]).toEqual([
      expect.objectContaining({ instance: "hgw-cyclus-1", state: "waarnemen", closed: false }),
    ]);
    const sees = dossier?.["sees"] as { [actor: string]: JsonObject | null };
    expect(Object.keys(sees)).toEqual(["ib-er", "tpo", "ouder"]);
    expect(sees["ib-er"]?.["cycle"]).toMatchObject({ instance: "hgw-cyclus-1", shows: { label: "Waarnemen" } });
    expect(sees["tpo"]).toBe(null);
    expect((body["scenario"] as JsonObject)["steps"]).toEqual([
      OPEN,
      START,
      { as: "ouder", do: { type: "start", definitions: ["hgw-cyclus"] } },
    ]);
    expect((body["outcomes"] as JsonObject[]).map(({ ok }) => ok)).toEqual([true, true, false]);
  });

  it("moves time by days, weeks and months, and then shows what time did by itself", async () => {
    const site = await openSite();
    const tester = site.as("beleid");
    const whole = scenario("termijn-plannen-verloopt.json");
    const steps = whole["steps"] as JsonObject[];
    const due = steps.findIndex(({ wait }) => wait !== undefined);
    const id = await begun(tester, { ...whole, steps: steps.slice(0, due) });
    const before = (await tester.get(`/v1/simulations/${id}`)).body;
    const waited = await tester.post(`/v1/simulations/${id}/steps`, { wait: { n: 6, unit: "weeks" } });
    expect(waited.status).toBe(200);
    expect(Date.parse(`${waited.body["today"]}`) - Date.parse(`${before["today"]}`)).toBe(42 * 86_400_000);
    expect((waited.body["messages"] as JsonObject[]).map(({ message }) => message)).toContain("plantermijn-voorbij");
    const months = await tester.post(`/v1/simulations/${id}/steps`, { wait: { n: 2, unit: "months" } });
    expect(months.body["messages"]).toEqual([]);
  });

  it("moves time in what is shared too: a new period has places for who waits", async () => {
    const { release, organisation } = fixture("pools");
    const catalog = catalogOf([{ from: "0001-01-01", release }]);
    const clock = { now: () => Date.parse("2023-09-04T09:00:00Z") };
    const simulations = openSimulations({ clock, catalog, organisation: () => organisation } as never);
    const tester = { person: "chef", roles: [], assurance: 2 } as const;
    const asks = (dossier: string) =>
      [
        { type: "open" },
        { type: "start", definitions: ["plek"] },
        { type: "save", instance: "plek-1", form: "plekformulier", answers: { zaal: "noord", pas: false } },
        { type: "act", instance: "plek-1", action: "vragen" },
      ].map((body) => ({ as: "gids", dossier, do: body }));
    const actors = { gids: { roles: ["balie.gids"], unit: "balie-noord" } };
    const steps = [...asks("een"), ...asks("twee"), ...asks("drie")];
    const begun = await simulations.begin(tester, { actors, steps } as never, 0);
    if (begun.kind !== "shown") throw new Error(JSON.stringify(begun));
    const waited = await simulations.step(tester, begun.id, { wait: { n: 4, unit: "months" } }, 0);
    expect(waited).toMatchObject({ kind: "shown", shows: { messages: [{ dossier: "drie", message: "vrij" }] } });
  });

  it("is the tester's own: for another tester it is not there", async () => {
    const site = await openSite();
    const id = await begun(site.as("beleid"));
    const other = site.as("beleid-twee");
    expect((await other.get(`/v1/simulations/${id}`)).status).toBe(404);
    expect((await other.post(`/v1/simulations/${id}/steps`, OPEN)).status).toBe(404);
    expect((await site.as("beleid").get(`/v1/simulations/${id}`)).status).toBe(200);
  });

  it("is gone when it was thrown away", async () => {
    const site = await openSite();
    const tester = site.as("beleid");
    const id = await begun(tester);
    const headers = { authorization: `Bearer ${await tester.token}` };
    const gone = await site.send(`/v1/simulations/${id}`, { method: "DELETE", headers });
    expect([gone.status, gone.text]).toEqual([204, ""]);
    expect((await tester.get(`/v1/simulations/${id}`)).status).toBe(404);
    expect((await site.send(`/v1/simulations/${id}`, { method: "DELETE", headers })).status).toBe(404);
  });
});

describe("A scenario that is posted", () => {
  it("is played at once, every shipped one with the promises that it keeps on the command line", async () => {
    const site = await openSite();
    const tester = site.as("beleid");
    for (const name of readdirSync(SCENARIOS)) {
      const answer = await tester.post("/v1/simulations", scenario(name));
      expect([name, answer.status, answer.body["faults"], errorsIn(answer)]).toEqual([name, 201, [], []]);
      expect(
        (answer.body["taken"] as unknown[]).length + (answer.body["outcomes"] as unknown[]).length,
      ).toBeGreaterThan(0);
      const headers = { authorization: `Bearer ${await tester.token}` };
      await site.send(`/v1/simulations/${answer.body["id"]}`, { method: "DELETE", headers });
    }
  });

  it("tells which promise is broken at which step, and counts what was taken", async () => {
    const site = await openSite();
    const steps = [OPEN, { ...START, expect: { state: { "hgw-cyclus-1": "begrijpen" } } }];
    const { body } = await site.as("beleid").post("/v1/simulations", { actors: ACTORS, steps });
    expect(body["faults"]).toEqual([{ step: 2, message: 'hgw-cyclus-1: verwacht "begrijpen", gevonden "waarnemen"' }]);
    const coverage = body["coverage"] as JsonObject[];
    expect(coverage.map(({ definition }) => definition)).toContain("startgesprek");
    for (const { taken } of coverage) expect(taken).toBe(0);
  });

  it("that is wrong is refused with everything that is wrong, by grammar or by name", async () => {
    const site = await openSite();
    const post = (body: JsonObject) => site.as("beleid").post("/v1/simulations", body);
    const grammar = await post({ actors: { "ib-er": { rols: [] } }, steps: [{ az: "ib-er" }], more: 1 });
    expect(grammar.status).toBe(400);
    expect(errorsIn(grammar).length).toBeGreaterThanOrEqual(3);
    const named = await post({
      actors: { ...ACTORS, wie: { roles: ["school.niemand"] } },
      steps: [{ as: "niemand", do: { type: "act", instance: "verzonnen-1", action: "doen" } }],
    });
    expect(named.status).toBe(400);
    expect(errorsIn(named)).toEqual(
      expect.arrayContaining(["/actors/wie/roles/0 unknown-role", "/steps/0/as unknown-actor"]),
    );
    expect(errorsIn(await post({ actors: ACTORS, start: "2022-13-41T09:00:00Z" }))).toEqual(["/start no-instant"]);
    const id = await begun(site.as("beleid"));
    const step = await site
      .as("beleid")
      .post(`/v1/simulations/${id}/steps`, { as: "niemand", wait: { n: 1, unit: "days" } });
    expect([step.status, errorsIn(step)]).toEqual([400, ["/as unknown-actor"]]);
    expect(errorsIn(await site.as("beleid").post(`/v1/simulations/${id}/steps`, {}))).toEqual([" nothing"]);
    expect((await site.as("beleid").post(`/v1/simulations/${id}/steps`, "{")).status).toBe(400);
  });
});

describe("Who may simulate", () => {
  it("is said by the source: others get 403, whatever they ask, and the audit knows", async () => {
    const site = await openSite();
    const id = await begun(site.as("beleid"));
    for (const person of ["ib-er", "ouder", "tpo", "consulent"]) {
      const other = site.as(person);
      const answers = [
        await other.post("/v1/simulations", { actors: ACTORS }),
        await other.get(`/v1/simulations/${id}`),
        await other.post(`/v1/simulations/${id}/steps`, OPEN),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
      expect(answers[0]?.body["detail"]).toBe(
        "Simuleren kan alleen door: Beleidsmedewerker van het samenwerkingsverband.",
      );
    }
    expect((await site.send("/v1/simulations", { method: "POST", body: "{}", headers: JSON_TYPE })).status).toBe(401);
    expect(site.store.auditLines().at(-1)).toMatchObject({
      route: "POST /v1/simulations/{id}/steps",
      status: 403,
      dossiers: [],
    });
  });
});

const JSON_TYPE = { "content-type": "application/json", "content-length": "2" };

describe("Nothing of a simulation", () => {
  it("reaches the store, even when the store would break on it; only who asked what is written", async () => {
    const site = await openSite({
      through: (store) => ({
        ...store,
        append() {
          throw new Error("a simulation stored something");
        },
        read() {
          throw new Error("a simulation read something");
        },
        rows() {
          throw new Error("a simulation listed something");
        },
      }),
    });
    const tester = site.as("beleid");
    const id = await begun(tester, scenario("startgesprek-met-vervolg.json"));
    expect((await tester.post(`/v1/simulations/${id}/steps`, { wait: { n: 1, unit: "months" } })).status).toBe(200);
    expect((await tester.get(`/v1/simulations/${id}`)).status).toBe(200);
    expect(site.reported).toEqual([]);
    expect(
      site.store.auditLines().map(({ route, status, dossiers, commit }) => [route, status, dossiers, commit]),
    ).toEqual([
      ["POST /v1/simulations", 201, [], undefined],
      ["POST /v1/simulations/{id}/steps", 200, [], undefined],
      ["GET /v1/simulations/{id}", 200, [], undefined],
    ]);
  });

  it("is answered without its audit line", async () => {
    const site = await openSite({
      through: (store) => ({ ...store, audit: () => Promise.reject(new Unavailable("no line", false)) }),
    });
    expect((await site.as("beleid").post("/v1/simulations", { actors: ACTORS })).status).toBe(503);
  });

  it("knows a real dossier or a real person, whatever is named", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const tester = site.as("beleid");
    const id = await begun(tester);
    const steps = `/v1/simulations/${id}/steps`;
    expect((await tester.post(steps, { as: "ib-er", dossier, do: START.do })).status).toBe(400);
    await tester.post(steps, { ...OPEN, do: { type: "open" } });
    const named = await tester.post(steps, {
      as: "ib-er",
      do: { type: "assign", party: "dossier.leerkracht", people: ["leerkracht"] },
    });
    expect([named.status, errorsIn(named)]).toEqual([400, ["/do/people/0 unknown-actor"]]);
    const { text } = await tester.get(`/v1/simulations/${id}`);
    for (const { name } of Object.values(site.organisation().people)) expect(text).not.toContain(name);
    expect(text).not.toContain(dossier);
  });
});

describe("Simulations are bounded", () => {
  it("a person has at most five, and is told what to do", async () => {
    const site = await openSite();
    const tester = site.as("beleid");
    for (let n = 0; n < 5; n++) await begun(tester);
    const { status, body, headers } = await tester.post("/v1/simulations", { actors: ACTORS });
    expect(status).toBe(429);
    expect(body["detail"]).toBe(
      "U hebt al 5 simulaties. Verwijder er een die klaar is, of wacht: wie een uur stilstaat, gaat vanzelf weg.",
    );
    expect(headers.get("retry-after")).toBe("3600");
    await begun(site.as("beleid-twee"));
  });

  it("one that stands still for an hour is gone, and makes room", async () => {
    const site = await openSite();
    const tester = site.as("beleid");
    const ids = [];
    for (let n = 0; n < 5; n++) ids.push(await begun(tester));
    site.clock.set(site.clock.now() + 59 * 60_000);
    expect((await tester.get(`/v1/simulations/${ids[0]}`)).status).toBe(200);
    site.clock.set(site.clock.now() + 60_000);
    expect((await tester.get(`/v1/simulations/${ids[1]}`)).status).toBe(404);
    expect((await tester.get(`/v1/simulations/${ids[0]}`)).status).toBe(200);
    await begun(tester);
  });

  it("in total, in steps and in bytes: what is too much is refused, and what is there stays", async () => {
    const site = await openSite();
    const { clock, catalog } = site;
    const limits = { perPerson: 5, inTotal: 2, steps: 3, bytes: 300, idle: 1_000 };
    const simulations = openSimulations({ clock, catalog, organisation: site.organisation }, limits);
    const person = (name: string) => ({ person: name, roles: [], assurance: 2 }) as const;
    const first = await simulations.begin(person("een"), { actors: ACTORS }, 100);
    await simulations.begin(person("twee"), { actors: ACTORS }, 100);
    expect(await simulations.begin(person("drie"), { actors: ACTORS }, 100)).toEqual({
      ...{ kind: "too-many", own: false, most: 2, seconds: 1 },
    });
    if (first.kind !== "shown") throw new Error("it did not begin");
    const wait = { wait: { n: 1, unit: "days" } };
    expect((await simulations.step(person("een"), first.id, wait, 100)).kind).toBe("shown");
    expect((await simulations.step(person("een"), first.id, wait, 101)).kind).toBe("too-large");
    expect((await simulations.step(person("een"), first.id, wait, 1)).kind).toBe("shown");
    expect((await simulations.step(person("een"), first.id, wait, 1)).kind).toBe("shown");
    expect((await simulations.step(person("een"), first.id, wait, 1)).kind).toBe("too-large");
    expect(simulations.show(person("een"), first.id).kind).toBe("shown");
    clock.set(clock.now() + 1_000);
    expect(simulations.show(person("een"), first.id).kind).toBe("not-there");
    const large = { actors: ACTORS, steps: [wait, wait, wait, wait] };
    expect((await simulations.begin(person("een"), large, 100)).kind).toBe("too-large");
  });
});
