/** The shape of what the lint of forms finds, and how it is made. */

import type { Finding } from "../../definitions/grammar/finding.ts";
import { nearest } from "../../definitions/grammar/nearest.ts";

/** A finding without its file. */
export type FormFault = Omit<Finding, "file">;

/** A part of a form that was read from a file, of which nothing is certain. */
export type Part = { readonly [key: string]: unknown };

export function error(pointer: string, code: string, message: string, fix?: string): FormFault {
  return { severity: "error", pointer, code, message, ...(fix === undefined ? {} : { fix }) };
}

/** A name that is no field here, with the field that was probably meant. */
export function unknownField(pointer: string, name: string, known: readonly string[]): FormFault {
  const guess = nearest(name, known);
  const way = guess === undefined ? "Voeg het veld toe bij properties, of haal de naam weg." : `Bedoelt u “${guess}”?`;
  return error(pointer, "unknown-field", `Er is geen veld “${name}”. ${way}`, guess);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
