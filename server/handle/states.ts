/** Folded dossiers in memory, with the keys of the commands they have seen: the newest state, on its way to disk included. */

import { fold } from "../../engine/streams/commit.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { Store, StoredPart } from "../store/port.ts";
import { type KeptCommand, opened } from "./content.ts";

/** A command that was accepted before. */
interface Seen {
  readonly commit: string;
  readonly fingerprint: string;
  /** The events of its commit, as types and ids: the skeleton. */
  readonly skeleton: StoredPart["skeleton"];
  /** Settles when the commit is durable; absent when it came from disk. */
  readonly durable?: Promise<unknown>;
}

export interface Known {
  readonly dossier: Dossier | undefined;
  /** By `seenKey`. Grows in place; the whole entry is dropped when a commit is taken back. */
  readonly seen: Map<string, Seen>;
}

export interface States {
  /** What the cache has now, or undefined when it must be loaded. For use in one turn. */
  peek(stream: string): Known | undefined;
  /** Reads and folds the stream when the cache does not have it. `fresh`: reads it again. */
  load(stream: string, fresh?: boolean): Promise<Known>;
  put(stream: string, known: Known): void;
  drop(streams: readonly string[]): void;
  /** Counts the times that commits were taken back: what was read before may never have happened. */
  undone(): number;
}

export function seenKey(actor: string, key: string): string {
  return `${actor} ${key}`;
}

export function openStates({ store, keyring, most }: { store: Store; keyring: Keyring; most: number }): States {
  // A Map keeps the order of insertion, so the first entry is the one that was used longest ago.
  const entries = new Map<string, Known>();
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
      entries.delete(oldest);
    }
  }

  function peek(stream: string): Known | undefined {
    const found = entries.get(stream);
    if (found !== undefined) put(stream, found);
    return found;
  }

  return {
    peek,
    put,
    drop,
    undone: () => undone,
    async load(stream, fresh = false) {
      if (fresh) entries.delete(stream);
      for (;;) {
        const known = peek(stream);
        if (known !== undefined) return known;
        const before = undone;
        const parts = await store.read(stream);
        // Taken back meanwhile: what was read may hold what never happened. Put meanwhile: that is newer.
        if (before !== undone || entries.has(stream)) continue;
        const folded = folding(keyring, stream, parts);
        // A stream that is not there is not kept: guessed ids must not push out what is in use.
        if (parts.length > 0) put(stream, folded);
        return folded;
      }
    },
  };
}

/** @throws when the stream is broken, or its content was changed. */
export function folding(keyring: Keyring, stream: string, parts: readonly StoredPart[]): Known {
  const all = parts.map((part) => opened(keyring, part));
  const dossier = fold(
    stream,
    all.map(({ commit }) => commit),
  );
  const seen = new Map<string, Seen>();
  for (const [index, part] of parts.entries()) {
    const command = all[index]?.command;
    if (command !== undefined) note(seen, part, command);
  }
  return { dossier, seen };
}

function note(seen: Map<string, Seen>, { actor, commit, skeleton }: StoredPart, command: KeptCommand): void {
  if (command.key === undefined) return;
  seen.set(seenKey(actor, command.key), { commit, fingerprint: command.fingerprint, skeleton });
}
