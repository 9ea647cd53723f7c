/** The name of a release is the hash of its bytes, and nothing else. */

import { createHash } from "node:crypto";

/** SHA-256 of the bytes, 64 lower-case hexadecimal digits. */
export function releaseHash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** @throws RangeError when the hash is not that of the bytes: a release under a wrong name would be found for ever. */
export function refuseWrongHash(hash: string, bytes: Uint8Array): void {
  if (releaseHash(bytes) !== hash) throw new RangeError(`${hash} is not the SHA-256 of the release`);
}

/** Whether the text can be the name of a release; nothing else ever becomes a path. */
export function isReleaseHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
