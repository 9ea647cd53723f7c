/** One line of the journal: a commit over its streams, or audit lines alone. */

import type { AuditLine, StoredPart } from "./port.ts";

export interface JournalEntry {
  readonly parts?: readonly StoredPart[];
  readonly unique?: readonly string[];
  readonly audit?: readonly AuditLine[];
  /** These audit lines come from the reserve, up to and including this group of it. */
  readonly reserve?: number;
}

/** From the texts that were hashed: what lies on disk is what the chain was computed over. */
export function commitLine(texts: readonly string[], unique: readonly string[], audit: readonly AuditLine[]): string {
  const rest = JSON.stringify({ ...(unique.length > 0 && { unique }), ...(audit.length > 0 && { audit }) });
  const parts = `{"parts":[${texts.join(",")}]`;
  return rest === "{}" ? `${parts}}` : `${parts},${rest.slice(1)}`;
}

export function auditEntry(audit: readonly AuditLine[], reserve?: number): string {
  return JSON.stringify(reserve === undefined ? { audit } : { audit, reserve });
}

/** Of a line whose checksum was checked: then it is what this file wrote. */
export function parseEntry(line: string): JournalEntry {
  const entry: JournalEntry = JSON.parse(line);
  return entry;
}
