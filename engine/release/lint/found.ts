/** Says in Dutch what is wrong at a place, with the way out, and with a better name where one is near. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import { nearest } from "../../../definitions/grammar/nearest.ts";

/** A finding without its file. */
export type Found = Omit<Finding, "file">;

export function error(pointer: string, code: string, message: string, fix?: string): Found {
  return { severity: "error", pointer, code, message, ...(fix === undefined ? {} : { fix }) };
}

export function warning(pointer: string, code: string, message: string): Found {
  return { severity: "warning", pointer, code, message };
}

export function hint(pointer: string, code: string, message: string): Found {
  return { severity: "hint", pointer, code, message };
}

/** What can be named, and how people call it. The code is `unknown-` and the key. */
const NOUNS = {
  condition: "De voorwaarde",
  form: "Het formulier",
  fact: "Het feit",
  value: "De waarde",
  definition: "De procedure",
  state: "De stand",
  action: "De actie",
  role: "De rol",
  view: "De weergave",
  message: "De mededeling",
  resource: "Het hulpmiddel",
  record: "De soort vastlegging",
  menu: "Het menu",
  "menu-item": "De keuze",
  phase: "De fase",
  calendar: "De vaste dag",
  field: "Het veld",
  party: "De partij",
  term: "De termijn",
  pool: "De gedeelde ruimte",
  path: "De plek",
  choice: "De keuze",
  actor: "De persoon",
  unit: "De organisatie",
  controller: "De verantwoordelijke",
  task: "De taak",
  reason: "De reden",
} as const;

export type Noun = keyof typeof NOUNS;

/** A name that is not there. `way` says what to do when no known name is near. */
export function unknown(pointer: string, noun: Noun, name: string, known: readonly string[], way?: string): Found {
  const guess = nearest(name, known);
  const out = guess === undefined ? (way ?? "Verbeter de naam, of voeg toe wat ontbreekt.") : `Bedoelt u “${guess}”?`;
  return error(pointer, `unknown-${noun}`, `${NOUNS[noun]} “${name}” bestaat hier niet. ${out}`, guess);
}

export function inFile(file: string, found: readonly Found[]): Finding[] {
  return found.map((one) => ({ file, ...one }));
}

/** One step of a JSON Pointer. */
export function step(key: string | number): string {
  const name = String(key);
  return /[~/]/.test(name) ? `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}` : `/${name}`;
}
