/** Start-up: from the files of a folder to the books, the index and the journal as they stood at the last answer. */

import { join } from "node:path";
import { type Cache, openCache } from "./cache.ts";
import { type Dossier, readDossier } from "./dossier-file.ts";
import { parseEntry } from "./entry.ts";
import { type Epoch, raiseEpoch } from "./epoch.ts";
import type { Files } from "./files.ts";
import { type Growing, openGrowing } from "./growing.ts";
import { endlessParts, type History, openHistory } from "./history.ts";
import { type Index, openIndex } from "./index.ts";
import { type JournalRead, readJournal, settleJournal } from "./journal.ts";
import { CHAIN, CHECKPOINT, EPOCH, TOKENS } from "./layout.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import { EMPTY, type Manifest, readManifest } from "./manifest.ts";
import { inParallel } from "./parallel.ts";
import { brokenPart, partChecksum, partText } from "./part.ts";
import { addTo, emptyPending, groupLine, type Pending } from "./pending.ts";
import type { Row, StoredPart } from "./port.ts";
import { damaged, Refused } from "./refused.ts";
import type { Sealer } from "./sealer.ts";
import { readSnapshot, type Snapshot } from "./snapshot.ts";

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

export interface RecoverOptions {
  readonly files: Files;
  readonly root: string;
  readonly sealer: Sealer;
  readonly cacheBytes: number;
  isEndless(stream: string): boolean;
  project(stream: string, parts: readonly StoredPart[]): readonly Row[];
  knowsKey(keyId: string): boolean;
  notice(message: string): void;
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

/** Revisions and heads from the snapshot; without a good one from the files of all streams, which takes longer. */
async function loadAccounts(
  options: RecoverOptions,
  manifest: Manifest,
  growing: Growing,
  ledger: Ledger,
): Promise<Snapshot | undefined> {
  if (manifest === EMPTY) return { entries: new Map(), written: 0 };
  const snapshot = await readSnapshot(growing, manifest.index, options.sealer);
  if (snapshot === undefined) {
    options.notice("De index wordt opnieuw opgebouwd uit de dossiers.");
    await loadFromFiles(options, growing, ledger);
    return undefined;
  }
  for (const { stream, revision, head } of snapshot.entries.values()) open(ledger, stream, revision, head);
  return snapshot;
}

async function loadFromFiles({ files, root }: RecoverOptions, growing: Growing, ledger: Ledger): Promise<void> {
  for (const folder of await files.list(join(root, "dossiers"))) {
    const under = join(root, "dossiers", folder);
    const names = new Set((await files.list(under)).map((name) => name.replace(/(\.previous)?\.json$/, "")));
    await inParallel(names, 4, async (name) => {
      const path = join(under, `${name}.json`);
      const dossier =
        (await readDossier(files, path)) ?? (await readDossier(files, join(under, `${name}.previous.json`)));
      if (dossier === undefined) return;
      refuseBroken(path, dossier);
      open(ledger, dossier.stream, dossier.revision, dossier.head);
    });
  }
  const folders = new Set(growing.names("endless/").map((name) => name.slice(0, name.lastIndexOf("/"))));
  for (const folder of folders) {
    const [first] = growing.names(`${folder}/`);
    const [line] = first === undefined ? [] : await growing.lines(first);
    const stream = line === undefined ? undefined : (JSON.parse(line) as StoredPart).stream;
    if (stream === undefined) continue;
    const parts = await endlessParts(growing, stream);
    const last = parts.at(-1);
    if (last !== undefined) open(ledger, stream, last.revision, partChecksum(partText(last)));
  }
}

function refuseBroken(path: string, { commits, head }: Dossier): void {
  const last = commits.at(-1);
  const broken =
    brokenPart(commits)?.revision ?? (last && partChecksum(partText(last)) !== head ? last.revision : undefined);
  if (broken !== undefined) throw damaged(path, 0, `de keten breekt bij handeling ${broken}`);
}

function open(ledger: Ledger, stream: string, revision: number, head: string): void {
  Object.assign(ledger.account(stream), { revision, head, durable: revision, saved: revision, savedHead: head });
}

/** Enters what the journal holds beyond the files. A part that a file has already is skipped. */
function replay({ groups }: JournalRead, ledger: Ledger, { isEndless, knowsKey }: RecoverOptions): Pending {
  const pending = emptyPending();
  for (const { path, group } of groups) {
    pending.groups.push(groupLine(group.n, group.checksum));
    for (const entry of group.lines.map(parseEntry)) {
      for (const part of entry.parts ?? []) {
        const account = ledger.account(part.stream);
        if (part.revision <= account.revision) continue;
        if (part.revision !== account.revision + 1 || part.previous !== account.head) {
          throw damaged(path, group.start, `handeling ${part.revision} van ${part.stream} volgt niet op de vorige`);
        }
        refuseWithoutKey(part, knowsKey, path);
        account.tail.push(part);
        account.revision = part.revision;
        account.durable = part.revision;
        account.head = partChecksum(partText(part));
      }
      for (const token of entry.unique ?? []) ledger.claim(token);
      addTo(pending, entry, isEndless);
    }
  }
  return pending;
}

function refuseWithoutKey({ content }: StoredPart, knowsKey: (keyId: string) => boolean, path: string): void {
  const unknown = content.find(({ keyId }) => !knowsKey(keyId));
  if (unknown === undefined) return;
  throw new Refused(
    "keys-missing",
    `${path} is verzegeld met sleutel ${unknown.keyId}, en die staat niet in de sleutelmap. Zet de back-up van de sleutels terug. Er is niets gewijzigd.`,
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
