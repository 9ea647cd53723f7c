/** Takes out of a set of answers what a person left empty. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";

/** Deeper than any form; what lies deeper is left as it is, for the validator to refuse. */
const maxDepth = 16;

/**
 * The answers without `""`, null, `[]` and `{}`, at every depth; `false` and `0` are answers and stay. A text of only
 * white space is empty too: a page cannot tell it from nothing, and it would let a required field pass. Other texts
 * keep their white space, keys their order. An empty row of a list goes out, so rows after it move up.
 */
export function dropEmpty(answers: JsonObject): JsonObject {
  const kept = pruned(answers, maxDepth);
  return isObject(kept) ? (kept as JsonObject) : {};
}

function pruned(value: Json, depth: number): Json | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "string") return value.trim() === "" ? undefined : value;
  if (typeof value !== "object" || depth === 0) return value;
  if (Array.isArray(value)) {
    const items = value.flatMap((item: Json) => pruned(item, depth - 1) ?? []);
    return items.length === 0 ? undefined : items;
  }
  // fromEntries makes an own `__proto__` of such a key, where an assignment would change the prototype.
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    const kept = pruned(inner, depth - 1);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
