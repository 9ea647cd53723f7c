/** Where to read on in a list, sealed: it says nothing, and is good only for whom and for what it was made. */

import type { Sealer } from "../store/sealer.ts";

export function writeCursor(sealer: Sealer, owner: readonly string[], place: unknown): string {
  const bytes = sealer.sealBytes(Buffer.from(JSON.stringify([owner, place])));
  return Buffer.from(bytes).toString("base64url");
}

/** Undefined when it was made for another owner, or not made here. */
export function readCursor<T>(sealer: Sealer, owner: readonly string[], text: string): T | undefined {
  const plain = sealer.openBytes(Buffer.from(text, "base64url"));
  if (plain === undefined) return undefined;
  const [madeFor, place]: [unknown, T] = JSON.parse(Buffer.from(plain).toString("utf8"));
  return JSON.stringify(madeFor) === JSON.stringify(owner) ? place : undefined;
}
