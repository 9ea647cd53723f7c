/** SHA-256 as the store writes it: base64url, 43 characters. */

import { createHash } from "node:crypto";

export function sha256(...pieces: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return hash.digest("base64url");
}
