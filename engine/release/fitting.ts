/** What is left of a file when everything is taken away that does not fit its grammar. */

import type { Finding } from "../../definitions/grammar/finding.ts";
import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";

/** How often something around a fault may have to go too. */
const MOST_ROUNDS = 8;

/**
 * The part that fits, each thing at its own place: a list goes as a whole, so that no number changes.
 * Undefined when nothing fits.
 */
export function fittingPart(value: Json, check: (value: Json) => readonly Finding[]): JsonObject | undefined {
  let left = value;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const wrong = check(left).filter(isMisfit);
    if (wrong.length === 0) return isObject(left) ? (left as JsonObject) : undefined;
    for (const { pointer } of wrong) {
      const keys = pointer
        .split("/")
        .slice(1)
        .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
      if (keys.length === 0) return undefined;
      left = without(left, keys);
    }
  }
  return undefined;
}

/** What is missing of the file as a whole takes nothing away from the rest. */
function isMisfit({ severity, code, pointer }: Finding): boolean {
  return severity === "error" && !(code === "missing-key" && pointer === "");
}

/** Without the innermost key of an object on this way. */
function without(value: Json, keys: readonly string[]): Json {
  const [key = "", ...rest] = keys;
  if (Array.isArray(value)) {
    const inner = value as readonly Json[];
    return inner.map((item, index) => (String(index) === key && rest.length > 0 ? without(item, rest) : item));
  }
  if (!isObject(value) || !Object.hasOwn(value, key)) return value;
  const { [key]: inner, ...others } = value as JsonObject;
  if (inner !== undefined && reachesKey(inner, rest)) return { ...(value as JsonObject), [key]: without(inner, rest) };
  return others;
}

/** Whether a key of an object lies on the rest of the way. */
function reachesKey(value: Json, keys: readonly string[]): boolean {
  const [key, ...rest] = keys;
  if (key === undefined) return false;
  if (isObject(value)) return Object.hasOwn(value, key);
  const item = Array.isArray(value) ? (value as readonly Json[])[Number(key)] : undefined;
  return item !== undefined && reachesKey(item, rest);
}
