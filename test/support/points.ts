/** The points that a scenario passes, to begin from anywhere on its way. */

import type { Scenario } from "../../definitions/grammar/types.generated.ts";
import { decide } from "../../engine/run/decide.ts";
import type { DossierCommit } from "../../engine/streams/commit.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import type { DossierEvent } from "../../engine/streams/event.ts";
import { dossierIn } from "../../engine/streams/stream.ts";
import { contextOf, type World } from "./world.ts";

/** A dossier somewhere on its way. */
export interface Past {
  readonly state: Dossier | undefined;
  readonly commits: readonly DossierCommit[];
  readonly day: string;
}

/** Every point that a scenario passes, from nothing to its end. Its actors are people of the organisation. */
export function pointsOf(world: World, scenario: Scenario): readonly Past[] {
  const points: Past[] = [{ state: undefined, commits: [], day: scenario.start.slice(0, 10) }];
  for (const { as, wait, do: body } of scenario.steps) {
    const { state, commits, day: before } = points.at(-1) ?? { state: undefined, commits: [], day: "" };
    const day = later(before, (wait?.n ?? 0) * (wait?.unit === "weeks" ? 7 : 1));
    const person = as ?? "system";
    const context = contextOf(world, commits.length + 1, person, day);
    const decision = body === undefined ? undefined : decide({ dossier: state }, { dossier: "dossier", body }, context);
    if (decision?.ok !== true) continue;
    const events = (decision.streams[0]?.events ?? []) as readonly DossierEvent[];
    if (events.length === 0) continue;
    const commit = { id: context.commit, at: context.at, actor: person, events };
    points.push({ state: dossierIn(decision.states, "dossier"), commits: [...commits, commit], day });
  }
  return points;
}

export function later(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
