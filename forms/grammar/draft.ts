/** Derives from a form schema the schema of a draft: what may be saved while it is not finished yet. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";

/** What asks for more than is there. Not yet there is no fault in a draft. */
export const completeness: readonly string[] = [
  "required",
  "minLength",
  "minItems",
  "minProperties",
  "contains",
  "dependentRequired",
];

/** The longest text that any format accepts; it bounds a draft text whose format was dropped. */
const longestFormat = 2000;

/**
 * The draft schema of a form schema. Two laws hold: answers that are complete are a valid draft, and taking any value
 * out of a valid draft leaves a valid draft. So what asks for more is dropped, `oneOf` becomes `anyOf` (relaxed branches
 * may both match), and of a condition only what follows from a filled-in answer stays: `else`, and what follows an `if`
 * with a `not`, would come into force by leaving something out. The `if` itself is never relaxed: a relaxed test holds
 * more often, and what follows it would then be asked more often.
 *
 * `hardDates` names the dates that facts compute with, whose format also a draft must keep: a field, or
 * `list.field` for a field of the rows of a list or of a nested object.
 */
export function draftOf(schema: JsonObject, hardDates: readonly string[] = []): JsonObject {
  return relaxed(schema, "", new Set(hardDates));
}

function relaxed(schema: JsonObject, name: string, hardDates: ReadonlySet<string>): JsonObject {
  const into = (inner: Json, path = name): Json =>
    isObject(inner) ? relaxed(inner as JsonObject, path, hardDates) : inner;
  const entries: [string, Json][] = [];
  const follows = onlyGrows(schema["if"]) && schema["then"] !== undefined;
  for (const [key, value] of Object.entries(schema)) {
    if (completeness.includes(key) || key === "pattern" || key === "else") continue;
    if (key === "if" || key === "then") {
      if (follows) entries.push([key, key === "then" ? into(value) : value]);
    } else if (key === "format") {
      if (value === "date" && hardDates.has(name)) entries.push([key, value]);
      else if (schema["maxLength"] === undefined) entries.push(["maxLength", longestFormat]);
    } else if (key === "properties" && isObject(value)) {
      const fields = Object.entries(value as JsonObject);
      const path = (field: string) => (name === "" ? field : `${name}.${field}`);
      entries.push([key, Object.fromEntries(fields.map(([field, inner]) => [field, into(inner, path(field))]))]);
    } else if (key === "items") entries.push([key, into(value)]);
    else if (key === "allOf" || key === "anyOf" || key === "oneOf")
      entries.push([
        key === "oneOf" ? "anyOf" : key,
        Array.isArray(value) ? value.map((inner: Json) => into(inner)) : value,
      ]);
    else entries.push([key, value]);
  }
  return Object.fromEntries(entries);
}

/** Whether a test can only begin to hold by filling something in, never by leaving something out. */
function onlyGrows(test: unknown): boolean {
  if (Array.isArray(test)) return test.every(onlyGrows);
  if (!isObject(test)) return true;
  return Object.entries(test).every(([key, value]) =>
    key === "properties" && isObject(value)
      ? Object.values(value).every(onlyGrows)
      : !shrinking.includes(key) && onlyGrows(value),
  );
}

/** Tests that leaving something out can satisfy. The grammar allows only `not` of these in a test. */
const shrinking: readonly string[] = ["not", "maxItems", "uniqueItems", "items", "else"];
