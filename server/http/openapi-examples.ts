/** Makes an example of what a schema asks: the first choice, all that is named near the top, and texts that fit. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";

const DAY = "2026-11-24";
const INSTANT = "2026-11-24T09:00:00+01:00";

/** Optional parts are shown this deep. */
const DEEP = 2;

/** `schemas`: by name, for references. A text for which no word fits makes the example undefined. */
export function exampleOf(schema: Json | undefined, schemas: JsonObject, depth = 0): Json | undefined {
  if (!isObject(schema)) return undefined;
  const { $ref: ref, const: only, type } = schema;
  const [first] = [schema["enum"], schema["anyOf"], schema["oneOf"]].filter(Array.isArray).map(([one]: Json[]) => one);
  if (typeof ref === "string") return exampleOf(schemas[nameIn(ref)], schemas, depth);
  if (only !== undefined) return only as Json;
  if (Array.isArray(schema["enum"])) return first;
  if (first !== undefined) return exampleOf(first, schemas, depth);
  switch (type) {
    case "object":
      return objectOf(schema as JsonObject, schemas, depth);
    case "array": {
      const item =
        depth < DEEP || Number(schema["minItems"] ?? 0) > 0
          ? exampleOf(schema["items"] as Json, schemas, depth + 1)
          : undefined;
      return item === undefined ? [] : [item];
    }
    case "integer":
    case "number":
      return Number(schema["minimum"] ?? 0) || 1;
    case "boolean":
      return true;
    case "string":
      return WORDS.find((word) => fits(word, schema));
    default:
      return {};
  }
}

/** The schemas that a reference to a choice offers, by the name of each; one that is no choice is itself. */
export function choicesOf(name: string, schemas: JsonObject): readonly string[] {
  const schema = schemas[name];
  const choices = isObject(schema) ? schema["anyOf"] : undefined;
  if (!Array.isArray(choices)) return [name];
  return choices.flatMap((one: Json) => (isObject(one) && typeof one["$ref"] === "string" ? nameIn(one["$ref"]) : []));
}

function objectOf(schema: JsonObject, schemas: JsonObject, depth: number): JsonObject {
  const { properties, required = [], additionalProperties: more, propertyNames } = schema;
  const needed = Array.isArray(required) ? required : [];
  const found: Record<string, Json> = {};
  for (const [name, part] of Object.entries(isObject(properties) ? (properties as JsonObject) : {})) {
    if (depth >= DEEP && !needed.includes(name)) continue;
    const value = exampleOf(part, schemas, depth + 1);
    if (value !== undefined) found[name] = value;
  }
  const key = exampleOf(propertyNames ?? { type: "string" }, schemas, depth + 1);
  if (properties === undefined && isObject(more) && typeof key === "string") {
    const value = exampleOf(more as Json, schemas, depth + 1);
    if (value !== undefined) found[key] = value;
  }
  return found;
}

/** Said in examples; the first that fits is taken. */
const WORDS: readonly string[] = [
  "iets",
  "iets-1",
  "eenheid.functie",
  DAY,
  INSTANT,
  "2026-2027",
  "#/iets",
  "iets-1.iets",
];

function fits(word: string, { pattern, format, minLength, maxLength }: { readonly [key: string]: unknown }): boolean {
  if (format === "date") return word === DAY;
  if (format === "date-time") return word === INSTANT;
  if (typeof pattern === "string" && !new RegExp(pattern, "u").test(word)) return false;
  return word.length >= Number(minLength ?? 0) && word.length <= Number(maxLength ?? word.length);
}

function nameIn(ref: string): string {
  return ref.slice(ref.lastIndexOf("/") + 1);
}
