/** Choices of a form that stand elsewhere. */

import { describe, expect, it } from "vitest";
import { filledForm } from "../../server/http/form-options.ts";
import { shipped } from "../support/world.ts";

const { organisation } = shipped();
const values = {
  soorten: { id: "soorten", title: "Soorten", unit: "list", value: ["een", "twee"], source: "ASSUMED" },
};
const sources = { organisation, values: values as never };
const filled = (options: object) =>
  filledForm({ properties: { veld: { type: "string", "x-options": options as never } } }, sources)["properties"];

describe("Choices", () => {
  it("of a value are its items", () => {
    expect(filled({ value: "soorten" })).toEqual({
      veld: expect.objectContaining({
        oneOf: [
          { const: "een", title: "een" },
          { const: "twee", title: "twee" },
        ],
      }),
    });
  });

  it("of the organisation are the people with a role, or the units where somebody has it", () => {
    expect(filled({ organisation: "people", role: "swv.consulent" })).toEqual({
      veld: expect.objectContaining({
        oneOf: [
          { const: "consulent", title: "Coen Voorbeeld" },
          { const: "consulent-een", title: "Carla Voorbeeld" },
        ],
      }),
    });
    expect(filled({ organisation: "units", role: "school.directeur" })).toEqual({
      veld: expect.objectContaining({ oneOf: [{ const: "school-a", title: "Basisschool De Aap (voorbeeld)" }] }),
    });
  });

  it("of what is not there are none", () => {
    expect(filled({ value: "constructor" })).toEqual({ veld: expect.objectContaining({ oneOf: [] }) });
  });
});
