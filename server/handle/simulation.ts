/** What is kept of a simulation while it lasts. */

import type { Json } from "../../definitions/grammar/json.ts";
import type { Play, Stage, Step } from "../../engine/rehearse/play.ts";
import type { CompiledRelease } from "../../engine/release/compile.ts";
import type { Reason } from "../../engine/streams/reason.ts";

export interface Simulation {
  readonly id: string;
  readonly person: string;
  readonly release: CompiledRelease;
  readonly stage: Stage;
  readonly title: string;
  readonly start: string;
  readonly steps: Step[];
  readonly outcomes: Outcome[];
  readonly taken: string[];
  play: Play;
  bytes: number;
  /** Milliseconds since 1970: when it is forgotten. */
  until: number;
}

/** Of one step. */
export interface Outcome {
  /** From 1. */
  readonly step: number;
  /** Local day, in the simulation. */
  readonly today: string;
  readonly ok: boolean;
  readonly reasons: readonly Reason[];
  readonly warnings: Json;
  /** Promises in `expect` that are not kept. */
  readonly faults: readonly string[];
  readonly taken: readonly string[];
  /** What would have been sent: nothing is. */
  readonly messages: Json[];
}
