/** The account of one stream: how far it has come, how far that is durable, and how far it lies in a file of its own. */

import { partChecksum, partText } from "./part.ts";
import type { StoredPart } from "./port.ts";

/** `saved` ≤ `durable` ≤ `revision`. Parts up to `saved` lie in the file, up to `durable` in the journal; `tail` holds those after `saved`. */
export interface Account {
  readonly stream: string;
  revision: number;
  /** Checksum of the last part, "" before the first. */
  head: string;
  durable: number;
  saved: number;
  savedHead: string;
  tail: StoredPart[];
  /** How many are reading the file now. */
  readers: number;
}

export function newAccount(stream: string): Account {
  return { stream, revision: 0, head: "", durable: 0, saved: 0, savedHead: "", tail: [], readers: 0 };
}

/** At start, from what the file of the stream is known to hold. */
export function openAccount(account: Account, revision: number, head: string): void {
  Object.assign(account, { revision, head, durable: revision, saved: revision, savedHead: head });
}

/** At start, with a part that only the journal has. */
export function addDurable(account: Account, part: StoredPart): void {
  account.tail.push(part);
  account.revision = part.revision;
  account.durable = part.revision;
  account.head = partChecksum(partText(part));
}

/** What a checkpoint may write: parts that could still be taken back must never reach a file. */
export function durableTail({ tail, durable }: Account, after: number): readonly StoredPart[] {
  return tail.filter(({ revision }) => revision > after && revision <= durable);
}

/** The file holds these parts now. */
export function settle(account: Account, revision: number, head: string): void {
  account.saved = revision;
  account.savedHead = head;
  trimTail(account);
}

/** Drops from the tail what the file has, unless someone is reading an older file. */
export function trimTail(account: Account): void {
  if (account.readers > 0) return;
  account.tail = account.tail.filter(({ revision }) => revision > account.saved);
}
