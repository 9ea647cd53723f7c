/** What sealed content is bound to, so that it opens only in its own place: commit, stream, revision, controller, skeleton. */

import { createHash } from "node:crypto";
import type { JsonObject } from "../../definitions/grammar/json.ts";

/** Of one content in one part. `skeleton`: `skeletonHash` of the part's skeleton. */
export interface Place {
  readonly format: 1;
  readonly commit: string;
  readonly stream: string;
  /** The revision that the part gets: `expected + 1`. */
  readonly revision: number;
  readonly controller: string;
  readonly skeleton: string;
}

/** The bytes to pass as `associated` to `seal` and `open`. An array: no two places print the same. */
export function associatedData({ format, commit, stream, revision, controller, skeleton }: Place): Uint8Array {
  return Buffer.from(JSON.stringify([format, commit, stream, revision, controller, skeleton]));
}

/** SHA-256, base64url. One hash per part, however many controllers it is sealed for. */
export function skeletonHash(skeleton: readonly JsonObject[]): string {
  return createHash("sha256").update(JSON.stringify(skeleton)).digest("base64url");
}
