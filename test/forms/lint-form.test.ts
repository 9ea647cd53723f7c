/** The lint of forms: a good form with one fault gives one finding, with its code and its place. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ajvChecks } from "../../forms/grammar/ajv-checks.ts";
import { lintForm } from "../../forms/grammar/lint-form.ts";
import { goodForm } from "./good-form.ts";

type Loose = { [key: string]: Loose } & Loose[];

/** Name of the fault, what it changes, and the code, place and perhaps fix that must be found. */
const faults: readonly [name: string, change: (form: Loose) => unknown, code: string, pointer: string, fix?: string][] =
  [
    ["a misspelt key", (f) => set(f, "requird", take(f, "required")), "unknown-key", "/requird", "required"],
    [
      "a misspelt key in a field",
      (f) => set(at(f, "properties/hulpvraag"), "maxLenght", 3),
      "unknown-key",
      "/properties/hulpvraag/maxLenght",
    ],
    [
      "a field without title",
      (f) => take(at(f, "properties/leerjaar"), "title"),
      "missing-key",
      "/properties/leerjaar",
    ],
    ["a form without id", (f) => take(f, "id"), "missing-key", ""],
    [
      "an unknown type",
      (f) => set(at(f, "properties/leerjaar"), "type", "interger"),
      "unknown-value",
      "/properties/leerjaar/type",
      "integer",
    ],
    ["a title that is a number", (f) => set(f, "title", 3), "wrong-type", "/title"],
    [
      "a form that takes any key",
      (f) => set(f, "additionalProperties", true),
      "unknown-value",
      "/additionalProperties",
      "false",
    ],
    [
      "a name in capitals",
      (f) => set(at(f, "properties"), "Naam", { title: "Naam", type: "boolean" }),
      "wrong-name",
      "/properties/Naam",
    ],
    [
      "a name that is taken",
      (f) => set(at(f, "properties"), "constructor", { title: "C", type: "boolean" }),
      "wrong-name",
      "/properties/constructor",
    ],
    [
      "a text without end",
      (f) => take(at(f, "properties/hulpvraag"), "maxLength"),
      "choose-one",
      "/properties/hulpvraag",
    ],
    ["a list without end", (f) => take(at(f, "properties/doelen"), "maxItems"), "missing-key", "/properties/doelen"],
    [
      "an unknown format",
      (f) => set(at(f, "properties/datum-instemming"), "format", "dat"),
      "unknown-value",
      "/properties/datum-instemming/format",
      "date",
    ],
    [
      "multipleOf",
      (f) => set(at(f, "properties/leerjaar"), "multipleOf", 2),
      "unknown-key",
      "/properties/leerjaar/multipleOf",
    ],
    [
      "a reference",
      (f) => set(at(f, "properties/leerjaar"), "$ref", "#/x"),
      "unknown-key",
      "/properties/leerjaar/$ref",
    ],
    ["unevaluatedProperties", (f) => set(f, "unevaluatedProperties", false), "unknown-key", "/unevaluatedProperties"],
    ["a not outside an if", (f) => set(f, "not", {}), "unknown-key", "/not"],
    [
      "$data",
      (f) => set(at(f, "properties/leerjaar"), "maximum", { $data: "1/x" }),
      "wrong-type",
      "/properties/leerjaar/maximum",
    ],
    [
      "an object in an object",
      (f) =>
        set(at(f, "properties/contactpersoon/properties"), "adres", {
          title: "A",
          type: "object",
          additionalProperties: false,
          properties: {},
        }),
      "unknown-value",
      "/properties/contactpersoon/properties/adres/type",
    ],
    [
      "a choice without title",
      (f) => take(at(f, "properties/schoolsoort/oneOf/1"), "title"),
      "missing-key",
      "/properties/schoolsoort/oneOf/1",
    ],
    ["an if without then", (f) => take(at(f, "allOf/0"), "then"), "choose-one", "/allOf/0"],
    [
      "an if at the root without then",
      (f) => set(f, "if", take(at(f, "allOf/0"), "if")) && set(f, "allOf", [{ properties: { leerjaar: {} } }]),
      "no-consequence",
      "/if",
    ],
    [
      "a minimum without type in a then",
      (f) => set(at(f, "allOf/0/then/properties"), "leerjaar", { minimum: 3 }),
      "missing-key",
      "/allOf/0/then/properties/leerjaar",
    ],
    [
      "a pattern that hangs",
      (f) => set(at(f, "properties/brin"), "pattern", "^(a+)+$"),
      "bad-pattern",
      "/properties/brin/pattern",
    ],
    [
      "a range that nothing fits",
      (f) => set(at(f, "properties/leerjaar"), "minimum", 9),
      "empty-range",
      "/properties/leerjaar/minimum",
    ],
    [
      "a length that nothing fits",
      (f) => set(at(f, "properties/hulpvraag"), "minLength", 41),
      "empty-range",
      "/properties/hulpvraag/minLength",
    ],
    [
      "the same choice twice",
      (f) => set(at(f, "properties/schoolsoort/oneOf/1"), "const", "bao"),
      "duplicate-choice",
      "/properties/schoolsoort/oneOf/1/const",
    ],
    [
      "two choices called alike",
      (f) => set(at(f, "properties/schoolsoort/oneOf/1"), "title", "Basisonderwijs"),
      "duplicate-choice",
      "/properties/schoolsoort/oneOf/1/title",
    ],
    [
      "unique rows",
      (f) => set(at(f, "properties/doelen"), "uniqueItems", true),
      "costly-unique",
      "/properties/doelen/uniqueItems",
    ],
    [
      "a required field that is not there",
      (f) => set(at(f, "required"), 0, "hulpvrag"),
      "unknown-field",
      "/required/0",
      "hulpvraag",
    ],
    [
      "a required row field that is not there",
      (f) => set(at(f, "properties/doelen/items/required"), 0, "doell"),
      "unknown-field",
      "/properties/doelen/items/required/0",
      "doel",
    ],
    [
      "a test on a field that is not there",
      (f) =>
        set(at(f, "allOf/0"), "if", {
          properties: { instemmming: { const: true, type: "boolean" } },
          required: ["instemming"],
        }),
      "unknown-field",
      "/allOf/0/if/properties/instemmming",
      "instemming",
    ],
    [
      "a test that holds on nothing",
      (f) => take(at(f, "allOf/0/if"), "required"),
      "empty-holds",
      "/allOf/0/if",
      "instemming",
    ],
    [
      "a demand that does not repeat its field",
      (f) => set(at(f, "allOf/0"), "then", { required: ["leerjaar"] }),
      "not-repeated",
      "/allOf/0/then/required/0",
      '"leerjaar": {}',
    ],
    [
      "a demand of another type",
      (f) => set(at(f, "allOf/0/then/properties"), "leerjaar", { type: "number", minimum: 3 }),
      "type-differs",
      "/allOf/0/then/properties/leerjaar/type",
      "integer",
    ],
    [
      "a test on a choice that is not there",
      (f) =>
        set(at(f, "allOf/0"), "if", {
          properties: { schoolsoort: { type: "string", const: "boa" } },
          required: ["schoolsoort"],
        }),
      "unknown-choice",
      "/allOf/0/if/properties/schoolsoort/const",
      "bao",
    ],
    [
      "choices from two sources",
      (f) => set(at(f, "properties/schoolsoort"), "x-options", { value: "soorten" }),
      "two-sources",
      "/properties/schoolsoort/x-options",
    ],
    [
      "an example that does not fit",
      (f) => set(at(f, "properties/brin"), "x-example", "12ab00"),
      "wrong-example",
      "/properties/brin/x-example",
    ],
  ];

describe("The lint of forms", () => {
  it("finds nothing in a good form", () => {
    expect(lintForm("proef.json", goodForm())).toEqual([]);
  });

  it.each(faults)("finds %s once", (_name, change, code, pointer, fix) => {
    const form = goodForm();
    change(form as unknown as Loose);
    const found = lintForm("proef.json", form);
    expect(found.map((one) => [one.code, one.pointer])).toEqual([[code, pointer]]);
    if (fix !== undefined) expect(found[0]?.fix).toBe(fix);
  });

  it("tells all faults at once, in Dutch, with the way out", () => {
    const form = goodForm() as unknown as Loose;
    set(form, "requird", take(form, "required"));
    set(at(form, "properties/leerjaar"), "minimum", 9);
    expect(lintForm("proef.json", form)).toEqual([
      {
        severity: "error",
        file: "proef.json",
        pointer: "/requird",
        code: "unknown-key",
        message: "“requird” kan hier niet staan. Bedoelt u “required”?",
        fix: "required",
      },
      {
        severity: "error",
        file: "proef.json",
        pointer: "/properties/leerjaar/minimum",
        code: "empty-range",
        message: "Niets past hier: minimum is 9 en maximum is 8. Draai ze om.",
      },
    ]);
  });

  it("refuses a form that is too big or too deep before it looks further", () => {
    const big = { ...goodForm(), description: "x".repeat(200_000) };
    let deep: unknown = {};
    for (let level = 0; level < 3000; level++) deep = { properties: deep };
    expect(lintForm("f", big).map((one) => one.code)).toEqual(["too-big"]);
    expect(lintForm("f", deep).map((one) => one.code)).toEqual(["too-deep"]);
  });

  it("never throws, whatever the file holds, and refuses all that is no form", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => lintForm("f", value).length > 0),
      { numRuns: 300 },
    );
  });

  it("explains a good form in which anything was replaced, and lets none pass that Ajv refuses", () => {
    const places = placesIn(goodForm());
    const parts = places.map((place) => at(goodForm() as unknown as Loose, place.join("/")) as unknown);
    const values = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>(...parts, 0, 1, true, false, "", "hulpvraag", {}, []),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), values, (place, value) => {
        const form = goodForm() as unknown as Loose;
        set(at(form, place.slice(0, -1).join("/")), place.at(-1) ?? "", value);
        const codes = lintForm("f", form, ajvChecks()).map((one) => one.code);
        expect(codes.filter((code) => code === "invalid" || code === "not-compiled")).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});

function at(form: Loose, path: string): Loose {
  return path.split("/").reduce<Loose>((here, key) => (key === "" ? here : (here[key] as Loose)), form);
}

function set(here: Loose, key: string | number, value: unknown): true {
  (here as { [key: string]: unknown })[key] = value;
  return true;
}

function take(here: Loose, key: string): unknown {
  const value = here[key];
  delete here[key];
  return value;
}

function placesIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...placesIn(inner, [...path, key])]);
}
