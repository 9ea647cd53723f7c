/** `open` opens a dossier at a unit, with its relations and first records. */

import { describe, it } from "vitest";
import { as, given } from "../support/given.ts";
import { fixture } from "../support/world.ts";

const world = fixture("start");
const opened = {
  type: "dossierOpened",
  unit: "balie-noord",
  controller: "stichting-balie",
  day: "2023-09-04",
} as const;

describe("Opening a dossier", () => {
  it("does so at the unit of who asks", () => {
    given(world).when(as("gids").open()).thenEvents(opened);
  });

  it("names who has a relation with it, and makes its first records, in one commit", () => {
    given(world)
      .when(
        as("gids").open({
          relations: { "dossier.eigenaar": ["eigenaar"] },
          records: [{ kind: "keuring", answers: { kleur: "rood" } }],
        }),
      )
      .thenEvents(
        opened,
        { type: "peopleAssigned", party: "dossier.eigenaar", people: [{ id: "eigenaar" }] },
        {
          type: "recorded",
          record: "keuring-1",
          kind: "keuring",
          release: world.release.pin,
          on: "2023-09-04",
          changed: "keep",
          merge: "entry",
          answers: { kleur: "rood" },
        },
      );
  });

  it("says no to who may start nothing there, and to somebody from elsewhere", () => {
    const refused = {
      code: "role",
      place: { unit: "balie-noord" },
      message: "Een dossier openen kan alleen door: Gids.",
      lift: ["Gids"],
    } as const;
    given(world).when(as("chef").open()).thenRefused(refused);
    given(world)
      .when(as("gids-zuid").open({ unit: "balie-noord" }))
      .thenRefused(refused);
    given(world)
      .when(as("hoofd").open({ unit: "balie-noord" }))
      .thenRefused(refused);
  });

  it("says no to a unit that is not there", () => {
    for (const unit of ["balie-west", "constructor", "__proto__"]) {
      given(world)
        .when(as("gids").open({ unit }))
        .thenRefused({ code: "unknown", place: { unit }, message: "Deze organisatie is niet bekend." });
    }
  });

  it("says no for everything that is wrong with what comes along", () => {
    given(world)
      .when(
        as("gids").open({
          relations: { "dossier.eigenaar": ["niemand"], "dossier.buurman": ["eigenaar"] },
          records: [
            { kind: "keuring", answers: {} },
            { kind: "stempel", answers: {} },
          ],
        }),
      )
      .thenRefused(
        {
          code: "unknown",
          place: { person: "niemand" },
          message: "Deze persoon is niet bekend in de organisatie.",
        },
        { code: "unknown", place: { party: "dossier.buurman" }, message: "De relatie dossier.buurman bestaat niet." },
        {
          code: "required",
          place: { instance: "keuring", form: "stempel" },
          message: "‘Keuring’ is nog niet compleet: 1 antwoord ontbreekt of klopt niet.",
          problems: [{ pointer: "/kleur", code: "required", message: "Vul Kleur in.", kind: "missing" }],
        },
        { code: "unknown", place: { record: "stempel" }, message: "stempel kan niet worden vastgelegd." },
      );
  });

  it("is done once", () => {
    given(world, as("gids").open())
      .when(as("gids").open())
      .thenRefused({ code: "exists", place: {}, message: "Dit dossier is al geopend." });
  });
});

describe("A dossier that is not open", () => {
  it("is not there, whatever is asked", () => {
    const refused = { code: "unknown", place: {}, message: "Dit dossier bestaat niet." } as const;
    given(world).when(as("gids").start("ronde")).thenRefused(refused);
    given(world)
      .when(as("gids").save("ronde-1", "kijkformulier", {}))
      .thenRefused(refused);
    given(world)
      .when({ by: "system", body: { type: "elapse" } })
      .thenRefused(refused);
  });
});
