/** Choices of a form that stand elsewhere: in a list of the release, or in the organisation. */

import { describe, expect, it } from "vitest";
import { withAllOptions, withListedOptions } from "../../engine/release/options.ts";
import { shipped } from "../support/world.ts";

const { organisation, release } = shipped();
const soorten = { id: "soorten", title: "Soorten", value: ["een", "twee"], source: "ASSUMED" };
const source = { ...release.release, values: { ...release.release.values, soorten } };
const form = (options: object) => ({ properties: { veld: { type: "string", "x-options": options as never } } });
const filled = (options: object) => withAllOptions(source, organisation, form(options))["properties"];

describe("Choices", () => {
  it("of a value are its items", () => {
    expect(filled({ value: "soorten" })).toEqual({
      veld: {
        type: "string",
        oneOf: [
          { const: "een", title: "een" },
          { const: "twee", title: "twee" },
        ],
      },
    });
  });

  it("of the organisation are the people with a role, or the units of its kind", () => {
    expect(filled({ organisation: "people", role: "swv.consulent" })).toEqual({
      veld: {
        type: "string",
        oneOf: [
          { const: "consulent", title: "Coen Voorbeeld" },
          { const: "consulent-een", title: "Carla Voorbeeld" },
        ],
      },
    });
    const units = filled({ organisation: "units", role: "swv.tpo" }) as { veld: { oneOf: { const: string }[] } };
    expect(units.veld.oneOf.map((choice) => choice.const)).toEqual(["tpo-1", "tpo-2", "tpo-3", "tpo-4"]);
  });

  it("that are not there are left to lint", () => {
    expect(filled({ value: "constructor" })).toEqual(form({ value: "constructor" }).properties);
    expect(withListedOptions(source, form({ organisation: "people" }))).toEqual(form({ organisation: "people" }));
  });
});
