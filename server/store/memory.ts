/** The store that keeps everything in memory: for tests and simulations. */

import { openIndex } from "./index.ts";
import { openLedger } from "./ledger.ts";
import { refuseNoInstant } from "./misuse.ts";
import { type AuditLine, type Publication, type Row, type Store, Unavailable } from "./port.ts";
import { refuseWrongHash } from "./release-hash.ts";

export interface MemoryStore extends Store {
  /** All audit lines in order: what a test of the server looks at. */
  auditLines(): readonly AuditLine[];
  /** The rows of one stream as they now are, for the same. */
  rowsOf(stream: string): readonly Row[];
}

export function memoryStore(): MemoryStore {
  const index = openIndex();
  const ledger = openLedger(index);
  const lines: AuditLine[] = [];
  const releases = new Map<string, Uint8Array>();
  const published: Publication[] = [];
  let closed = false;

  function refuseWhenClosed(): void {
    if (closed) throw new Unavailable("the store is closed", false);
  }

  return {
    async read(stream) {
      return [...(ledger.accounts.get(stream)?.tail ?? [])];
    },
    // Not async: a conflict is thrown in the turn of the caller, as the port promises.
    append(commit) {
      refuseWhenClosed();
      const { parts } = ledger.enter(commit);
      lines.push(...(commit.audit ?? []));
      return Promise.resolve(parts);
    },
    // Memory cannot fail, so nothing is ever taken back.
    onUndone() {},
    async audit(line) {
      refuseWhenClosed();
      refuseNoInstant(line.at);
      lines.push(line);
    },
    async rows(query) {
      return index.page(query);
    },
    async due(query) {
      return index.due(query);
    },
    async putRelease(hash, bytes) {
      refuseWhenClosed();
      refuseWrongHash(hash, bytes);
      releases.set(hash, bytes.slice());
    },
    async release(hash) {
      return releases.get(hash)?.slice();
    },
    async publish(publication) {
      refuseWhenClosed();
      published.push(publication);
    },
    async publications() {
      return [...published];
    },
    async close() {
      closed = true;
    },
    auditLines: () => [...lines],
    rowsOf: index.of,
  };
}
