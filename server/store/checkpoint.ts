/** The checkpoint: moves what the journal holds to files of its own, in the background, and then drops the segments. */

import { join } from "node:path";
import type { Cache } from "./cache.ts";
import { dossierFile } from "./dossier-file.ts";
import type { JournalEntry } from "./entry.ts";
import type { Files } from "./files.ts";
import type { Growing } from "./growing.ts";
import type { Index } from "./index.ts";
import type { Journal } from "./journal.ts";
import { auditFile, CHAIN, dossierPlace, endlessFolder, indexFile, numberOf, segmentFile, TOKENS } from "./layout.ts";
import { type Account, type Ledger, trimTail } from "./ledger.ts";
import { type Manifest, writeManifest } from "./manifest.ts";
import { inParallel, limitSyncs, oneAtATurn, type Round, syncRound } from "./parallel.ts";
import { partChecksum, partText } from "./part.ts";
import { addTo, emptyPending, groupLine, merge, type Pending } from "./pending.ts";
import type { StoredPart } from "./port.ts";
import { damaged } from "./refused.ts";
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

/** Dossiers that are written together and share the sync of their folders. All of them are in memory meanwhile. */
const ROUND = 64;
/** Of the four threads of the pool the journal keeps one. */
const SYNCS_AT_A_TIME = 3;
const LINES_PER_GROUP = 1000;

export function openCheckpoints(options: CheckpointOptions): Checkpoints {
  const { files, root, ledger, index, growing, cache, sealer, isEndless } = options;
  let fresh = options.pending;
  /** Taken from the journal and not saved yet: more than one checkpoint's worth when the one before failed. */
  let taken = emptyPending();
  let { index: generation, reserve, auditLines } = options.manifest;
  let { snapshotEntries } = options;
  let saved = totals(ledger);
  let turn: Promise<void> = Promise.resolve();
  let running = 0;
  const ownTurn = oneAtATurn();
  const slow = limitSyncs(files, SYNCS_AT_A_TIME);

  async function save(): Promise<void> {
    const turned = await options.between(() => {
      taken = merge(taken, fresh);
      fresh = emptyPending();
      return options.journal.turn();
    });
    const streams = [...taken.streams];
    for (const dossiers of rounds(byFolder(root, taken.dossiers))) {
      const round = syncRound(slow.syncFolder, dossiers.length);
      await inParallel(dossiers, ROUND, (stream) => saveDossier(stream, round));
    }
    for (const stream of taken.endless) await saveEndless(stream);
    await saveLines();
    await saveRows(streams);
    await writeManifest(files, root, {
      epoch: options.epoch,
      ...turned,
      files: { ...growing.marks(), ...options.otherMarks() },
      index: generation,
      reserve,
      reserveBytes: options.reserveBytes,
      ...saved,
      auditLines,
    });
    taken.streams.clear();
    await dropOld(turned.segment);
  }

  async function saveDossier(stream: string, round: Round): Promise<void> {
    let asked = false;
    function syncFolder(folder: string): Promise<void> {
      asked = true;
      return round.sync(folder);
    }
    try {
      await writeDossier(stream, syncFolder);
    } finally {
      if (!asked) round.gaveUp();
    }
  }

  async function writeDossier(stream: string, syncFolder: Files["syncFolder"]): Promise<void> {
    const account = ledger.account(stream);
    // Printing a dossier takes a part of a millisecond, and no command waits for more than one.
    await ownTurn();
    await ensureFolder(dossierPlace(root, stream).folder);
    const file = dossierFile(slow, root, stream, syncFolder);
    const cached = cache.get(stream);
    if (account.saved > 0 && cached === undefined) await file.read();
    const base = cached ?? file.data.commits;
    const added = durableTail(account, base.length);
    const follows = added[0];
    if (
      base.length < account.saved ||
      (cached === undefined && follows !== undefined && follows.previous !== file.data.head)
    ) {
      throw damaged(dossierPlace(root, stream).current, 0, "het bestand past niet bij de boekhouding");
    }
    const commits = added.length === 0 ? base : [...base, ...added];
    const head = headOf(commits);
    file.data = { format: 1, stream, revision: commits.length, head, commits };
    await file.write();
    settle(account, commits.length, head);
    cache.put(stream, commits);
    taken.dossiers.delete(stream);
  }

  async function saveEndless(stream: string): Promise<void> {
    const account = ledger.account(stream);
    const folder = `${endlessFolder(stream)}/`;
    const parts = durableTail(account, account.saved);
    let period = growing.names(folder).at(-1)?.slice(folder.length, -".ndjson".length) ?? "";
    for (let at = 0; at < parts.length; ) {
      // Never back to an earlier file, whatever the clock says: the files in order are the stream in order.
      const month = parts[at]?.at.slice(0, 7) ?? "";
      if (month > period) period = month;
      const later = parts.findIndex((part, place) => place > at && part.at.slice(0, 7) > period);
      const chunk = parts.slice(at, later < 0 ? parts.length : later);
      await growing.append(`${folder}${period}.ndjson`, inGroups(chunk.map(partText)));
      const base = cache.get(stream);
      if (base?.length === account.saved) cache.put(stream, [...base, ...chunk]);
      settle(account, chunk.at(-1)?.revision ?? account.saved, headOf(chunk));
      at += chunk.length;
    }
    taken.endless.delete(stream);
  }

  async function saveLines(): Promise<void> {
    for (const [month, lines] of taken.audit) {
      await growing.append(auditFile(month), inGroups(lines));
      auditLines += lines.length;
      taken.audit.delete(month);
    }
    if (taken.tokens.length > 0) await growing.append(TOKENS, inGroups(taken.tokens));
    taken.tokens = [];
    if (taken.groups.length > 0) await growing.append(CHAIN, inGroups(taken.groups));
    taken.groups = [];
    reserve = Math.max(reserve, taken.reserve);
  }

  /** Adds what changed, and writes the file anew once most of it is overtaken: then each write pays for one rewrite of its own. */
  async function saveRows(streams: readonly string[]): Promise<void> {
    const anew = snapshotEntries > 2 * ledger.accounts.size + 1000;
    const all = anew ? ledger.accounts.values() : streams.map((stream) => ledger.account(stream));
    if (anew) {
      growing.forget(indexFile(generation));
      generation += 1;
      snapshotEntries = 0;
    }
    await writeSnapshot(growing, generation, { accounts: withFile(all, () => (snapshotEntries += 1)), index, sealer });
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

  function settle(account: Account, revision: number, head: string): void {
    if (revision <= account.saved) return;
    saved = {
      streams: saved.streams + (account.saved === 0 ? 1 : 0),
      commits: saved.commits + revision - account.saved,
    };
    account.saved = revision;
    account.savedHead = head;
    trimTail(account);
  }

  const folders = new Set<string>();
  async function ensureFolder(folder: string): Promise<void> {
    if (folders.has(folder)) return;
    await files.makeFolder(folder);
    await files.syncFolder(join(root, "dossiers"));
    folders.add(folder);
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

function durableTail(account: Account, after: number): readonly StoredPart[] {
  return account.tail.filter(({ revision }) => revision > after && revision <= account.durable);
}

function headOf(parts: readonly StoredPart[]): string {
  const last = parts.at(-1);
  return last === undefined ? "" : partChecksum(partText(last));
}

function* rounds<T>(items: readonly T[]): Iterable<readonly T[]> {
  for (let at = 0; at < items.length; at += ROUND) yield items.slice(at, at + ROUND);
}

/** Neighbours share the sync of their folder. */
function byFolder(root: string, streams: Iterable<string>): readonly string[] {
  return [...streams]
    .map((stream) => ({ stream, path: dossierPlace(root, stream).current }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ stream }) => stream);
}

function* inGroups(lines: readonly string[]): Iterable<readonly string[]> {
  for (let at = 0; at < lines.length; at += LINES_PER_GROUP) yield lines.slice(at, at + LINES_PER_GROUP);
}

/** A stream without a file has nothing that a snapshot could speak of: the journal brings it back. */
function* withFile(accounts: Iterable<Account>, counted: () => void): Iterable<Account> {
  for (const account of accounts) {
    if (account.saved === 0) continue;
    counted();
    yield account;
  }
}

function totals(ledger: Ledger): { readonly streams: number; readonly commits: number } {
  let streams = 0;
  let commits = 0;
  for (const { saved } of ledger.accounts.values()) {
    if (saved > 0) streams += 1;
    commits += saved;
  }
  return { streams, commits };
}
