/** `available` says what an actor may do now, as `decide` would, and what to do next. */

import { describe, expect, it } from "vitest";
import { load } from "../../engine/release/load.ts";
import { available } from "../../engine/run/available.ts";
import { as, type Given, given } from "../support/given.ts";
import { pointsOf, using } from "../support/points.ts";
import { shippedFiles } from "../support/source.ts";
import { contextOf, fixture, shipped } from "../support/world.ts";

const lines = (of: Given, person: string, day?: string) =>
  of
    .actionsOf(person, day)
    .map(({ id, allowed, next, reasons }) =>
      [id, allowed ? "yes" : reasons.map(({ code }) => code).join(" "), ...(next ? ["next"] : [])].join(": "),
    );

describe("What may be done", () => {
  const world = fixture("act");
  const begun = given(world, as("gids").open(), as("gids").start("klus"));
  const filled = begun.and(as("gids").save("klus-1", "klusformulier", { omschrijving: "Kast", maat: 12, prijs: 0 }));

  it("stands in the order of the file; next is the first that is allowed", () => {
    expect(lines(begun, "gids")).toEqual([
      "klus-1.wegen: undecided",
      "klus-1.sturen: undecided required",
      "klus-1.noteren: yes: next",
      "klus-1.kiezen: undecided",
      "klus-1.beloven: condition",
      "klus-1.vastleggen: yes",
      "klus-1.verhuizen: yes",
      "start.klus: yes",
      "start.lus: chain",
      "start.trap: yes",
      "klus-1.aantekening: yes",
    ]);
  });

  it("is allowed with advice, which the command must acknowledge", () => {
    const sending = filled.actionsOf("gids").find(({ id }) => id === "klus-1.sturen");
    expect(sending).toEqual({
      id: "klus-1.sturen",
      kind: "act",
      label: "Sturen",
      command: { type: "act", instance: "klus-1", action: "sturen" },
      allowed: true,
      next: true,
      reasons: [],
      warnings: [
        {
          code: "advice",
          place: { condition: "met-prijs" },
          message: "Er is geen prijs.",
          lift: ["Chef van de balie"],
        },
      ],
    });
  });

  it("leaves out what happens by itself, and what is of an instance that is closed", () => {
    expect(lines(filled, "gids").filter((line) => line.includes("vanzelf"))).toEqual([]);
    const closed = begun.and(as("gids").act("klus-1", "verhuizen"));
    expect(lines(closed, "gids").filter((line) => line.startsWith("klus-1"))).toEqual([]);
  });

  it("is nothing for who sees nothing", () => {
    expect(lines(filled, "maker")).toEqual([]);
    expect(lines(filled, "gids-zuid")).toEqual([]);
  });
});

describe("What may be started", () => {
  const world = fixture("start");
  const opened = given(world, as("gids").open());

  it("stands with every reason: first what the cycle is for, last what a menu with an end offers, nothing of one that is over", () => {
    const begun = opened.and(as("gids").start("ronde", { aims: ["ruil"] }));
    expect(lines(opened, "gids")).toEqual([
      "start.ronde: yes: next",
      "start.gift: yes",
      "kast.lening: no-cycle condition condition",
      "kast.ruil: no-cycle condition",
      "kast.proef: yes",
      "record.keuring: yes",
      "record.polis: yes",
    ]);
    expect(lines(begun, "gids").slice(1, -2)).toEqual([
      "kast.ruil: condition",
      "start.ronde: condition",
      "start.gift: yes: next",
      "kast.lening: condition condition",
      "kast.proef: yes",
    ]);
  });

  it("tells from when a menu opens", () => {
    const early = given(world, as("gids", "2023-08-30").open());
    expect(lines(early, "gids").filter((line) => line.includes(".lening"))).toEqual([
      "oude-kast.lening: no-cycle condition",
      "kast.lening: menu no-cycle condition condition",
    ]);
  });
});

describe("The shipped procedures", () => {
  it("begin with one thing to do", () => {
    const world = shipped();
    const fresh = given(world, as("ib-er", "2022-11-07").open());
    const next = fresh.actionsOf("ib-er").filter((action) => action.next);
    expect(next.map(({ id, kind }) => `${kind} ${id}`)).toEqual(["start start.hgw-cyclus"]);
  });

  it("are for who may begin or note them: a parent is offered what a parent can do, not what only a school can", () => {
    const relations = { "dossier.ouder": ["ouder"] };
    const begun = given(
      shipped(),
      as("ib-er", "2022-11-07").open({ relations }),
      as("ib-er", "2022-11-07").start("hgw-cyclus"),
    );
    expect(begun.actionsOf("ouder").map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      "act hgw-cyclus-1.afronden",
      "record record.akkoord-overstap",
      "record record.instemming-handelingsdeel",
      "record record.instemming",
      "record record.toestemming-cluster",
      "record record.toestemming",
    ]);
  });

  it("that are about a decision are offered once for each decision that is seen, and not before there is one", () => {
    const world = shipped();
    const scenario = load(shippedFiles()).scenarios.get("definitions/scenarios/bezwaar-gegrond.json");
    const points = scenario === undefined ? [] : pointsOf(world, scenario);
    const offeredTo = (person: string, decided: boolean) => {
      const at = points.find(({ state }) => state?.instances["tlv-1"]?.closed === decided);
      if (at?.state === undefined) throw new Error("no scenario gets that far");
      const { state, day, others } = at;
      const looking = { ...contextOf(world, 99, person, day), others };
      const all = using(others, {}, (streams) => available(state, { ...looking, others: streams }));
      return all
        .filter(({ id }) => id.startsWith("start.bezwaar"))
        .map(({ command, allowed }) => ({ command, allowed }));
    };
    const command = { type: "start", definitions: ["bezwaar"], about: "tlv-1" };
    expect(offeredTo("ouder", false)).toEqual([]);
    expect(offeredTo("ouder", true)).toEqual([{ command, allowed: true }]);
    expect(offeredTo("schoolbestuur", true)).toEqual([{ command, allowed: true }]);
    expect(offeredTo("ib-er", true)).toEqual([]);
  });
});
