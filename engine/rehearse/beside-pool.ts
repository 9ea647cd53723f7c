/** Says who has the place that one waits for, and gives it back, before a step on a way can be taken. */

import type { Definition } from "../../definitions/grammar/types.generated.ts";
import type { CompiledRelease } from "../release/compile.ts";
import { ONLY, type Step } from "./play.ts";
import { type Hand, type Move, movesFrom, targetOf, walked } from "./ways.ts";

const OTHER = `${ONLY}-2`;
const ENOUGH = 10_000;

/** What an instance has of a pool after a step that says so: it waits, or it was offered a place. */
export function claimWord(
  compiled: CompiledRelease,
  { id, states }: Definition,
  move: Move,
): Readonly<Record<string, string>> | undefined {
  const waiting = waitedFor(compiled, states, move);
  if (waiting !== undefined) return { [`${id}-1.${waiting}`]: "waiting" };
  const offered = offeredBy(compiled, move);
  return offered === undefined ? undefined : { [`${id}-1.${offered}`]: "held" };
}

/** Another takes the place before this one asks, and frees it before it is offered. */
export function placeSteps(
  compiled: CompiledRelease,
  definition: Definition,
  way: readonly Move[],
  index: number,
  { step }: Hand,
): readonly Step[] {
  const move = way[index];
  if (move === undefined) return [];
  const waiting = waitedFor(compiled, definition.states, move);
  if (waiting !== undefined) {
    const [first, ...more] = [...way.slice(0, index), holding(compiled, definition, move)].map((one) =>
      step(one, OTHER),
    );
    const note = "Open dit dossier eerst. Doe dit met zoveel dossiers als er plaatsen zijn: dan is het vol.";
    return first === undefined ? [] : [{ ...first, note }, ...more];
  }
  const offered = offeredBy(compiled, move);
  const claimed = way.slice(0, index).findLast((one) => waitedFor(compiled, definition.states, one) === offered);
  if (offered === undefined || claimed === undefined) return [];
  const held = targetOf(holding(compiled, definition, claimed));
  return freeing(definition, held, offered).map((one) => step(one, OTHER));
}

/** The pool that a step asks for so that one waits: its offer is made in the state that follows. */
function waitedFor({ release }: CompiledRelease, states: Definition["states"], move: Move): string | undefined {
  return claimsOf(move).find((pool) => {
    const offer = Object.hasOwn(release.pools, pool) ? release.pools[pool]?.offer : undefined;
    return offer !== undefined && states[targetOf(move)]?.on?.[offer] !== undefined;
  });
}

function offeredBy({ release }: CompiledRelease, { action, transition }: Move): string | undefined {
  if (transition.meta.roles !== undefined) return undefined;
  return Object.values(release.pools).find(({ offer }) => offer === action)?.id;
}

/** The branch with which one has a place at once; the same step where there is no other. */
function holding(compiled: CompiledRelease, definition: Definition, move: Move): Move {
  const branches = movesFrom(definition, move.state).filter(({ action }) => action === move.action);
  const pools = claimsOf(move);
  const held = branches.find(
    (one) =>
      claimsOf(one).some((pool) => pools.includes(pool)) && waitedFor(compiled, definition.states, one) === undefined,
  );
  return held ?? move;
}

/** The shortest way on which somebody gives it back. */
function freeing(definition: Definition, from: string, pool: string): readonly Move[] {
  for (const [state, way] of walked(definition, from, ENOUGH).ways) {
    const found = movesFrom(definition, state).find(({ transition: { actions, target, meta } }) => {
      const frees = (actions ?? []).some((one) => one.type === "free" && one.params.pool === pool);
      return meta.roles !== undefined && (frees || definition.states[target ?? state]?.type === "final");
    });
    if (found !== undefined) return [...way, found];
  }
  return [];
}

function claimsOf({ transition }: Move): readonly string[] {
  return (transition.actions ?? []).flatMap((one) => (one.type === "claim" ? [one.params.pool] : []));
}
