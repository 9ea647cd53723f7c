/** Kinds of support: which there are, which the school may choose together, and that this is configuration. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { changed, type Draft, put, shippedFiles } from "../support/source.ts";
import { loaded, shipped } from "../support/world.ts";
import { formOf, type OnTheWay, onTheWay, stateOf } from "./on-the-way.ts";

const MENU = "ondersteuning-toolbox";
const both = { type: "start", definitions: ["startgesprek", "a-en-o"], menu: MENU };

/** A dossier in which everything is done for both kinds. */
async function readyForBoth(world = shipped()): Promise<OnTheWay> {
  const way = await onTheWay("startgesprek-met-vervolg", 1, { world });
  const source = await onTheWay("a-en-o-met-advies", 26);
  const cycle = await source.instance("ib-er", "hgw-cyclus-2");
  const act = { type: "act", instance: "hgw-cyclus-1", action: "afronden" };
  await way.does("ib-er", { type: "start", definitions: ["hgw-cyclus"], aims: ["startgesprek", "a-en-o"] });
  for (const form of ["waarnemen", "begrijpen"]) {
    const answers = formOf(cycle, form)["answers"] as JsonObject;
    await way.does("ib-er", { type: "save", instance: "hgw-cyclus-1", form, answers });
    await way.does("ib-er", act);
  }
  await way.does("ib-er", act);
  await way.does("ib-er", act);
  await way.does("ib-er", { type: "record", kind: "delen", answers: { "ouders-weten-het": "ja" } });
  await way.does("ouder", { type: "record", kind: "instemming", answers: { besluit: "gegeven", wijze: "zelf" } });
  const permission = { doel: "analyse-en-ondersteuning", omschrijving: "Een A&O door een consulent.", wijze: "zelf" };
  await way.does("ouder", { type: "record", kind: "toestemming", answers: permission });
  return way;
}

describe("R24 The toolbox has the kinds of support that are configured", () => {
  it("offers exactly the procedures of the menu, all of the level extra ondersteuning op school", async () => {
    const { release } = shipped().release;
    const items = release.menus[MENU]?.items ?? [];
    for (const id of items) expect(release.definitions[id]?.meta.start.requires).toContain("niveau-school");
    const way = await onTheWay("startgesprek-met-vervolg", 11);
    const offered = (await way.actions("ib-er")).filter(({ id }) => id.startsWith(`${MENU}.`));
    expect(offered.map(({ id }) => id.slice(MENU.length + 1)).sort()).toEqual([...items].sort());
  });

  it("offers one more when the source has one more", async () => {
    const shippedSource = shippedFiles();
    const extra = JSON.parse(shippedSource.get("definitions/procedures/startgesprek.json") ?? "{}") as Draft;
    let files: Map<string, string> = new Map(shippedSource).set(
      "definitions/procedures/nieuwe-vorm.json",
      JSON.stringify({ ...extra, id: "nieuwe-vorm", title: "Een nieuwe vorm" }),
    );
    files = changed(files, `definitions/menus/${MENU}.json`, (json) => put(json, "/items/-", "nieuwe-vorm"));
    for (const view of ["school-dossier", "vraag-bij-swv", "ouder-dossier"]) {
      files = changed(files, `definitions/views/${view}.json`, (json) =>
        put(json, "/sections/requests.nieuwe-vorm", "all"),
      );
    }
    const way = await onTheWay("startgesprek-met-vervolg", 13, { world: loaded(files) });
    const offered = (await way.actions("ib-er")).find(({ id }) => id === `${MENU}.nieuwe-vorm`);
    expect([offered?.label, offered?.allowed]).toEqual(["Een nieuwe vorm", true]);
    await way.does("ib-er", { type: "start", definitions: ["nieuwe-vorm"], menu: MENU });
    expect(stateOf(await way.instance("ib-er", "nieuwe-vorm-1"))).toBe("gekozen");
  });
});

describe("R35 The school chooses two kinds at once", () => {
  it("makes two questions of one choice, each with a way of its own", async () => {
    const way = await readyForBoth();
    await way.does("ib-er", both);
    const states = async () => [
      stateOf(await way.instance("ib-er", "startgesprek-1")),
      stateOf(await way.instance("ib-er", "a-en-o-1")),
    ];
    expect(await states()).toEqual(["gekozen", "gekozen"]);
    const answers = { hulpvraag: "Hoe helpen wij Noor?", "voor-wie": "leerling", "ouders-gezien": "ja" };
    await way.does("ib-er", { type: "save", instance: "startgesprek-1", form: "aanvraag-startgesprek", answers });
    await way.does("ib-er", { type: "act", instance: "startgesprek-1", action: "indienen" });
    await way.does("ib-er", { type: "act", instance: "startgesprek-1", action: "bevestigen" });
    expect(await states()).toEqual(["bij-swv", "gekozen"]);
    const atSwv = (await way.get("tpo")).body["requests"] as JsonObject[];
    expect(atSwv.map(({ instance }) => instance)).toEqual(["startgesprek-1"]);
    const lines = (await way.get("ib-er", "/history")).body["lines"] as JsonObject[];
    const started = lines.filter(({ type, instance }) => type === "instanceStarted" && instance !== "hgw-cyclus-1");
    expect(new Set(started.map(({ at }) => at)).size).toBe(1);
    expect(started).toHaveLength(2);
  });
});

describe("R36 How many kinds at once is configuration", () => {
  it("refuses the second one when the source allows one", async () => {
    const files = changed(shippedFiles(), "definitions/values/max-vormen-tegelijk.json", (json) =>
      put(json, "/value", 1),
    );
    const way = await readyForBoth(loaded(files));
    expect(await way.refused("ib-er", both)).toEqual(["menu"]);
    await way.does("ib-er", { ...both, definitions: ["startgesprek"] });
  });
});
