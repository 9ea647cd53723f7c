/** Lets time pass in the streams where something is due, one by one, in the order in which it was due. */

import { nextDay } from "../../engine/rules/term.ts";
import { decide } from "../../engine/run/decide.ts";
import type { Context } from "../../engine/run/whole.ts";
import { SYSTEM } from "../../engine/streams/command.ts";
import type { StreamState } from "../../engine/streams/stream.ts";
import { localDay } from "../clock/local-day.ts";
import { type Store, Unavailable } from "../store/port.ts";
import { type Accept, changedBy, happensIn } from "./accept.ts";
import { canonical } from "./canonical.ts";
import { contextOf, type World } from "./context.ts";
import { statesIn } from "./states.ts";
import type { TakeTurn } from "./turn.ts";

export interface Elapsed {
  /** Streams in which time passed. */
  readonly fired: number;
  /** Streams that could not be brought up to date: each is told once a day, and stands in nobody's way. */
  readonly failed: readonly { readonly stream: string; readonly error: unknown }[];
}

interface DueOptions extends World {
  readonly store: Store;
  readonly takeTurn: TakeTurn;
  readonly accept: Accept;
  readonly randomId: () => string;
}

/** The result fires at most `limit` streams. It rejects with Unavailable when the store takes no writes. */
export function openDue(options: DueOptions): (limit: number) => Promise<Elapsed> {
  const { store, clock } = options;
  const stuck = new Set<string>();
  let stuckOn = "";

  return async (limit) => {
    const until = localDay(clock.now());
    if (stuckOn !== until) stuck.clear();
    stuckOn = until;
    // Those that failed today stand in front of the others, so as many more are asked for.
    const rows = await store.due({ until, limit: limit + stuck.size });
    const failed: { stream: string; error: unknown }[] = [];
    let fired = 0;
    for (const { stream } of rows.filter((row) => !stuck.has(row.stream)).slice(0, limit)) {
      try {
        await elapse(options, stream);
        fired += 1;
      } catch (error) {
        if (error instanceof Unavailable) throw error;
        stuck.add(stream);
        failed.push({ stream, error });
      }
    }
    return { fired, failed };
  };
}

async function elapse(options: DueOptions, stream: string): Promise<void> {
  const body = { type: "elapse" } as const;
  const command = { fingerprint: options.keyring.token("fingerprint", [canonical(body)]), body };
  const done = await options.takeTurn(stream, (held) => {
    const states = statesIn(held);
    const context = contextOf(options, SYSTEM, options.randomId(), states);
    const decision = decide(states, { dossier: stream, body }, context);
    if (!decision.ok) throw new Error(`time cannot pass: ${decision.reasons.map(({ code }) => code).join(", ")}`);
    if (!happensIn(decision)) return firedMeanwhile(states[stream], context);
    const { at, commit } = context;
    const audit = { at, person: SYSTEM.person, route: "clock", dossiers: changedBy(decision), commit };
    const prepared = options.accept({ held, decision, context, command });
    return prepared.kind === "later" ? prepared : prepared.enter(audit);
  });
  if (done.kind === "entered") await done.durable;
}

/** A command of somebody else let it fire first. @throws when it is still due: it would be tried for ever. */
function firedMeanwhile(state: StreamState | undefined, { catalog, today }: Context): { readonly kind: "quiet" } {
  const due = state && nextDay(state, catalog.current(today).days);
  if (due !== undefined && due <= today) throw new Error("it is due, and nothing happens");
  return { kind: "quiet" };
}
