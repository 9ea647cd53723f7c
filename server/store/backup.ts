/** Back-ups: a copy of a data folder that was checked and knows its own head, and the way back from it. */

import { join } from "node:path";
import { copyFolder, type Last } from "./copy.ts";
import { readDocument, writeDocument } from "./document.ts";
import type { EmbeddedStore } from "./embedded.ts";
import type { Files } from "./files.ts";
import { refuseOtherFormat } from "./format.ts";
import { sha256 } from "./hash.ts";
import { PUBLICATIONS, RESERVE } from "./layout.ts";
import { Refused } from "./refused.ts";
import { type Verified, verifyFolder } from "./verify.ts";

export interface BackupOptions {
  readonly files: Files;
  /** The data folder. */
  readonly from: string;
  /** A new or empty folder. */
  readonly to: string;
  /** UTC instant, ISO 8601. */
  readonly at: string;
}

/**
 * Of a folder that no store has open: the caller has its lock. Keys are never in it.
 * @throws Refused when the place is not empty, or the copy does not hold; what was copied then stays, without its head.
 */
export function backupFolder(options: BackupOptions): Promise<Verified> {
  return backup(options);
}

/** The same of a store that goes on working. What it answered before the copy of the journal begins is in it. */
export async function backupStore(
  store: Pick<EmbeddedStore, "hold" | "last">,
  options: BackupOptions,
): Promise<Verified> {
  const release = await store.hold();
  try {
    return await backup(options, store.last);
  } finally {
    release();
  }
}

/** Written when the copy was checked: what has no such file was never finished. */
const HEAD = "backup.json";

async function backup({ files, from, to, at }: BackupOptions, last?: () => Last): Promise<Verified> {
  await refuseOtherFormat(files, from);
  await files.makeFolder(to);
  await refuseFilled(files, to);
  const copied = await copyFolder({ files, from, to, ...(last && { last }) });
  const verified = await sound(files, to);
  const { groups, hash, content } = verified.head;
  if (groups !== copied.n || hash !== copied.hash) throw broken(to, "de kop is een andere dan die van het origineel");
  const besides = await besidesHead(files, to);
  await writeDocument(files, join(to, HEAD), { format: 1, at, groups, hash, content, besides });
  return verified;
}

export interface RestoreOptions {
  readonly files: Files;
  /** What `backupFolder` or `backupStore` made. */
  readonly from: string;
  /** The data folder: new or empty, and locked by the caller. */
  readonly to: string;
}

/** Checks before it writes a byte, and again when it wrote. @throws Refused. */
export async function restoreFolder({ files, from, to }: RestoreOptions): Promise<Verified> {
  await refuseFilled(files, to);
  const kept = await readDocument(files, join(from, HEAD));
  if (kept === undefined) throw broken(from, `${HEAD} ontbreekt: dit is geen back-up, of zij is nooit afgemaakt`);
  const same = async (folder: string): Promise<Verified> => {
    const verified = await sound(files, folder);
    const { groups, hash, content } = verified.head;
    const is = [groups, hash, content, await besidesHead(files, folder)];
    const was = [kept["groups"], kept["hash"], kept["content"], kept["besides"]];
    if (is.some((value, at) => value !== was[at])) throw broken(folder, "zij is anders dan toen zij werd gemaakt");
    return verified;
  };
  await same(from);
  await copyFolder({ files, from, to });
  return same(to);
}

/** A hash over what no head covers: which releases there are, the list of them, the reserve, and which keys are needed. */
async function besidesHead(files: Files, folder: string): Promise<string> {
  const hashes: string[] = [];
  for (const name of [PUBLICATIONS, RESERVE, "keys.json"]) {
    hashes.push(sha256((await files.read(join(folder, name))) ?? new Uint8Array()));
  }
  return sha256(JSON.stringify([hashes, await files.list(join(folder, "releases"))]));
}

async function sound(files: Files, folder: string): Promise<Verified> {
  const verified = await verifyFolder(files, folder);
  const [first] = verified.problems;
  if (first !== undefined) throw broken(folder, `${first.file}: ${first.what}`);
  return verified;
}

/** The lock of whoever asks may lie there. */
async function refuseFilled(files: Files, folder: string): Promise<void> {
  const names = await files.list(folder);
  if (names.every((name) => name === "lock.json")) return;
  throw new Refused(
    "not-empty",
    `De map ${folder} is niet leeg. Kies een lege of een nieuwe map. Er is niets gewijzigd.`,
  );
}

function broken(folder: string, what: string): Refused {
  return new Refused("damaged", `De kopie in ${folder} klopt niet: ${what}. Gebruik haar niet.`);
}
