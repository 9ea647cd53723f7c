/** The end of the old system: until when it takes and shows something, what still runs there, and what comes over. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Scenario } from "../../definitions/grammar/types.generated.ts";
import { play, scenario } from "../server/scenario.ts";
import { type OnTheWay, onTheWay, stateOf } from "./on-the-way.ts";

const OLD = { type: "start", definitions: ["traject-ot"], menu: "onderwijs-transparant" };
/** Midnight in Utrecht, on which 2023 begins. */
const MIDNIGHT = Date.parse("2023-01-01T00:00:00+01:00");
const MINUTE = 60_000;

const definitions = (body: JsonObject) =>
  ((body["requests"] ?? []) as readonly JsonObject[]).map((one) => one["definition"]);

async function listed(way: OnTheWay, person: string): Promise<readonly JsonObject[]> {
  const { body } = await way.site.as(person).get("/v1/dossiers");
  return ((body["items"] ?? []) as readonly { requests: readonly JsonObject[] }[]).flatMap(({ requests }) => requests);
}

describe("R5 From a day on every question comes through the new channel", () => {
  it("takes one through the old channel on the last day, and refuses one from midnight on", async () => {
    const way = await onTheWay("overgang-einde", 1);
    way.site.clock.set(MIDNIGHT - MINUTE);
    await way.does("ib-er", OLD);
    way.site.clock.set(MIDNIGHT);
    expect(await way.refused("ib-er", OLD)).toEqual(["menu"]);
  });
});

describe("R6 After its last day the old channel cannot be read either", () => {
  it("is there at a minute to midnight, and for nobody at midnight", async () => {
    const way = await onTheWay("overgang-einde", 4);
    const readers = ["ib-er", "ouder", "tpo"];
    way.site.clock.set(MIDNIGHT - MINUTE);
    for (const person of readers) expect(definitions((await way.get(person)).body)).toContain("traject-ot");
    way.site.clock.set(MIDNIGHT);
    for (const person of readers) {
      const { text } = await way.get(person);
      expect(text).not.toContain("OT-2022-0815");
      expect(definitions((await way.get(person)).body)).not.toContain("traject-ot");
    }
  });
});

describe("R9 What runs in the old system is finished there, and what is new comes in the new one", () => {
  it("takes both during the overlap, and only the new channel after it", async () => {
    const way = await onTheWay("overgang-beide-kanalen", 13);
    expect(stateOf(await way.instance("ib-er", "traject-ot-1"))).toBe("loopt");
    expect(stateOf(await way.instance("ib-er", "startgesprek-1"))).toBe("gekozen");
    expect((await listed(way, "tpo")).map(({ definition, label }) => [definition, label])).toEqual([
      ["traject-ot", "Afmaken in het oude systeem"],
    ]);
    way.site.clock.set(MIDNIGHT);
    expect(await way.refused("ib-er", OLD)).toEqual(["menu"]);
    const newWays = (await way.actions("ib-er")).filter(({ id }) => id.startsWith("ondersteuning-toolbox."));
    expect(newWays.flatMap(({ reasons }) => reasons.map(({ code }) => code))).not.toContain("menu");
    await way.does("ib-er", {
      type: "act",
      instance: "startgesprek-1",
      action: "intrekken",
      input: { reden: "anders", toelichting: "Proef." },
    });
  });
});

describe("R11 The SWV can list what is still open in the old system", () => {
  it("has one line for each that runs, with its school, and none for what is finished", async () => {
    const way = await onTheWay("overgang-beide-kanalen", 4);
    const open = async () =>
      (await listed(way, "tpo")).filter(({ definition, closed }) => definition === "traject-ot" && closed !== true);
    expect(await open()).toMatchObject([{ state: "loopt", channel: "onderwijs-transparant" }]);
    const schools = async () => {
      const { body } = await way.site.as("tpo").get("/v1/dossiers");
      return (body["items"] as readonly { dossier: JsonObject }[]).map(({ dossier }) => dossier["unit"]);
    };
    expect(await schools()).toEqual(["school-a"]);
    await way.does("ib-er", {
      type: "act",
      instance: "traject-ot-1",
      action: "gegevens-opgehaald",
      input: { vindplaats: "Map leerlingdossiers" },
    });
    await way.does("ib-er", { type: "act", instance: "traject-ot-1", action: "afmaken" });
    expect(await open()).toHaveLength(0);
  });
});

function ofAnotherChild(wanted: Scenario): Scenario {
  return JSON.parse(JSON.stringify(wanted).replaceAll('"roepnaam":"Noor"', '"roepnaam":"Sam"')) as Scenario;
}

describe("R73 An arrangement from the old system goes on without the toolbox and without a second payment", () => {
  it("runs and is paid by nobody; a new one is paid once, and the list of payments has that one only", async () => {
    const fresh = await onTheWay("arrangement-toegekend-en-afgerond", 42);
    const { site } = fresh;
    const arrived = scenario("overgenomen-arrangement");
    site.clock.set(Date.parse(arrived.start));
    const old = await play(site, ofAnotherChild(arrived), 13, "another-child");
    expect(old.faults).toEqual([]);
    const { body } = await site.as("ib-er").get(`/v1/dossiers/${old.dossier}`);
    expect((body["requests"] as readonly JsonObject[]).map((one) => [one["instance"], stateOf(one)])).toContainEqual([
      "overgenomen-arrangement-1",
      "loopt",
    ]);

    const payments = async () => {
      const list = await site.as("financien").get("/v1/ledgers/betalingen");
      return (list.body["items"] as readonly JsonObject[]).map(({ type, dossier, instance }) => [
        type,
        dossier,
        instance,
      ]);
    };
    const once = [["entered", fresh.dossier, "arrangement-1"]];
    expect(await payments()).toEqual(once);
    const again = { bedrag: 345_000, van: "2022-11-14", "tot-en-met": "2023-06-30" };
    const pay = { type: "record", kind: "betaling-arrangement", of: "arrangement-1", answers: again };
    expect(await fresh.refused("financien", pay)).toContain("condition arrangement-nog-niet-betaald");
    expect(await payments()).toEqual(once);
    for (const person of ["ouder", "leerkracht"])
      expect((await site.as(person).get("/v1/ledgers/betalingen")).status).toBe(404);
  });

  it("stands in the same list as the payment of a pupil who comes back from special education", async () => {
    const back = await onTheWay("overstaparrangement-andere-uitkomsten", 46);
    const list = await back.site.as("financien").get("/v1/ledgers/betalingen");
    expect(list.body["items"]).toEqual([
      {
        ...{ type: "entered", record: "betaling-overstap-1", kind: "betaling-overstap" },
        ...{ dossier: back.dossier, instance: "overstaparrangement-6", controller: "swv-utrecht" },
        ...{ at: expect.any(String), on: "2024-03-11" },
        fields: { kenmerk: "overstap-2024-012", bedrag: 450_000, ingang: "2024-08-26" },
      },
    ]);
  });
});
