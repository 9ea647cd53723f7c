/** Finds places in JSON by a pattern of keys. */

import { isObject } from "../../../definitions/grammar/json.ts";
import { step } from "./found.ts";
import { onceFor } from "./once.ts";

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
  return isObject(whole) && mayBegin(whole, pattern) ? placesFrom(placesOf(whole), pattern) : [];
}

/** Most patterns begin with a key that most files do not have. */
function mayBegin(whole: object, pattern: string): boolean {
  const end = pattern.indexOf("/");
  const first = end < 0 ? pattern : pattern.slice(0, end);
  return first === "" || STARS.includes(first) || Object.hasOwn(whole, first);
}

const STARS = ["*", "~", "#"];

/** What was found in a file by pattern: many patterns begin alike, and that beginning is walked once. */
type Walked = Map<string, readonly Place[]>;

const placesOf = onceFor((whole: object): Walked => new Map([["", [{ pointer: "", value: whole, keys: [] }]]]));

function placesFrom(walked: Walked, pattern: string): readonly Place[] {
  const known = walked.get(pattern);
  if (known !== undefined) return known;
  const cut = pattern.lastIndexOf("/");
  const found = placesFrom(walked, pattern.slice(0, Math.max(cut, 0))).flatMap((place) =>
    inside(place, pattern.slice(cut + 1)),
  );
  walked.set(pattern, found);
  return found;
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
