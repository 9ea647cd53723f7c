/** Plays a scenario on synthetic dossiers from its first step to its last, and tells where a promise is not kept. */

import type { Organisation, Scenario } from "../../definitions/grammar/types.generated.ts";
import type { CompiledRelease } from "../release/compile.ts";
import type { Day } from "../streams/event.ts";
import { dossierIn, type Streams } from "../streams/stream.ts";
import { lookedAt } from "./onlookers.ts";
import { actorOf, ONLY, opening, playStep, stageOf } from "./play.ts";

export interface Rehearsal {
  readonly title: string;
  /** One sentence per broken promise, with the number of its step (from 1). */
  readonly faults: readonly { readonly step: number; readonly message: string }[];
  /** `definition.state.action.branch` of every step taken. */
  readonly taken: readonly string[];
  /** `definition who fields` or `definition who hidden` of every promise about what is seen. */
  readonly looked: readonly string[];
  readonly streams: Streams;
}

/** @param localDay the local day of an instant in milliseconds. */
export function rehearse(
  scenario: Scenario,
  release: CompiledRelease,
  organisation: Organisation,
  localDay: (instant: number) => Day,
): Rehearsal {
  const stage = stageOf(scenario.actors, release, organisation, localDay);
  const faults: { step: number; message: string }[] = [];
  const taken: string[] = [];
  const looked: string[] = [];
  let play = opening(scenario.start);
  for (const step of scenario.steps) {
    const played = playStep(stage, play, step);
    play = played.play;
    taken.push(...played.taken);
    for (const message of played.faults) faults.push({ step: play.steps, message });
    const dossier = dossierIn(play.streams, step.dossier ?? ONLY);
    const sees = step.expect?.sees;
    if (dossier === undefined || sees === undefined) continue;
    looked.push(...lookedAt(release, sees, dossier, stage.organisation, (name) => actorOf(stage.actors, name)));
  }
  return { title: scenario.title, faults, taken, looked, streams: play.streams };
}

/** All transitions of a definition, as `definition.state.action.branch`. */
export function transitionsOf(release: CompiledRelease, definition: string): readonly string[] {
  return Object.entries(release.release.definitions[definition]?.states ?? {}).flatMap(([state, { on }]) =>
    Object.entries(on ?? {}).flatMap(([action, transition]) =>
      [transition].flat().map((_one, branch) => `${definition}.${state}.${action}.${branch}`),
    ),
  );
}
