/** A clock that is late, or never calls, changes no outcome. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { load } from "../../engine/release/load.ts";
import { type Decision, decide } from "../../engine/run/decide.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import { dossierIn } from "../../engine/streams/stream.ts";
import { as, clock, given, type Step } from "../support/given.ts";
import { later, pointsOf } from "../support/points.ts";
import { shippedFiles } from "../support/source.ts";
import { contextOf, fixture, shipped, type World } from "../support/world.ts";
import { filledIn } from "./filled-in.ts";
import { timeless } from "./oracle.ts";

interface Asked {
  readonly days: number;
  readonly step: Step;
}

/** What is asked, each some days after the one before, when the clock calls as `calls` says. */
function played(
  world: World,
  from: Dossier,
  first: string,
  asked: readonly Asked[],
  calls: (from: string, to: string) => readonly string[],
) {
  let state = from;
  let day = first;
  let number = 100;
  const answers: unknown[] = [];
  const ask = ({ by, body }: Step, on: string): Decision => {
    number += 1;
    const decision = decide({ dossier: state }, { dossier: "dossier", body }, contextOf(world, number, by, on));
    if (decision.ok) state = dossierIn(decision.states, "dossier") ?? state;
    return decision;
  };
  for (const { days, step } of asked) {
    const on = later(day, days);
    for (const called of calls(day, on)) ask(clock(called), called);
    const answer = ask(step, on);
    answers.push(answer.ok ? "yes" : answer.reasons);
    day = on;
  }
  const end = later(day, 400);
  for (const called of [...calls(day, end), end]) ask(clock(called), called);
  return { state: timeless(state), answers, terms: state.instances["startgesprek-1"]?.terms ?? {} };
}

const never = () => [];
const daily = (from: string, to: string) => {
  const days: string[] = [];
  for (let day = later(from, 1); day <= to; day = later(day, 1)) days.push(day);
  return days;
};

const settings = { numRuns: 200, seed: 20240408, endOnFailure: true };
const anyDays = fc.oneof(fc.constant(0), fc.nat({ max: 9 }), fc.nat({ max: 60 }));

function askedOf(steps: readonly Step[]): fc.Arbitrary<readonly Asked[]> {
  return fc.array(fc.record({ days: anyDays, step: fc.constantFrom(...steps) }), { minLength: 1, maxLength: 12 });
}

describe("A late clock", () => {
  it("gives the states and the answers of a punctual one, on made-up terms", () => {
    const world = fixture("terms");
    const begun = given(
      world,
      as("gids", "2023-11-01").open(),
      as("gids").start("besluit"),
      as("gids").start("afspraak"),
      as("gids").start("beurt"),
    );
    const acts = ["volledig", "vragen", "antwoorden", "verzwijgen", "besluiten"].map((action) =>
      as("gids").act("besluit-1", action),
    );
    const steps = [
      ...acts,
      as("chef").act("besluit-1", "verlengen"),
      as("gids").save("afspraak-1", "agenda", { startdag: "2023-12-20", weken: 3, door: true }),
      as("gids").act("afspraak-1", "beloven"),
      as("gids").act("beurt-1", "zetten"),
      as("gids").act("beurt-1", "terug"),
      as("gids").start("beurt"),
    ];
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(askedOf(steps), (asked) => {
        if (begun.state === undefined) throw new Error("the dossier is open");
        const late = played(world, begun.state, begun.day, asked, never);
        expect(played(world, begun.state, begun.day, asked, daily)).toEqual(late);
        outcomes.add(JSON.stringify(late.answers.map((answer) => answer === "yes")));
      }),
      settings,
    );
    expect(outcomes.size).toBeGreaterThan(100);
  });

  it("gives the same in the shipped procedures", () => {
    const world = shipped();
    const { forms } = world.release.release;
    const id = "startgesprek-1";
    const scenario = load(shippedFiles()).scenarios.get("definitions/scenarios/startgesprek-met-vervolg.json");
    const points = scenario === undefined ? [] : pointsOf(world, scenario);
    const { state: submitted, day } = points.find(({ state }) => state?.instances[id]?.state === "bij-swv") ?? {};
    if (submitted === undefined || day === undefined) throw new Error("the scenario gets that far");
    const agreed = { datum: "2023-01-09", tijd: "13:30", plaats: "op-school", deelnemers: ["ouders"] };
    const steps = [
      as("tpo").assign("behandelaar", ["consulent"], id),
      as("consulent").save(id, "afspraak", agreed),
      as("consulent").save(id, "vraag-aanvulling", filledIn(forms["vraag-aanvulling"], 0)),
      as("consulent").act(id, "aanvulling-vragen"),
      as("ib-er").save(id, "aanvulling", filledIn(forms["aanvulling"], 0)),
      as("ib-er").act(id, "aanvullen"),
      as("consulent").act(id, "plannen"),
      as("ib-er").act(id, "intrekken", { input: filledIn(forms["reden-intrekken"], 0) }),
    ];
    const ends = new Set<string>();
    fc.assert(
      fc.property(askedOf(steps), (asked) => {
        const late = played(world, submitted, day, asked, never);
        expect(played(world, submitted, day, asked, daily)).toEqual(late);
        ends.add(JSON.stringify(Object.values(late.terms)));
      }),
      { ...settings, numRuns: 40 },
    );
    expect(ends.size).toBeGreaterThan(5);
  });
});
