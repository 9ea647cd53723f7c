/** Walks all ways through a procedure, and tells what no scenario tries, with the shortest way to it. */

import type { Definition, Scenario, Transition } from "../../definitions/grammar/types.generated.ts";
import type { CompiledRelease } from "../release/compile.ts";

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

/** One transition on a way. */
interface Move {
  readonly state: string;
  readonly action: string;
  readonly branch: number;
  readonly transition: Transition;
}

const ENOUGH = 10_000;

/**
 * Breadth first, with guards as free choices: a way is possible on paper, and whether its conditions can hold together
 * is for who makes a scenario of it. A way is a scenario to fill in: it has the actions, the states after them, and one
 * actor per role, whose unit is the kind of unit of that role. Opening, starting and answers go before and in between.
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
  const { ways, whole } = walked(found, budget);
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

/** The shortest way to each state that there is a way to. */
function walked(
  definition: Definition,
  budget: number,
): { ways: ReadonlyMap<string, readonly Move[]>; whole: boolean } {
  const ways = new Map<string, readonly Move[]>([[definition.initial, []]]);
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

function movesFrom({ states }: Definition, state: string): readonly Move[] {
  return Object.entries(states[state]?.on ?? {}).flatMap(([action, given]) =>
    [given].flat().map((transition, branch) => ({ state, action, branch, transition })),
  );
}

function targetOf({ state, transition }: Move): string {
  return transition.target ?? state;
}

type Step = Scenario["steps"][number];

/** A moment to begin at: a Monday morning, to be replaced. */
const START = "2024-01-08T09:00:00Z";

/** As the grammar has it. */
const LONGEST_ID = 41;

function skeleton(compiled: CompiledRelease, definition: Definition, way: readonly Move[]): Scenario {
  const actors: Record<string, Scenario["actors"][string]> = {};
  const steps = way.map((move): Step => {
    const [who] = move.transition.meta.roles ?? [];
    if (who === undefined) return stepByItself(definition, move);
    const name = who.replace(".", "-").slice(0, LONGEST_ID);
    actors[name] = actorFor(compiled, definition, who);
    const { input } = move.transition.meta;
    const instance = `${definition.id}-1`;
    return {
      as: name,
      do: { type: "act", instance, action: move.action, ...(input === undefined ? {} : { input: {} }) },
      ...noteOf(definition, move),
      expect: { state: { [instance]: targetOf(move) } },
    };
  });
  const last = way.at(-1);
  return {
    title: `${definition.id}: ${last?.action} vanuit ${last?.state}`,
    start: START,
    actors: Object.keys(actors).length === 0 ? NOBODY : actors,
    steps,
  };
}

/** A scenario has an actor, also when all happens by itself. */
const NOBODY: Scenario["actors"] = { iemand: { roles: [] } };

/** A relation has no role of its own: it is given when the dossier is opened. A party is one of its roles. */
function actorFor({ release }: CompiledRelease, { parties }: Definition, who: string): Scenario["actors"][string] {
  const role = who.includes(".") ? who : parties?.[who]?.who.roles[0];
  if (role === undefined || release.roles.relations.some(({ id }) => id === role)) return { roles: [] };
  return { roles: [role], unit: role.slice(0, role.indexOf(".")) };
}

/** Taken by a term, a pool or a condition: nobody acts, time passes or answers change. */
function stepByItself(definition: Definition, move: Move): Step {
  return {
    do: { type: "elapse" },
    note: `Wacht tot ‘${move.action}’ vanzelf gebeurt.`,
    expect: { state: { [`${definition.id}-1`]: targetOf(move) } },
  };
}

/** Which of several branches is meant: the first one whose guard holds. */
function noteOf({ states }: Definition, { state, action, transition }: Move): { note?: string } {
  const branches = [states[state]?.on?.[action] ?? []].flat();
  if (branches.length < 2) return {};
  const { guard } = transition;
  if (guard === undefined) return { note: "Geef antwoorden waarbij geen van de andere takken geldt." };
  return { note: `Geef antwoorden waarbij ‘${guard}’ geldt, en geen tak die ervoor staat.` };
}
