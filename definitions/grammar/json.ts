/** JSON as a type, and the limits that every JSON document from outside must keep. */

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** A plain object, not an array and not null. */
export function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path of keys, undefined where there is none. Own keys only: `constructor` and its like are never found. */
export function dig(value: Json, parts: readonly string[]): Json | undefined {
  let at: Json | undefined = value;
  for (const part of parts) {
    if (!isObject(at) || !Object.hasOwn(at, part)) return undefined;
    at = (at as JsonObject)[part];
  }
  return at;
}
