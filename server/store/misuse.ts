/** What only a programmer can cause, refused before a commit is entered. */

import type { Commit } from "./port.ts";

/** Stream ids are opaque and short: they never hold a name, and every store can use them as they are. */
const STREAM = /^[a-z0-9:_-]{1,80}$/i;

/** Months name files, so an instant must look like one. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T/;

/** @throws RangeError for what does not start as an instant does. */
export function refuseNoInstant(at: string): void {
  if (!INSTANT.test(at)) throw new RangeError("an instant is ISO 8601 in UTC");
}

/** @throws RangeError for a stream id, a stream that is there twice, or an instant that is none. */
export function refuseMisuse(commit: Commit): void {
  refuseNoInstant(commit.at);
  for (const { at } of commit.audit ?? []) refuseNoInstant(at);
  const seen = new Set<string>();
  for (const { stream } of commit.streams) {
    if (!STREAM.test(stream)) throw new RangeError("a stream id is 1 to 80 letters, digits, ':', '_' or '-'");
    if (seen.has(stream)) throw new RangeError(`stream ${stream} is in the commit twice`);
    seen.add(stream);
  }
}
