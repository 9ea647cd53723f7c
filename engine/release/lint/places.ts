/** Finds places in JSON by a pattern of keys. */

import { isObject } from "../../../definitions/grammar/json.ts";
import { step } from "./found.ts";

/** A value, where it stands, and the keys that the stars of the pattern matched. */
export interface Place {
  readonly pointer: string;
  readonly value: unknown;
  readonly keys: readonly string[];
}

/**
 * `a`, star, `b`: a star is every item of a list or every key of an object; `#` at the end gives the keys themselves;
 * `~` is each item of a list, or the value itself when it is no list. The empty pattern is the whole.
 */
export function placesAt(whole: unknown, pattern: string): readonly Place[] {
  let places: readonly Place[] = [{ pointer: "", value: whole, keys: [] }];
  if (pattern === "") return places;
  for (const part of pattern.split("/")) {
    places = places.flatMap((place) => inside(place, part));
    if (places.length === 0) break;
  }
  return places;
}

function inside({ pointer, value, keys }: Place, part: string): readonly Place[] {
  if (part === "~" && !Array.isArray(value)) return [{ pointer, value, keys }];
  if (part === "*" || part === "~" || part === "#") {
    return entriesOf(value).map(([key, inner]) => ({
      pointer: pointer + step(key),
      value: part === "#" ? key : inner,
      keys: part === "~" ? keys : [...keys, key],
    }));
  }
  if (!isObject(value) || !Object.hasOwn(value, part)) return [];
  return [{ pointer: pointer + step(part), value: value[part], keys }];
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.map((item: unknown, index) => [String(index), item]);
  return isObject(value) ? Object.entries(value) : [];
}
