/** The steps of a machine as a table: where context is empty and guards are chosen, there are only so many. */

import type { Definition } from "../../definitions/grammar/types.generated.ts";
import type { Release } from "./release.ts";

export interface Machine {
  /**
   * The state after the action when just this guard holds, or none; the same state when nothing moves.
   * The action must be one that the state declares.
   */
  readonly next: (state: string, action: string, guard: string | undefined) => string;
}

/** Per definition: `state action guard` → the state after it. */
export type Steps = { readonly [definition: string]: { readonly [place: string]: string } };

export function placeOf(state: string, action: string, guard: string | undefined): string {
  return `${state} ${action} ${guard ?? ""}`;
}

/** Every step of every definition, as the given machines take it: for a page that does not bring XState. */
export function stepsOf(release: Release, machine: (definition: Definition) => Machine): Steps {
  return Object.fromEntries(
    Object.values(release.definitions).map((definition) => {
      const { next } = machine(definition);
      const steps = Object.entries(definition.states).flatMap(([state, { on }]) =>
        Object.entries(on ?? {}).flatMap(([action, branches]) =>
          [branches].flat().map(({ guard }) => [placeOf(state, action, guard), next(state, action, guard)] as const),
        ),
      );
      return [definition.id, Object.fromEntries(steps)];
    }),
  );
}

/** Machines that read the table. @throws at a step that is not in it. */
export function tableMachine(steps: Steps): (definition: Definition) => Machine {
  return ({ id }) => ({
    next(state, action, guard) {
      const to = steps[id]?.[placeOf(state, action, guard)];
      if (to === undefined) throw new Error(`${id} has no step ${action} in ${state}`);
      return to;
    },
  });
}
