/** Keys derived from the master key, one per purpose: tokens that say nothing, and sealers for bytes outside any stream. */

import { createHmac, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import type { Sealer } from "../store/sealer.ts";
import { decrypt, encrypt } from "./cipher.ts";

/** A token of one purpose never equals that of another, whatever the parts. */
export type TokenPurpose = "unique" | "stream" | "related" | "etag" | "fingerprint" | "name" | "head";

export type SealerPurpose = "index" | "cursor";

export function deriveKey(master: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", master, Buffer.alloc(0), `draaiboek ${purpose}`, 32));
}

/** HMAC-SHA-256 over the parts, base64url: 43 characters that fit a stream id. */
export function tokens(master: Uint8Array): (purpose: TokenPurpose, parts: readonly string[]) => string {
  const keys = new Map<TokenPurpose, KeyObject>();
  return (purpose, parts) => {
    const key = keys.get(purpose) ?? createSecretKey(deriveKey(master, `token ${purpose}`));
    keys.set(purpose, key);
    // As JSON: ["ab", "c"] and ["a", "bc"] must differ.
    return createHmac("sha256", key).update(JSON.stringify(parts)).digest("base64url");
  };
}

export function derivedSealer(master: Uint8Array, purpose: SealerPurpose): Sealer {
  const key = deriveKey(master, `sealer ${purpose}`);
  const associated = Buffer.from(purpose);
  return {
    sealBytes: (plain) => encrypt(key, plain, associated),
    openBytes(sealed) {
      try {
        return decrypt(key, sealed, associated);
      } catch {
        return undefined;
      }
    },
  };
}
