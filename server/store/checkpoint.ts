/** The checkpoint: moves what the journal holds to files of its own, in the background, and then drops the segments. */

import { join } from "node:path";
import type { Account } from "./account.ts";
import type { Cache } from "./cache.ts";
import { dossierSaver } from "./dossier-saver.ts";
import type { JournalEntry } from "./entry.ts";
import type { Files } from "./files.ts";
import type { Growing } from "./growing.ts";
import type { Index } from "./index.ts";
import type { Journal } from "./journal.ts";
import { indexFile, numberOf, segmentFile } from "./layout.ts";
import type { Ledger } from "./ledger.ts";
import { lineSaver } from "./line-saver.ts";
import { type Manifest, writeManifest } from "./manifest.ts";
import { addTo, emptyPending, groupLine, merge, type Pending } from "./pending.ts";
import type { Sealer } from "./sealer.ts";
import { writeSnapshot } from "./snapshot.ts";

export interface Checkpoints {
  /** What became durable in the journal, in the turn of its answer. */
  noted(entry: JournalEntry): void;
  /** The group in which they went. */
  notedGroup(n: number, hash: string): void;
  /** Saves everything noted so far. A call during a run waits for it and runs again. Rejects when it failed: nothing is lost. */
  run(): Promise<void>;
  isRunning(): boolean;
  /** Waits for a running checkpoint, and keeps the next ones from starting until the result is called: for a copy of the folder. */
  hold(): Promise<() => void>;
}

export interface CheckpointOptions {
  readonly files: Files;
  readonly root: string;
  readonly epoch: number;
  readonly ledger: Ledger;
  readonly index: Index;
  readonly growing: Growing;
  readonly journal: Journal;
  readonly cache: Cache;
  readonly sealer: Sealer;
  readonly manifest: Manifest;
  /** What the journal held at start. */
  readonly pending: Pending;
  /** Entries in the snapshot at start; Infinity to write it anew. */
  readonly snapshotEntries: number;
  isEndless(stream: string): boolean;
  /** Runs the work when no group is on its way. */
  between<R>(work: () => R): Promise<R>;
  readonly reserveBytes: number;
  /** Marks of files that grow outside the checkpoint. */
  otherMarks(): Manifest["files"];
}

export function openCheckpoints(options: CheckpointOptions): Checkpoints {
  const { files, root, ledger, index, growing, cache, sealer, isEndless } = options;
  let fresh = options.pending;
  /** Taken from the journal and not saved yet: more than one checkpoint's worth when the one before failed. */
  let taken = emptyPending();
  let { index: generation, reserve, auditLines } = options.manifest;
  let { snapshotEntries } = options;
  let turn: Promise<void> = Promise.resolve();
  let running = 0;
  const dossiers = dossierSaver({ files, root, ledger, cache });
  const lines = lineSaver({ ledger, growing, cache });

  async function save(): Promise<void> {
    const turned = await options.between(() => {
      taken = merge(taken, fresh);
      fresh = emptyPending();
      return options.journal.turn();
    });
    const streams = [...taken.streams];
    // Side by side: they write different files, and each mostly waits for the disk.
    const work = [dossiers.save(taken.dossiers), lines.save(taken, (count) => (auditLines += count))];
    for (const part of await Promise.allSettled(work)) if (part.status === "rejected") throw part.reason;
    reserve = Math.max(reserve, taken.reserve);
    await saveRows(streams);
    await writeManifest(files, root, {
      epoch: options.epoch,
      ...turned,
      files: { ...growing.marks(), ...options.otherMarks() },
      index: generation,
      reserve,
      reserveBytes: options.reserveBytes,
      ...totals(ledger.accounts.values()),
      auditLines,
    });
    taken.streams.clear();
    await dropOld(turned.segment);
  }

  /** Adds what changed, and writes the file anew once most of it is overtaken: then each write pays for one rewrite of its own. */
  async function saveRows(streams: readonly string[]): Promise<void> {
    const anew = snapshotEntries > 2 * ledger.accounts.size + 1000;
    const target = anew ? generation + 1 : generation;
    let entries = anew ? 0 : snapshotEntries;
    const all = anew ? ledger.accounts.values() : streams.map((stream) => ledger.account(stream));
    await writeSnapshot(growing, target, { accounts: withFile(all, () => (entries += 1)), index, sealer });
    // Only now: a new file that failed half-way must be begun again, not added to.
    if (anew) growing.forget(indexFile(generation));
    generation = target;
    snapshotEntries = entries;
  }

  /** What a crash leaves of this is dropped at the next start. */
  async function dropOld(segment: number): Promise<void> {
    for (const [folder, path, first] of [
      ["journal", segmentFile, segment],
      ["index", indexFile, generation],
    ] as const) {
      const numbers = (await files.list(join(root, folder))).flatMap((name) => numberOf(name) ?? []);
      const old = numbers.filter((number) => number < first);
      for (const number of old) await files.remove(join(root, path(number)));
      if (old.length > 0) await files.syncFolder(join(root, folder));
    }
  }

  function inTurn<R>(work: () => Promise<R>): Promise<R> {
    running += 1;
    const mine = turn.then(work).finally(() => {
      running -= 1;
    });
    turn = mine.then(
      () => undefined,
      () => undefined,
    );
    return mine;
  }

  return {
    noted(entry) {
      for (const { stream, revision } of entry.parts ?? []) ledger.account(stream).durable = revision;
      addTo(fresh, entry, isEndless);
    },
    notedGroup: (n, hash) => void fresh.groups.push(groupLine(n, hash)),
    run: () => inTurn(save),
    isRunning: () => running > 0,
    hold: () =>
      new Promise((resolve) => {
        void inTurn(() => new Promise<void>((release) => resolve(release)));
      }),
  };
}

/** A stream without a file has nothing that a snapshot could speak of: the journal brings it back. */
function* withFile(accounts: Iterable<Account>, counted: () => void): Iterable<Account> {
  for (const account of accounts) {
    if (account.saved === 0) continue;
    counted();
    yield account;
  }
}

/** What lies in files of its own, so that verification misses a file that is gone. */
function totals(accounts: Iterable<Account>): { readonly streams: number; readonly commits: number } {
  let streams = 0;
  let commits = 0;
  for (const { saved } of accounts) {
    if (saved > 0) streams += 1;
    commits += saved;
  }
  return { streams, commits };
}
