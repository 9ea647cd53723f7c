/** Finds the field of a form that a pointer into the answers is about, and how people call it. */

import { isObject } from "../../definitions/grammar/json.ts";
import { stepsOf } from "./failure.ts";

/** A part of a schema, of which nothing is certain. */
type Part = { readonly [key: string]: unknown };

export interface Place {
  /** The schema of the field; empty when the form does not know it. */
  readonly field: Part;
  /** Title, with what it belongs to: `Evaluatiedatum (nummer 1)`, `Naam (Contactpersoon)`. */
  readonly label: string;
}

/** Never throws and never finds an inherited property, whatever the pointer is. */
export function fieldAt(form: Part, pointer: string): Place {
  let field = form;
  let title = String(form["title"] ?? "dit formulier");
  let within = "";
  let isOuter = true;
  for (const name of stepsOf(pointer)) {
    if (isObject(field["items"])) {
      field = field["items"];
      within = ` (nummer ${Number(name) + 1})`;
      continue;
    }
    if (!isOuter && within === "") within = ` (${title})`;
    const fields = field["properties"];
    const inner = isObject(fields) && Object.hasOwn(fields, name) ? fields[name] : undefined;
    field = isObject(inner) ? inner : {};
    title = typeof field["title"] === "string" ? field["title"] : name.slice(0, 40);
    isOuter = false;
  }
  return { field, label: asName(title) + within };
}

/** A title that reads as more than one noun is set in quotes, so that the sentence around it stays readable. */
function asName(title: string): string {
  return /[:;?!,.]|(\S+ ){3}/.test(title) ? `‘${title}’` : title;
}

/** The value that a pointer points at, undefined when there is none. */
export function valueAt(answers: unknown, pointer: string): unknown {
  let value = answers;
  for (const name of stepsOf(pointer))
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, name) ? (value as Part)[name] : undefined;
  return value;
}
