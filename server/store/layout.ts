/** Where everything lies in the data folder, under names that say nothing about a person. */

import { createHash } from "node:crypto";
import { join } from "node:path";

export const FOLDERS = ["journal", "dossiers", "endless", "audit", "index", "releases", "temporary"] as const;

/** Streams whose id begins like this never end, and grow in a file per month. */
export const ENDLESS: readonly string[] = ["pool:", "ledger:"];

export const TOKENS = "tokens.ndjson";
/** Number and checksum of every group that ever was in the journal, so that a head kept elsewhere can be found again. */
export const CHAIN = "chain.ndjson";
export const PUBLICATIONS = "publications.ndjson";
export const CHECKPOINT = "checkpoint.json";
export const FORMAT_FILE = "format.json";
export const EPOCH = "epoch";
export const RESERVE = "reserve";

/** Files that grow are named by their path within the data folder, with forward slashes, on every system. */
export function auditFile(month: string): string {
  return `audit/${month}.ndjson`;
}

export function indexFile(generation: number): string {
  return `index/${numbered(generation)}`;
}

export function segmentFile(number: number): string {
  return `journal/${numbered(number)}`;
}

export function endlessFolder(stream: string): string {
  return `endless/${hashed(stream)}`;
}

/** 16 folders: tools that list a folder stay quick, and the files of one checkpoint share few syncs of folders. */
export function dossierPlace(root: string, stream: string): DossierPlace {
  const name = hashed(stream);
  const folder = join(root, "dossiers", name.slice(0, 1));
  return {
    folder,
    current: join(folder, `${name}.json`),
    previous: join(folder, `${name}.previous.json`),
    temporary: join(root, "temporary", `${name}.json`),
  };
}

export interface DossierPlace {
  readonly folder: string;
  readonly current: string;
  readonly previous: string;
  /** In one folder, so that what a crash leaves behind is swept without looking at every dossier. */
  readonly temporary: string;
}

/** The number in `000012.ndjson`, or undefined when the name is no such file. */
export function numberOf(name: string): number | undefined {
  return /^\d{6,}\.ndjson$/.test(name) ? Number.parseInt(name, 10) : undefined;
}

function numbered(number: number): string {
  return `${String(number).padStart(6, "0")}.ndjson`;
}

/** A stream id may hold `:` and both cases, which not every file system tells apart. */
function hashed(stream: string): string {
  return createHash("sha256").update(stream).digest("hex").slice(0, 32);
}
