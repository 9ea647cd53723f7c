/** What rules look at: one dossier, seen from one instance, one actor and one day. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import type {
  Condition,
  Fact,
  Organisation,
  Pool,
  RecordKind,
  Value,
} from "../../definitions/grammar/types.generated.ts";
import type { Actor } from "../streams/command.ts";
import type { Dossier, Instance } from "../streams/dossier.ts";
import type { Day } from "../streams/event.ts";
import type { StreamState } from "../streams/stream.ts";
import type { DayBook } from "./days.ts";

/** The rules of one release, found by id. */
export interface Rulebook {
  readonly condition: (id: string) => Condition | undefined;
  /** The parts of a condition's `match`, made ready once. */
  readonly tests: (id: string) => readonly MatchTest[];
  readonly fact: (id: string) => Fact | undefined;
  readonly value: (id: string) => Value | undefined;
  readonly recordKind: (id: string) => RecordKind | undefined;
  readonly pool: (id: string) => Pool | undefined;
  /** Title of a field of a form, for people. */
  readonly fieldTitle: (form: string, field: string) => string | undefined;
  /** A path in its parts, split once. */
  readonly parts: (path: string) => readonly string[];
  /** Row filters of facts, made ready once. */
  readonly rowTest: (fact: Fact) => (row: Row) => boolean;
}

export interface MatchTest {
  readonly path: string;
  readonly parts: readonly string[];
  readonly test: (value: unknown) => boolean;
}

/** One line that a fact counts: who, when, and the fields. */
export interface Row {
  readonly by: string;
  readonly on: Day;
  readonly fields: JsonObject;
}

/** Free: how much nobody holds and nobody waits for; undefined when the pool is never full, or when that is not known yet. */
export interface Room {
  readonly free: number | undefined;
  readonly waiting: number;
}

export type Outcome = "yes" | "no" | "unknown";

/** A judged condition; when unknown, the places that are not filled in. */
export interface Judgement {
  readonly outcome: Outcome;
  readonly missing: readonly string[];
}

/** What stands outside the dossier. */
export interface Beyond {
  /** Another stream, by the parts of its id; undefined when it is not there. */
  readonly stream: (parts: readonly string[]) => StreamState | undefined;
  /** What is left of something shared, for the instance that looks; undefined when that is not known. */
  readonly room: (scope: Scope, pool: string) => Room | undefined;
}

export interface Scope {
  readonly dossier: Dossier;
  /** The instance concerned; in a start, the one about to start. */
  readonly instance: Instance | undefined;
  /** Pinned to the instance's release, else the current one. */
  readonly book: Rulebook;
  /** The current release's. */
  readonly current: Rulebook;
  readonly days: DayBook;
  readonly actor: Actor;
  readonly today: Day;
  readonly input: JsonObject | undefined;
  readonly organisation: Organisation;
  readonly beyond: Beyond;
  /** Reads a path of the document; undefined where nothing is filled in. */
  readonly read: (parts: readonly string[]) => Json | undefined;
  /** What was found already; made when first needed, for most scopes never are. */
  readonly memo: { facts: Map<string, Json | undefined> | undefined; conditions: Map<string, Judgement> | undefined };
}

/** What stands under a key that is its own: a path may say `constructor`. */
export function own<T>(all: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(all, key) ? all[key] : undefined;
}

/** The cycle that counts: the one the instance started in, else the newest. A cycle about to start looks at the one before it. */
export function cycleOf(scope: { dossier: Dossier; instance: Instance | undefined }): Instance | undefined {
  const { dossier, instance } = scope;
  if (instance?.kind === "cycle" && dossier.instances[instance.id] !== undefined) return dossier.instances[instance.id];
  const id = instance?.cycle ?? dossier.cycle;
  return id === undefined ? undefined : dossier.instances[id];
}
