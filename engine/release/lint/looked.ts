/** What is found at the end of a path: a field, or what is wrong with the path and how it may have been meant. */

import type { JsonObject } from "../../../definitions/grammar/json.ts";
import { nearest } from "../../../definitions/grammar/nearest.ts";
import { type Field, fieldAt, lookAtField } from "./field.ts";
import { error, type Found, unknown } from "./found.ts";
import { fieldsOf, type Known } from "./known.ts";
import { onceFor } from "./once.ts";

/** What stands at a path, or what is wrong with it (pointers are relative to the path). */
export type Looked =
  | { readonly field: Field; readonly wrong?: undefined }
  | { readonly field?: undefined; readonly wrong: Found };

/** Something that may stand there, of which nothing more is known. */
export const ANYTHING: Looked = { field: {} };

/** A field of a form, or a field within that; anything when the form itself is not known. */
export function inForm(known: Known, form: string | undefined, name: string, way?: string, path?: string): Looked {
  if (form === undefined) return way === undefined ? ANYTHING : { wrong: unknown("", "field", name, [], way) };
  const fields = fieldsOf(known, form);
  return fields === undefined ? ANYTHING : fieldLooked(formField(fields), name, path);
}

const formField = onceFor((properties: JsonObject): Field => lookAtField({ type: "object", properties }));

export function fieldLooked(within: Field, name: string, path?: string): Looked {
  const found = fieldAt(within, name.split("."));
  if (found.field !== undefined) return { field: found.field };
  const guess = nearest(found.missing, found.known);
  const whole = path ?? name;
  const fix =
    guess === undefined ? undefined : whole.replace(new RegExp(`(^|\\.)${found.missing}(?=\\.|$)`), `$1${guess}`);
  const noun = path === undefined ? "field" : "path";
  return { wrong: unknown("", noun, whole, fix === undefined ? [] : [fix], `Er is geen veld “${found.missing}”.`) };
}

/** The next part must be one of these, and the last. */
export function among(
  path: string,
  at: number,
  [name, ...more]: readonly string[],
  fields: { readonly [name: string]: Field },
  noun: "path" | "field" = "path",
): Looked {
  if (name === undefined) return { wrong: tooShort(path) };
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return field === undefined ? { wrong: misspelt(path, at, name, Object.keys(fields), noun) } : last(path, more, field);
}

export function last(path: string, more: readonly string[], field: Field): Looked {
  if (more.length === 0) return { field };
  const shorter = path.split(".").slice(0, -more.length).join(".");
  return { wrong: error("", "unknown-path", `De plek “${path}” gaat te ver. Schrijf “${shorter}”.`, shorter) };
}

export function misspelt(
  path: string,
  at: number,
  name: string,
  names: readonly string[],
  noun: "path" | "field" = "path",
): Found {
  const guess = nearest(name, names);
  const fixed = path.split(".").map((part, index) => (index === at ? (guess ?? part) : part));
  const few = names.length > 0 && names.length <= 12 ? ` Kies uit: ${names.join(", ")}.` : "";
  const way = `Er is geen “${name}”.${few}`;
  return unknown("", noun, path, guess === undefined ? [] : [fixed.join(".")], way);
}

export function tooShort(path: string): Found {
  return error("", "unknown-path", `De plek “${path}” is niet af. Noem ook wat u daar wilt zien.`);
}
