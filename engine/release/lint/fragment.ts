/** Checks the test of a condition or a row: can it hold, can it fail, and does it name what exists. */

import { isObject } from "../../../definitions/grammar/json.ts";
import type { Fragment } from "../../../definitions/grammar/types.generated.ts";
import type { Field, FieldType } from "./field.ts";
import { error, type Found, step, unknown } from "./found.ts";
import type { Known } from "./known.ts";
import { impossibleFaults } from "./logic/impossible.ts";
import { valueFaults } from "./refer.ts";

/** What each keyword can say something about; of anything else it says yes, which nobody means. */
const ABOUT: { readonly [keyword: string]: readonly FieldType[] } = {
  minimum: ["number"],
  maximum: ["number"],
  exclusiveMinimum: ["number"],
  exclusiveMaximum: ["number"],
  minLength: ["text", "day"],
  maxLength: ["text", "day"],
  format: ["text", "day"],
  minItems: ["list"],
  maxItems: ["list"],
  contains: ["list"],
};

const BOUNDS = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems"];

const TYPES: { readonly [type: string]: readonly FieldType[] } = {
  string: ["text", "day"],
  number: ["number"],
  integer: ["number"],
  boolean: ["boolean"],
  array: ["list"],
  object: ["object"],
};

export const TYPE_WORDS: Readonly<Record<FieldType, string>> = {
  number: "een getal",
  day: "een dag",
  text: "een tekst",
  boolean: "ja of nee",
  list: "een lijst",
  object: "een groep velden",
};

export function testFaults(known: Known, pointer: string, test: unknown, field: Field): readonly Found[] {
  const found = fragmentFaults(known, pointer, test, field);
  return found.length > 0 ? found : impossibleFaults(known, pointer, test as Fragment, field);
}

function fragmentFaults(known: Known, pointer: string, fragment: unknown, field: Field): readonly Found[] {
  if (!isObject(fragment)) return [];
  return Object.entries(fragment).flatMap(([keyword, given]) => {
    const here = pointer + step(keyword);
    const fits = keyword === "type" ? TYPES[String(given)] : ABOUT[keyword];
    if (field.type !== undefined && fits?.includes(field.type) === false) return [misfit(here, keyword, field.type)];
    if (BOUNDS.includes(keyword)) return isObject(given) ? valueFaults(known, here, given["value"], "number") : [];
    if (keyword === "const") return constFaults(known, here, given, field);
    if (keyword === "enum") return enumFaults(known, here, given, field);
    if (keyword === "contains") return fragmentFaults(known, here, given, field.items ?? {});
    return keyword === "not" ? fragmentFaults(known, here, given, field) : [];
  });
}

function constFaults(known: Known, pointer: string, given: unknown, field: Field): readonly Found[] {
  if (isObject(given)) return valueFaults(known, pointer, given["value"], "scalar");
  return choiceFaults(pointer, given, field);
}

function enumFaults(known: Known, pointer: string, given: unknown, field: Field): readonly Found[] {
  if (isObject(given)) return valueFaults(known, pointer, given["value"], "list");
  const items: readonly unknown[] = Array.isArray(given) ? given : [];
  return items.flatMap((item, index) => choiceFaults(pointer + step(index), item, field));
}

function choiceFaults(pointer: string, given: unknown, { type, choices, noun }: Field): readonly Found[] {
  const wanted = { string: ["text", "day"], number: ["number"], boolean: ["boolean"] }[typeof given as string];
  if (type !== undefined && wanted?.includes(type) === false) return [misfit(pointer, "const", type)];
  if (choices === undefined || choices.includes(given)) return [];
  const few = choices.length <= 12 ? `Kies uit: ${choices.map(String).join(", ")}.` : undefined;
  return [unknown(pointer, noun ?? "choice", String(given), choices.map(String), few)];
}

function misfit(pointer: string, keyword: string, type: FieldType): Found {
  const message = `“${keyword}” past hier niet: op deze plek staat ${TYPE_WORDS[type]}. Kies een toets die daarbij past.`;
  return error(pointer, "wrong-type", message);
}
