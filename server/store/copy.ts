/** Copies a data folder to a new place while its checkpoints stand still: the journal last, and behind it the format. */

import { dirname, join } from "node:path";
import type { Files } from "./files.ts";
import { readGroups, START } from "./frame.ts";
import { readJournal, type Turned } from "./journal.ts";
import { CHECKPOINT, EPOCH, FOLDERS, FORMAT_FILE, PUBLICATIONS, RESERVE } from "./layout.ts";
import { readManifest } from "./manifest.ts";
import { inParallel } from "./parallel.ts";
import { reserveGroups } from "./reserve.ts";

/** Number and checksum of the last group of the journal that a copy holds. */
export type Last = Turned["after"];

export interface CopyOptions {
  readonly files: Files;
  readonly from: string;
  /** Writes nothing over what is there. */
  readonly to: string;
  /** Of a store that is open: the last group that was answered, asked just before the journal is copied. */
  readonly last?: () => Last;
}

/** Files that are written side by side: each waits for the disk. */
const SIDE_BY_SIDE = 16;

/**
 * Copies what counts, durably. What a crash or a write under way left behind the good part of a file stays behind. A copy
 * that was cut short has no format, and a store refuses to open it.
 * @throws Refused (`damaged`) when the manifest or the journal cannot be read.
 */
export async function copyFolder({ files, from, to, last }: CopyOptions): Promise<Last> {
  const write = writer(files, to);
  const copy = async (name: string, good: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes) => {
    const bytes = await files.read(join(from, name));
    if (bytes !== undefined) await write.file(name, good(bytes));
  };
  const copyAll = (names: readonly string[]) => inParallel(names, SIDE_BY_SIDE, (name) => copy(name));

  for (const folder of FOLDERS) await files.makeFolder(join(to, folder));
  const manifest = await readManifest(files, from);
  await copyAll(["keys.json", EPOCH, CHECKPOINT]);
  // The list before what it names, so that everything in the list is there.
  await copy(PUBLICATIONS, (bytes) => bytes.subarray(0, readGroups(bytes, START).end.bytes));
  const releases = await files.list(join(from, "releases"));
  await copyAll(releases.filter(isWhole).map((name) => `releases/${name}`));
  await copyAll(await dossierFiles(files, from));
  for (const [name, mark] of Object.entries(manifest.files)) {
    if (name !== PUBLICATIONS) await copy(name, (bytes) => bytes.subarray(0, mark.bytes));
  }
  await copy(RESERVE, withoutTornEnd);
  const copied = await copyJournal({ files, from, write, segment: manifest, ...(last && { until: last().n }) });
  // What was decided meanwhile may follow a release that came meanwhile.
  const later = (await files.list(join(from, "releases"))).filter((name) => isWhole(name) && !releases.includes(name));
  await copyAll(later.map((name) => `releases/${name}`));
  await write.sync();
  await copy(FORMAT_FILE);
  await write.sync();
  return copied;
}

interface JournalCopy {
  readonly files: Files;
  readonly from: string;
  readonly write: Writer;
  readonly segment: Turned;
  readonly until?: number;
}

async function copyJournal({ files, from, write, segment, until }: JournalCopy): Promise<Last> {
  const read = await readJournal(files, from, segment);
  const ends = new Map<string, number>();
  let last: Last = segment.after;
  for (const { path, group } of read.groups) {
    if (until !== undefined && group.n > until) break;
    ends.set(path, group.end);
    last = { n: group.n, hash: group.checksum };
  }
  for (const [path, end] of ends) {
    const bytes = (await files.read(path)) ?? new Uint8Array();
    await write.file(path.slice(from.length + 1), bytes.subarray(0, end));
  }
  return last;
}

async function dossierFiles(files: Files, from: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (const shard of await files.list(join(from, "dossiers"))) {
    for (const name of await files.list(join(from, "dossiers", shard))) names.push(`dossiers/${shard}/${name}`);
  }
  return names;
}

/** Not one that is being written, or that a crash left so. */
function isWhole(name: string): boolean {
  return !name.endsWith(".tmp");
}

/** The file keeps its size: that is what it is for. */
function withoutTornEnd(bytes: Uint8Array): Uint8Array {
  return Buffer.from(bytes).fill(0, reserveGroups(bytes).at(-1)?.end ?? 0);
}

interface Writer {
  /** A new file, durable when `sync` followed. */
  file(name: string, bytes: Uint8Array): Promise<void>;
  /** Makes the names of all files and folders durable. */
  sync(): Promise<void>;
}

function writer(files: Files, root: string): Writer {
  const folders = new Set([dirname(root), root, ...FOLDERS.map((folder) => join(root, folder))]);
  return {
    async file(name, bytes) {
      const path = join(root, name);
      for (let folder = dirname(path); !folders.has(folder); folder = dirname(folder)) {
        await files.makeFolder(folder);
        folders.add(folder);
      }
      const open = await files.open(path, "new");
      try {
        await open.write(bytes, 0);
        await open.datasync();
      } finally {
        await open.close();
      }
    },
    async sync() {
      for (const folder of folders) await files.syncFolder(folder);
    },
  };
}
