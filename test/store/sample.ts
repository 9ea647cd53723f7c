/** Commits and rows for tests of the store: small, but with everything that a commit can have. */

import type { Commit, Row, StoredPart, StreamPart } from "../../server/store/port.ts";
import type { Sealer } from "../../server/store/sealer.ts";

/** Rows that say how many commits a stream has and which came last, so that a row of a lost commit shows. */
export function project(stream: string, parts: readonly StoredPart[]): readonly Row[] {
  const last = parts.at(-1);
  return last === undefined ? [] : rowsOf(stream, parts.length, last.commit);
}

export function rowsOf(stream: string, revision: number, commit: string): readonly Row[] {
  const order = `2026-01-${String(revision).padStart(4, "0")}`;
  return ["board-a", "board-b"].map((controller, at) => ({
    stream,
    controller,
    audiences: at === 0 ? ["unit-1 writer", "everyone"] : ["everyone"],
    order,
    ...(at === 0 && revision % 2 === 0 && { due: `2026-02-${String((revision % 27) + 1).padStart(2, "0")}` }),
    shows: { revision, commit },
  }));
}

export function part(stream: string, expected: number, commit: string, text = "content"): StreamPart {
  return {
    stream,
    expected,
    skeleton: [{ type: "saved", commit }],
    content: [{ controller: "board-a", keyId: "key-1", nonce: "bm9uY2U", ciphertext: text }],
    rows: rowsOf(stream, expected + 1, commit),
  };
}

export function commit(id: string, streams: readonly StreamPart[], more: Partial<Commit> = {}): Commit {
  return { id, at: "2026-01-05T08:00:00.000Z", actor: "person-1", streams, ...more };
}

/** Not a secret: what is sealed is tested with the keys. */
export const plainSealer: Sealer = { sealBytes: (bytes) => bytes, openBytes: (bytes) => bytes };
