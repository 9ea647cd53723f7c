/** An accepted action through `decide` against XState's public `transition()`: the same machine, snapshot and event. */

import { createMachine, transition } from "xstate";
import type { ActCommand, Definition } from "../../definitions/grammar/types.generated.ts";
import { load } from "../../engine/release/load.ts";
import { decide } from "../../engine/run/decide.ts";
import type { Context } from "../../engine/run/whole.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import { pointsOf } from "../support/points.ts";
import { shippedFiles } from "../support/source.ts";
import { contextOf, shipped, type World } from "../support/world.ts";
import { type BenchRow, ratioRow } from "./row.ts";

/** From a step that only moves on, as a transition does, to one with much to do besides: the same bar for all. */
const ACTIONS = [
  { action: "afronden", instance: "hgw-cyclus-1", from: "plannen", least: 1, what: "a step that asks nothing" },
  { action: "terug", instance: "startgesprek-1", from: "nog-niet-bevestigd", least: 1, what: "roles only" },
  { action: "afronden", instance: "hgw-cyclus-1", from: "waarnemen", least: 1, what: "a form of ten answers checked" },
  {
    action: "bevestigen",
    instance: "startgesprek-1",
    from: "nog-niet-bevestigd",
    least: 1,
    what: "eight conditions, term, filing, message, task",
  },
] as const;

const ROUNDS = 41;
const PER_ROUND = 1_000;

export function rows(): readonly BenchRow[] {
  const world = shipped();
  return ACTIONS.map((one) => {
    const { state, context } = momentFor(world, one);
    return measure(world, state, context, one);
  });
}

type Asked = (typeof ACTIONS)[number];

/** The point of the shipped scenario at which this action is accepted. */
function momentFor(world: World, { action, instance, from }: Asked): { state: Dossier; context: Context } {
  const scenario = load(shippedFiles()).scenarios.get("definitions/scenarios/startgesprek-met-vervolg.json");
  const points = scenario === undefined ? [] : pointsOf(world, scenario);
  for (const { state, day } of points) {
    const context = contextOf(world, 99, "ib-er", day);
    const body: ActCommand = { type: "act", instance, action };
    if (state?.instances[instance]?.state !== from) continue;
    if (decide({ d: state }, { dossier: "d", body }, context).ok) return { state, context };
  }
  throw new Error(`the scenario never accepts ${action}`);
}

function measure(world: World, state: Dossier, context: Context, { action, instance, least, what }: Asked): BenchRow {
  const command = { dossier: "d", body: { type: "act" as const, instance, action } };
  const standing = state.instances[instance];
  const definition = world.release.release.definitions[standing?.definition ?? ""];
  if (standing === undefined || definition === undefined) throw new Error(`${instance} is not there`);
  const { machine, snapshot } = publicMachine(definition, standing.state);
  const event = { type: action };
  const ours = () => decide({ d: state }, command, context);
  const theirs = () => transition(machine as never, snapshot as never, event as never);
  for (let warm = 0; warm < 3_000; warm += 1) {
    ours();
    theirs();
  }
  const rounds = Array.from({ length: ROUNDS }, (_none, round) => {
    // The order turns, so that neither always follows the other's rubbish.
    if (round % 2 === 0) return { subject: perSecond(ours), baseline: perSecond(theirs) };
    const baseline = perSecond(theirs);
    return { subject: perSecond(ours), baseline };
  });
  const name = `accepted ${action} (${what}) through decide vs transition(), per second`;
  return ratioRow(name, rounds, { least, aim: "1.5" });
}

/** As XState's own users write it; guards that hold, since their answers are not XState's work. */
function publicMachine(definition: Definition, state: string) {
  const guarded = Object.values(definition.states).flatMap(({ on }) => Object.values(on ?? {}).flat());
  const guards = Object.fromEntries(guarded.flatMap(({ guard }) => (guard === undefined ? [] : [[guard, () => true]])));
  const machine = createMachine(definition as never, { guards } as never);
  return { machine, snapshot: machine.resolveState({ value: state, context: {} } as never) };
}

/** Per second of processor time: other programs on this machine do not count. */
function perSecond(ask: () => unknown): number {
  const start = process.cpuUsage();
  for (let count = 0; count < PER_ROUND; count += 1) ask();
  const { user, system } = process.cpuUsage(start);
  return (PER_ROUND * 1_000_000) / (user + system);
}
