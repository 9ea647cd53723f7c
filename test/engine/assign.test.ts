/** `assign` names who has a relation with the dossier, or who plays a part in an instance. */

import { describe, expect, it } from "vitest";
import { as, given } from "../support/given.ts";
import { fixture } from "../support/world.ts";

const world = fixture("record");
const lent = given(world, as("gids").open(), as("gids").start("lening"));
const here = (party: string) => ({ instance: "lening-1", party });

describe("A relation", () => {
  it("is named by who may, and replaces who it was", () => {
    const named = lent.when(as("gids").assign("dossier.eigenaar", ["eigenaar"]));
    named.thenEvents({ type: "peopleAssigned", party: "dossier.eigenaar", people: [{ id: "eigenaar" }] });
    const other = named.after.and(as("gids").assign("dossier.eigenaar", ["maker", "gids"]));
    expect(other.state?.relations).toEqual({ "dossier.eigenaar": [{ id: "maker" }, { id: "gids" }] });
  });

  it("may be a person without an account, with attributes", () => {
    lent.when(as("gids").assign("dossier.eigenaar", [{ name: "Opa", attributes: { leeftijd: 80 } }])).thenEvents({
      type: "peopleAssigned",
      party: "dossier.eigenaar",
      people: [{ name: "Opa", attributes: { leeftijd: 80 } }],
    });
  });

  it("says no to who may not name it, and to a person who is not known, both at once", () => {
    lent.when(as("chef").assign("dossier.eigenaar", ["niemand"])).thenRefused(
      {
        code: "role",
        place: { party: "dossier.eigenaar" },
        message: "Dit kan alleen door: Gids.",
        lift: ["Gids"],
      },
      { code: "unknown", place: { person: "niemand" }, message: "Deze persoon is niet bekend in de organisatie." },
    );
  });

  it("is unknown when the list of roles does not have it, and belongs to no instance", () => {
    lent.when(as("gids").assign("dossier.buurman", ["eigenaar"])).thenRefused({
      code: "unknown",
      place: { party: "dossier.buurman" },
      message: "De relatie dossier.buurman bestaat niet.",
    });
    lent.when(as("gids").assign("dossier.eigenaar", ["eigenaar"], "lening-1")).thenRefused({
      code: "unknown",
      place: { party: "dossier.eigenaar" },
      message: "De relatie dossier.eigenaar bestaat niet.",
    });
  });
});

describe("A party", () => {
  it("is named by who may", () => {
    lent.when(as("hoofd").assign("bezorger", ["keurder"], "lening-1")).thenEvents({
      type: "peopleAssigned",
      instance: "lening-1",
      party: "bezorger",
      people: [{ id: "keurder" }],
    });
    lent.when(as("gids").assign("bezorger", ["keurder"], "lening-1")).thenRefused({
      code: "role",
      place: here("bezorger"),
      message: "Dit kan alleen door: Hoofd van het depot.",
      lift: ["Hoofd van het depot"],
    });
  });

  it("that nobody may name is only played by who acts as it", () => {
    lent.when(as("gids").assign("getuige", ["gids"], "lening-1")).thenRefused({
      code: "role",
      place: here("getuige"),
      message: "Dit gebeurt vanzelf; niemand kan dit zelf doen.",
    });
  });

  it("is a person with the role and the attributes that it asks, both at once", () => {
    lent
      .when(as("hoofd").assign("bezorger", ["maker"], "lening-1"))
      .thenRefused(
        { code: "party", place: here("bezorger"), message: "Dit kan alleen iemand zijn met de rol: Keurder." },
        { code: "party", place: here("bezorger"), message: "Deze persoon heeft niet de gevraagde vak: hout." },
      );
  });

  it("may be somebody without an account, with the attributes that it asks", () => {
    lent.when(as("hoofd").assign("bezorger", [{ name: "Zus", attributes: { vak: "hout" } }], "lening-1")).thenEvents({
      type: "peopleAssigned",
      instance: "lening-1",
      party: "bezorger",
      people: [{ name: "Zus", attributes: { vak: "hout" } }],
    });
    lent.when(as("hoofd").assign("bezorger", [{ name: "Zus" }], "lening-1")).thenRefused({
      code: "party",
      place: here("bezorger"),
      message: "Deze persoon heeft niet de gevraagde vak: hout.",
    });
  });

  it("is another person than the parties it differs from, whoever was named first", () => {
    lent
      .and(as("hoofd").assign("bezorger", ["keurder"], "lening-1"))
      .when(as("hoofd").assign("controleur", ["keurder"], "lening-1"))
      .thenRefused({
        code: "differs",
        place: here("controleur"),
        message: "Dit moet iemand anders zijn dan ‘Bezorger’.",
      });
    lent
      .and(as("hoofd").assign("controleur", ["keurder"], "lening-1"))
      .when(as("hoofd").assign("bezorger", ["keurder"], "lening-1"))
      .thenRefused({
        code: "differs",
        place: here("bezorger"),
        message: "Dit moet iemand anders zijn dan ‘Controleur’.",
      });
  });

  it("is unknown where the procedure has none by that name, also when JavaScript would know it", () => {
    for (const party of ["lener", "constructor", "__proto__"]) {
      lent
        .when(as("hoofd").assign(party, ["keurder"], "lening-1"))
        .thenRefused({ code: "unknown", place: { party }, message: `De rol ${party} bestaat hier niet.` });
    }
    for (const instance of [undefined, "lening-9", "constructor", "__proto__"]) {
      lent.when(as("hoofd").assign("bezorger", ["keurder"], instance)).thenRefused({
        code: "unknown",
        place: { party: "bezorger" },
        message: "Deze aanvraag staat niet in dit dossier.",
      });
    }
  });

  it("changes no more once the instance is closed", () => {
    lent
      .and(as("gids").act("lening-1", "stoppen"))
      .when(as("hoofd").assign("bezorger", ["keurder"], "lening-1"))
      .thenRefused({
        code: "finished",
        place: { instance: "lening-1" },
        message: "Dit is afgerond; er kan niets meer aan worden gedaan.",
      });
  });
});
