/** The frame around lines that reach the disk together: `{ n, epoch, previousHash, bytes, checksum }`, a newline, the lines. */

import { isObject } from "../../definitions/grammar/json.ts";
import { utf8 } from "./bytes.ts";
import { sha256 } from "./hash.ts";

/** Where a file of groups ends: the number and checksum of its last group, and the bytes up to there. */
export interface Mark {
  readonly bytes: number;
  readonly n: number;
  readonly hash: string;
}

export const START: Mark = { bytes: 0, n: 0, hash: "" };

export interface Group {
  readonly n: number;
  readonly epoch: number;
  readonly previousHash: string;
  readonly checksum: string;
  readonly lines: readonly string[];
  /** Offset of the first byte, and of the first byte after it. */
  readonly start: number;
  readonly end: number;
}

/** The bytes of a group and its checksum. A line holds no newline: JSON escapes it. */
export function frame(
  after: { readonly n: number; readonly hash: string },
  epoch: number,
  lines: readonly string[],
): { bytes: Buffer; n: number; hash: string } {
  const body = utf8(`${lines.join("\n")}\n`);
  const head = { n: after.n + 1, epoch, previousHash: after.hash, bytes: body.length };
  const hash = checksum(head, body);
  return { bytes: Buffer.concat([Buffer.from(headerText(head, hash)), body]), n: head.n, hash };
}

/**
 * The good groups of a file from a mark on. `bad` is the offset where reading stopped before the end of the file:
 * a group that is torn or changed, or that does not follow from the one before it.
 */
export function readGroups(bytes: Uint8Array, from: Mark): { groups: Group[]; end: Mark; bad?: number } {
  const groups: Group[] = [];
  let end = from;
  while (end.bytes < bytes.length) {
    const group = groupAt(bytes, end.bytes);
    if (group === undefined || group.n !== end.n + 1 || group.previousHash !== end.hash) {
      return { groups, end, bad: end.bytes };
    }
    groups.push(group);
    end = { bytes: group.end, n: group.n, hash: group.checksum };
  }
  return { groups, end };
}

/** A good group that starts after the offset, wherever: its presence tells damage from a torn end. */
export function goodGroupAfter(bytes: Uint8Array, offset: number): Group | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = buffer.indexOf(OPENING, offset + 1); at >= 0; at = buffer.indexOf(OPENING, at + 1)) {
    const group = groupAt(bytes, at);
    if (group !== undefined) return group;
  }
  return undefined;
}

/** The group at an offset when it is whole and unchanged, whatever came before it. */
export function groupAt(bytes: Uint8Array, start: number): Group | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const newline = buffer.subarray(start, start + HEADER_LIMIT).indexOf(10);
  if (newline < 0) return undefined;
  const text = buffer.toString("latin1", start, start + newline + 1);
  const header = parseHeader(text);
  if (header === undefined) return undefined;
  const from = start + newline + 1;
  const body = buffer.subarray(from, from + header.bytes);
  // The text is compared too: a header that parses to the same values with other bytes is a changed header.
  if (body.length !== header.bytes || body.at(-1) !== 10 || headerText(header, header.checksum) !== text)
    return undefined;
  if (checksum(header, body) !== header.checksum) return undefined;
  const lines = body.toString("utf8", 0, body.length - 1).split("\n");
  const { n, epoch, previousHash } = header;
  return { n, epoch, previousHash, checksum: header.checksum, lines, start, end: from + header.bytes };
}

interface Head {
  readonly n: number;
  readonly epoch: number;
  readonly previousHash: string;
  readonly bytes: number;
}

const OPENING = '{"n":';
/** Two hashes and three numbers fit amply. */
const HEADER_LIMIT = 256;

function headerText({ n, epoch, previousHash, bytes }: Head, checksum: string): string {
  return `${JSON.stringify({ n, epoch, previousHash, bytes, checksum })}\n`;
}

function checksum({ n, epoch, previousHash, bytes }: Head, body: Uint8Array): string {
  return sha256(JSON.stringify([n, epoch, previousHash, bytes]), body);
}

function parseHeader(text: string): (Head & { checksum: string }) | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const { n, epoch, previousHash, bytes, checksum } = value;
  if (typeof n !== "number" || typeof epoch !== "number" || typeof bytes !== "number") return undefined;
  if (typeof previousHash !== "string" || typeof checksum !== "string" || !(bytes > 0)) return undefined;
  return { n, epoch, previousHash, bytes, checksum };
}
