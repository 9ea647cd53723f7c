/** Kinds of support: which there are, which the school may choose together, and that this is configuration. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { changed, type Draft, put, shippedFiles } from "../support/source.ts";
import { loaded, shipped } from "../support/world.ts";
import { onTheWay, stateOf } from "./on-the-way.ts";

const MENU = "ondersteuning-toolbox";
const TOGETHER = "twee-vormen-tegelijk";
/** Everything is done for two kinds, and neither is chosen. */
const TO_CHOICE = 31;
const BOTH_RUN = 45;
const both = { type: "start", definitions: ["arrangement", "a-en-o"], menu: MENU };

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
    files = changed(files, `definitions/menus/${MENU}.json`, (json) => {
      put(json, "/items/-", "nieuwe-vorm");
      for (const rule of json["requires"] as Draft[])
        if (Array.isArray(rule["except"])) put(rule, "/except/-", "nieuwe-vorm");
    });
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

describe("R34 Two kinds of support run at the same time", () => {
  it("shows a granted arrangement and an A&O, both running, to the school and to the SWV", async () => {
    const way = await onTheWay(TOGETHER, BOTH_RUN);
    for (const person of ["ib-er", "tpo"]) {
      const states = await Promise.all(["arrangement-1", "a-en-o-1"].map((id) => way.instance(person, id)));
      expect(states.map(stateOf)).toEqual(["lopend", "lopend"]);
    }
  });
});

describe("R35 The school chooses two kinds at once", () => {
  it("makes two questions of one choice, and each is decided by itself", async () => {
    const way = await onTheWay(TOGETHER, TO_CHOICE);
    await way.does("ib-er", both);
    const lines = (await way.get("ib-er", "/history")).body["lines"] as readonly JsonObject[];
    const started = lines.filter(
      ({ type, instance }) => type === "instanceStarted" && /^(arr|a-en)/.test(String(instance)),
    );
    expect(started).toHaveLength(2);
    expect(new Set(started.map(({ at }) => at)).size).toBe(1);

    const decided = await onTheWay(TOGETHER);
    expect(stateOf(await decided.instance("ib-er", "arrangement-1"))).toBe("lopend");
    expect(stateOf(await decided.instance("ib-er", "a-en-o-1"))).toBe("gestopt");
  });
});

describe("R36 Which kinds together, and how many, is configuration", () => {
  it("refuses the second one when the source allows one, and a pair that it does not name", async () => {
    const files = changed(shippedFiles(), "definitions/values/max-vormen-tegelijk.json", (json) =>
      put(json, "/value", 1),
    );
    const one = await onTheWay(TOGETHER, TO_CHOICE, {
      world: loaded(changed(files, `definitions/menus/${MENU}.json`, noPairs)),
    });
    expect(await one.refused("ib-er", both)).toEqual(["menu"]);
    await one.does("ib-er", { ...both, definitions: ["a-en-o"] });
    const shippedPairs = await onTheWay(TOGETHER, TO_CHOICE);
    expect(await shippedPairs.refused("ib-er", { ...both, definitions: ["startgesprek", "a-en-o"] })).toContain("menu");
    await shippedPairs.does("ib-er", both);
  });
});

/** With one kind at a time there is nothing to say about pairs. */
function noPairs(json: Draft): void {
  delete json["pairs"];
}
