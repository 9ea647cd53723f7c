/** `withdraw` takes back what was noted, where its kind says that it can be. */

import { describe, expect, it } from "vitest";
import { as, given } from "../support/given.ts";
import { fixture } from "../support/world.ts";

const world = fixture("record");
const opened = given(world, as("gids").open());
const received = opened.and(as("gids").record("ontvangst", { akkoord: true }));

describe("Withdrawing", () => {
  it("does so, with the reason", () => {
    const withdrawn = received.when(as("gids").withdraw("ontvangst-1", { reason: "Vergissing" }));
    withdrawn.thenEvents({ type: "withdrawn", record: "ontvangst-1", kind: "ontvangst", reason: "Vergissing" });
    const entries = withdrawn.after.pageOf("gids")?.records[0]?.entries;
    expect(entries?.map(({ id, status }) => `${id} ${status}`)).toEqual(["ontvangst-1 withdrawn"]);
  });

  it("is done once", () => {
    received
      .and(as("gids").withdraw("ontvangst-1"))
      .when(as("gids").withdraw("ontvangst-1"))
      .thenRefused({
        code: "record",
        place: { record: "ontvangst-1" },
        message: "Dit is al ingetrokken. U hoeft niets meer te doen.",
      });
  });

  it("takes back the newest, not one that was replaced", () => {
    const mended = received.and(as("gids").record("ontvangst", { akkoord: false }, { replaces: "ontvangst-1" }));
    mended.when(as("gids").withdraw("ontvangst-1")).thenRefused({
      code: "record",
      place: { record: "ontvangst-1" },
      message: "Dit is al vervangen. Trek de nieuwste vastlegging in.",
    });
    mended
      .when(as("gids").withdraw("ontvangst-2"))
      .thenEvents({ type: "withdrawn", record: "ontvangst-2", kind: "ontvangst" });
  });

  it("says no to who has no role in it, and to a kind that cannot be taken back, both at once", () => {
    const carded = opened.and(as("gids").record("lenerskaart", { naam: "Eef", geboren: "1990-02-03" }));
    carded.when(as("chef").withdraw("lenerskaart-1")).thenRefused(
      {
        code: "role",
        place: { record: "lenerskaart-1" },
        message: "Dit kan alleen door: Gids.",
        lift: ["Gids"],
      },
      {
        code: "record",
        place: { record: "lenerskaart-1" },
        message:
          "‘Lenerskaart’ kan niet worden ingetrokken. Klopt het niet meer? Dan kan een nieuwe worden vastgelegd door: Gids.",
      },
    );
  });

  it("is unknown for what is not there, also when JavaScript would know it", () => {
    for (const record of ["ontvangst-9", "constructor", "__proto__", "length"]) {
      received.when(as("gids").withdraw(record)).thenRefused({
        code: "unknown",
        place: { record },
        message: "Dit is niet vastgelegd in dit dossier. Kies iets dat er wel in staat.",
      });
    }
  });

  it("cannot be replaced afterwards", () => {
    received
      .and(as("gids").withdraw("ontvangst-1"))
      .when(as("gids").record("ontvangst", { akkoord: true }, { replaces: "ontvangst-1" }))
      .thenRefused({
        code: "record",
        place: { record: "ontvangst-1" },
        message: "Dit is ingetrokken en kan niet meer worden vervangen. Leg het opnieuw vast.",
      });
  });
});
