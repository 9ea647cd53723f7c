/** What can stand in a field: its type, its choices, and what is inside. */

import { isObject, type JsonObject } from "../../../definitions/grammar/json.ts";
import type { Noun } from "./found.ts";

export type FieldType = "number" | "day" | "text" | "boolean" | "list" | "object";

export interface Field {
  /** Undefined: not known. */
  readonly type?: FieldType;
  /** All values that are possible; undefined: any. */
  readonly choices?: readonly unknown[];
  /** What the choices are. */
  readonly noun?: Noun;
  /** The least and the most a number can be. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** Only whole numbers. */
  readonly whole?: boolean;
  readonly items?: Field;
  readonly fields?: { readonly [name: string]: Field };
}

export const TEXT: Field = { type: "text" };
export const COUNT: Field = { type: "number", minimum: 0, whole: true };

/** A field as its form describes it. */
export function lookAtField(schema: JsonObject): Field {
  switch (schema["type"]) {
    case "integer":
    case "number":
      return { type: "number", ...choicesOf(schema), ...bordersOf(schema) };
    case "boolean":
      return { type: "boolean" };
    case "array":
      return {
        type: "list",
        ...(isObject(schema["items"]) ? { items: lookAtField(schema["items"] as JsonObject) } : {}),
      };
    case "object":
      return { type: "object", fields: inside(schema["properties"]) };
    case "string":
      return schema["format"] === "date" ? { type: "day" } : { type: "text", ...choicesOf(schema) };
    default:
      return {};
  }
}

/** The field at the end of these names; else the first name that is not there, and the names that are. */
export function fieldAt(
  field: Field,
  names: readonly string[],
):
  | { readonly field: Field }
  | { readonly field?: undefined; readonly missing: string; readonly known: readonly string[] } {
  let at = field;
  for (const name of names) {
    const fields = at.fields ?? {};
    const next = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (next === undefined) return { missing: name, known: Object.keys(fields) };
    at = next;
  }
  return { field: at };
}

function inside(properties: unknown): { [name: string]: Field } {
  if (!isObject(properties)) return {};
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      isObject(schema) ? lookAtField(schema as JsonObject) : {},
    ]),
  );
}

function bordersOf({ type, minimum, maximum }: JsonObject): Pick<Field, "minimum" | "maximum" | "whole"> {
  return {
    ...(typeof minimum === "number" ? { minimum } : {}),
    ...(typeof maximum === "number" ? { maximum } : {}),
    whole: type === "integer",
  };
}

function choicesOf({ oneOf, enum: listed }: JsonObject): Pick<Field, "choices" | "noun"> {
  if (Array.isArray(listed)) return { choices: listed, noun: "choice" };
  if (!Array.isArray(oneOf)) return {};
  return { choices: oneOf.map((one: unknown) => (isObject(one) ? one["const"] : undefined)), noun: "choice" };
}
