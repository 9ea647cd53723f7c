/** Walks all ways through a procedure, and tells what no scenario tries, with the shortest way to it. */

import type { Scenario } from "../../definitions/grammar/types.generated.ts";
import type { CompiledRelease } from "../release/compile.ts";
import { skeleton } from "./skeleton.ts";
import { type Move, movesFrom, walked } from "./ways.ts";

export interface Exploration {
  readonly definition: string;
  readonly title: string;
  /** How many transitions there are. */
  readonly all: number;
  /** In file order. */
  readonly untaken: readonly Untaken[];
  /** States that no way leads to; empty when `whole` is false, for then nobody knows. */
  readonly unreachable: readonly string[];
  /** False when the budget was spent before every way was walked. */
  readonly whole: boolean;
}

export interface Untaken {
  /** `definition.state.action.branch`. */
  readonly transition: string;
  /** Undefined when no way was found to its state. */
  readonly way: Scenario | undefined;
}

const ENOUGH = 10_000;

/**
 * Breadth first, with guards as free choices: a way is possible on paper, and whether its conditions can hold together
 * is for who makes a scenario of it. A way is a scenario to fill in: it has the actions, the states after them, and one
 * actor per role, whose unit is the kind of unit of that role. Opening, starting and answers go before and in between.
 * Where others must do something first, they do: join a group or leave it, take the place that one waits for and free it.
 *
 * @param taken `definition.state.action.branch` of all that scenarios take.
 * @param budget at most so many transitions are followed.
 * @throws when the definition is not in the release.
 */
export function explore(
  compiled: CompiledRelease,
  definition: string,
  taken: ReadonlySet<string>,
  budget = ENOUGH,
): Exploration {
  const { release } = compiled;
  const found = Object.hasOwn(release.definitions, definition) ? release.definitions[definition] : undefined;
  if (found === undefined) throw new Error(`${definition} is not in this release`);
  const { ways, whole } = walked(found, found.initial, budget);
  const states = Object.keys(found.states);
  const moves = states.flatMap((state) => movesFrom(found, state));
  const nameOf = ({ state, action, branch }: Move) => `${definition}.${state}.${action}.${branch}`;
  const untaken = moves.flatMap((move): Untaken[] => {
    const transition = nameOf(move);
    if (taken.has(transition)) return [];
    const before = ways.get(move.state);
    return [{ transition, way: before === undefined ? undefined : skeleton(compiled, found, [...before, move]) }];
  });
  const unreachable = whole ? states.filter((state) => !ways.has(state)) : [];
  return { definition, title: found.title, all: moves.length, untaken, unreachable, whole };
}
