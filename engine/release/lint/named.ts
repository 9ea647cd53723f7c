/** Looks up one name, or the definition that an instance is named after. */

import type { Definition } from "../../../definitions/grammar/types.generated.ts";
import { type Found, type Noun, step, unknown } from "./found.ts";
import type { Known } from "./known.ts";

export function listed(pointer: string, noun: Noun, values: readonly string[], names: readonly string[]) {
  return values.flatMap((value, index) => among(pointer + step(index), noun, value, names));
}

export function among(pointer: string, noun: Noun, value: string, names: readonly string[]): Found[] {
  return names.includes(value) ? [] : [unknown(pointer, noun, value, names)];
}

/** An instance is named by its definition and a number. */
export function inInstance(
  known: Known,
  pointer: string,
  id: string,
  check: (definition: Definition) => Found[],
): Found[] {
  const definition = kindOf(id);
  const found = Object.hasOwn(known.release.definitions, definition)
    ? known.release.definitions[definition]
    : undefined;
  return found === undefined ? instanceFaults(known, pointer, id) : check(found);
}

export function instanceFaults(known: Known, pointer: string, id: string): Found[] {
  return among(pointer, "definition", kindOf(id), known.ids.definition);
}

/** `name-12` without its number. */
export function kindOf(numbered: string): string {
  return numbered.replace(/-\d+$/, "");
}
