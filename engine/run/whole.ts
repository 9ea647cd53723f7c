/** One decision in the making: the streams it uses, as they were given and as they are so far. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type {
  ClaimEffect,
  JoinCommand,
  Organisation,
  Pool as PoolRules,
  RecordKind,
} from "../../definitions/grammar/types.generated.ts";
import type { Catalog } from "../release/catalog.ts";
import type { CompiledRelease } from "../release/compile.ts";
import type { Beyond, Room, Scope } from "../rules/scope.ts";
import type { Actor } from "../streams/command.ts";
import type { Dossier, Instance, Origin, RecordEntry } from "../streams/dossier.ts";
import type { Day, DossierEvent } from "../streams/event.ts";
import type { Pool } from "../streams/pool.ts";
import type { Reason, Warning } from "../streams/reason.ts";
import { isDossier, needsStreams, type StreamEvent, type StreamState, type Streams } from "../streams/stream.ts";

/** All that a decision needs from outside: time, ids, the actor, and what applies. */
export interface Context {
  /** UTC instant. */
  readonly at: string;
  /** The local day of `at` in Europe/Amsterdam. */
  readonly today: Day;
  /** Id of the commit that would hold the decision. */
  readonly commit: string;
  readonly actor: Actor;
  readonly catalog: Catalog;
  readonly organisation: Organisation;
  /** The id of a stream that belongs to these parts: the same for the same parts. */
  readonly newStream: (parts: readonly string[]) => string;
  /** How other streams take part; `alone` for who has only this one: what is shared is then taken to be there. */
  readonly several: Several | "alone";
  /** Other streams than the one that is looked at; `decide` is given its own. */
  readonly others?: Streams;
}

/** A field value that no other dossier of the unit may hold. */
export interface Claim {
  readonly kind: string;
  readonly unit: string;
  readonly values: readonly string[];
}

/** One stream of the decision: as it was given, as it is now, and what happens in it. */
export interface Making {
  readonly id: string;
  readonly before: StreamState | undefined;
  state: StreamState | undefined;
  readonly events: StreamEvent[];
}

/** All streams of one decision, and what they share. */
export interface Whole {
  readonly context: Context;
  readonly origin: Origin;
  readonly given: Streams;
  /** Dossiers and groups, in order of first use: the addressed one first. */
  readonly dossiers: Map<string, Work>;
  /** Pools and ledgers, in order of first use. */
  readonly lines: Map<string, Making>;
  /** How rules look at what stands outside a dossier. */
  readonly beyond: Beyond;
  /** Brings a dossier up to date before it is used. */
  readonly catchUp: (work: Work) => void;
  /** The day that counts: earlier than today while terms are caught up. */
  today: Day;
  actor: Actor;
  /** How many free places were given already. */
  offers: number;
}

/** A dossier or group of the decision. */
export interface Work extends Making {
  readonly whole: Whole;
  readonly context: Context;
  readonly before: Dossier | undefined;
  readonly events: DossierEvent[];
  readonly claims: Claim[];
  /** Conditions that must hold after the whole commit, with the instance they look from. */
  readonly keeps: { readonly condition: string; readonly instance: string | undefined }[];
  state: Dossier | undefined;
  /** Scopes of the present state by instance: what they remember holds until something happens. */
  scopes: Map<string, Scope>;
}

/** An instance, and the dossier it stands in. */
export interface Seat {
  readonly work: Work;
  readonly instance: string;
}

export type Started = Extract<DossierEvent, { type: "instanceStarted" }>;

/** Somebody who waits and for whom there is room now. */
export interface Turn extends Pick<Pool["waiting"][number], "dossier" | "instance" | "by" | "amount"> {
  readonly line: Making;
  readonly rules: PoolRules;
}

/** What a decision does with other streams: groups, pools and ledgers. A page that has one dossier need not bring it. */
export interface Several {
  /** Held, or waiting where the pool lets wait; else why not. */
  claim(work: Work, instance: string, params: ClaimEffect["params"]): Reason[];
  free(work: Work, instance: string, pool: string): Reason[];
  /** Who is done waits no longer, and gives back a place. */
  letGo(work: Work, instance: string): void;
  room(scope: Scope, pool: string): Room | undefined;
  /** Whether something came free in the pools that a dossier waits for. */
  lookForRoom(work: Work): void;
  /** The same in one pool. */
  lookIn(whole: Whole, pool: Making): void;
  /** Who can have something now, in order. */
  turnsIn(whole: Whole): readonly Turn[];
  hold(work: Work, turn: Turn): void;
  openGroup(work: Work, event: Started): Seat;
  /** Too few take part to go on. */
  memberReasons(work: Work, instance: Instance, target: string | undefined): Reason[];
  join(work: Work, command: JoinCommand): { reasons: Reason[]; warnings: Warning[] };
  checkLeave(work: Work, instance: string): Reason[];
  leave(work: Work, instance: string): void;
  /** The first instance whose membership changed. */
  followMemberships(work: Work): string | undefined;
  /** The ledger it was entered in. */
  enterIn(work: Work, kind: RecordKind, instance: Instance | undefined, entry: Entry): string | undefined;
  cancelIn(work: Work, entry: RecordEntry, why: "withdrawn" | "replaced"): void;
}

/** What is noted, for its line in a ledger. */
export interface Entry {
  readonly record: string;
  readonly on: Day;
  readonly answers: JsonObject;
  readonly replaces: RecordEntry | undefined;
}

/** Undefined for who looks alone. @throws when nobody said which of the two it is. */
export function severalIn({ context: { several } }: Whole): Several | undefined {
  if (several === undefined) throw new Error("a context says `several`, or `alone`");
  return several === "alone" ? undefined : several;
}

/** Looks at one dossier as it is given; with `catchUp` every other one that is used is brought up to date first. */
export function workOn(
  id: string,
  state: Dossier | undefined,
  context: Context,
  catchUp: Whole["catchUp"] = stay,
): Work {
  return workOf(wholeOf({ ...context.others, [id]: state }, context, catchUp), id, state);
}

function stay(): void {}

export function wholeOf(given: Streams, context: Context, catchUp: Whole["catchUp"]): Whole {
  const whole: Whole = {
    context,
    origin: { commit: context.commit, at: context.at, by: context.actor.person },
    given,
    dossiers: new Map(),
    lines: new Map(),
    beyond: {
      stream(parts) {
        return lineIn(whole, context.newStream(parts)).state;
      },
      room(scope, pool) {
        return severalIn(whole)?.room(scope, pool);
      },
    },
    catchUp,
    today: context.today,
    actor: withOldRoles(context.actor, context.catalog.current(context.today)),
    offers: 0,
  };
  return whole;
}

/** The first dossier of a decision. */
export function workOf(whole: Whole, id: string, state: Dossier | undefined): Work {
  const work: Work = {
    whole,
    context: whole.context,
    id,
    before: state,
    events: [],
    claims: [],
    keeps: [],
    state,
    scopes: new Map(),
  };
  whole.dossiers.set(id, work);
  return work;
}

/** The same again, to try something out: it starts where this one stands. */
export function trialOf({ id, state, whole }: Work): Work {
  const used = [...whole.dossiers.values(), ...whole.lines.values()].map(({ id, state: so }) => [id, so] as const);
  const given: Streams = { ...whole.given, ...Object.fromEntries(used) };
  return workOf(wholeOf(given, whole.context, whole.catchUp), id, state);
}

/** Running procedures may still name a retired role: who took over its work holds it too. */
function withOldRoles(actor: Actor, { tookOver }: CompiledRelease): Actor {
  if (tookOver.size === 0 || !actor.roles.some(({ role }) => tookOver.has(role))) return actor;
  const old = actor.roles.flatMap(({ role, unit }) => (tookOver.get(role) ?? []).map((id) => ({ role: id, unit })));
  return { ...actor, roles: [...actor.roles, ...old] };
}

/** The dossier or group by that id, brought up to date; undefined when something else stands there. @throws `needsStreams` */
export function workIn(whole: Whole, id: string): Work | undefined {
  const known = whole.dossiers.get(id);
  if (known !== undefined) return known;
  const state = givenIn(whole, id);
  if (state !== undefined && !isDossier(state)) return undefined;
  const work = workOf(whole, id, state);
  if (state !== undefined) whole.catchUp(work);
  return work;
}

/** The pool or ledger by that id; not there yet when it has no state. @throws `needsStreams` */
export function lineIn(whole: Whole, id: string): Making {
  const known = whole.lines.get(id);
  if (known !== undefined) return known;
  const state = givenIn(whole, id);
  const line: Making = { id, before: state, state, events: [] };
  whole.lines.set(id, line);
  return line;
}

/** Asked for together, so that they are loaded at once. @throws `needsStreams` with all that are neither given nor in use. */
export function needed({ given, dossiers, lines }: Whole, ids: readonly string[]): void {
  const missing = ids.filter((id) => !dossiers.has(id) && !lines.has(id) && !Object.hasOwn(given, id));
  if (missing.length > 0) throw needsStreams(missing);
}

function givenIn(whole: Whole, id: string): StreamState | undefined {
  needed(whole, [id]);
  return whole.given[id];
}

/** The mirrors of a group's instance, in the members' own dossiers. @throws `needsStreams` */
export function membersIn(group: Work, which: "all" | "taking" = "all"): readonly Seat[] {
  if (group.state?.members === undefined) return [];
  const members = Object.entries(group.state.members).filter(([, { membership }]) =>
    which === "all" ? membership !== "left" : membership === "taking",
  );
  needed(
    group.whole,
    members.map(([id]) => id),
  );
  return members.map(([id, { mirror }]) => {
    const work = workIn(group.whole, id);
    if (work === undefined) throw new Error(`${id} is a member of ${group.id}, and is no dossier`);
    return { work, instance: mirror };
  });
}
