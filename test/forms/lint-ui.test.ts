/** The lint of layouts: what stands on the screen is a field of the form, once. */

import { describe, expect, it } from "vitest";
import { lintUi } from "../../forms/grammar/lint-ui.ts";
import { goodForm } from "./good-form.ts";

const names = Object.keys(goodForm().properties);
const control = (name: string, more: object = {}) => ({ type: "Control", scope: `#/properties/${name}`, ...more });
const layout = (...elements: unknown[]) => ({ type: "VerticalLayout", elements });
const all = names.map((name) => control(name));
const found = (ui: unknown) => lintUi("proef.ui.json", ui, goodForm()).map((one) => [one.code, one.pointer]);

describe("The lint of layouts", () => {
  it("finds nothing in a layout that shows each field once", () => {
    expect(found(layout({ type: "Group", label: "Alles", elements: all }))).toEqual([]);
  });

  it("finds a misspelt key, a control without a field, and a field that is shown twice", () => {
    expect(found(layout(...all, { type: "Control", scoop: "#/properties/brin" }))).toEqual([
      ["unknown-key", "/elements/9/scoop"],
    ]);
    expect(found(layout(...all, control("brinn")))).toEqual([["unknown-field", "/elements/9/scope"]]);
    expect(found(layout(...all, control("brin")))).toEqual([["shown-twice", "/elements/9/scope"]]);
  });

  it("warns of a field that is not shown", () => {
    expect(lintUi("proef.ui.json", layout(...all.slice(1)), goodForm())).toEqual([
      {
        severity: "warning",
        file: "proef.ui.json",
        pointer: "",
        code: "not-shown",
        message:
          "Het veld “hulpvraag” staat niet op het scherm. Voeg een Control toe, of haal het veld uit het formulier.",
      },
    ]);
  });

  it("looks inside the rows of a list, and at what a rule depends on", () => {
    const rows = control("doelen", { options: { detail: layout(control("doell")) } });
    const rule = { effect: "SHOW", condition: { scope: "#/properties/instemmingg", schema: { const: true } } };
    expect(found(layout(...all.slice(0, -1), rows))).toEqual([
      ["unknown-field", "/elements/8/options/detail/elements/0/scope"],
    ]);
    expect(found(layout(...all.slice(1), control("hulpvraag", { rule })))).toEqual([
      ["unknown-field", "/elements/8/rule/condition/scope"],
    ]);
  });
});
