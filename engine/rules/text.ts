/** Texts for people, with values and facts filled in and printed by their unit. */

import type { Json } from "../../definitions/grammar/json.ts";
import { inWords, isDay } from "./days.ts";
import type { Scope } from "./scope.ts";
import { plainValue } from "./value.ts";

/** Fills in `{{values.x}}` and `{{facts.x}}`; what is not known prints as `…`. */
export function filled(scope: Pick<Scope, "read" | "book">, text: string): string {
  return text.replace(/\{\{(values|facts)\.([a-z][a-z0-9-]{0,40})\}\}/g, (_all, kind: string, id: string) => {
    const value = kind === "values" ? plainValue(scope, id) : scope.read(["facts", id]);
    const unit = kind === "values" ? scope.book.value(id)?.unit : scope.book.fact(id)?.unit;
    return print(value, unit);
  });
}

const UNIT_WORDS: { readonly [unit: string]: readonly [string, string] } = {
  days: ["dag", "dagen"],
  workdays: ["werkdag", "werkdagen"],
  weeks: ["week", "weken"],
  schoolweeks: ["lesweek", "lesweken"],
  months: ["maand", "maanden"],
  years: ["jaar", "jaar"],
};

/** A value for people: `€ 7.000`, `1,5 uur`, `7 november 2022`, `3 weken`. */
export function print(value: Json | undefined, unit: string | undefined): string {
  if (value === undefined || value === null) return "…";
  if (Array.isArray(value)) return value.map((item: Json) => print(item, unit)).join(", ");
  if (isDay(value)) return inWords(value);
  if (typeof value !== "number") return String(value);
  if (unit === "cents") return euros(value);
  if (unit === "minutes") return `${decimal(Math.round((value / 60) * 100) / 100)} uur`;
  const words = unit === undefined ? undefined : UNIT_WORDS[unit];
  return words === undefined ? decimal(value) : `${decimal(value)} ${value === 1 ? words[0] : words[1]}`;
}

function euros(value: number): string {
  const cents = Math.abs(value) % 100;
  const whole = grouped((Math.abs(value) - cents) / 100);
  return `${value < 0 ? "-" : ""}€ ${whole}${cents === 0 ? "" : `,${String(cents).padStart(2, "0")}`}`;
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ".");
}

function decimal(value: number): string {
  return String(value).replace(".", ",");
}
