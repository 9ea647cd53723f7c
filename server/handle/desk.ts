/** The desk: where commands come in, and everybody looks through their own view. */

import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Actor } from "../../engine/streams/command.ts";
import type { Store } from "../store/port.ts";
import { openAccept } from "./accept.ts";
import { type Asked, type Outcome, openCommands } from "./commands.ts";
import type { World } from "./context.ts";
import { type Elapsed, openDue } from "./due.ts";
import { etagsOf } from "./etag.ts";
import { type LedgerPage, openLedgers } from "./ledgers.ts";
import type { Kind } from "./look.ts";
import { openReading, type Reading } from "./reading.ts";
import { openStates } from "./states.ts";
import { openTurns } from "./turn.ts";
import { openLists, type WorklistPage } from "./worklist.ts";

export interface DeskOptions extends World {
  readonly store: Store;
  /** Ids of commits; random, never the client's key. */
  readonly randomId?: () => string;
  /** Streams kept in memory. */
  readonly cachedStreams?: number;
}

export interface Desk extends Reading {
  /** @throws Unavailable when it cannot be stored; then nothing happened. */
  handle(asked: Asked): Promise<Outcome>;
  /** Undefined when `after` is no place in the actor's list. */
  worklist(actor: Actor, query: ListQuery, kind?: Kind): Promise<WorklistPage | undefined>;
  tasks(actor: Actor): Promise<readonly JsonObject[]>;
  /** Undefined when no such ledger is there for the actor, `wrong-place` when `after` is no place in it. */
  ledger(actor: Actor, name: string, query: ListQuery): Promise<LedgerPage | "wrong-place" | undefined>;
  /** Lets time pass in at most `limit` streams in which something is due, in due order. */
  elapseDue(limit: number): Promise<Elapsed>;
  /** Grows when commits were taken back: an answer made before it grew must not be given. */
  undone(): number;
  /** Waits for what is being handled. */
  close(): Promise<void>;
}

interface ListQuery {
  readonly after?: string;
  readonly limit: number;
}

export function openDesk(options: DeskOptions): Desk {
  const { store, keyring, randomId = randomUUID, cachedStreams = 2_000 } = options;
  const states = openStates({ store, keyring, most: cachedStreams });
  const takeTurn = openTurns({ keyring, states });
  const accept = openAccept({ store, keyring, states });
  const etags = etagsOf(keyring, options.catalog);
  const sealer = keyring.sealer("cursor");
  const lists = openLists({ store, sealer });
  const handle = openCommands({ ...options, takeTurn, accept, etags, randomId });
  const elapseDue = openDue({ ...options, takeTurn, accept, randomId });
  const ledgers = openLedgers({ ...options, states, sealer });
  const running = new Set<Promise<void>>();

  function tracked<T>(work: Promise<T>): Promise<T> {
    const settled: Promise<void> = work.then(
      () => void running.delete(settled),
      () => void running.delete(settled),
    );
    running.add(settled);
    return work;
  }

  return {
    ...openReading({ ...options, states, etags }),
    handle: (asked) => tracked(handle(asked)),
    worklist: (actor, query, kind = "dossier") => lists.worklist(actor, kind, query),
    tasks: lists.tasks,
    ledger: ledgers.read,
    elapseDue: (limit) => tracked(elapseDue(limit)),
    undone: states.undone,
    async close() {
      await Promise.all(running);
    },
  };
}
