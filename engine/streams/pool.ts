/** A pool as it stands and what happens in it: who holds something that is shared, and who waits for it. */

import type { Json } from "../../definitions/grammar/json.ts";
import type { Day } from "./event.ts";

/** Whose it is: an instance of a dossier. */
interface Whose {
  readonly dossier: string;
  readonly instance: string;
}

export interface Held extends Whose {
  readonly period: string;
  /** Values of the key; empty when they were erased. */
  readonly by: readonly Json[];
  readonly amount: number;
}

export interface Waiting extends Whose {
  readonly by: readonly Json[];
  /** What goes first, lowest first; then the day, then the turn. */
  readonly order: readonly Json[];
  readonly amount: number;
  readonly day: Day;
  readonly turn: number;
}

export interface Pool {
  readonly kind: "pool";
  /** Of the stream. */
  readonly id: string;
  readonly pool: string;
  readonly controller: string;
  /** Number of commits. */
  readonly revision: number;
  /** Only of a pool that can be full: of the others nobody counts who has one. */
  readonly held: readonly Held[];
  /** Of all periods: who waits goes on waiting. */
  readonly waiting: readonly Waiting[];
  /** The highest number that was given, per period and key. Never lowered. */
  readonly given: { readonly [bucket: string]: number };
  readonly turns: number;
  /** The newest day on which something happened here. */
  readonly looked: Day;
}

export type PoolEvent = PoolHappened & { readonly system?: true };

type PoolHappened =
  | { readonly type: "poolOpened"; readonly pool: string; readonly controller: string; readonly day: Day }
  | {
      readonly type: "placeHeld";
      readonly dossier: string;
      readonly instance: string;
      readonly period: string;
      readonly by?: readonly Json[];
      readonly place: number;
      /** Absent: nobody counts how much is left. */
      readonly amount?: number;
      readonly day: Day;
    }
  | {
      readonly type: "placeAwaited";
      readonly dossier: string;
      readonly instance: string;
      readonly by?: readonly Json[];
      readonly order?: readonly Json[];
      readonly amount: number;
      readonly day: Day;
    }
  | { readonly type: "placeFreed"; readonly dossier: string; readonly instance: string; readonly day: Day }
  /** Somebody looked whether a place came free, and will look again tomorrow. */
  | { readonly type: "poolLooked"; readonly day: Day };

/** Of one period and one key. */
export function bucketOf(period: string, by: readonly Json[]): string {
  return JSON.stringify([period, ...by]);
}

/** @throws when the event does not fit the state: the stream is broken. */
export function evolvePool(state: Pool | undefined, event: PoolEvent, id: string): Pool {
  if (event.type === "poolOpened") {
    if (state !== undefined) throw new Error(`pool ${id} was opened twice`);
    const { pool, controller, day } = event;
    return { kind: "pool", id, pool, controller, revision: 0, held: [], waiting: [], given: {}, turns: 0, looked: day };
  }
  if (state === undefined) throw new Error(`pool ${id} begins with ${event.type}`);
  const looked = laterOf(event.day, state.looked);
  const isOther = (one: Whose) =>
    event.type === "poolLooked" || one.dossier !== event.dossier || one.instance !== event.instance;
  const others = { held: state.held.filter(isOther), waiting: state.waiting.filter(isOther) };
  switch (event.type) {
    case "placeHeld": {
      const { dossier, instance, period, by = [], place, amount } = event;
      const given = { ...state.given, [bucketOf(period, by)]: place };
      const held = amount === undefined ? others.held : [...others.held, { dossier, instance, period, by, amount }];
      return { ...state, ...others, held, given, looked };
    }
    case "placeAwaited": {
      const { dossier, instance, by = [], order = [], amount, day } = event;
      const waits = { dossier, instance, by, order, amount, day, turn: state.turns };
      return { ...state, ...others, waiting: [...others.waiting, waits], turns: state.turns + 1, looked };
    }
    case "placeFreed":
      return { ...state, ...others, looked };
    case "poolLooked":
      return { ...state, looked };
    default:
      return event satisfies never;
  }
}

function laterOf(a: Day, b: Day): Day {
  return a > b ? a : b;
}
