/** The keys folder on disk: the master key, the wrapped data keys, the erased keys, and the proof that they fit the data. */

import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import { readDocument, writeDocument } from "../store/document.ts";
import type { Files } from "../store/files.ts";
import type { Mark } from "../store/frame.ts";
import { type FramedFile, openFramed } from "../store/framed-file.ts";
import { Refused } from "../store/refused.ts";
import type { WrappedKey } from "./ring.ts";

export interface KeysFolder {
  readonly master: Uint8Array;
  readonly keys: readonly WrappedKey[];
  readonly erased: ReadonlySet<string>;
  readonly file: FramedFile;
  /** Writes into the data folder which keys it needs, so that older or other keys are refused at the next start. */
  note(): Promise<void>;
}

/** @throws Refused `keys-missing` or `keys-differ`: keys are made only when there is no data that could need them. */
export async function openKeysFolder(files: Files, folder: string, data: string): Promise<KeysFolder> {
  const needed = await readNeeded(files, data);
  const { id, master } = (await readMaster(files, folder, data)) ?? (await makeMaster(files, folder, data, needed));
  if (needed !== undefined && needed.id !== id) throw differ(folder, data);

  const path = join(folder, "keys.ndjson");
  if (needed !== undefined && needed.n > 0 && (await files.read(path)) === undefined) throw missing(path, data);
  const { file, groups } = await openFramed(files, path, { epoch: 0 });
  if (needed !== undefined && (groups[needed.n - 1]?.checksum ?? "") !== needed.hash) {
    await file.close();
    throw differ(folder, data);
  }

  async function note(): Promise<void> {
    const { n, hash }: Mark = file.mark();
    if (needed === undefined) await makeDurable(files, data);
    await writeDocument(files, join(data, NEEDED), { format: 1, id, n, hash });
  }

  return {
    master,
    keys: groups.flatMap(({ lines }) => lines.map(parseKey)),
    erased: await readErased(files, folder),
    file,
    note,
  };
}

/** The master key of this data folder; undefined when it is not there, or is that of other data. Changes nothing. */
export async function ownMaster(files: Files, folder: string, data: string): Promise<Master | undefined> {
  const needed = await readNeeded(files, data);
  const there = needed === undefined ? undefined : await readMaster(files, folder, data);
  return there?.id === needed?.id ? there : undefined;
}

async function makeDurable(files: Files, folder: string): Promise<void> {
  await files.makeFolder(folder);
  await files.syncFolder(dirname(folder));
}

const MASTER = "master.json";
/** In the data folder: id of the master key, and number and checksum of the last group of keys at the last start or close. */
const NEEDED = "keys.json";

async function readNeeded(files: Files, data: string): Promise<{ id: string; n: number; hash: string } | undefined> {
  const value = await readDocument(files, join(data, NEEDED));
  if (value === undefined) return undefined;
  return { id: String(value["id"]), n: Number(value["n"]), hash: String(value["hash"]) };
}

async function readMaster(files: Files, folder: string, data: string): Promise<Master | undefined> {
  const value = await readDocument(files, join(folder, MASTER));
  if (value === undefined) return undefined;
  const master = Buffer.from(String(value["key"]), "base64url");
  if (master.length !== 32) throw missing(join(folder, MASTER), data);
  return { id: String(value["id"]), master };
}

interface Master {
  readonly id: string;
  readonly master: Uint8Array;
}

async function makeMaster(files: Files, folder: string, data: string, needed: object | undefined): Promise<Master> {
  const inData = await files.list(data);
  const inKeys = await files.list(folder);
  if (needed !== undefined || inData.includes("format.json") || inKeys.includes("keys.ndjson")) {
    throw missing(join(folder, MASTER), data);
  }
  const id = randomBytes(12).toString("base64url");
  const master = randomBytes(32);
  await writeDocument(files, join(folder, MASTER), { format: 1, id, key: master.toString("base64url") });
  await files.syncFolder(dirname(folder));
  return { id, master };
}

/** Key ids whose key was destroyed. Lies with the keys and is applied whatever the keys file holds: a restore brings none back. */
async function readErased(files: Files, folder: string): Promise<ReadonlySet<string>> {
  const value = await readDocument(files, join(folder, "erased.json"));
  const keys = value?.["keys"];
  return new Set(Array.isArray(keys) ? keys.map(String) : []);
}

function parseKey(line: string): WrappedKey {
  const value: unknown = JSON.parse(line);
  if (!Array.isArray(value)) throw new Error("a line of the keys file is not a key");
  return [String(value[0]), String(value[1]), String(value[2]), String(value[3])];
}

function missing(path: string, data: string): Refused {
  return new Refused(
    "keys-missing",
    `In ${data} staan gegevens, maar ${path} ontbreekt of is onleesbaar. Zonder deze sleutels kan niemand de dossiers lezen. Zet de back-up van de sleutels terug, of wijs met DRAAIBOEK_KEYS de goede map aan. Er is geen nieuwe sleutel gemaakt.`,
  );
}

function differ(folder: string, data: string): Refused {
  return new Refused(
    "keys-differ",
    `De sleutels in ${folder} horen niet bij de gegevens in ${data}, of zijn van een eerder moment. Zet de sleutels terug die bij deze gegevens horen. Er is niets gewijzigd.`,
  );
}
