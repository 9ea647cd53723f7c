/** What runs stays with the release it started under; roles, menus, views and help follow the present one. */

import { describe, expect, it } from "vitest";
import type { Release } from "../../engine/release/release.ts";
import { as, given } from "../support/given.ts";
import { type Draft, put } from "../support/source.ts";
import { fixture, thenApplies, type World, worldOf } from "../support/world.ts";

/** The same world, in which another release applies from 1 October. */
function changed(world: World, edit: (draft: Draft) => void): World {
  const draft = structuredClone(world.release.release) as unknown as Draft;
  edit(draft);
  return thenApplies(world, "2023-10-01", worldOf(draft as unknown as Release, world.organisation).release);
}

const later = "2023-10-02";

describe("A running instance", () => {
  const old = fixture("act");
  const world = changed(old, (draft) => {
    put(draft, "/conditions/is-groot/match/instance.forms.klusformulier.maat/minimum", 50);
    put(draft, "/conditions/is-groot/explain", "De klus is kleiner dan vijftig.");
    put(draft, "/definitions/klus/states/nieuw/meta/help", "Nieuwe hulp");
    put(draft, "/definitions/klus/states/nieuw/on/wegen/0/target", "klein");
  });
  const begun = given(world, as("gids").open(), as("gids").start("klus"));
  const filled = begun.and(as("gids").save("klus-1", "klusformulier", { omschrijving: "Kast", maat: 12, prijs: 50 }));

  it("keeps its conditions and its transitions", () => {
    expect(filled.and(as("gids", later).act("klus-1", "wegen")).instance("klus-1").state).toBe("groot");
  });

  it("that starts later has the new ones", () => {
    const second = filled.and(
      as("gids", later).start("klus"),
      as("gids").save("klus-2", "klusformulier", { omschrijving: "Kast", maat: 12, prijs: 50 }),
    );
    second.when(as("gids").act("klus-2", "sturen")).thenRefused({
      code: "condition",
      place: { condition: "is-groot" },
      message: "De klus is kleiner dan vijftig.",
      lift: ["Gids"],
    });
    expect(second.instance("klus-1").release).toEqual(old.release.pin);
    expect(second.instance("klus-2").release).not.toEqual(old.release.pin);
  });

  it("shows the help of today", () => {
    expect(filled.pageOf("gids", later)?.requests[0]?.shows["help"]).toBe("Nieuwe hulp");
    expect(filled.pageOf("gids")?.requests[0]?.shows["help"]).toBeUndefined();
  });

  it("cannot go on when its release is gone: that is a fault, and no refusal", () => {
    const gone = worldOf(
      changed(old, (draft) => put(draft, "/values/vakken/value/0", "riet")).release.release,
      old.organisation,
    );
    const other = filled.in({ ...gone, catalog: { current: () => gone.release, pinned: () => undefined } });
    expect(() => other.when(as("gids").act("klus-1", "wegen"))).toThrow(
      /^release [0-9a-f]{64} of klus-1 is not there$/,
    );
  });
});

describe("What follows the present release", () => {
  it("views: a fix reaches a running dossier on its day", () => {
    const world = changed(fixture("sight"), (draft) => put(draft, "/views/deel/sections/forms.brief", ["geheim"]));
    const written = given(
      world,
      as("gids").open(),
      as("gids").start("aanvraag"),
      as("gids").save("aanvraag-1", "brief", { tekst: "Graag", geheim: "Stil" }),
    );
    expect(written.pageOf("chef")?.requests[0]?.forms[0]?.answers).toEqual({ tekst: "Graag" });
    expect(written.pageOf("chef", later)?.requests[0]?.forms[0]?.answers).toEqual({ geheim: "Stil" });
  });

  it("record kinds of the dossier", () => {
    const world = changed(fixture("record"), (draft) => put(draft, "/records/lenerskaart/roles", ["balie.chef"]));
    const opened = given(world, as("gids").open(), as("gids").start("lening"));
    const card = { naam: "Eef", geboren: "1990-02-03" };
    opened.when(as("gids").record("lenerskaart", card)).thenWarns();
    opened.when(as("gids", later).record("lenerskaart", card)).thenRefused({
      code: "role",
      place: { record: "lenerskaart" },
      message: "Dit kan alleen door: Chef van de balie.",
      lift: ["Chef van de balie"],
    });
  });

  it("but record kinds of an instance stay with it", () => {
    const world = changed(fixture("record"), (draft) => {
      put(draft, "/records/boete/roles", ["balie.chef"]);
      put(draft, "/records/boete/requires", []);
    });
    const lent = given(
      world,
      as("gids").open(),
      as("gids").start("ronde"),
      as("gids").save("ronde-1", "brief", { tekst: "Beste" }),
      as("gids").start("lening"),
    );
    const fined = lent.and(
      as("gids", later).record("boete", { akkoord: true }, { of: "lening-1", acknowledged: ["kaart-bekend"] }),
    );
    expect(fined.state?.records["boete"]?.[0]?.release).toEqual(fixture("record").release.pin);
  });

  it("menus", () => {
    const world = changed(fixture("start"), (draft) => put(draft, "/menus/kast/until", "2023-09-30"));
    const opened = given(world, as("gids").open());
    opened.when(as("gids").start("proef", { menu: "kast" })).thenWarns();
    opened.when(as("gids", later).start("proef", { menu: "kast" })).thenRefused({
      code: "menu",
      place: { menu: "kast" },
      message: "‘Kast’ kon tot en met 2023-09-30.",
    });
  });
});
