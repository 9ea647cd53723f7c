/** The steps of the cycle: saving, completing, what is asked of each, and what is still to do. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { formOf, onTheWay, stateOf, TOOLBOX } from "./on-the-way.ts";

const complete = { type: "act", instance: "hgw-cyclus-1", action: "afronden" };
const save = (form: string, answers: JsonObject) => ({ type: "save", instance: "hgw-cyclus-1", form, answers });

async function stepsOf(way: Awaited<ReturnType<typeof onTheWay>>): Promise<JsonObject> {
  const { steps } = await way.instance("ib-er", "hgw-cyclus-1");
  return Object.fromEntries((steps as JsonObject[]).map(({ state, status }) => [String(state), status ?? null]));
}

/** Pointers of what is missing, from the first reason. */
function missing(body: JsonObject): readonly unknown[] {
  const [reason] = body["reasons"] as readonly { readonly problems?: readonly JsonObject[] }[];
  return (reason?.problems ?? []).map(({ pointer }) => pointer);
}

describe("R20 A plan shows that no interim goals were set", () => {
  it("hints at a goal without one, and not any more when each has one", async () => {
    const plan = await onTheWay("volledige-cyclus", 9);
    const hints = async () => {
      const completing = (await plan.actions("leerkracht")).find(({ id }) => id === "hgw-cyclus-1.afronden");
      return completing?.warnings.map(({ place }) => place.condition);
    };
    expect(await hints()).toEqual(["tussentijdse-doelen"]);
    expect(await plan.refused("leerkracht", complete)).toEqual(["acknowledge tussentijdse-doelen"]);
    const { answers } = formOf(await plan.instance("leerkracht", "hgw-cyclus-1"), "plannen");
    const goals = (answers as JsonObject)["doelen"] as readonly JsonObject[];
    const whole = goals.map((goal) => ({
      ...goal,
      "tussentijds-doel": "Na vier weken lukt het de helft van de keren.",
    }));
    await plan.does("leerkracht", save("plannen", { doelen: whole }));
    expect(await hints()).toEqual([]);
    await plan.does("leerkracht", complete);
  });
});

describe("R21 Saving keeps a step open", () => {
  it("accepts what is not complete, and leaves the state as it was", async () => {
    const opened = await onTheWay("startgesprek-met-vervolg", 2);
    await opened.does("leerkracht", save("waarnemen", { hulpvraag: "Hoe begint Noor zelf?" }));
    const cycle = await opened.instance("leerkracht", "hgw-cyclus-1");
    expect(stateOf(cycle)).toBe("waarnemen");
    expect(formOf(cycle, "waarnemen")).toMatchObject({
      status: "saved",
      open: true,
      answers: { hulpvraag: "Hoe begint Noor zelf?" },
    });
    expect((formOf(cycle, "waarnemen")["toDo"] as unknown[]).length).toBeGreaterThan(3);
  });
});

describe("R22 Completing moves on to the next step", () => {
  it("is refused with every field that is missing, and makes the next step active when none is", async () => {
    const saved = await onTheWay("startgesprek-met-vervolg", 3);
    const { status, body } = await saved.send("leerkracht", complete);
    expect(status).toBe(409);
    expect(missing(body)).toEqual([
      "/stimulerende-factoren-kind",
      "/stimulerende-factoren-school",
      "/belemmerende-factoren-kind",
      "/belemmerende-factoren-school",
      "/resultaten",
      "/eerdere-inzet",
    ]);
    expect(stateOf(await saved.instance("ib-er", "hgw-cyclus-1"))).toBe("waarnemen");
    const filled = await onTheWay("startgesprek-met-vervolg", 5);
    await filled.does("leerkracht", complete);
    const cycle = await filled.instance("ib-er", "hgw-cyclus-1");
    expect(stateOf(cycle)).toBe("begrijpen");
    expect([formOf(cycle, "waarnemen")["open"], formOf(cycle, "begrijpen")["open"]]).toEqual([false, true]);
  });
});

describe("R23 Saved is not completed", () => {
  it("is told by the toolbox, next to the step that is only saved", async () => {
    const saved = await onTheWay("startgesprek-met-vervolg", 7);
    expect(await stepsOf(saved)).toEqual({
      waarnemen: "complete",
      begrijpen: "saved",
      plannen: "missing",
      realiseren: "missing",
    });
    const choice = (await saved.actions("ib-er")).find(({ id }) => id === "ondersteuning-toolbox.startgesprek");
    expect(choice?.allowed).toBe(false);
    expect(choice?.reasons.map(({ place }) => place["condition"])).toContain("stappen-doorlopen");
    expect(await saved.refused("ib-er", TOOLBOX)).toContain("condition stappen-doorlopen");
  });
});

describe("R25 A startgesprek needs all of waarnemen", () => {
  it("cannot be completed with a required field left out, whichever that is", async () => {
    const filled = await onTheWay("startgesprek-met-vervolg", 5);
    const { answers } = formOf(await filled.instance("ib-er", "hgw-cyclus-1"), "waarnemen");
    const { form } = { form: (await filled.site.as("ib-er").get("/v1/forms/waarnemen")).body["schema"] as JsonObject };
    const required = form["required"] as readonly string[];
    expect(required.length).toBeGreaterThan(5);
    for (const field of required) {
      await filled.does("leerkracht", save("waarnemen", { [field]: "" }));
      const { status, body } = await filled.send("leerkracht", complete);
      expect([status, missing(body)]).toEqual([409, [`/${field}`]]);
      await filled.does("leerkracht", save("waarnemen", { [field]: (answers as JsonObject)[field] ?? "" }));
    }
    await filled.does("leerkracht", complete);
  });
});

describe("R26 A startgesprek needs only the integratief beeld of begrijpen", () => {
  it("completes with that field alone, where an arrangement asks for more", async () => {
    const talk = await onTheWay("startgesprek-met-vervolg", 7);
    await talk.does("ib-er", complete);
    expect((await stepsOf(talk))["begrijpen"]).toBe("complete");

    const other = await onTheWay("startgesprek-met-vervolg", 1);
    await other.does("ib-er", { type: "start", definitions: ["hgw-cyclus"], aims: ["arrangement"] });
    const { answers } = formOf(await talk.instance("ib-er", "hgw-cyclus-1"), "waarnemen");
    await other.does("leerkracht", save("waarnemen", answers as JsonObject));
    await other.does("leerkracht", complete);
    await other.does("ib-er", save("begrijpen", { "integratief-beeld": "Noor verliest het overzicht." }));
    const { status, body } = await other.send("ib-er", complete);
    expect(status).toBe(409);
    expect(missing(body).length).toBeGreaterThan(0);
    expect(missing(body)).not.toContain("/integratief-beeld");
  });
});

describe("R27 For a startgesprek plannen and realiseren are completed without content", () => {
  it("shows both as completed, and says in the history that they are empty", async () => {
    const done = await onTheWay("startgesprek-met-vervolg", 10);
    expect(await stepsOf(done)).toEqual({
      waarnemen: "complete",
      begrijpen: "complete",
      plannen: "empty",
      realiseren: "empty",
    });
    expect(stateOf(await done.instance("ib-er", "hgw-cyclus-1"))).toBe("doorlopen");
    const lines = (await done.get("ib-er", "/history")).body["lines"] as JsonObject[];
    expect(lines.filter(({ type }) => type === "formCompleted").map(({ text }) => text)).toEqual([
      "‘Waarnemen’ afgerond.",
      "‘Begrijpen’ afgerond.",
      "‘Plannen’ afgerond zonder inhoud.",
      "‘Realiseren’ afgerond zonder inhoud.",
    ]);
  });
});
