/** Between the events of a commit and what is stored: a readable skeleton, and content sealed per controller. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import { controllersOf, join, type StreamCommit, split } from "../../engine/streams/commit.ts";
import type { StreamEvent, StreamState } from "../../engine/streams/stream.ts";
import { associatedData, skeletonHash } from "../keys/associated.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { Sealed, StoredPart } from "../store/port.ts";

/** The command as it is kept: who sent it is in the skeleton, so the key counts for that person in this stream. */
export interface KeptCommand {
  /** The idempotency key; absent for what the system does. */
  readonly key?: string;
  /** HMAC of the canonical body. */
  readonly fingerprint: string;
  readonly body: Json;
}

/** Per controller: the contents of its events by their place in the commit, and perhaps the command. */
interface Contents {
  readonly controller: string;
  readonly content: JsonObject;
}

export interface Parted {
  readonly skeleton: readonly JsonObject[];
  /** The stream's own controller first: it has everything. */
  readonly contents: readonly Contents[];
}

/**
 * What each controller may read of one commit in one stream. The command, in the stream that keeps it, goes to those whom
 * all its events concern.
 */
export function parted(
  events: readonly StreamEvent[],
  command: KeptCommand | undefined,
  states: { readonly before: StreamState | undefined; readonly after: StreamState },
): Parted {
  const own = states.after.controller;
  const skeleton: JsonObject[] = [];
  const byController = new Map<string, Record<string, JsonObject>>([[own, {}]]);
  let shared: readonly string[] | undefined;
  for (const [index, event] of events.entries()) {
    const { skeleton: readable, content } = split(event);
    skeleton.push(readable);
    const controllers = controllersOf(event, states.before, states.after);
    shared = shared?.filter((one) => controllers.includes(one)) ?? controllers;
    if (content === undefined) continue;
    for (const controller of new Set([own, ...controllers])) {
      const mine = byController.get(controller) ?? {};
      byController.set(controller, mine);
      mine[index] = content;
    }
  }
  const reads = new Set(command === undefined ? [] : [own, ...(shared ?? [])]);
  for (const controller of reads) if (!byController.has(controller)) byController.set(controller, {});
  const contents = [...byController].map(([controller, mine]) => ({
    controller,
    content: { events: mine, ...(command !== undefined && reads.has(controller) ? { command: { ...command } } : {}) },
  }));
  return { skeleton, contents };
}

/** Seals in the turn of the command. @throws when a key is not ready. */
export function sealed(
  keyring: Keyring,
  { skeleton, contents }: Parted,
  place: { readonly commit: string; readonly stream: string; readonly revision: number },
): readonly Sealed[] {
  const hash = skeletonHash(skeleton);
  return contents.map(({ controller, content }) => {
    const associated = associatedData({ format: 1, ...place, controller, skeleton: hash });
    return keyring.seal(content, { controller, stream: place.stream, associated });
  });
}

export interface Opened {
  readonly commit: StreamCommit;
  /** Absent when its content was erased. */
  readonly command?: KeptCommand;
}

/** The commit as the engine reads it. Content that was erased is left out. @throws when content was changed or moved. */
export function opened(keyring: Keyring, part: StoredPart): Opened {
  const { commit, stream, revision } = part;
  const skeleton = skeletonHash(part.skeleton);
  const contents: Record<string, JsonObject> = {};
  let command: KeptCommand | undefined;
  for (const one of part.content) {
    const associated = associatedData({ format: 1, commit, stream, revision, controller: one.controller, skeleton });
    const content = keyring.open(one, { stream, associated });
    if (!isObject(content)) continue;
    const { events } = content;
    for (const [index, value] of Object.entries(isObject(events) ? events : {}))
      if (isObject(value)) contents[index] = value as JsonObject;
    command ??= commandOf(content["command"]);
    // The own controller stands first and has everything.
    if (one === part.content[0]) break;
  }
  const events = part.skeleton.map((readable, index) => join(readable, contents[index]));
  return {
    commit: { id: commit, at: part.at, actor: part.actor, events },
    ...(command === undefined ? {} : { command }),
  };
}

/** The same without its content: enough to go on in a stream that only grows. */
export function unopened({ commit, at, actor, skeleton }: StoredPart): Opened {
  return { commit: { id: commit, at, actor, events: skeleton.map((readable) => join(readable, undefined)) } };
}

function commandOf(value: unknown): KeptCommand | undefined {
  if (!isObject(value)) return undefined;
  const { key, fingerprint, body } = value;
  if (typeof fingerprint !== "string" || body === undefined) return undefined;
  return { fingerprint, body: body as Json, ...(typeof key === "string" ? { key } : {}) };
}
