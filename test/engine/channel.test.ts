/** An old and a new way in: they overlap, the old one ends for filing, and later for reading. */

import { describe, expect, it } from "vitest";
import type { Menu } from "../../definitions/grammar/types.generated.ts";
import { history } from "../../engine/run/history.ts";
import { as, clock, type Given, given } from "../support/given.ts";
import { contextOf, fixture, thenApplies, worldOf } from "../support/world.ts";

const { release, organisation } = fixture("sight");
const old: Menu = {
  id: "oude-weg",
  title: "Oude weg",
  items: ["aanvraag"],
  until: "2023-11-29",
  readUntil: "2023-12-31",
  channel: "oud",
};
const now: Menu = { id: "nieuwe-weg", title: "Nieuwe weg", items: ["aanvraag"], from: "2023-11-01", channel: "nieuw" };
const damage = {
  id: "schade",
  title: "Schade",
  form: "adres",
  of: { aanvraag: ["concept", "ingediend"] },
  roles: ["balie.gids"],
  merge: "entry",
} as const;
const all = release.release.views["alles"];
if (all === undefined) throw new Error("the fixture shows all");
const worldWith = (...menus: Menu[]) =>
  worldOf(
    {
      ...release.release,
      menus: Object.fromEntries(menus.map((menu) => [menu.id, menu])),
      records: {
        ...release.release.records,
        schade: { ...damage, of: { aanvraag: ["concept", "ingediend"] } } as never,
      },
      views: {
        ...release.release.views,
        alles: { ...all, sections: { ...all.sections, "records.schade": "all", history: "all" } },
      },
    },
    organisation,
  );
const world = worldWith(old, now);
const opened = given(world, as("gids", "2023-11-15").open({ relations: { "dossier.eigenaar": ["eigenaar"] } }));
const asked = opened.and(
  as("gids").start("aanvraag", { menu: "oude-weg" }),
  as("gids").start("aanvraag", { menu: "nieuwe-weg" }),
  as("gids").save("aanvraag-1", "brief", { tekst: "Oud" }),
  as("gids").record("schade", { naam: "Oude deuk" }, { of: "aanvraag-1" }),
);
const filed = asked.and(as("gids").act("aanvraag-1", "indienen"));
const seen = (of: Given, person: string, day: string) =>
  of.pageOf(person, day)?.requests.map(({ instance }) => instance);
const tooLate = {
  code: "finished",
  place: { instance: "aanvraag-1", action: "indienen" },
  message: "Dit kon tot en met 31 december 2023 worden gebruikt. Er kan niets meer aan worden gedaan.",
} as const;

describe("While two ways in overlap", () => {
  it("both start, and a request keeps the way it came in", () => {
    expect(["aanvraag-1", "aanvraag-2"].map((id) => asked.instance(id).channel)).toEqual(["oud", "nieuw"]);
    expect(asked.worklist()[0]?.shows["requests"]).toMatchObject([{ channel: "oud" }, { channel: "nieuw" }]);
  });
});

describe("After the last day of a way in", () => {
  it("nothing starts that way any more", () => {
    const start = (day: string) => opened.when(as("gids", day).start("aanvraag", { menu: "oude-weg" }));
    expect(start("2023-11-29").decision.ok).toBe(true);
    start("2023-11-30").thenRefused({
      code: "menu",
      place: { menu: "oude-weg" },
      message: "‘Oude weg’ kon tot en met 2023-11-29.",
    });
  });

  it("what was not filed yet cannot be filed; the same question can be asked the new way", () => {
    const file = (id: string, day: string) => asked.when(as("gids", day).act(id, "indienen"));
    expect(file("aanvraag-1", "2023-11-29").decision.ok).toBe(true);
    file("aanvraag-1", "2023-11-30").thenRefused({
      code: "menu",
      place: { instance: "aanvraag-1" },
      message: "Dit kon tot en met 29 november 2023 worden ingediend. Stel de vraag opnieuw, via het menu van nu.",
    });
    expect(file("aanvraag-2", "2023-11-30").decision.ok).toBe(true);
  });

  it("what was filed before goes on to its end, and can be found as such", () => {
    expect(seen(filed, "hoofd", "2023-11-30")).toEqual(["aanvraag-1"]);
    const read = filed.and(as("hoofd", "2023-11-25").act("aanvraag-1", "lezen"));
    expect(read.worklist()[0]?.shows["requests"]).toMatchObject([
      { instance: "aanvraag-1", channel: "oud", closed: true },
      { instance: "aanvraag-2", channel: "nieuw", closed: false },
    ]);
  });
});

describe("After the last day of reading", () => {
  const [last, after] = ["2023-12-31", "2024-01-01"];

  it("nobody sees anything of it: not on a page, not in a list, not in history, nor what was noted with it", () => {
    expect([last, after].map((day) => seen(filed, "gids", day))).toEqual([
      ["aanvraag-1", "aanvraag-2"],
      ["aanvraag-2"],
    ]);
    expect([last, after].map((day) => seen(filed, "hoofd", day))).toEqual([["aanvraag-1"], undefined]);
    expect([last, after].map((day) => filed.pageOf("gids", day)?.records.map(({ entries }) => entries.length))).toEqual(
      [[1], []],
    );
    for (const person of ["gids", "chef", "hoofd", "eigenaar"]) {
      const page = JSON.stringify(filed.pageOf(person, after)) ?? "";
      expect(page).not.toMatch(/aanvraag-1|Oude deuk/);
    }
    const lines = (day: string) => {
      const { commits, state } = filed;
      if (state === undefined) throw new Error("it was opened");
      return history(commits, state, contextOf(world, 99, "gids", day)).map(({ text }) => text);
    };
    expect(lines(last)).toContain("Schade vastgelegd.");
    expect(lines(after)).toEqual(["Dossier geopend.", "Eigenaar aangewezen.", "Aanvraag gestart."]);
  });

  it("takes it from the lists at the start of the next day, once", () => {
    const open = asked.and(clock(last));
    expect(open.worklist().map(({ due }) => due)).toEqual([after, undefined]);
    const gone = open
      .when(clock(after))
      .thenEvents({ type: "readingEnded", instance: "aanvraag-1", day: "2023-12-31" });
    expect(gone.worklist().map(({ due, shows }) => [due, JSON.stringify(shows).includes("aanvraag-1")])).toEqual([
      [undefined, false],
      [undefined, false],
    ]);
    gone.when(clock("2024-03-01")).thenNothing();
  });

  it("nobody does anything with it, and it is not offered", () => {
    asked.when(as("gids", after).act("aanvraag-1", "indienen")).thenRefused(tooLate);
    asked.when(as("gids", after).save("aanvraag-1", "brief", { tekst: "Nog eens" })).thenRefused({
      ...tooLate,
      place: { instance: "aanvraag-1", form: "brief" },
    });
    asked
      .when(as("gids", after).record("schade", { naam: "Nieuwe deuk" }, { of: "aanvraag-1" }))
      .thenRefused({ ...tooLate, place: { instance: "aanvraag-1" } });
    expect(asked.actionsOf("gids", after).filter(({ id }) => id.startsWith("aanvraag-1"))).toEqual([]);
  });

  it("comes back for as long as a later release gives it a later end", () => {
    const longer = filed.in(
      thenApplies(world, "2024-01-02", worldWith({ ...old, readUntil: "2024-01-31" }, now).release),
    );
    const gone = longer.and(clock(after));
    expect(seen(gone, "gids", after)).toEqual(["aanvraag-2"]);
    expect(seen(gone, "gids", "2024-01-02")).toEqual(["aanvraag-1", "aanvraag-2"]);
    gone.when(clock("2024-02-01")).thenEvents({ type: "readingEnded", instance: "aanvraag-1", day: "2024-01-31" });
  });
});
