/** What no scenario tries, what nobody can come to, and the shortest way to each, as a scenario to fill in. */

import { describe, expect, it } from "vitest";
import type { Definition } from "../../definitions/grammar/types.generated.ts";
import { explore } from "../../engine/rehearse/explore.ts";
import { rehearse, transitionsOf } from "../../engine/rehearse/scenario.ts";
import { load } from "../../engine/release/load.ts";
import { localDay } from "../../server/clock/local-day.ts";
import { library as loans } from "../cli/library.ts";
import { shippedFiles } from "../support/source.ts";
import { shipped, worldOf } from "../support/world.ts";

/** All that the shipped scenarios take, without the named ones. */
function takenWithout(...names: readonly string[]): ReadonlySet<string> {
  const { release, organisation } = shipped();
  const kept = [...load(shippedFiles()).scenarios].filter(([path]) => !names.some((name) => path.includes(name)));
  return new Set(kept.flatMap(([, scenario]) => rehearse(scenario, release, organisation, localDay).taken));
}

/** A release with one made-up definition. */
function made(more: Partial<Definition>) {
  const { lenen } = loans.definitions;
  const definitions = { lenen: { ...lenen, ...more } as Definition };
  return worldOf({ ...loans, definitions }, { people: {}, units: {} } as never).release;
}

const NOTHING: ReadonlySet<string> = new Set();

describe("What is shipped", () => {
  it("is reached by its scenarios, all of it", () => {
    const taken = takenWithout();
    const { release } = shipped();
    const found = Object.keys(release.release.definitions).map((id) => explore(release, id, taken));
    expect(found).toContainEqual({
      ...{ definition: "startgesprek", title: "Startgesprek", all: 18 },
      ...{ untaken: [], unreachable: [], whole: true },
    });
    expect(found.filter((one) => !one.whole || one.untaken.length > 0 || one.unreachable.length > 0)).toEqual([]);
  });

  it("misses a branch without the scenario that takes it, and gives the shortest way to that branch", () => {
    const { release } = shipped();
    const instance = "startgesprek-1";
    expect(explore(release, "startgesprek", takenWithout("vervolg-in-lopende-cyclus"))).toEqual({
      ...{ definition: "startgesprek", title: "Startgesprek", all: 18, unreachable: [], whole: true },
      untaken: [
        {
          transition: "startgesprek.gevoerd.afronden.1",
          way: {
            title: "startgesprek: afronden vanuit gevoerd",
            start: "2024-01-08T09:00:00Z",
            actors: {
              "school-ib": { roles: ["school.ib"], unit: "school" },
              "swv-tpo": { roles: ["swv.tpo"], unit: "swv" },
              behandelaar: { roles: ["swv.consulent"], unit: "swv" },
            },
            steps: [
              {
                as: "school-ib",
                do: { type: "act", instance, action: "indienen" },
                expect: { state: { [instance]: "nog-niet-bevestigd" } },
              },
              {
                as: "school-ib",
                do: { type: "act", instance, action: "bevestigen" },
                expect: { state: { [instance]: "bij-swv" } },
              },
              {
                as: "swv-tpo",
                do: { type: "act", instance, action: "plannen" },
                expect: { state: { [instance]: "gepland" } },
              },
              {
                as: "behandelaar",
                do: { type: "act", instance, action: "gesprek-gevoerd" },
                expect: { state: { [instance]: "gevoerd" } },
              },
              {
                as: "behandelaar",
                do: { type: "act", instance, action: "afronden" },
                note: "Geef antwoorden waarbij ‘vervolg-afgesproken’ geldt, en geen tak die ervoor staat.",
                expect: { state: { [instance]: "vervolg" } },
              },
            ],
          },
        },
      ],
    });
  });

  it("has a way to every transition, in which only the units are still to be filled in", () => {
    const { release } = shipped();
    const files = shippedFiles();
    for (const id of Object.keys(release.release.definitions)) {
      const { untaken } = explore(release, id, NOTHING);
      expect(untaken.map(({ transition }) => transition)).toEqual(transitionsOf(release, id));
      for (const [index, { way }] of untaken.entries()) {
        files.set(`definitions/scenarios/${id}-${index}.json`, JSON.stringify(way));
      }
    }
    const open = [...new Set(load(files).findings.map(({ code, pointer }) => `${code} ${pointer}`))];
    expect(open).toContain("unknown-unit /actors/school-ib/unit");
    expect(open.filter((one) => !/^unknown-unit \/actors\/[a-z-]+\/unit$/.test(one))).toEqual([]);
  });
});

describe("A way", () => {
  it("waits for what goes by itself, and has an actor even when nobody acts", () => {
    const { untaken } = explore(
      made({
        initial: "wacht",
        states: {
          wacht: { meta: { label: "Wacht" }, on: { verlopen: { target: "klaar", meta: { label: "Verlopen" } } } },
          klaar: { type: "final", meta: { label: "Klaar" } },
        },
      }),
      "lenen",
      NOTHING,
    );
    expect(untaken).toEqual([
      {
        transition: "lenen.wacht.verlopen.0",
        way: {
          title: "lenen: verlopen vanuit wacht",
          start: "2024-01-08T09:00:00Z",
          actors: { iemand: { roles: [] } },
          steps: [
            {
              do: { type: "elapse" },
              note: "Wacht tot ‘verlopen’ vanzelf gebeurt.",
              expect: { state: { "lenen-1": "klaar" } },
            },
          ],
        },
      },
    ]);
  });

  it("is the shortest one where there are several", () => {
    const by = { roles: ["balie.lezer"] };
    const { untaken } = explore(
      made({
        initial: "a",
        states: {
          a: { meta: { label: "A" }, on: { ver: { target: "b", meta: { label: "Ver", ...by } }, snel: to("c") } },
          b: { meta: { label: "B" }, on: { door: to("c") } },
          c: { meta: { label: "C" }, on: { terug: to("a"), klaar: to("d") } },
          d: { type: "final", meta: { label: "D" } },
        },
      }),
      "lenen",
      new Set(["lenen.a.ver.0", "lenen.a.snel.0", "lenen.b.door.0", "lenen.c.terug.0"]),
    );
    expect(untaken.map(({ way }) => way?.steps.map(({ do: body }) => body))).toEqual([
      [
        { type: "act", instance: "lenen-1", action: "snel" },
        { type: "act", instance: "lenen-1", action: "klaar" },
      ],
    ]);
  });
});

describe("A state that nothing leads to", () => {
  const release = made({
    initial: "open",
    states: {
      open: { meta: { label: "Open" }, on: { sluiten: to("dicht") } },
      eiland: { meta: { label: "Eiland" }, on: { sluiten: to("dicht"), rond: to("eiland") } },
      dicht: { type: "final", meta: { label: "Dicht" } },
    },
  });

  it("is named, and what stands in it has no way", () => {
    expect(explore(release, "lenen", new Set(["lenen.open.sluiten.0"]))).toEqual({
      ...{ definition: "lenen", title: "Boek lenen", all: 3, unreachable: ["eiland"], whole: true },
      untaken: [
        { transition: "lenen.eiland.sluiten.0", way: undefined },
        { transition: "lenen.eiland.rond.0", way: undefined },
      ],
    });
  });

  it("is not named when the budget was spent: then nobody knows", () => {
    expect(explore(release, "lenen", NOTHING, 0)).toMatchObject({ unreachable: [], whole: false });
    expect(explore(release, "lenen", NOTHING, 1)).toMatchObject({ unreachable: ["eiland"], whole: true });
  });

  it("is a fault of the caller in a definition that is not there", () => {
    expect(() => explore(release, "constructor", NOTHING)).toThrow("constructor is not in this release");
  });
});

function to(target: string) {
  return { target, meta: { label: target, roles: ["balie.lezer"] } };
}
