/** Three hashes: of the bytes, of what decides, and of what people agreed to. */

import { describe, expect, it } from "vitest";
import { hashOf, pinOf } from "../../engine/release/hash.ts";
import type { Release } from "../../engine/release/release.ts";
import { type Draft, drop, put } from "../support/source.ts";
import { shipped } from "../support/world.ts";

const { release } = shipped().release;
const before = pinOf(release);

/** Which of the three hashes change when something in the release does. */
function changes(edit: (draft: Draft) => void): readonly string[] {
  const draft = structuredClone(release) as unknown as Draft;
  edit(draft);
  const after = pinOf(draft as unknown as Release);
  return (["hash", "rules", "shown"] as const).filter((part) => before[part] !== after[part]);
}
const changed = (pointer: string, value: unknown) => changes((draft) => put(draft, pointer, value));

const state = "/definitions/startgesprek/states/gekozen";
const transition = `${state}/on/indienen`;
const field = "/forms/niveau/properties/niveau";

describe("Hashes", () => {
  it("stay when nothing changes", () => {
    expect(changes(() => undefined)).toEqual([]);
  });

  it.each([
    ["the help of a state", `${state}/meta/help`],
    ["the help of an action", `${transition}/meta/help`],
    ["the description of a field", `${field}/description`],
    ["an example", `${field}/x-example`],
    ["the note at a value", "/values/maximale-tijd-startgesprek/note"],
    ["a message", "/messages/vraag-binnen/body"],
    ["a resource", "/resources/kennisbank/url"],
    ["the layout of a form", "/ui/niveau/type"],
  ])("of rules and of what is shown stay for %s", (_what, pointer) => {
    expect(changed(pointer, "anders")).toEqual(["hash"]);
  });

  it.each([
    ["a title", "/definitions/startgesprek/title"],
    ["a label", `${transition}/meta/label`],
    ["a question", "/definitions/startgesprek/states/nog-niet-bevestigd/on/bevestigen/meta/ask"],
    ["an explanation", "/conditions/gedeeld/explain"],
    ["the title of a choice", `${field}/oneOf/0/title`],
    ["the title of a role", "/roles/roles/0/title"],
  ])("of what people agreed to change for %s, and those of rules stay", (_what, pointer) => {
    expect(changed(pointer, "Anders")).toEqual(["hash", "shown"]);
  });

  it.each([
    ["a condition", "/conditions/gedeeld/match/records.delen.count/minimum", 2],
    ["a value", "/values/maximale-tijd-startgesprek/value", 300],
    ["who may", `${transition}/meta/roles/0`, "school.directeur"],
    ["where an action goes", `${transition}/target`, "gekozen"],
    ["a choice", `${field}/oneOf/0/const`, "anders"],
    ["a field that is asked", "/forms/niveau/required/-", "reden"],
    ["what a view shows", "/views/ingediend-dossier/sections/forms.begrijpen", "all"],
    ["a holiday", "/calendars/kalender/publicHolidays/0/day", "2022-01-02"],
  ])("of rules change for %s, and those of what is shown stay", (_what, pointer, value) => {
    expect(changed(pointer, value)).toEqual(["hash", "rules"]);
  });

  it("change for a term or a branch that is taken away", () => {
    expect(changes((draft) => drop(draft, "/definitions/startgesprek/terms/plantermijn/suspend"))).toEqual([
      "hash",
      "rules",
    ]);
    expect(changes((draft) => drop(draft, "/definitions/startgesprek/states/gevoerd/on/afronden/1"))).toEqual([
      "hash",
      "rules",
      "shown",
    ]);
  });

  it("change with the order of actions, for that is the order in which they stand", () => {
    const turned = changes((draft) => {
      const on = release.definitions["startgesprek"]?.states["gekozen"]?.on ?? {};
      put(draft, `${state}/on`, Object.fromEntries(Object.entries(on).reverse()));
    });
    expect(turned).toEqual(["hash", "rules", "shown"]);
  });

  it("of rules change for data under a key that elsewhere is a text", () => {
    const record = (label: string) => ({ type: "record", params: { kind: "niveau", from: { label, help: label } } });
    const one = structuredClone(release) as unknown as Draft;
    const two = structuredClone(release) as unknown as Draft;
    put(one, `${transition}/actions`, [record("a")]);
    put(two, `${transition}/actions`, [record("b")]);
    expect(pinOf(one as unknown as Release).rules).not.toBe(pinOf(two as unknown as Release).rules);
  });

  it("are SHA-256 of the JSON, in hex", () => {
    expect(hashOf({ a: 1 })).toBe("015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
  });
});
