/** Numbers and days as people read them. */

import { describe, expect, it } from "vitest";
import { print } from "../../engine/rules/text.ts";

describe("A value in a sentence", () => {
  it.each([
    [700_000, "cents", "€ 7.000"],
    [50, "cents", "€ 0,50"],
    [123_456_789, "cents", "€ 1.234.567,89"],
    [-150, "cents", "-€ 1,50"],
    [-700_000, "cents", "-€ 7.000"],
    [90, "minutes", "1,5 uur"],
    [240, "minutes", "4 uur"],
    [1, "weeks", "1 week"],
    [3, "schoolweeks", "3 lesweken"],
    [1, "years", "1 jaar"],
    [2.5, undefined, "2,5"],
    ["2022-11-07", undefined, "7 november 2022"],
    [["a", "b"], undefined, "a, b"],
    [true, undefined, "true"],
    [undefined, "cents", "…"],
  ])("%j in %s reads %s", (value, unit, text) => {
    expect(print(value, unit)).toBe(text);
  });
});
