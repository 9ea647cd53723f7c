/** Space that was set aside on disk for the lines of readers, so that a full disk does not stop reading at once. */

import type { Files, OpenFile } from "./files.ts";
import { frame, type Group, groupAt } from "./frame.ts";
import { type AuditLine, Unavailable } from "./port.ts";
import { replaceFile } from "./replace.ts";

export interface Reserve {
  /** Resolves when the line is durable. Rejects with Unavailable when the space is spent. */
  add(line: AuditLine): Promise<void>;
  /** What must still go to the journal, and the number of its last group; undefined when there is nothing. */
  held(): { readonly lines: readonly AuditLine[]; readonly to: number } | undefined;
  /** These are in the journal now. The space is free again when nothing came after them. */
  moved(to: number): Promise<void>;
  sizeBytes(): number;
  close(): Promise<void>;
}

/** Made of zeros that are really written: a hole would need space later. `movedTo`: the last group that the journal has. */
export async function openReserve(
  files: Files,
  path: string,
  { sizeBytes, movedTo, epoch }: { sizeBytes: number; movedTo: number; epoch: number },
): Promise<Reserve> {
  const found = await files.read(path);
  // A disk that is full already must not keep the store from starting: then there is no reserve.
  if (found === undefined) await replaceFile(files, path, Buffer.alloc(sizeBytes)).catch(() => undefined);
  const groups = reserveGroups(found ?? new Uint8Array());
  const file =
    found === undefined && (await files.read(path)) === undefined ? undefined : await files.open(path, "update");
  const size = (await file?.size()) ?? 0;
  await clean(file, found ?? new Uint8Array(), groups.at(-1)?.end ?? 0);
  return reserve(file, size, groups, { movedTo, epoch });
}

/** What a crash left half-written is made zero again; if that fails, the next write tells. */
async function clean(file: OpenFile | undefined, bytes: Uint8Array, end: number): Promise<void> {
  if (file === undefined || bytes.subarray(end).every((byte) => byte === 0)) return;
  await file.write(Buffer.alloc(bytes.length - end), end).catch(() => undefined);
  await file.datasync().catch(() => undefined);
}

/** The groups from the start of the file; the first may have any number, for the space is used again. */
export function reserveGroups(bytes: Uint8Array): readonly Group[] {
  const groups: Group[] = [];
  for (let at = 0; at < bytes.length; ) {
    const group = groupAt(bytes, at);
    const before = groups.at(-1);
    if (group === undefined || (before !== undefined && group.previousHash !== before.checksum)) break;
    groups.push(group);
    at = group.end;
  }
  return groups;
}

function reserve(
  file: OpenFile | undefined,
  size: number,
  found: readonly Group[],
  { movedTo, epoch }: { movedTo: number; epoch: number },
): Reserve {
  let after = { n: Math.max(movedTo, found.at(-1)?.n ?? 0), hash: found.at(-1)?.checksum ?? "" };
  let end = found.at(-1)?.end ?? 0;
  let kept = found.filter(({ n }) => n > movedTo).map(({ n, lines }) => ({ n, lines: lines.map(parseLine) }));
  let broken = file === undefined;
  // One write at a time; each line is its own group, for this is the slow path of a full disk.
  let turn: Promise<void> = Promise.resolve();

  async function write(line: AuditLine): Promise<void> {
    const group = frame(after, epoch, [JSON.stringify(line)]);
    if (file === undefined || broken || end + group.bytes.length > size)
      throw new Unavailable("the reserve is spent", false);
    try {
      await file.write(group.bytes, end);
      await file.datasync();
    } catch {
      broken = true;
      throw new Unavailable("the reserve cannot be written", false);
    }
    after = { n: group.n, hash: group.hash };
    end += group.bytes.length;
    kept.push({ n: group.n, lines: [line] });
  }

  async function free(to: number): Promise<void> {
    kept = kept.filter(({ n }) => n > to);
    if (file === undefined || broken || kept.length > 0) return;
    try {
      await file.write(Buffer.alloc(end), 0);
      await file.datasync();
      end = 0;
    } catch {
      broken = true;
    }
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  return {
    add: (line) => inTurn(() => write(line)),
    held() {
      const last = kept.at(-1);
      return last && { lines: kept.flatMap(({ lines }) => lines), to: last.n };
    },
    sizeBytes: () => size,
    moved: (to) => inTurn(() => free(to)),
    async close() {
      await turn;
      await file?.close();
    },
  };
}

function parseLine(line: string): AuditLine {
  const value: AuditLine = JSON.parse(line);
  return value;
}
