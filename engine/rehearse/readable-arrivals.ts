/** What follows each time that a state is reached, whichever way leads there: told once, at that state. */

import { effectLines } from "./readable-effects.ts";
import { lowered, type Words } from "./readable-words.ts";

/** By state; only for a state that more than one transition leads to. */
export type Arrivals = ReadonlyMap<string, readonly string[]>;

export function arrivalsOf(words: Words): Arrivals {
  const byTarget = new Map<string, string[][]>();
  for (const { on } of Object.values(words.definition.states)) {
    for (const { target, actions } of Object.values(on ?? {}).flat()) {
      if (target === undefined) continue;
      byTarget.set(target, [...(byTarget.get(target) ?? []), effectLines(words, actions ?? [])]);
    }
  }
  // Who begins gets there too, and nothing follows from that.
  byTarget.delete(words.definition.initial);
  return new Map(
    [...byTarget].flatMap(([state, [first = [], ...others]]) => {
      const always = first.filter((sentence) => others.every((one) => one.includes(sentence)));
      return others.length === 0 || always.length === 0 ? [] : [[state, always] as const];
    }),
  );
}

/** Empty when nothing always follows. */
export function arrivalLine(arrivals: Arrivals, state: string): string[] {
  const always = arrivals.get(state);
  return always === undefined ? [] : [`Meteen: ${lowered(always.join(" "))}`];
}
