/** Folded streams in memory, with the keys of the commands they have seen: the newest state, on its way to disk included. */

import { fold } from "../../engine/streams/commit.ts";
import { isDossier, neededBy, type StreamState, type Streams } from "../../engine/streams/stream.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { Store, StoredPart } from "../store/port.ts";
import { Refused } from "../store/refused.ts";
import { type KeptCommand, opened, unopened } from "./content.ts";
import { isLedger } from "./streams.ts";

/** A command that was accepted before. */
interface Seen {
  readonly commit: string;
  readonly fingerprint: string;
  /** The events of its commit in this stream, as types and ids: the skeleton. */
  readonly skeleton: StoredPart["skeleton"];
  /** Settles when the commit is durable; absent when it came from disk. */
  readonly durable?: Promise<unknown>;
}

export interface Known {
  /** Undefined for a stream that is not there. */
  readonly state: StreamState | undefined;
  /** By `seenKey`. Grows in place; the whole entry is dropped when a commit is taken back. */
  readonly seen: Map<string, Seen>;
}

/** A stream that is there and cannot be read: its content was changed, or events of it are missing. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  readonly stream: string;
  constructor(stream: string, cause: unknown) {
    super(`${stream} cannot be read`, { cause });
    this.stream = stream;
  }
}

/** Streams by id, each in its newest state: good until the turn ends. */
export type Held = ReadonlyMap<string, Known>;

export interface States {
  /**
   * Runs `work`, without a break, on the newest state of these streams. When it turns out to need others, those are read
   * too and it runs again: until then it must leave nothing behind. Those in `without` are given as not there.
   * @throws Unreadable
   */
  on<T>(streams: readonly string[], work: (held: Held) => T, without?: ReadonlySet<string>): Promise<T>;
  put(stream: string, known: Known): void;
  drop(streams: readonly string[]): void;
  /** Counts the times that commits were taken back: what was read before may never have happened. */
  undone(): number;
}

export function seenKey(actor: string, key: string): string {
  return `${actor} ${key}`;
}

/**
 * As the engine takes them: a key with `undefined` for what was looked for and is not there. Those in `without` take part
 * in no group then.
 */
export function statesIn(held: Held, without: ReadonlySet<string> = new Set()): Streams {
  return Object.fromEntries([...held].map(([stream, { state }]) => [stream, state && withoutMembers(state, without)]));
}

function withoutMembers(state: StreamState, without: ReadonlySet<string>): StreamState {
  if (without.size === 0 || !isDossier(state) || state.members === undefined) return state;
  const members = Object.entries(state.members).filter(([id]) => !without.has(id));
  return { ...state, members: Object.fromEntries(members) };
}

export function openStates({ store, keyring, most }: { store: Store; keyring: Keyring; most: number }): States {
  // A Map keeps the order of insertion, so the first entry is the one that was used longest ago.
  const entries = new Map<string, Known>();
  /** How many are at work on a stream: it must not be pushed out between reading and their turn. */
  const users = new Map<string, number>();
  let undone = 0;
  store.onUndone((streams) => {
    undone += 1;
    drop(streams);
  });

  function drop(streams: readonly string[]): void {
    for (const stream of streams) entries.delete(stream);
  }

  function put(stream: string, known: Known): void {
    entries.delete(stream);
    entries.set(stream, known);
    for (const oldest of entries.keys()) {
      if (entries.size <= most) return;
      if (!users.has(oldest)) entries.delete(oldest);
    }
  }

  async function load(stream: string): Promise<void> {
    for (;;) {
      if (entries.has(stream)) return;
      const before = undone;
      const parts = await partsOf(stream);
      // Taken back meanwhile: what was read may hold what never happened. Put meanwhile: that is newer.
      if (before === undone && !entries.has(stream)) put(stream, readable(stream, parts));
    }
  }

  async function partsOf(stream: string): Promise<readonly StoredPart[]> {
    try {
      return await store.read(stream);
    } catch (error) {
      throw error instanceof Refused ? new Unreadable(stream, error) : error;
    }
  }

  function readable(stream: string, parts: readonly StoredPart[]): Known {
    try {
      return folding(keyring, stream, parts);
    } catch (error) {
      throw new Unreadable(stream, error);
    }
  }

  function use(stream: string): void {
    users.set(stream, (users.get(stream) ?? 0) + 1);
  }

  function leave(stream: string): void {
    const others = (users.get(stream) ?? 1) - 1;
    if (others > 0) users.set(stream, others);
    else users.delete(stream);
    // A stream that is not there is not kept: guessed ids must not push out what is in use.
    if (others === 0 && entries.get(stream)?.state === undefined) entries.delete(stream);
  }

  /** Undefined while one must still be read, or was taken back since. */
  function all(streams: Iterable<string>, without: ReadonlySet<string>): Held | undefined {
    const held = new Map<string, Known>();
    for (const stream of streams) {
      const known = without.has(stream) ? NOT_THERE : entries.get(stream);
      if (known === undefined) return undefined;
      held.set(stream, known);
    }
    for (const [stream, known] of held) if (known !== NOT_THERE) put(stream, known);
    return held;
  }

  return {
    put,
    drop,
    undone: () => undone,
    async on(streams, work, without = new Set()) {
      const needed = new Set(streams);
      const used = new Set<string>();
      try {
        for (;;) {
          for (const stream of needed) if (!used.has(stream)) use(stream);
          for (const stream of needed) used.add(stream);
          const held = all(needed, without);
          if (held === undefined) {
            await Promise.all([...needed].filter((stream) => !without.has(stream)).map(load));
            continue;
          }
          try {
            return work(held);
          } catch (error) {
            const more = (neededBy(error) ?? []).filter((stream) => !needed.has(stream));
            if (more.length === 0) throw error;
            for (const stream of more) needed.add(stream);
          }
        }
      } finally {
        for (const stream of used) leave(stream);
      }
    },
  };
}

const NOT_THERE: Known = { state: undefined, seen: new Map() };

/** @throws when the stream is broken, or its content was changed. */
export function folding(keyring: Keyring, stream: string, parts: readonly StoredPart[]): Known {
  const all = parts.map((part) => (isLedger(stream) ? unopened(part) : opened(keyring, part)));
  const state = fold(
    stream,
    all.map(({ commit }) => commit),
  );
  const seen = new Map<string, Seen>();
  for (const [index, part] of parts.entries()) {
    const command = all[index]?.command;
    if (command !== undefined) note(seen, part, command);
  }
  return { state, seen };
}

function note(seen: Map<string, Seen>, { actor, commit, skeleton }: StoredPart, command: KeptCommand): void {
  if (command.key === undefined) return;
  seen.set(seenKey(actor, command.key), { commit, fingerprint: command.fingerprint, skeleton });
}
