/** The snapshot of the index: per stream its revision and rows, sealed, as a file to which each checkpoint adds. */

import { isObject } from "../../definitions/grammar/json.ts";
import type { Account } from "./account.ts";
import type { Growing } from "./growing.ts";
import type { Index } from "./index.ts";
import { indexFile } from "./layout.ts";
import type { Row } from "./port.ts";
import type { Sealer } from "./sealer.ts";

/** `revision` and `head` are those of the stream's own file; `rowsHead` is the head at which the rows were right. */
export interface SnapshotEntry {
  readonly stream: string;
  readonly revision: number;
  readonly head: string;
  readonly rowsHead: string;
  readonly rows: readonly Row[];
}

/** `written`: how many entries the file holds, those that were overtaken included. */
export interface Snapshot {
  readonly entries: ReadonlyMap<string, SnapshotEntry>;
  readonly written: number;
}

/** Adds the streams of one checkpoint. Reads each account and its rows in one turn, group by group, so that they fit. */
export function writeSnapshot(
  growing: Growing,
  generation: number,
  { accounts, index, sealer }: { accounts: Iterable<Account>; index: Index; sealer: Sealer },
): Promise<void> {
  return growing.append(indexFile(generation), sealedGroups(accounts, index, sealer));
}

/** The last entry of each stream; undefined when the file is not there, damaged, or sealed by another key: then rebuild. */
export async function readSnapshot(
  growing: Growing,
  generation: number,
  sealer: Sealer,
): Promise<Snapshot | undefined> {
  const lines = await growing.lines(indexFile(generation)).catch(() => undefined);
  if (lines === undefined) return undefined;
  const entries = new Map<string, SnapshotEntry>();
  let written = 0;
  for (const line of lines) {
    const plain = sealer.openBytes(Buffer.from(line, "base64url"));
    if (plain === undefined) return undefined;
    const read: unknown = JSON.parse(Buffer.from(plain).toString("utf8"));
    if (!Array.isArray(read)) return undefined;
    for (const entry of read.filter(isEntry)) entries.set(entry.stream, entry);
    written += read.length;
  }
  return { entries, written };
}

/** Small enough that sealing one line does not hold up commands. */
const STREAMS_PER_LINE = 50;
const LINES_PER_GROUP = 8;

function* sealedGroups(accounts: Iterable<Account>, index: Index, sealer: Sealer): Iterable<readonly string[]> {
  let lines: string[] = [];
  for (const chunk of chunks(accounts, STREAMS_PER_LINE)) {
    const entries = chunk.map(
      ({ stream, saved, savedHead, head }): SnapshotEntry => ({
        stream,
        revision: saved,
        head: savedHead,
        rowsHead: head,
        rows: index.of(stream),
      }),
    );
    lines.push(Buffer.from(sealer.sealBytes(Buffer.from(JSON.stringify(entries)))).toString("base64url"));
    if (lines.length < LINES_PER_GROUP) continue;
    yield lines;
    lines = [];
  }
  if (lines.length > 0) yield lines;
}

function* chunks<T>(items: Iterable<T>, size: number): Iterable<T[]> {
  let chunk: T[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** What the sealer opens, this file wrote; the check is for the type alone. */
function isEntry(value: unknown): value is SnapshotEntry {
  return isObject(value) && typeof value["stream"] === "string";
}
