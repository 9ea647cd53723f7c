/** A file that only grows, in groups, each durable before the next is written. */

import { dirname } from "node:path";
import { type Files, isFull, type OpenFile } from "./files.ts";
import { frame, type Group, goodGroupAfter, type Mark, readGroups, START } from "./frame.ts";
import { damaged } from "./refused.ts";

/** The group did not reach the disk and was cut off again. `full`: there is no space. */
export class NotWritten extends Error {
  override readonly name = "NotWritten";
  readonly full: boolean;
  constructor(cause: unknown) {
    super("not written", { cause });
    this.full = isFull(cause);
  }
}

/** A sync failed, or the cut back did: nobody knows what the disk holds. No call may follow, and no answer. */
export class OutcomeUnknown extends Error {
  override readonly name = "OutcomeUnknown";
  constructor(cause: unknown) {
    super("outcome unknown", { cause });
  }
}

export interface FramedFile {
  /** One group, durable when it resolves. One at a time. Throws NotWritten or OutcomeUnknown. */
  append(lines: readonly string[]): Promise<void>;
  mark(): Mark;
  close(): Promise<void>;
}

export interface FramedOptions {
  readonly epoch: number;
  /** Known to be good up to here (bytes beyond it are from work that was not finished, and go). Absent: the file is read whole. */
  readonly known?: Mark;
  /** Number and checksum that the first group follows on, for a file that goes on where another ended. */
  readonly follows?: Mark;
}

/**
 * Opens the file, makes its end what was read (durably), and gives back the groups that were read. @throws Refused
 * (`damaged`).
 */
export async function openFramed(
  files: Files,
  path: string,
  { epoch, known, follows }: FramedOptions,
): Promise<{ file: FramedFile; groups: readonly Group[] }> {
  const bytes = known === undefined ? await files.read(path) : undefined;
  const read = bytes && readGroups(bytes, follows ?? START);
  if (bytes && read?.bad !== undefined && goodGroupAfter(bytes, read.bad)) {
    throw damaged(path, read.bad, "een groep klopt niet, en daarna volgt een goede groep");
  }
  const end = read?.end ?? known ?? follows ?? START;
  const open = await files.open(path, "update");
  try {
    const size = await open.size();
    if (size < end.bytes) throw damaged(path, size, `het bestand hoort minstens ${end.bytes} bytes te hebben`);
    if (size > end.bytes) await cut(open, end.bytes);
    const last = read?.groups.at(-1);
    if (last !== undefined) await writeAgain(open, last);
    if (end.bytes === 0) await files.syncFolder(dirname(path));
  } catch (error) {
    await open.close();
    throw error;
  }
  return { file: framedFile(open, end, epoch), groups: read?.groups ?? [] };
}

/** A framed file on an open file whose good end is known. */
export function framedFile(open: OpenFile, from: Mark, epoch: number): FramedFile {
  let end = from;
  let broken: OutcomeUnknown | undefined;

  return {
    async append(lines) {
      if (broken !== undefined) throw broken;
      const group = frame(end, epoch, lines);
      try {
        await open.write(group.bytes, end.bytes);
      } catch (cause) {
        try {
          // Durably: the bytes may all have arrived, and would come back as a commit that was refused.
          await cut(open, end.bytes);
        } catch (error) {
          broken = new OutcomeUnknown(error);
          throw broken;
        }
        throw new NotWritten(cause);
      }
      try {
        await open.datasync();
      } catch (error) {
        broken = new OutcomeUnknown(error);
        throw broken;
      }
      end = { bytes: end.bytes + group.bytes.length, n: group.n, hash: group.hash };
    },
    mark: () => end,
    close: () => open.close(),
  };
}

/**
 * The last group may be there in memory only: its sync failed, or the process was killed before. Writing the same bytes
 * again and syncing makes it as durable as it looks; the groups before it were synced before it was written.
 */
export async function writeAgain(open: OpenFile, { n, epoch, previousHash, lines, start }: Group): Promise<void> {
  await open.write(frame({ n: n - 1, hash: previousHash }, epoch, lines).bytes, start);
  await open.datasync();
}

async function cut(open: OpenFile, length: number): Promise<void> {
  await open.truncate(length);
  await open.datasync();
}
