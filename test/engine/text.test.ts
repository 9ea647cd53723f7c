/** Numbers and days as people read them. */

import { describe, expect, it } from "vitest";
import { readable } from "../../engine/rehearse/readable.ts";
import { print } from "../../engine/rules/text.ts";
import { as, given } from "../support/given.ts";
import { fixture, worldOf } from "../support/world.ts";

describe("A value in a name", () => {
  const { release, organisation } = fixture("act");
  const { klus } = release.release.definitions;
  if (klus === undefined) throw new Error("the fixture has klus");
  const values = {
    ...release.release.values,
    prijs: { id: "prijs", title: "Prijs", unit: "cents", value: 500, source: "ASSUMED" },
  };
  const text = JSON.stringify(klus)
    .replace('"label":"Nieuw"', '"label":"Nieuw, {{values.prijs}}"')
    .replace('"title":"Nakijken"', '"title":"Nakijken voor {{values.prijs}}"');
  const definitions = { ...release.release.definitions, klus: JSON.parse(text) as typeof klus };
  const named = { ...release.release, values, definitions };
  const world = worldOf(named, organisation);
  const started = given(world, as("gids").open(), as("gids").start("klus"));

  it("is filled in wherever the name stands: on the page, in a list, in a task, in the readable version", () => {
    expect(started.pageOf("gids")?.requests[0]?.shows["label"]).toBe("Nieuw, € 5");
    expect(JSON.stringify(started.worklist())).toContain("Nieuw, € 5");
    const sent = started.and(
      as("gids").save("klus-1", "klusformulier", { omschrijving: "Kast", maat: 80, prijs: 5 }),
      as("gids").act("klus-1", "sturen"),
      as("keurder").act("klus-1", "keuren"),
    );
    expect(Object.values(sent.state?.tasks ?? {}).map(({ title }) => title)).toEqual(["Nakijken voor € 5"]);
    expect(readable(named, "klus")).toContain("1. **Nieuw, € 5**.");
  });
});

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
