/** The toolbox after the parents agreed, and the new cycle that follows a startgesprek. */

import { describe, expect, it } from "vitest";
import { isObject, type JsonObject } from "../../definitions/grammar/json.ts";
import { formOf, onTheWay, stateOf, TOOLBOX } from "./on-the-way.ts";

const AGREE = { type: "record", kind: "instemming", answers: { besluit: "gegeven", wijze: "zelf" } };
const TO_END = 22;
const FINISH = { type: "act", instance: "startgesprek-1", action: "afronden" };

describe("R28 The parents agree before the toolbox opens", () => {
  it("is closed before, and what the school is offered first after it", async () => {
    const done = await onTheWay("startgesprek-met-vervolg", 11);
    expect(await done.refused("ib-er", TOOLBOX)).toEqual(["undecided instemming-ouders"]);
    expect((await done.get("ib-er")).body["next"]).not.toBe("ondersteuning-toolbox.startgesprek");
    await done.does("ouder", AGREE);
    expect((await done.get("ib-er")).body["next"]).toBe("ondersteuning-toolbox.startgesprek");
    const [first] = await done.actions("ib-er");
    expect([first?.id, first?.allowed]).toEqual(["ondersteuning-toolbox.startgesprek", true]);
  });
});

describe("R29 The school chooses a startgesprek, and then confirms it to the SWV", () => {
  it("takes two steps of the school that the SWV tells apart: after the first it sees nothing", async () => {
    const agreed = await onTheWay("startgesprek-met-vervolg", 13);
    const form = { hulpvraag: "Hoe helpen wij Noor?", "voor-wie": "leerling", "ouders-gezien": "ja" };
    await agreed.does("ib-er", TOOLBOX);
    expect(stateOf(await agreed.instance("ib-er", "startgesprek-1"))).toBe("gekozen");
    expect(await agreed.refused("ib-er", { ...FINISH, action: "bevestigen" })).toEqual(["not-here"]);
    await agreed.does("ib-er", {
      type: "save",
      instance: "startgesprek-1",
      form: "aanvraag-startgesprek",
      answers: form,
    });
    await agreed.does("ib-er", { ...FINISH, action: "indienen" });
    expect((await agreed.get("tpo")).body["requests"]).toEqual([]);
    await agreed.does("ib-er", { ...FINISH, action: "bevestigen" });
    expect(stateOf(await agreed.instance("tpo", "startgesprek-1"))).toBe("bij-swv");
  });
});

describe("R30 A follow-up is a new cycle in the same dossier", () => {
  it("has the next number, and the dossier keeps its id", async () => {
    const held = await onTheWay("startgesprek-met-vervolg", TO_END);
    expect((await held.instance("ib-er", "hgw-cyclus-1"))["number"]).toBe(1);
    await held.does("consulent", FINISH);
    const { body } = await held.get("ib-er");
    expect([body["id"], (body["cycle"] as JsonObject)["instance"], (body["cycle"] as JsonObject)["number"]]).toEqual([
      held.dossier,
      "hgw-cyclus-2",
      2,
    ]);
    expect(await held.total("ib-er", "dossiers")).toBe(1);
  });
});

describe("R31 The new cycle begins at waarnemen", () => {
  it("stands in waarnemen, which is open again", async () => {
    const followed = await onTheWay("startgesprek-met-vervolg", TO_END + 1);
    const cycle = await followed.instance("ib-er", "hgw-cyclus-2");
    expect(stateOf(cycle)).toBe("waarnemen");
    expect(formOf(cycle, "waarnemen")["open"]).toBe(true);
  });
});

describe("R32 All earlier answers come along", () => {
  it("has field by field what the cycle before had, but for what its forms say stays behind", async () => {
    const cycle = await onTheWay("volledige-cyclus", 14);
    const before = await cycle.instance("ib-er", "hgw-cyclus-1");
    await cycle.does("ib-er", { type: "start", definitions: ["hgw-cyclus"] });
    const after = await cycle.instance("ib-er", "hgw-cyclus-2");
    let carried = 0;
    for (const { key, form, answers } of before["forms"] as JsonObject[]) {
      const { body } = await cycle.site.as("ib-er").get(`/v1/forms/${String(form)}`);
      const fields = (body["schema"] as JsonObject)["properties"] as JsonObject;
      const stays = (field: string) => isObject(fields[field]) && (fields[field] as JsonObject)["x-carry"] === false;
      const wanted = Object.entries(answers as JsonObject).filter(([field]) => !stays(field));
      expect(formOf(after, String(key))["answers"]).toEqual(Object.fromEntries(wanted));
      carried += wanted.length;
    }
    expect(carried).toBeGreaterThan(12);
  });
});

describe("R33 What was changed in the new cycle can be traced", () => {
  it("tells of each field who filled it in when: only the edited one is new", async () => {
    const followed = await onTheWay("startgesprek-met-vervolg", TO_END + 1);
    const origins = async () =>
      formOf(await followed.instance("ib-er", "hgw-cyclus-2"), "waarnemen")["origins"] as {
        readonly [field: string]: JsonObject;
      };
    const before = await origins();
    followed.site.clock.days(3);
    const answers = { resultaten: "Rekenen groeit weer." };
    await followed.does("ib-er", { type: "save", instance: "hgw-cyclus-2", form: "waarnemen", answers });
    const { resultaten, ...others } = await origins();
    expect(resultaten).toEqual({ at: "2022-11-25T08:00:24.000Z", by: "Iris Voorbeeld" });
    expect(before["resultaten"]).toEqual({ at: "2022-11-07T08:00:05.000Z", by: "Lotte Voorbeeld" });
    const { resultaten: _old, ...unchanged } = before;
    expect(others).toEqual(unchanged);
  });
});

describe("R69 Everybody sees what can be done now, and why the rest cannot", () => {
  it("offers every action with a Dutch label, and each blocked one with reasons in sentences", async () => {
    for (const steps of [2, 7, 11, 14, 17]) {
      const way = await onTheWay("startgesprek-met-vervolg", steps);
      const offered = await way.actions("ib-er");
      expect(offered.filter(({ allowed }) => allowed).length).toBeGreaterThan(0);
      expect((await way.get("ib-er")).body["next"]).toBe(offered.find(({ allowed }) => allowed)?.id);
      for (const { label, allowed, reasons } of offered) {
        expect(label).toMatch(/^[A-Z]/);
        expect(reasons.length > 0).toBe(!allowed);
        for (const { message } of reasons) expect(message).toMatch(/^‘?[A-Z].{20,}\.$/s);
      }
    }
  });
});
