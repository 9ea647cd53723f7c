/** The faults that a closed grammar can find, each with its code and its Dutch sentence. */

import { nearest } from "./nearest.ts";

/** A finding without its file. */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  readonly fix?: string;
  /** What would have been accepted here: types for `wrong-type`, values for `unknown-value`. Lets a choice join its branches. */
  readonly accepts?: readonly string[];
}

const typeNames: Readonly<Record<string, string>> = {
  string: "een tekst",
  number: "een getal",
  integer: "een heel getal",
  boolean: "true of false",
  array: "een lijst [ … ]",
  object: "een object { … }",
  null: "null",
};

/** The value is of another type than all of those accepted. */
export function wrongType(pointer: string, accepts: readonly string[], help?: string): Fault {
  const wanted = accepts.map((type) => typeNames[type] ?? type);
  return { pointer, code: "wrong-type", message: sentence(`Hier hoort ${orList(wanted)}.`, help), accepts };
}

/** The value is none of the few that are allowed. */
export function unknownValue(pointer: string, value: unknown, accepts: readonly string[], help?: string): Fault {
  const guess = typeof value === "string" ? nearest(value, accepts) : undefined;
  const fix = guess ?? (accepts.length === 1 ? accepts[0] : undefined);
  const way = guess === undefined ? `Kies ${orList(quoted(accepts))}.` : `Bedoelt u “${guess}”?`;
  const message = sentence(`${shown(value)} kan hier niet. ${way}`, help);
  return { pointer, code: "unknown-value", message, accepts, ...(fix === undefined ? {} : { fix }) };
}

/** A key that the grammar does not know, with the key that was probably meant: one of the known keys still free. */
export function unknownKey(pointer: string, key: string, free: readonly string[]): Fault {
  const guess = nearest(key, free);
  const way =
    guess !== undefined
      ? `Bedoelt u “${guess}”?`
      : free.length === 0
        ? "Haal het weg."
        : `Haal het weg, of kies ${orList(quoted(free))}.`;
  const message = `“${clip(key)}” kan hier niet staan. ${way}`;
  return { pointer, code: "unknown-key", message, ...(guess === undefined ? {} : { fix: guess }) };
}

/** A key that must be there. The pointer is that of the object that lacks it. */
export function missingKey(pointer: string, key: string): Fault {
  return { pointer, code: "missing-key", message: `“${key}” ontbreekt hier. Vul “${key}” in.`, accepts: [key] };
}

/** Any other fault: a sentence of its own, followed by what the grammar says about this place. */
export function fault(pointer: string, code: string, message: string, help?: string): Fault {
  return { pointer, code, message: sentence(message, help) };
}

/** “a”, “b” of “c”; long lists are cut short. */
export function orList(items: readonly string[]): string {
  const few = items.length > 12 ? [...items.slice(0, 12), "een andere bekende naam"] : items;
  if (few.length < 2) return few.join("");
  return `${few.slice(0, -1).join(", ")} of ${few.at(-1)}`;
}

export function quoted(items: readonly string[]): string[] {
  return items.map((item) => `“${item}”`);
}

/** A value as people recognise it, never longer than a line. */
export function shown(value: unknown): string {
  if (typeof value === "string") return `“${clip(value)}”`;
  if (Array.isArray(value)) return "Een lijst";
  if (typeof value === "object" && value !== null) return "Een object";
  return String(value);
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function sentence(message: string, help: string | undefined): string {
  return help === undefined ? message : `${message} ${help}`;
}
