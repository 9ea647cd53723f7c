/** How one stored part becomes text and a checksum, the same for every store. */

import { sha256 } from "./hash.ts";
import type { StoredPart } from "./port.ts";

/** Stable over a round trip: parsing and printing it again gives the same text, so a chain can be checked from what was read. */
export function partText(part: StoredPart): string {
  return JSON.stringify(part);
}

export function partChecksum(text: string): string {
  return sha256(text);
}

/** Checksum of the last part, "" when there is none. */
export function headOf(parts: readonly StoredPart[]): string {
  const last = parts.at(-1);
  return last === undefined ? "" : partChecksum(partText(last));
}

/** The first part that does not follow from the one before it, or undefined when the chain holds. */
export function brokenPart(parts: readonly StoredPart[]): StoredPart | undefined {
  let head = "";
  let revision = 0;
  for (const part of parts) {
    if (part.previous !== head || part.revision !== revision + 1) return part;
    head = partChecksum(partText(part));
    revision = part.revision;
  }
  return undefined;
}
