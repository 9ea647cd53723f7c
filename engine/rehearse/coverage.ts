/** Counts which transitions of each procedure were taken by scenarios. */

import type { CompiledRelease } from "../release/compile.ts";
import { transitionsOf } from "./scenario.ts";

export interface Coverage {
  readonly definition: string;
  readonly title: string;
  readonly all: number;
  readonly taken: number;
  /** `state.action.branch` that no scenario takes. */
  readonly missing: readonly string[];
}

/** @param taken `definition.state.action.branch` of every step taken, repeats included. */
export function coverageOf(release: CompiledRelease, taken: readonly string[]): readonly Coverage[] {
  const seen = new Set(taken);
  return Object.values(release.release.definitions).map(({ id, title }) => {
    const all = transitionsOf(release, id);
    const missing = all.filter((transition) => !seen.has(transition));
    return {
      definition: id,
      title,
      all: all.length,
      taken: all.length - missing.length,
      missing: missing.map((transition) => transition.slice(id.length + 1)),
    };
  });
}
