/** Follows the transitions of a procedure from state to state, with guards as free choices. */

import type { Definition, Transition } from "../../definitions/grammar/types.generated.ts";
import type { Step } from "./play.ts";

/** One transition on a way. */
export interface Move {
  readonly state: string;
  readonly action: string;
  readonly branch: number;
  readonly transition: Transition;
}

/** How a step is written down: who acts is an actor from then on. */
export interface Hand {
  readonly as: (who: string) => string;
  /** In the dossier of the scenario, or in another one. */
  readonly step: (move: Move, dossier?: string) => Step;
}

/** The shortest way from one state to each that there is a way to; `whole` is false when the budget was spent. */
export function walked(
  definition: Definition,
  from: string,
  budget: number,
): { ways: ReadonlyMap<string, readonly Move[]>; whole: boolean } {
  const ways = new Map<string, readonly Move[]>([[from, []]]);
  let left = budget;
  // A map goes on with what is added while it is read: that is the queue.
  for (const [state, way] of ways) {
    for (const move of movesFrom(definition, state)) {
      if (left === 0) return { ways, whole: false };
      left -= 1;
      const to = targetOf(move);
      if (!ways.has(to)) ways.set(to, [...way, move]);
    }
  }
  return { ways, whole: true };
}

export function movesFrom({ states }: Definition, state: string): readonly Move[] {
  return Object.entries(states[state]?.on ?? {}).flatMap(([action, given]) =>
    [given].flat().map((transition, branch) => ({ state, action, branch, transition })),
  );
}

export function targetOf({ state, transition }: Move): string {
  return transition.target ?? state;
}
