/** A definition as an XState machine, and the one function that takes a step in it. */

import { type AnyStateMachine, createActor, createMachine } from "xstate";
import type { Definition } from "../../definitions/grammar/types.generated.ts";
import { type Machine, placeOf } from "./steps.ts";

export interface XStateMachine extends Machine {
  /**
   * The state after the action, with guards answered by `holds`; the same state when XState takes no transition.
   * The action must be one that the state declares.
   */
  readonly step: (state: string, action: string, holds: (guard: string) => boolean) => string;
}

type StepScope = Parameters<AnyStateMachine["transition"]>[2];

/** Context stays empty: the dossier is the data. The definition is handed to XState as it is. */
export function machineOf(definition: Definition): XStateMachine {
  const cell: { holds: (guard: string) => boolean } = { holds: () => false };
  const guards: Record<string, () => boolean> = Object.create(null);
  for (const id of guardsOf(definition)) guards[id] = () => cell.holds(id);
  const machine: AnyStateMachine = createMachine(definition as never, { guards });
  const scope = reusableScope(machine);
  const snapshot = snapshots(machine);
  const taken = new Map<string, string>();
  function step(state: string, action: string, holds: (guard: string) => boolean): string {
    const outer = cell.holds;
    cell.holds = holds;
    try {
      return String(machine.transition(snapshot(state), { type: action }, scope).value);
    } finally {
      cell.holds = outer;
    }
  }
  function next(state: string, action: string, guard: string | undefined): string {
    const place = placeOf(state, action, guard);
    const to = taken.get(place) ?? step(state, action, (id) => id === guard);
    taken.set(place, to);
    return to;
  }
  return { step, next };
}

/** One snapshot per state: they never change, and hold nothing but the state, for context stays empty. */
function snapshots(machine: AnyStateMachine): (state: string) => ReturnType<AnyStateMachine["resolveState"]> {
  const made = new Map<string, ReturnType<AnyStateMachine["resolveState"]>>();
  return (state) => {
    const known = made.get(state) ?? machine.resolveState({ value: state, context: {} });
    made.set(state, known);
    return known;
  };
}

/**
 * XState makes a new actor for each public `transition()`, three quarters of its cost. The step itself only asks for
 * an actor scope, which one never-started actor lends; a test holds that both give the same states.
 */
function reusableScope(machine: AnyStateMachine): StepScope {
  const actor = createActor(machine) as unknown as { readonly _actorScope?: StepScope };
  if (actor._actorScope === undefined) throw new Error("this version of XState lends no actor scope");
  return actor._actorScope;
}

function guardsOf(definition: Definition): ReadonlySet<string> {
  const transitions = Object.values(definition.states).flatMap((state) => Object.values(state.on ?? {}).flat());
  return new Set(transitions.flatMap(({ guard }) => (guard === undefined ? [] : [guard])));
}
