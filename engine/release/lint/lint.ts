/** Everything that is wrong with source files together: what a grammar of one file cannot see. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import type { Organisation, Scenario } from "../../../definitions/grammar/types.generated.ts";
import type { Release } from "../release.ts";

export interface Linted {
  readonly release: Release;
  readonly files: ReadonlyMap<string, string>;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly organisation: Organisation | undefined;
  /** Files are missing from the release because they are wrong themselves: do not report references to them. */
  readonly broken: boolean;
}

export function lint(_linted: Linted): Finding[] {
  return [];
}
