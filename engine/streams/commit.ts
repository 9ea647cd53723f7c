/** A commit as the engine reads it, and the split of its events into a readable skeleton and content to seal. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import type { Dossier } from "./dossier.ts";
import type { DossierEvent } from "./event.ts";
import { evolve } from "./evolve.ts";
import type { StreamEvent, StreamState } from "./stream.ts";

/** What one commit holds of one stream. */
export interface StreamCommit<E extends StreamEvent = StreamEvent> {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly events: readonly E[];
}

export type DossierCommit = StreamCommit<DossierEvent>;

/** Folds commits, in order, onto a stream. @throws when they do not fit. */
export function fold(id: string, commits: Iterable<DossierCommit>, from?: Dossier): Dossier | undefined;
export function fold(id: string, commits: Iterable<StreamCommit>, from?: StreamState): StreamState | undefined;
export function fold(id: string, commits: Iterable<StreamCommit>, from?: StreamState): StreamState | undefined {
  let state = from;
  for (const commit of commits) {
    const origin = { commit: commit.id, at: commit.at, by: commit.actor };
    for (const event of commit.events) state = evolve(state, event, origin, id);
    if (state !== undefined) state = { ...state, revision: state.revision + 1 };
  }
  return state;
}

/** Parts of an event that hold what people wrote or who they are: sealed, never readable on disk. */
const CONTENT = {
  dossierOpened: [],
  peopleAssigned: ["people"],
  instanceStarted: [],
  formSaved: ["changed"],
  formCompleted: [],
  actionTaken: ["acknowledged", "input", "evidence", "onBehalfOf"],
  taskOpened: [],
  taskClosed: [],
  messageSent: [],
  filed: ["copy"],
  recorded: ["acknowledged", "answers", "binds", "evidence", "onBehalfOf"],
  withdrawn: ["reason"],
  disclosed: ["fields"],
  termSet: [],
  termSuspended: [],
  termStopped: [],
  termFired: [],
  readingEnded: [],
  memberChanged: [],
  membershipChanged: [],
  claimed: [],
  freed: [],
  poolOpened: [],
  placeHeld: ["by"],
  placeAwaited: ["by", "order"],
  placeFreed: [],
  poolLooked: [],
  ledgerOpened: [],
  entered: ["fields"],
  cancelled: [],
} satisfies Record<StreamEvent["type"], readonly string[]>;

/** The readable part, and the part to seal (undefined when there is none). */
export function split(event: StreamEvent): { skeleton: JsonObject; content: JsonObject | undefined } {
  const sealed: readonly string[] = CONTENT[event.type];
  const skeleton: Record<string, Json> = {};
  const content: Record<string, Json> = {};
  for (const [key, value] of Object.entries(event)) (sealed.includes(key) ? content : skeleton)[key] = value as Json;
  return { skeleton, content: Object.keys(content).length === 0 ? undefined : content };
}

/** The event again; without content where that was erased. */
export function join<E extends StreamEvent = StreamEvent>(skeleton: JsonObject, content: JsonObject | undefined): E {
  return { ...skeleton, ...content } as unknown as E;
}

/** Whose content an event is: the stream's own controller, and those whom a filing or disclosure made it known to. */
export function controllersOf(
  event: StreamEvent,
  before: StreamState | undefined,
  after: StreamState,
): readonly string[] {
  const own = after.controller;
  if (after.kind !== "dossier" || before?.kind === "pool" || before?.kind === "ledger") return [own];
  if (event.type === "filed" || event.type === "disclosed") return [...new Set([own, event.controller])];
  if (!("instance" in event) || event.instance === undefined) return [own];
  const filings = before?.instances[event.instance]?.filings ?? [];
  return [...new Set([own, ...filings.map((filing) => filing.controller)])];
}
