/** Start-up: from the files of a folder to the books, the index and the journal as they stood at the last answer. */

import { join } from "node:path";
import { type Cache, openCache } from "./cache.ts";
import { type Epoch, raiseEpoch } from "./epoch.ts";
import type { Files } from "./files.ts";
import { type Growing, openGrowing } from "./growing.ts";
import { type History, openHistory } from "./history.ts";
import { type Index, openIndex } from "./index.ts";
import { type JournalRead, readJournal, settleJournal } from "./journal.ts";
import { CHAIN, CHECKPOINT, EPOCH, TOKENS } from "./layout.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import { type LoadOptions, loadAccounts } from "./load.ts";
import { EMPTY, type Manifest, readManifest } from "./manifest.ts";
import { inParallel } from "./parallel.ts";
import type { Pending } from "./pending.ts";
import type { Row, StoredPart } from "./port.ts";
import { damaged } from "./refused.ts";
import { type ReplayOptions, replay } from "./replay.ts";
import type { Snapshot } from "./snapshot.ts";

export interface Recovered {
  readonly epoch: Epoch;
  readonly manifest: Manifest;
  readonly ledger: Ledger;
  readonly index: Index;
  readonly growing: Growing;
  readonly cache: Cache;
  readonly history: History;
  readonly journal: JournalRead["next"];
  readonly pending: Pending;
  readonly snapshotEntries: number;
}

export interface RecoverOptions extends LoadOptions, ReplayOptions {
  readonly cacheBytes: number;
  project(stream: string, parts: readonly StoredPart[]): readonly Row[];
}

/** Changes nothing but the epoch until everything was read; then cuts off what was never answered. @throws Refused. */
export async function recover(options: RecoverOptions): Promise<Recovered> {
  const { files, root, isEndless, notice } = options;
  const manifest = await readManifest(files, root);
  const { epoch, read } = await raiseAndRead(files, root, manifest);
  try {
    await refuseWithoutManifest(files, root, manifest, read);
    const index = openIndex();
    const ledger = openLedger(index);
    const growing = openGrowing(files, root, epoch.epoch, growingFiles(manifest));
    const cache = openCache(options.cacheBytes);
    const history = openHistory({ files, root, ledger, growing, cache, isEndless });

    const snapshot = await loadAccounts(options, manifest, growing, ledger);
    for (const token of await growing.lines(TOKENS)) ledger.claim(token);
    const pending = replay(read, ledger, options);
    await loadRows(options, { ledger, index, history, snapshot });
    await settleJournal(files, read);
    for (const { path, length } of read.cuts)
      notice(`${path}: een groep die nooit is beantwoord, is afgekapt op positie ${length}.`);
    const snapshotEntries = snapshot?.written ?? Number.POSITIVE_INFINITY;
    return { epoch, manifest, ledger, index, growing, cache, history, journal: read.next, pending, snapshotEntries };
  } catch (error) {
    await epoch.close();
    throw error;
  }
}

/** The epoch is raised before the journal is read: what a writer that was left behind still writes is then not answered. */
async function raiseAndRead(
  files: Files,
  root: string,
  manifest: Manifest,
): Promise<{ epoch: Epoch; read: JournalRead }> {
  for (let known = manifest.epoch; ; ) {
    const epoch = await raiseEpoch(files, join(root, EPOCH), known);
    try {
      const read = await readJournal(files, root, manifest);
      // Only when the epoch file was lost or put back from a copy.
      known = read.groups.at(-1)?.group.epoch ?? 0;
      if (known < epoch.epoch) return { epoch, read };
    } catch (error) {
      await epoch.close();
      throw error;
    }
    await epoch.close();
  }
}

/** A checkpoint saves what the journal holds, so saved files without it and without a journal are what is left of a store. */
async function refuseWithoutManifest(files: Files, root: string, manifest: Manifest, read: JournalRead): Promise<void> {
  if (manifest !== EMPTY || read.groups.length > 0) return;
  for (const folder of ["dossiers", "endless", "audit"]) {
    if ((await files.list(join(root, folder))).length === 0) continue;
    throw damaged(join(root, CHECKPOINT), 0, "het bestand ontbreekt, maar er staan wel gegevens");
  }
}

function growingFiles({ files }: Manifest): Manifest["files"] {
  return Object.fromEntries(
    Object.entries(files).filter(([name]) => name.includes("/") || name === TOKENS || name === CHAIN),
  );
}

/** Rows from the snapshot where they are those of the last commit; else the shell folds the stream and says them. */
async function loadRows(
  { project }: RecoverOptions,
  {
    ledger,
    index,
    history,
    snapshot,
  }: { ledger: Ledger; index: Index; history: History; snapshot: Snapshot | undefined },
): Promise<void> {
  await inParallel(ledger.accounts.values(), 4, async ({ stream, head }) => {
    const entry = snapshot?.entries.get(stream);
    index.put(stream, entry?.rowsHead === head ? entry.rows : project(stream, await history.read(stream)));
  });
}
