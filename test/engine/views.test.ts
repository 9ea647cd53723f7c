/** Views allow, and what no view allows is not seen. */

import { describe, expect, it } from "vitest";
import { as, given } from "../support/given.ts";
import { fixture } from "../support/world.ts";

const world = fixture("sight");
const written = given(
  world,
  as("gids").open({ relations: { "dossier.eigenaar": ["eigenaar"] } }),
  as("gids").record("gegevens", { naam: "Eef", straat: "Dorpsstraat 1" }),
  as("gids").start("aanvraag"),
  as("gids").save("aanvraag-1", "brief", { tekst: "Graag lenen", geheim: "Niet vertellen" }),
);

describe("Somebody for whom there is no view", () => {
  it("sees nothing, not even that the dossier is there", () => {
    for (const person of ["maker", "gids-zuid", "niemand"]) expect(written.pageOf(person)).toBeUndefined();
  });
});

describe("A view of some fields", () => {
  const page = written.pageOf("chef");

  it("shows those fields only: of the dossier, of a request, of a form with its origins, of a record", () => {
    expect(page?.dossier).toEqual({ id: "dossier" });
    expect(page?.requests[0]?.shows).toEqual({ state: "concept" });
    expect(page?.requests[0]?.forms[0]?.answers).toEqual({ tekst: "Graag lenen" });
    expect(page?.requests[0]?.forms[0]?.origins).toEqual({
      tekst: { at: "2023-09-04T12:04:00.000Z", by: "Gijs" },
    });
    expect(page?.records[0]?.entries.map(({ answers }) => answers)).toEqual([{ naam: "Eef" }]);
    expect(page?.tasks).toEqual([]);
    expect(page?.requests[0]?.terms).toEqual([]);
  });

  it("holds nowhere what it does not show", () => {
    const text = JSON.stringify(page);
    for (const hidden of ["Niet vertellen", "Dorpsstraat", "balie-noord", "geheim", "straat"]) {
      expect(text).not.toContain(hidden);
    }
  });
});

describe("The condition of a view", () => {
  it("is judged for each instance by itself", () => {
    const read = written.and(
      as("gids").act("aanvraag-1", "indienen"),
      as("hoofd").act("aanvraag-1", "lezen"),
      as("gids").start("aanvraag"),
      as("gids").save("aanvraag-2", "brief", { tekst: "Tweede" }),
    );
    expect(written.pageOf("eigenaar")).toBeUndefined();
    expect(read.pageOf("eigenaar")?.requests.map(({ instance }) => instance)).toEqual(["aanvraag-1"]);
    expect(JSON.stringify(read.pageOf("eigenaar"))).not.toContain("Tweede");
  });
});

describe("A relation", () => {
  it("sees from the moment it is named, and no longer when it is another", () => {
    const read = written.and(as("gids").act("aanvraag-1", "indienen"), as("hoofd").act("aanvraag-1", "lezen"));
    const other = read.and(as("gids").assign("dossier.eigenaar", ["maker"]));
    expect(other.pageOf("eigenaar")).toBeUndefined();
    expect(other.pageOf("maker")?.requests.map(({ instance }) => instance)).toEqual(["aanvraag-1"]);
  });
});
