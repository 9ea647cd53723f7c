/** The port behind which every store stands: what is kept, what is atomic, and what a conflict means. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";

/** Content of one stream in one commit, sealed for one controller (AES-256-GCM; nonce and ciphertext in base64url). */
export interface Sealed {
  readonly controller: string;
  readonly keyId: string;
  readonly nonce: string;
  readonly ciphertext: string;
}

/**
 * What one commit does to one stream. `skeleton` holds the readable part of each event. Without events but with content
 * (the command) it is kept as any other; without both it is a version check only.
 */
export interface StreamPart {
  readonly stream: string;
  /** The revision this commit was decided on: the number of commits already in the stream. */
  readonly expected: number;
  readonly skeleton: readonly JsonObject[];
  readonly content: readonly Sealed[];
  /** Index rows that replace all rows of this stream. Absent: the rows stay as they are. */
  readonly rows?: readonly Row[];
}

/** One accepted command with its events per stream: all or nothing. */
export interface Commit {
  /** Random id, never the command id. */
  readonly id: string;
  /** UTC instant, ISO 8601. */
  readonly at: string;
  /** Random person id from the organisation, or `system`. */
  readonly actor: string;
  readonly streams: readonly StreamPart[];
  /** Keyed tokens (HMAC) that no other commit may have claimed. Kept for ever. */
  readonly unique?: readonly string[];
  /** Written in the same group as the commit. */
  readonly audit?: readonly AuditLine[];
}

/** A commit as one stream keeps it. `revision` counts from 1; `previous` is the checksum of the part before it ("" for the first). */
export interface StoredPart {
  readonly format: 1;
  readonly commit: string;
  readonly at: string;
  readonly actor: string;
  readonly stream: string;
  readonly revision: number;
  readonly previous: string;
  readonly skeleton: readonly JsonObject[];
  readonly content: readonly Sealed[];
}

/** One line of the worklist: what one group of viewers may see of one dossier, and in which order. Rebuildable from the commits. */
export interface Row {
  readonly stream: string;
  readonly controller: string;
  /** Who sees this row: `unit role` (`unit-1 kind.role`) or `person p-123`. Never empty. */
  readonly audiences: readonly string[];
  /** Sort key, newest last; unique together with the stream. */
  readonly order: string;
  /** First local day (`2023-01-09`) on which a term of this dossier fires. At most one row of a stream carries it. */
  readonly due?: string;
  readonly shows: JsonObject;
}

/** One request of an identified person: who, what, when, with which outcome. No query text, no content. */
export type AuditLine = { readonly at: string } & { readonly [key: string]: Json };

export interface RowPage {
  readonly rows: readonly Row[];
  /** Number of rows of this audience. */
  readonly total: number;
  /** Pass as `after` to read on; absent on the last page. */
  readonly next?: string;
}

/** A release as published: immutable bytes under their content hash, and from which local day it applies. */
export interface Publication {
  readonly hash: string;
  readonly from: string;
  readonly at: string;
}

/** Another commit came first: `streams` names every stream whose revision is not the expected one. Nothing was written. */
export class Conflict extends Error {
  override readonly name = "Conflict";
  readonly streams: readonly string[];
  constructor(streams: readonly string[]) {
    super(`revision moved: ${streams.join(", ")}`);
    this.streams = streams;
  }
}

/** A unique token is already claimed. Nothing was written. */
export class NotUnique extends Error {
  override readonly name = "NotUnique";
  readonly tokens: readonly string[];
  constructor(tokens: readonly string[]) {
    super("already claimed");
    this.tokens = tokens;
  }
}

/** The store cannot take writes now. `full`: no space (507), else closing or failed (503). Nothing of the append was kept. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
  readonly full: boolean;
  constructor(message: string, full: boolean) {
    super(message);
    this.full = full;
  }
}

export interface Store {
  /** All commits of a stream in order, those still on their way to disk included; empty when there is none. */
  read(stream: string): Promise<readonly StoredPart[]>;
  /**
   * Compares all expected revisions and unique tokens and queues the commit, in one synchronous turn: after the call
   * returns (before the promise settles) `read` and `rows` show it. Resolves when it is durable, with the stored parts.
   * Throws (synchronously) Conflict or NotUnique, and Unavailable when the store already refuses writes.
   * Rejects with Unavailable when the write failed: the commit, and every commit queued on it, is gone again.
   */
  append(commit: Commit): Promise<readonly StoredPart[]>;
  /** Calls back, synchronously, whenever queued commits of these streams were taken back, so that caches drop them. */
  onUndone(listener: (streams: readonly string[]) => void): void;
  /** Resolves when the line is durable. With a full disk lines go into the reserve until that is spent: then Unavailable. */
  audit(line: AuditLine): Promise<void>;
  /** One page of an audience's rows, in order, reading only the rows shown. */
  rows(query: { audience: string; after?: string; limit: number; newestFirst?: boolean }): Promise<RowPage>;
  /** Rows whose `due` is on or before the day, earliest first. */
  due(query: { until: string; limit: number }): Promise<readonly Row[]>;
  /** Writes the release before its first use; the same hash twice is the same bytes. */
  putRelease(hash: string, bytes: Uint8Array): Promise<void>;
  release(hash: string): Promise<Uint8Array | undefined>;
  publish(publication: Publication): Promise<void>;
  publications(): Promise<readonly Publication[]>;
  /** Waits for what is queued, then gives everything back. No call may follow. */
  close(): Promise<void>;
}
