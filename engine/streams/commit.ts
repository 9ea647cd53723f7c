/** A commit as the engine reads it, and the split of its events into a readable skeleton and content to seal. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import type { Dossier } from "./dossier.ts";
import type { DossierEvent, EventType } from "./event.ts";
import { evolve } from "./evolve.ts";

export interface DossierCommit {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly events: readonly DossierEvent[];
}

/** Folds commits, in order, onto a dossier. @throws when they do not fit. */
export function fold(id: string, commits: Iterable<DossierCommit>, from?: Dossier): Dossier | undefined {
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
} satisfies Record<EventType, readonly string[]>;

/** The readable part, and the part to seal (undefined when there is none). */
export function split(event: DossierEvent): { skeleton: JsonObject; content: JsonObject | undefined } {
  const sealed: readonly string[] = CONTENT[event.type];
  const skeleton: Record<string, Json> = {};
  const content: Record<string, Json> = {};
  for (const [key, value] of Object.entries(event)) (sealed.includes(key) ? content : skeleton)[key] = value as Json;
  return { skeleton, content: Object.keys(content).length === 0 ? undefined : content };
}

/** The event again; without content where that was erased. */
export function join(skeleton: JsonObject, content: JsonObject | undefined): DossierEvent {
  return { ...skeleton, ...content } as unknown as DossierEvent;
}

/** Whose content an event is: the dossier's own controller, and those whom a filing or disclosure made it known to. */
export function controllersOf(event: DossierEvent, before: Dossier | undefined, after: Dossier): readonly string[] {
  const own = after.controller;
  if (event.type === "filed" || event.type === "disclosed") return [...new Set([own, event.controller])];
  if (!("instance" in event) || event.instance === undefined) return [own];
  const filings = before?.instances[event.instance]?.filings ?? [];
  return [...new Set([own, ...filings.map((filing) => filing.controller)])];
}
