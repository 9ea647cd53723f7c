/** The points that a scenario passes, to begin from anywhere on its way. */

import type { Scenario } from "../../definitions/grammar/types.generated.ts";
import { type Decision, decide } from "../../engine/run/decide.ts";
import type { DossierCommit, StreamCommit } from "../../engine/streams/commit.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import type { DossierEvent } from "../../engine/streams/event.ts";
import { dossierIn, type StreamState, type Streams, withStreams } from "../../engine/streams/stream.ts";
import { contextOf, type World } from "./world.ts";

/** A dossier somewhere on its way. */
export interface Past {
  readonly state: Dossier | undefined;
  readonly commits: readonly DossierCommit[];
  readonly day: string;
  /** Pools, groups and ledgers, and what happened in each. */
  readonly others: Readonly<Record<string, StreamState>>;
  readonly elsewhere: Readonly<Record<string, readonly StreamCommit[]>>;
}

/** Asks something that may need other streams. */
export function using<T>(others: Streams, first: Streams, ask: (streams: Streams) => T): T {
  return withStreams((id) => (Object.hasOwn(first, id) ? first[id] : others[id]), Object.keys(first), ask);
}

/** What a decision leaves of the other streams. */
export function leftElsewhere(
  before: Pick<Past, "others" | "elsewhere">,
  decision: Extract<Decision, { ok: true }>,
  commit: Pick<StreamCommit, "id" | "at" | "actor">,
): Pick<Past, "others" | "elsewhere"> {
  const { dossier: _dossier, ...states } = decision.states;
  const elsewhere = { ...before.elsewhere };
  for (const { stream, events } of decision.streams) {
    if (stream === "dossier" || events.length === 0) continue;
    elsewhere[stream] = [...(elsewhere[stream] ?? []), { ...commit, events }];
  }
  return { others: { ...before.others, ...states }, elsewhere };
}

/** Before anything happened. */
export const NOWHERE: Past = { state: undefined, commits: [], day: "", others: {}, elsewhere: {} };

/** Every point that a scenario passes, from nothing to its end. Its actors are people of the organisation. */
export function pointsOf(world: World, scenario: Scenario): readonly Past[] {
  const points: Past[] = [{ ...NOWHERE, day: scenario.start.slice(0, 10) }];
  for (const { as, wait, do: body } of scenario.steps) {
    const last = points.at(-1) ?? NOWHERE;
    const { state, commits, day: before, others } = last;
    const day = later(before, (wait?.n ?? 0) * (wait?.unit === "weeks" ? 7 : 1));
    const person = as ?? "system";
    const context = contextOf(world, commits.length + 1, person, day);
    const decision =
      body === undefined
        ? undefined
        : using(others, { dossier: state }, (states) => decide(states, { dossier: "dossier", body }, context));
    if (decision?.ok !== true) continue;
    const events = (decision.streams[0]?.events ?? []) as readonly DossierEvent[];
    if (events.length === 0) continue;
    const commit = { id: context.commit, at: context.at, actor: person };
    const there = dossierIn(decision.states, "dossier");
    points.push({
      state: there,
      commits: [...commits, { ...commit, events }],
      day,
      ...leftElsewhere(last, decision, commit),
    });
  }
  return points;
}

export function later(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
