/** What no scenario tries, what nobody can come to, and the shortest way to each, as a scenario to fill in. */

import { describe, expect, it } from "vitest";
import type { Definition, Scenario } from "../../definitions/grammar/types.generated.ts";
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

describe("A way on which others do something first", () => {
  const { release, organisation } = shipped();
  const wayTo = (definition: string, transition: string) =>
    explore(release, definition, NOTHING).untaken.find((one) => one.transition === transition)?.way;
  const told = (way: Scenario | undefined) =>
    way?.steps.map(({ dossier = "eigen", do: body, expect }) => {
      const what = body?.type === "act" ? body.action : body?.type;
      return [dossier, what, Object.values({ ...expect?.state, ...expect?.members }).join(), expect?.pools];
    });

  it("has who joins, as many as the group asks", () => {
    expect(wayTo("clusterarrangement", "clusterarrangement.nog-niet-bevestigd.terug.0")?.steps).toEqual([
      {
        as: "school-ib",
        dossier: "dossier-2",
        do: { type: "join", group: "dossier_clusterarrangement-1" },
        note: "Open dit dossier eerst, en zorg dat ‘toestemming-cluster’ daarin geldt.",
        expect: { members: { "clusterarrangement-1": "taking" } },
      },
      {
        as: "school-ib",
        do: { type: "act", instance: "clusterarrangement-1", action: "indienen" },
        expect: { state: { "clusterarrangement-1": "nog-niet-bevestigd" } },
      },
      {
        as: "school-ib",
        do: { type: "act", instance: "clusterarrangement-1", action: "terug" },
        expect: { state: { "clusterarrangement-1": "gekozen" } },
      },
    ]);
  });

  it("has nobody who joins where the group need not be complete", () => {
    expect(told(wayTo("startgesprek-groep", "startgesprek-groep.gekozen.intrekken.0"))).toEqual([
      ["eigen", "intrekken", "ingetrokken", undefined],
    ]);
  });

  it("has who leaves, when a step asks that fewer take part", () => {
    const { lenen } = loans.definitions;
    const alone = { id: "alleen", match: { "members.taking": { maximum: 1 } }, explain: "Er doen er nog meer mee." };
    const left = worldOf(
      {
        ...loans,
        conditions: { ...loans.conditions, alleen: alone },
        definitions: {
          lenen: {
            ...lenen,
            meta: { ...lenen?.meta, group: { min: 2 } },
            initial: "open",
            states: {
              open: { meta: { label: "Open" }, on: { door: to("loopt") } },
              loopt: {
                meta: { label: "Loopt", when: [{ holds: ["alleen"], action: "sluiten" }] },
                on: { sluiten: { target: "dicht", meta: { label: "Sluiten" } } },
              },
              dicht: { type: "final", meta: { label: "Dicht" } },
            },
          } as Definition,
        },
      },
      { people: {}, units: {} } as never,
    ).release;
    const [, way] = explore(left, "lenen", NOTHING).untaken;
    expect(told(way?.way)).toEqual([
      ["dossier-2", "join", "taking", undefined],
      ["eigen", "door", "loopt", undefined],
      ["dossier-2", "leave", "left", undefined],
      ["eigen", "elapse", "dicht", undefined],
    ]);
  });

  it("has who takes the last place, and who gives it back", () => {
    const pool = (word: string) => ({ "magisgroep-1.plaats-magisgroep": word });
    expect(told(wayTo("magisgroep", "magisgroep.aangeboden.aannemen.0"))).toEqual([
      ["eigen", "indienen", "nog-niet-bevestigd", undefined],
      ["eigen", "bevestigen", "bij-swv", undefined],
      ["dossier-2", "indienen", "nog-niet-bevestigd", undefined],
      ["dossier-2", "bevestigen", "bij-swv", undefined],
      ["dossier-2", "toelaten", "geplaatst", undefined],
      ["eigen", "toelaten", "wachtlijst", pool("waiting")],
      ["dossier-2", "afronden", "afgerond", undefined],
      ["eigen", "elapse", "aangeboden", pool("held")],
      ["eigen", "aannemen", "geplaatst", undefined],
    ]);
  });

  it("plays once it is filled in", () => {
    const [, filled] =
      [...load(shippedFiles()).scenarios].find(([path]) => path.endsWith("startgesprek-groep.json")) ?? [];
    const taken = takenWithout("startgesprek-groep");
    const way = explore(release, "startgesprek-groep", taken).untaken.find(({ transition }) =>
      transition.endsWith(".terug.0"),
    )?.way;
    if (filled === undefined || way === undefined) throw new Error("both are there");
    const names: Record<string, string> = { "leerling-1": "dossier", "leerling-2": "dossier-2" };
    // Opening, starting, answers and agreement go before.
    const before = filled.steps
      .slice(
        0,
        filled.steps.findIndex(({ do: body }) => body?.type === "join"),
      )
      .concat(filled.steps.filter(({ as, do: body }) => as === "ouder-twee" && body?.type === "record"))
      .map((step) => ({ ...step, dossier: names[step.dossier ?? ""] ?? "" }));
    const steps = way.steps.map((step): Scenario["steps"][number] =>
      step.do?.type === "join" ? { ...step, do: { ...step.do, acknowledged: ["gedeeld"] } } : step,
    );
    const actors = { ...filled.actors, "school-ib": { roles: ["school.ib"], unit: "school-a" } };
    const { faults, taken: played } = rehearse(
      { ...way, start: filled.start, actors, steps: [...before, ...steps] },
      release,
      organisation,
      localDay,
    );
    expect(faults).toEqual([]);
    expect(played).toContain("startgesprek-groep.nog-niet-bevestigd.terug.0");
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
