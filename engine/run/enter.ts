/** Adds what happened in a pool or a ledger, and lets its state follow. */

import { evolve } from "../streams/evolve.ts";
import type { LedgerEvent } from "../streams/ledger.ts";
import type { PoolEvent } from "../streams/pool.ts";
import type { Making, Whole } from "./whole.ts";
import { forget, signed } from "./work.ts";

export function enter(whole: Whole, line: Making, event: PoolEvent | LedgerEvent): void {
  const happened = signed(whole, event);
  line.state = evolve(line.state, happened, whole.origin, line.id);
  line.events.push(happened);
  forget(whole);
}
