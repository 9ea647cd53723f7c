/** The ways through a definition: which states come before and after which. */

import type { Definition, State } from "../../../definitions/grammar/types.generated.ts";
import { onceFor } from "./once.ts";

export interface Ways {
  /** The state itself, and every state that can come later. */
  readonly after: (state: string) => ReadonlySet<string>;
  /** The state itself, and every state that can come earlier. */
  readonly before: (state: string) => ReadonlySet<string>;
}

export const waysOf = onceFor(({ states }: Definition): Ways => {
  const next = new Map(Object.entries(states).map(([id, state]) => [id, targetsOf(state)]));
  const previous = new Map<string, string[]>();
  for (const [id, targets] of next) for (const to of targets) previous.set(to, [...(previous.get(to) ?? []), id]);
  const after = new Map<string, ReadonlySet<string>>();
  const before = new Map<string, ReadonlySet<string>>();
  const kept =
    (all: Map<string, ReadonlySet<string>>, steps: ReadonlyMap<string, readonly string[]>) => (id: string) => {
      const found = all.get(id) ?? reach([id], (at) => steps.get(at) ?? []);
      all.set(id, found);
      return found;
    };
  return { after: kept(after, next), before: kept(before, previous) };
});

export function targetsOf(state: State | undefined): readonly string[] {
  const transitions = Object.values(state?.on ?? {}).flat();
  return transitions.flatMap(({ target }) => (target === undefined ? [] : [target]));
}

export function reach(from: readonly string[], next: (id: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set(from);
  for (const id of found) for (const other of next(id)) found.add(other);
  return found;
}
