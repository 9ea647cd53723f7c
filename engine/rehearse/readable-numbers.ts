/** The numbers of states and conditions on the page, so that each is told once and named briefly elsewhere. */

import type { Definition } from "../../definitions/grammar/types.generated.ts";
import { list, type Words } from "./readable-words.ts";

export interface PageWords extends Words {
  /** `Open (2)`, for where it leads to. */
  readonly stand: (state: string) => string;
  /** The short name of a condition and its number on the page: `genoeg plaats (3)`. */
  readonly condition: (id: string) => string;
  readonly stateNumbers: ReadonlyMap<string, number>;
  readonly conditionNumbers: ReadonlyMap<string, number>;
}

export function numbered(words: Words): PageWords {
  const { release, definition, state } = words;
  const states = stateNumbers(definition);
  const conditions = conditionNumbers(words);
  const stand = (id: string) => `${state(id)} (${states.get(id) ?? "?"})`;
  return {
    ...words,
    stand,
    states: (ids) =>
      ids.length === 1
        ? ids.map((id) => `‘${state(id)}’ (${states.get(id) ?? "?"})`).join("")
        : ranges(ids.map((id) => states.get(id) ?? 0)),
    condition(id) {
      const title = release.conditions[id]?.title;
      const number = conditions.get(id) ?? 0;
      return title === undefined ? `voorwaarde ${number}` : `${title} (${number})`;
    },
    stateNumbers: states,
    conditionNumbers: conditions,
  };
}

/** The states of a procedure in the order of the page, those in which it ends last. */
function stateNumbers({ states }: Definition): ReadonlyMap<string, number> {
  const isFinal = (id: string) => states[id]?.type === "final";
  const ids = Object.keys(states);
  const inOrder = [...ids.filter((id) => !isFinal(id)), ...ids.filter(isFinal)];
  return new Map(inOrder.map((id, index) => [id, index + 1]));
}

/** Every condition that allows or warns, in the order in which the page comes to it. */
function conditionNumbers({ release, definition }: Words): ReadonlyMap<string, number> {
  const { start } = definition.meta;
  const menus = Object.values(release.menus).filter(({ items }) => items.includes(definition.id));
  const here = ({ except }: { readonly except?: readonly string[] }) => except?.includes(definition.id) !== true;
  const inMenus = menus.flatMap(({ requires, advises }) => [...(requires ?? []), ...(advises ?? [])].filter(here));
  const transitions = Object.values(definition.states).flatMap(({ on }) => Object.values(on ?? {}).flat());
  const ids = [
    ...inMenus.map(({ holds }) => holds),
    ...(start.requires ?? []),
    ...(start.advises ?? []),
    ...(definition.meta.group?.joins ?? []),
    ...Object.values(release.records).flatMap(({ of, requires }) =>
      typeof of === "object" && Object.hasOwn(of, definition.id) ? (requires ?? []) : [],
    ),
    ...transitions.flatMap(({ meta }) => [...(meta.requires ?? []), ...(meta.keeps ?? []), ...(meta.advises ?? [])]),
  ];
  return new Map([...new Set(ids)].map((id, index) => [id, index + 1]));
}

/** `2, 4 t/m 7 of 9`. */
function ranges(numbers: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && number - run[1] <= 1) run[1] = number;
    else runs.push([number, number]);
  }
  const told = runs.flatMap(([first, last]) => {
    if (last - first < 2) return first === last ? [`${first}`] : [`${first}`, `${last}`];
    return [`${first} t/m ${last}`];
  });
  return list(told, "of");
}
