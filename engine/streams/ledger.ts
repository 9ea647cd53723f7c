/** A ledger: lines in the order in which they were entered, without end; a line is never changed, only cancelled by another. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Day } from "./event.ts";

/** The lines themselves are its commits: only how many there are is kept in memory. */
export interface Ledger {
  readonly kind: "ledger";
  /** Of the stream. */
  readonly id: string;
  readonly ledger: string;
  readonly controller: string;
  /** Number of commits. */
  readonly revision: number;
  readonly count: number;
}

export type LedgerEvent = LedgerHappened & { readonly system?: true };

type LedgerHappened =
  | { readonly type: "ledgerOpened"; readonly ledger: string; readonly controller: string }
  | {
      readonly type: "entered";
      readonly record: string;
      readonly kind: string;
      readonly dossier: string;
      readonly instance?: string;
      /** The day it counts for. */
      readonly on: Day;
      readonly fields?: JsonObject;
    }
  | {
      readonly type: "cancelled";
      readonly record: string;
      readonly kind: string;
      readonly dossier: string;
      readonly why: "withdrawn" | "replaced";
    };

/** @throws when the event does not fit the state: the stream is broken. */
export function evolveLedger(state: Ledger | undefined, event: LedgerEvent, id: string): Ledger {
  if (event.type === "ledgerOpened") {
    if (state !== undefined) throw new Error(`ledger ${id} was opened twice`);
    return { kind: "ledger", id, ledger: event.ledger, controller: event.controller, revision: 0, count: 0 };
  }
  if (state === undefined) throw new Error(`ledger ${id} begins with ${event.type}`);
  return { ...state, count: state.count + 1 };
}
