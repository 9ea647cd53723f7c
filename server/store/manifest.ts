/** What the last checkpoint saved: the point from which the journal counts, and how far every growing file is good. */

import { join } from "node:path";
import { isObject } from "../../definitions/grammar/json.ts";
import { readDocument, writeDocument } from "./document.ts";
import type { Files } from "./files.ts";
import type { Mark } from "./frame.ts";
import { CHECKPOINT } from "./layout.ts";

/** Written last, whole, before any segment goes: either all of a checkpoint counts or none of it. */
export interface Manifest {
  readonly epoch: number;
  /** First segment that is needed, and the group on which its first one follows. */
  readonly segment: number;
  readonly after: { readonly n: number; readonly hash: string };
  readonly files: { readonly [name: string]: Mark };
  /** Generation of the index snapshot. */
  readonly index: number;
  /** Last group of the reserve that was moved to the journal. */
  readonly reserve: number;
  readonly reserveBytes: number;
  /** Streams and commits that lie in files of their own: a file that is gone is missed. */
  readonly streams: number;
  readonly commits: number;
  readonly auditLines: number;
}

export const EMPTY: Manifest = {
  epoch: 0,
  segment: 1,
  after: { n: 0, hash: "" },
  files: {},
  index: 1,
  reserve: 0,
  reserveBytes: 0,
  streams: 0,
  commits: 0,
  auditLines: 0,
};

export function writeManifest(files: Files, root: string, manifest: Manifest): Promise<void> {
  return writeDocument(files, join(root, CHECKPOINT), manifest);
}

/** `EMPTY` before the first checkpoint. @throws Refused (`damaged`). */
export async function readManifest(files: Files, root: string): Promise<Manifest> {
  const value = await readDocument(files, join(root, CHECKPOINT));
  return value === undefined ? EMPTY : parseManifest(value);
}

/** Of a document whose checksum was checked. */
export function parseManifest(value: { readonly [key: string]: unknown }): Manifest {
  const { after, files } = value;
  const number = (key: string) => Number(value[key] ?? 0);
  return {
    epoch: number("epoch"),
    segment: number("segment"),
    after: isObject(after) ? { n: Number(after["n"]), hash: String(after["hash"]) } : EMPTY.after,
    files: isObject(files)
      ? Object.fromEntries(Object.entries(files).map(([name, mark]) => [name, parseMark(mark)]))
      : {},
    index: number("index"),
    reserve: number("reserve"),
    reserveBytes: number("reserveBytes"),
    streams: number("streams"),
    commits: number("commits"),
    auditLines: number("auditLines"),
  };
}

function parseMark(value: unknown): Mark {
  if (!isObject(value)) throw new Error("a mark in the checkpoint is not an object");
  return { bytes: Number(value["bytes"]), n: Number(value["n"]), hash: String(value["hash"]) };
}
