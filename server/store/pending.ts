/** What is durable in the journal and waits for a checkpoint. */

import type { JournalEntry } from "./entry.ts";

/** The sets and arrays shrink as a checkpoint saves them, so that one that failed goes on where it stopped. */
export interface Pending {
  /** Every stream that changed. */
  readonly streams: Set<string>;
  readonly dossiers: Set<string>;
  readonly endless: Set<string>;
  /** Lines as JSON, by month of their time. */
  readonly audit: Map<string, string[]>;
  tokens: string[];
  /** Groups of the journal, as lines of the chain file. */
  groups: string[];
  /** Last group of the reserve that is in the journal. */
  reserve: number;
}

export function emptyPending(): Pending {
  return {
    streams: new Set(),
    dossiers: new Set(),
    endless: new Set(),
    audit: new Map(),
    tokens: [],
    groups: [],
    reserve: 0,
  };
}

export function addTo(pending: Pending, entry: JournalEntry, isEndless: (stream: string) => boolean): void {
  for (const { stream } of entry.parts ?? []) {
    pending.streams.add(stream);
    (isEndless(stream) ? pending.endless : pending.dossiers).add(stream);
  }
  for (const line of entry.audit ?? []) addLines(pending, line.at.slice(0, 7), [JSON.stringify(line)]);
  for (const token of entry.unique ?? []) pending.tokens.push(token);
  pending.reserve = Math.max(pending.reserve, entry.reserve ?? 0);
}

export function merge(older: Pending, newer: Pending): Pending {
  for (const set of ["streams", "dossiers", "endless"] as const)
    for (const stream of newer[set]) older[set].add(stream);
  for (const [month, lines] of newer.audit) addLines(older, month, lines);
  for (const token of newer.tokens) older.tokens.push(token);
  for (const group of newer.groups) older.groups.push(group);
  older.reserve = Math.max(older.reserve, newer.reserve);
  return older;
}

export function groupLine(n: number, hash: string): string {
  return JSON.stringify([n, hash]);
}

function addLines(pending: Pending, month: string, lines: readonly string[]): void {
  const there = pending.audit.get(month);
  if (there === undefined) pending.audit.set(month, [...lines]);
  else for (const line of lines) there.push(line);
}
