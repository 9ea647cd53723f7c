/** The journal: the segments that hold every commit since the last checkpoint, in one chain of groups. */

import { join } from "node:path";
import type { Files, OpenFile } from "./files.ts";
import { type Group, goodGroupAfter, groupAt } from "./frame.ts";
import { type FramedFile, framedFile, NotWritten, OutcomeUnknown, writeAgain } from "./framed-file.ts";
import { numberOf, segmentFile } from "./layout.ts";
import { damaged } from "./refused.ts";

export interface Journal {
  /** One group, durable when it resolves. One at a time. Throws NotWritten or OutcomeUnknown. */
  append(lines: readonly string[]): Promise<void>;
  /** The last group. */
  last(): Turned["after"];
  /** Bytes in the segment that is being written. */
  bytes(): number;
  /** Ends the segment; the next group starts a new one. Gives back what a checkpoint of all before it must remember. */
  turn(): Turned;
  close(): Promise<void>;
}

/** `segment` is the first that is still needed once everything before it was saved; its first group follows on `after`. */
export interface Turned {
  readonly segment: number;
  readonly after: { readonly n: number; readonly hash: string };
}

/**
 * Every start writes in a segment of its own: a writer that was left behind can then spoil no group of its successor.
 * The segment is made with its first group, so that a store starts on a full disk.
 */
export function openJournal(files: Files, root: string, epoch: number, from: Turned): Journal {
  let next = from.segment;
  let after = from.after;
  let current: FramedFile | undefined;
  let closing: Promise<void> = Promise.resolve();

  async function start(): Promise<FramedFile> {
    const path = join(root, segmentFile(next));
    const open = await files.open(path, "new").catch((error: unknown) => {
      // Only a successor can have made it; emptying it would lose what it answered.
      throw isThere(error) ? new OutcomeUnknown(error) : new NotWritten(error);
    });
    try {
      // A failed sync is never tried again: the second one would succeed without having done anything.
      await files.syncFolder(join(root, "journal"));
    } catch (error) {
      await open.close();
      throw new OutcomeUnknown(error);
    }
    next += 1;
    return framedFile(open, { bytes: 0, ...after }, epoch);
  }

  return {
    async append(lines) {
      current ??= await start();
      await current.append(lines);
      const { n, hash } = current.mark();
      after = { n, hash };
    },
    last: () => after,
    bytes: () => current?.mark().bytes ?? 0,
    turn() {
      const ended = current;
      current = undefined;
      if (ended !== undefined) closing = closing.then(() => ended.close());
      return { segment: next, after };
    },
    async close() {
      await closing;
      await current?.close();
      current = undefined;
    },
  };
}

function isThere(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}

export interface JournalRead {
  /** Per segment its path and the groups that count, in order. */
  readonly groups: readonly { readonly path: string; readonly group: Group }[];
  /** Bytes to cut off, of writes that were never answered. */
  readonly cuts: readonly { readonly path: string; readonly length: number }[];
  readonly next: Turned;
}

/** Reads what counts, without changing anything. @throws Refused (`damaged`), naming file and offset. */
export async function readJournal(files: Files, root: string, from: Turned): Promise<JournalRead> {
  const names = await files.list(join(root, "journal"));
  const numbers = names.flatMap((name) => numberOf(name) ?? []).filter((number) => number >= from.segment);
  const segments: Segment[] = [];
  for (const number of numbers) segments.push(await readSegment(files, join(root, segmentFile(number))));

  const cuts: { path: string; length: number }[] = [];
  const groups: { path: string; group: Group }[] = [];
  let after = from.after;
  segments.forEach((segment, at) => {
    const successor = segments.slice(at + 1).find(({ groups }) => groups.length > 0)?.groups[0];
    const counted = segment.groups.filter(({ n }) => successor === undefined || n < successor.n);
    const leftover = segment.groups[counted.length]?.start ?? segment.bad;
    for (const group of counted) {
      if (group.n !== after.n + 1 || group.previousHash !== after.hash) {
        throw damaged(segment.path, group.start, "deze groep volgt niet op de vorige");
      }
      after = { n: group.n, hash: group.checksum };
      groups.push({ path: segment.path, group });
    }
    if (leftover === undefined) return;
    // Only a writer that was left behind may have written where its successor goes on: that group was never answered.
    const mine = counted.at(-1)?.epoch ?? 0;
    if (
      successor !== undefined &&
      !(successor.n === after.n + 1 && successor.previousHash === after.hash && successor.epoch > mine)
    ) {
      throw damaged(segment.path, leftover, "een groep klopt niet, en daarna volgt een goede groep");
    }
    cuts.push({ path: segment.path, length: leftover });
  });
  return { groups, cuts, next: { segment: Math.max(from.segment, (numbers.at(-1) ?? 0) + 1), after } };
}

interface Segment {
  readonly path: string;
  readonly groups: readonly Group[];
  readonly bad?: number;
}

async function readSegment(files: Files, path: string): Promise<Segment> {
  const bytes = (await files.read(path)) ?? new Uint8Array();
  const groups: Group[] = [];
  for (let end = 0; end < bytes.length; end = groups.at(-1)?.end ?? end) {
    const group = groupAt(bytes, end);
    const before: Pick<Group, "n" | "checksum"> | undefined = groups.at(-1);
    const follows =
      group && (before === undefined || (group.n === before.n + 1 && group.previousHash === before.checksum));
    if (follows) {
      groups.push(group);
      continue;
    }
    if (group || goodGroupAfter(bytes, end))
      throw damaged(path, end, "een groep klopt niet, en daarna volgt een goede groep");
    return { path, groups, bad: end };
  }
  return { path, groups };
}

/** Before the store serves: what was never answered goes for good, and the last group that counts stays for good. */
export async function settleJournal(files: Files, { cuts, groups }: JournalRead): Promise<void> {
  for (const { path, length } of cuts) {
    await withFile(files, path, async (open) => {
      await open.truncate(length);
      await open.datasync();
    });
  }
  const last = groups.at(-1);
  if (last !== undefined) await withFile(files, last.path, (open) => writeAgain(open, last.group));
}

async function withFile(files: Files, path: string, work: (open: OpenFile) => Promise<void>): Promise<void> {
  const open = await files.open(path, "update");
  try {
    await work(open);
  } finally {
    await open.close();
  }
}
