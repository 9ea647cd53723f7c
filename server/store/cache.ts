/** Parts that were read or written recently, up to a number of bytes: dossiers are not all kept in memory. */

import type { StoredPart } from "./port.ts";

export interface Cache {
  get(stream: string): readonly StoredPart[] | undefined;
  put(stream: string, parts: readonly StoredPart[]): void;
}

export function openCache(limitBytes: number): Cache {
  // A Map keeps the order of insertion, so the first entry is the one that was used longest ago.
  const entries = new Map<string, { parts: readonly StoredPart[]; bytes: number }>();
  let total = 0;

  function drop(stream: string): void {
    total -= entries.get(stream)?.bytes ?? 0;
    entries.delete(stream);
  }

  return {
    get(stream) {
      const found = entries.get(stream);
      if (found === undefined) return undefined;
      entries.delete(stream);
      entries.set(stream, found);
      return found.parts;
    },
    put(stream, parts) {
      drop(stream);
      const bytes = weight(parts);
      if (bytes > limitBytes) return;
      entries.set(stream, { parts, bytes });
      total += bytes;
      for (const oldest of entries.keys()) {
        if (total <= limitBytes) return;
        drop(oldest);
      }
    },
  };
}

/** Roughly what the parts take: the ciphertext, and what surrounds it. */
function weight(parts: readonly StoredPart[]): number {
  let bytes = 0;
  for (const { content } of parts) {
    bytes += 800;
    for (const { ciphertext } of content) bytes += ciphertext.length + 200;
  }
  return bytes;
}
