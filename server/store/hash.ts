/** SHA-256 as the store writes it: base64url, 43 characters. */

import { createHash, hash } from "node:crypto";

export function sha256(...pieces: readonly (string | Uint8Array)[]): string {
  const [only] = pieces;
  // In one go it takes half the time for a short text, and every commit is hashed.
  if (pieces.length === 1 && only !== undefined) return hash("sha256", only, "base64url");
  const digest = createHash("sha256");
  for (const piece of pieces) digest.update(piece);
  return digest.digest("base64url");
}
