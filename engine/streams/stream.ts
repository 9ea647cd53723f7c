/** Every kind of stream: dossiers and groups, pools, ledgers; and how a decision asks for one that it was not given. */

import type { Dossier } from "./dossier.ts";
import type { DossierEvent } from "./event.ts";
import type { Ledger, LedgerEvent } from "./ledger.ts";
import type { Pool, PoolEvent } from "./pool.ts";

/** A group is a dossier that has `members`. */
export type StreamState = Dossier | Pool | Ledger;

/** The first event of a stream tells its kind. */
export type StreamEvent = DossierEvent | PoolEvent | LedgerEvent;

/** By id. A key with `undefined`: looked for, and not there. */
export type Streams = { readonly [stream: string]: StreamState | undefined };

export function isDossier(state: StreamState | undefined): state is Dossier {
  return state?.kind === "dossier";
}

/** The dossier or group by that id, as it is after a decision; undefined when something else stands there. */
export function dossierIn(streams: Streams, id: string): Dossier | undefined {
  const state = Object.hasOwn(streams, id) ? streams[id] : undefined;
  return isDossier(state) ? state : undefined;
}

const NEEDED = "needed streams";

/** To throw when something cannot be decided without these streams: who can load them does, and asks again. */
export function needsStreams(ids: readonly string[]): Error {
  return Object.assign(new Error(`needs ${ids.join(", ")}`), { [NEEDED]: ids });
}

/** The streams that were needed; undefined when it is another error. */
export function neededBy(error: unknown): readonly string[] | undefined {
  return error instanceof Error && NEEDED in error ? (error[NEEDED] as readonly string[]) : undefined;
}

/** Asks until nothing is missing, for whoever has every stream at hand. `load` says undefined for what is not there. */
export function withStreams<T>(
  load: (stream: string) => StreamState | undefined,
  first: readonly string[],
  ask: (streams: Streams) => T,
): T {
  // Without a prototype: somebody may ask for “__proto__”, and that is then known not to be there.
  const streams: Record<string, StreamState | undefined> = Object.create(null);
  for (const stream of first) streams[stream] = load(stream);
  for (;;) {
    try {
      return ask(streams);
    } catch (error) {
      const missing = neededBy(error)?.filter((stream) => !Object.hasOwn(streams, stream)) ?? [];
      if (missing.length === 0) throw error;
      for (const stream of missing) streams[stream] = load(stream);
    }
  }
}
