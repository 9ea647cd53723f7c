/** `save` keeps answers: those that are named change, the others stay, and nothing has to be complete. */

import { describe, expect, it } from "vitest";
import { as, given } from "../support/given.ts";
import { fixture } from "../support/world.ts";

const world = fixture("start");
const begun = given(world, as("gids").open(), as("gids").start("ronde"));
const saved = {
  type: "formSaved",
  instance: "ronde-1",
  form: "kijkformulier",
  schema: "kijkformulier",
  reconfirms: [],
} as const;
const kept = begun.and(as("gids").save("ronde-1", "kijkformulier", { wat: "Ladder", maat: 5 }));
const place = { instance: "ronde-1", form: "kijkformulier" };

describe("Saving", () => {
  it("keeps what is filled in, without what was left empty", () => {
    begun
      .when(as("gids").save("ronde-1", "kijkformulier", { wat: "Ladder", route: " ", maat: null }))
      .thenEvents({ ...saved, changed: { wat: "Ladder" }, removed: [] });
  });

  it("keeps only what changes; what is not named stays as it is", () => {
    const later = kept.when(as("gids-twee").save("ronde-1", "kijkformulier", { wat: "Ladder", maat: 6 }));
    later.thenEvents({ ...saved, changed: { maat: 6 }, removed: [] });
    expect(later.after.instance("ronde-1").forms["kijkformulier"]).toEqual({
      schema: "kijkformulier",
      answers: { wat: "Ladder", maat: 6 },
      origins: {
        wat: { commit: "commit-3", at: "2023-09-04T12:03:00.000Z", by: "gids" },
        maat: { commit: "commit-4", at: "2023-09-04T12:04:00.000Z", by: "gids-twee" },
      },
      revision: 2,
      status: "saved",
      reconfirms: [],
    });
  });

  it("takes out an answer that is named and empty", () => {
    const later = kept.when(as("gids").save("ronde-1", "kijkformulier", { maat: "" }));
    later.thenEvents({ ...saved, changed: {}, removed: ["maat"] });
    expect(later.after.instance("ronde-1").forms["kijkformulier"]?.answers).toEqual({ wat: "Ladder" });
  });

  it("changes nothing when nothing changes", () => {
    kept.when(as("gids").save("ronde-1", "kijkformulier", { wat: "Ladder" })).thenNothing();
    kept.when(as("gids").save("ronde-1", "kijkformulier", { route: "" })).thenNothing();
    kept.when(as("gids").save("ronde-1", "kijkformulier", {})).thenNothing();
  });

  it("changes nothing when an empty form is saved empty", () => {
    begun.when(as("gids").save("ronde-1", "kijkformulier", {})).thenNothing();
    begun.when(as("gids").save("ronde-1", "kijkformulier", { wat: "" })).thenNothing();
  });

  it("is refused when an answer can never be right, and then keeps none of them", () => {
    const refused = kept.when(as("gids").save("ronde-1", "kijkformulier", { wat: "Trap", maat: 100, kleur: "rood" }));
    refused.thenRefused({
      code: "invalid",
      place,
      message: "Dit kan zo niet worden opgeslagen.",
      problems: [
        { pointer: "/maat", code: "maximum", message: "Maat mag hoogstens 99 zijn.", kind: "wrong" },
        {
          pointer: "/kleur",
          code: "additionalProperties",
          message: "“kleur” hoort niet in dit formulier. Haal het weg.",
          kind: "wrong",
        },
      ],
    });
    expect(refused.after.instance("ronde-1").forms["kijkformulier"]?.answers).toEqual({ wat: "Ladder", maat: 5 });
  });

  it("is refused to who has no role in the form, and where the form is not open", () => {
    begun
      .when(as("chef").save("ronde-1", "kijkformulier", {}))
      .thenRefused({ code: "role", place, message: "Dit kan alleen door: Gids.", lift: ["Gids"] });
    begun.when(as("gids").save("ronde-1", "denkformulier", {})).thenRefused({
      code: "not-here",
      place: { instance: "ronde-1", form: "denkformulier" },
      message: "Dit formulier staat nu niet open: de stand is ‘Kijken’. Het kan bij ‘Denken’.",
    });
  });

  it("is unknown for a form or an instance that is not there, also when JavaScript would know it", () => {
    for (const name of ["stempel", "constructor", "__proto__", "toString"]) {
      begun.when(as("gids").save("ronde-1", name, {})).thenRefused({
        code: "unknown",
        place: { instance: "ronde-1", form: name },
        message: "Dit formulier hoort hier niet bij.",
      });
      begun.when(as("gids").save(name, "kijkformulier", {})).thenRefused({
        code: "unknown",
        place: { instance: name, form: "kijkformulier" },
        message: "Deze aanvraag staat niet in dit dossier.",
      });
    }
  });

  it("is refused in what is closed", () => {
    const closed = given(
      world,
      as("gids").open(),
      as("gids").start("ronde", { aims: ["ruil"] }),
      as("gids").save("ronde-1", "kijkformulier", { wat: "Ladder" }),
      as("gids").act("ronde-1", "verder"),
      as("gids").act("ronde-1", "verder"),
      as("gids").start("ronde"),
    );
    closed.when(as("gids").save("ronde-1", "kijkformulier", { wat: "Trap" })).thenRefused({
      code: "finished",
      place,
      message: "Dit is afgerond; er kan niets meer aan worden gedaan.",
    });
  });

  it("never makes a prototype of a field", () => {
    const answers = JSON.parse('{ "__proto__": { "wat": "Ladder" }, "constructor": "x", "wat": "Ladder" }');
    const refused = begun.when(as("gids").save("ronde-1", "kijkformulier", answers)).decision;
    expect(
      refused.ok ? [] : refused.reasons.flatMap(({ problems }) => problems?.map(({ pointer }) => pointer)),
    ).toEqual(["/__proto__", "/constructor"]);
  });
});
