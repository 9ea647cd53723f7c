/** Keeps the problems that a procedure asks about, when it asks only some of the fields of a form. */

import { stepsOf } from "./failure.ts";
import type { Problem } from "./port.ts";

/**
 * The problems in the named top-level fields, with all that lies in them, in the same order; `"all"` keeps every
 * problem, `[]` none. Problems of the form as a whole belong to no field.
 */
export function subset(problems: readonly Problem[], fields: "all" | readonly string[]): readonly Problem[] {
  if (fields === "all") return problems;
  return problems.filter(({ pointer }) => fields.includes(stepsOf(pointer)[0] ?? ""));
}
