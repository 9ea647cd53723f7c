/** The embedded store: a group-commit journal that is the truth, and one lowdb file per dossier behind it. */

import { join } from "node:path";
import { type CheckpointOptions, type Checkpoints, openCheckpoints } from "./checkpoint.ts";
import { auditEntry, commitLine, type JournalEntry } from "./entry.ts";
import type { Files } from "./files.ts";
import { openFormat } from "./format.ts";
import type { NotWritten } from "./framed-file.ts";
import { guarded } from "./guard.ts";
import { openJournal } from "./journal.ts";
import { ENDLESS, FOLDERS, PUBLICATIONS, RESERVE } from "./layout.ts";
import { refuseNoInstant } from "./misuse.ts";
import { nodeFiles } from "./node-files.ts";
import { type Commit, type Row, type Store, type StoredPart, Unavailable } from "./port.ts";
import { recover } from "./recover.ts";
import { openReleases } from "./releases.ts";
import { openReserve } from "./reserve.ts";
import type { Sealer } from "./sealer.ts";
import { openWriter, type Task } from "./writer.ts";

export interface EmbeddedOptions {
  /** The data folder; made when it is not there. */
  readonly folder: string;
  /** Seals the snapshot of the index. */
  readonly sealer: Sealer;
  /** The rows of a stream, from all its parts: called at start for streams whose rows were not saved. */
  project(stream: string, parts: readonly StoredPart[]): readonly Row[];
  /** The outcome of a write is unknown, or another process took the folder: the process must end, without an answer. */
  fatal(error: unknown): void;
  /** Whether a key is there; a start on commits without their key is refused. Absent: not asked. */
  knowsKey?(keyId: string): boolean;
  /** What an operator should know: a torn end that was cut off, a checkpoint that failed and will be tried again. */
  notice?(message: string): void;
  readonly files?: Files;
  /** Instead of `ENDLESS`. */
  readonly endless?: readonly string[];
  /** A checkpoint follows when the journal is longer. It is also what is read again after a crash. */
  readonly segmentBytes?: number;
  readonly cacheBytes?: number;
  readonly reserveBytes?: number;
}

export interface EmbeddedStore extends Store {
  /** Moves what the journal holds to the files of the streams. Runs by itself; rejects when it failed, and nothing is lost. */
  checkpoint(): Promise<void>;
  /** Holds checkpoints until the result is called, so that files and journal can be copied one after the other. */
  hold(): Promise<() => void>;
  /** The last group of the journal that was answered, or is about to be. */
  last(): { readonly n: number; readonly hash: string };
  counts(): Counts;
}

/** Since the start. */
export interface Counts {
  readonly groups: number;
  readonly rowsRead: number;
  readonly checkpoints: number;
  readonly streams: number;
}

const MEGABYTE = 1 << 20;

/** @throws Refused when the folder is in use, of a newer format, damaged, or without its keys. */
export async function embeddedStore(options: EmbeddedOptions): Promise<EmbeddedStore> {
  const { folder, files = nodeFiles() } = options;
  await files.makeFolder(folder);
  const unlock = await files.lock(folder);
  try {
    return await openStore(options, files, unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** A commit or a reader's line on its way. */
interface Queued extends Task {
  readonly streams: readonly string[];
  undo(): void;
}

async function openStore(options: EmbeddedOptions, files: Files, unlock: () => Promise<void>): Promise<EmbeddedStore> {
  const { folder: root, sealer, project, notice = () => undefined } = options;
  const { endless = ENDLESS, segmentBytes = 16 * MEGABYTE } = options;
  let state: "opening" | "open" | "closing" | "dead" = "opening";
  let isLeftBehind = () => false;
  const disk = guarded(files, { failed: die, fence });
  const isEndless = (stream: string) => endless.some((prefix) => stream.startsWith(prefix));
  await openFormat(disk, root);
  await makeFolders(disk, root);
  const { cacheBytes = 64 * MEGABYTE, knowsKey = () => true } = options;
  const { epoch, manifest, ledger, index, growing, cache, history, ...found } = await recover({
    ...{ files: disk, root, sealer, cacheBytes, isEndless, project, knowsKey, notice },
  });
  isLeftBehind = epoch.isRaised;
  const releases = await openReleases(disk, root, {
    epoch: epoch.epoch,
    known: manifest.files[PUBLICATIONS],
    fatal: die,
  });
  const reserve = await openReserve(files, join(root, RESERVE), {
    sizeBytes: options.reserveBytes ?? MEGABYTE,
    movedTo: Math.max(manifest.reserve, found.pending.reserve),
    epoch: epoch.epoch,
  });
  const journal = openJournal(disk, root, epoch.epoch, found.journal);
  const listeners: ((streams: readonly string[]) => void)[] = [];
  let died: () => void = () => undefined;
  const death = new Promise<void>((resolve) => {
    died = resolve;
  });
  let groups = 0;
  let completed = 0;
  let moving = false;

  const writer = openWriter<Queued>({ append: journal.append, fence, refused, written, fatal: die });
  const checkpoints: Checkpoints = openCheckpoints({
    ...{ files: disk, root, ledger, index, growing, journal, cache, sealer, manifest, isEndless },
    ...{ epoch: epoch.epoch, pending: found.pending, snapshotEntries: found.snapshotEntries },
    between: writer.between,
    reserveBytes: reserve.sizeBytes(),
    otherMarks: () => ({ [PUBLICATIONS]: releases.mark() }),
  } satisfies CheckpointOptions);
  state = "open";
  moveReserve();

  function die(error: unknown): void {
    // While opening, the error itself reaches the caller.
    if (state === "dead" || state === "opening") return;
    state = "dead";
    died();
    options.fatal(error);
  }

  /** Before everything that changes the disk, and after a sync before its answers: of two writers only the later one answers. */
  function fence(): void {
    if (state === "dead") throw new Error("the store has failed and answers nothing any more");
    if (!isLeftBehind()) return;
    const error = new Error(`another process took over ${root}`);
    die(error);
    throw error;
  }

  function refused(tasks: readonly Queued[]): void {
    for (const task of tasks.toReversed()) task.undo();
    const streams = [...new Set(tasks.flatMap((task) => task.streams))];
    if (streams.length > 0) for (const listener of listeners) listener(streams);
  }

  function written(): void {
    groups += 1;
    checkpoints.notedGroup(journal.last().n, journal.last().hash);
    moveReserve();
    if (journal.bytes() > segmentBytes && !checkpoints.isRunning()) void checkpoint().catch(() => undefined);
  }

  /** Lines in the reserve follow as soon as the journal takes writes again. */
  function moveReserve(): void {
    const held = reserve.held();
    if (held === undefined || moving) return;
    moving = true;
    const entry: JournalEntry = { audit: held.lines, reserve: held.to };
    writer.put({
      line: auditEntry(held.lines, held.to),
      streams: [],
      undo() {},
      done() {
        checkpoints.noted(entry);
        void reserve.moved(held.to).then(() => {
          moving = false;
        });
      },
      failed() {
        moving = false;
      },
    });
  }

  async function checkpoint(): Promise<void> {
    try {
      await Promise.race([checkpoints.run(), death.then(fence)]);
      completed += 1;
    } catch (error) {
      notice(`Een controlepunt is niet gelukt en wordt later opnieuw gedaan: ${String(error)}`);
      throw error;
    }
  }

  function refuseWhenClosed(): void {
    if (state !== "open") throw new Unavailable(`the store is ${state}`, false);
  }

  return {
    read: history.read,
    // Not async: a conflict is thrown in the turn of the caller, as the port promises.
    append(commit) {
      refuseWhenClosed();
      const entered = ledger.enter(commit);
      const { unique = [], audit = [] } = commit;
      const { parts, texts, undo } = entered;
      return new Promise((resolve, reject) => {
        writer.put({
          line: commitLine(texts, unique, audit),
          streams: parts.map(({ stream }) => stream),
          undo,
          done() {
            checkpoints.noted({ parts, unique, audit });
            resolve(parts);
          },
          failed: (reason) => reject(notKept(commit, reason)),
        });
      });
    },
    onUndone: (listener) => void listeners.push(listener),
    async audit(line) {
      refuseWhenClosed();
      refuseNoInstant(line.at);
      await new Promise<void>((resolve, reject) => {
        writer.put({
          line: auditEntry([line]),
          streams: [],
          undo() {},
          done() {
            checkpoints.noted({ audit: [line] });
            resolve();
          },
          failed(reason) {
            if (reason.full) reserve.add(line).then(resolve, reject);
            else reject(new Unavailable("the journal cannot be written", false));
          },
        });
      });
    },
    async rows(query) {
      return index.page(query);
    },
    async due(query) {
      return index.due(query);
    },
    async putRelease(hash, bytes) {
      refuseWhenClosed();
      await releases.put(hash, bytes);
    },
    release: releases.get,
    async publish(publication) {
      refuseWhenClosed();
      await releases.publish(publication);
    },
    async publications() {
      return releases.publications();
    },
    async close() {
      if (state === "open") state = "closing";
      await Promise.race([writer.idle().then(() => closeChecked()), death]);
      for (const part of [journal, reserve, releases, epoch]) await part.close();
      await unlock();
    },
    checkpoint,
    hold: checkpoints.hold,
    last: journal.last,
    counts: () => ({ groups, rowsRead: index.rowsRead(), checkpoints: completed, streams: ledger.accounts.size }),
  };

  /** A failed checkpoint does not matter: the journal has it all. */
  async function closeChecked(): Promise<void> {
    await checkpoint().catch(() => undefined);
  }
}

function notKept(commit: Commit, reason: NotWritten): Unavailable {
  return new Unavailable(`commit ${commit.id} was not kept`, reason.full);
}

async function makeFolders(files: Files, root: string): Promise<void> {
  for (const folder of FOLDERS) await files.makeFolder(join(root, folder));
  await files.syncFolder(root);
  // What a crash left half-written; a checkpoint writes it again.
  for (const name of await files.list(join(root, "temporary"))) await files.remove(join(root, "temporary", name));
}
