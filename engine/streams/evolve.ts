/** The one place where a stream changes: what happened, applied to what was there. */

import type { Dossier, Origin } from "./dossier.ts";
import type { DossierEvent } from "./event.ts";
import { evolveDossier } from "./evolve-dossier.ts";
import { evolveLedger, type LedgerEvent } from "./ledger.ts";
import { evolvePool, type PoolEvent } from "./pool.ts";
import type { StreamEvent, StreamState } from "./stream.ts";

/**
 * The stream after the event. `commit` names the commit that holds it.
 * @throws when the event does not fit the state: the stream is broken.
 */
export function evolve(state: Dossier | undefined, event: DossierEvent, commit: Origin, id: string): Dossier;
export function evolve(state: StreamState | undefined, event: StreamEvent, commit: Origin, id: string): StreamState;
export function evolve(state: StreamState | undefined, event: StreamEvent, commit: Origin, id: string): StreamState {
  switch (kindOf(state, event)) {
    case "pool":
      if (state !== undefined && state.kind !== "pool") break;
      return evolvePool(state, event as PoolEvent, id);
    case "ledger":
      if (state !== undefined && state.kind !== "ledger") break;
      return evolveLedger(state, event as LedgerEvent, id);
    default:
      if (state !== undefined && state.kind !== "dossier") break;
      return evolveDossier(state, event as DossierEvent, commit, id);
  }
  throw new Error(`${event.type} does not belong in ${id}`);
}

/** The first event tells; later ones must fit what is there. */
function kindOf(state: StreamState | undefined, { type }: StreamEvent): StreamState["kind"] {
  if (state !== undefined) return state.kind;
  if (type === "poolOpened") return "pool";
  return type === "ledgerOpened" ? "ledger" : "dossier";
}
