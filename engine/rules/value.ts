/** Numbers, days, lists and tables from the release, and every way to refer to something. */

import type { Json } from "../../definitions/grammar/json.ts";
import { isObject } from "../../definitions/grammar/json.ts";
import type { Anchor, Period, Reference, Unit } from "../../definitions/grammar/types.generated.ts";
import type { Day } from "../streams/event.ts";
import { isDay } from "./days.ts";
import { actionRows } from "./rows.ts";
import type { Scope } from "./scope.ts";

/** A value without a table; undefined when there is none by that name. */
export function plainValue(scope: Pick<Scope, "book">, id: string): Json | undefined {
  return scope.book.value(id)?.value;
}

export function refer(scope: Scope, reference: Reference): Json | undefined {
  if ("value" in reference) return plainValue(scope, reference.value);
  if ("fact" in reference) return scope.read(["facts", reference.fact]);
  if ("path" in reference) return scope.read(scope.book.parts(reference.path));
  return scope.days.named(reference.calendar, scope.today, reference.in === "schoolYear");
}

export function operand(scope: Scope, given: number | string | Reference): Json | undefined {
  return typeof given === "object" ? refer(scope, given) : given;
}

/** How long; undefined when a number it needs is not there, or is no whole number that can be counted. */
export function periodOf(scope: Scope, period: Period): { n: number; unit: Unit } | undefined {
  if ("value" in period) {
    const value = scope.book.value(period.value);
    return counted(value?.value, value?.unit);
  }
  return counted(operand(scope, period.n), period.unit);
}

/** The day an anchor stands on; undefined when that has not happened. */
export function anchorDay(scope: Scope, anchor: Anchor | Reference): Day | undefined {
  if ("action" in anchor) return actionRows(scope.instance, anchor.action).at(-1)?.on;
  if ("state" in anchor) return scope.instance?.entered[anchor.state];
  const day = refer(scope, anchor);
  return isDay(day) ? day : undefined;
}

/** A value by table: one key after another, `undefined` where the table says nothing. */
export function lookup(scope: Scope, id: string, keys: readonly (Json | undefined)[]): Json | undefined {
  let at: unknown = scope.book.value(id)?.table;
  for (const key of keys) {
    if (key === undefined || !isObject(at) || !Object.hasOwn(at, String(key))) return undefined;
    at = at[String(key)];
  }
  return isObject(at) ? undefined : (at as Json | undefined);
}

const UNITS: readonly string[] = ["days", "workdays", "weeks", "schoolweeks", "months", "years"];
const LONGEST = 20_000;

function counted(n: Json | undefined, unit: string | undefined): { n: number; unit: Unit } | undefined {
  if (typeof n !== "number" || !Number.isInteger(n) || Math.abs(n) > LONGEST) return undefined;
  return unit !== undefined && UNITS.includes(unit) ? { n, unit: unit as Unit } : undefined;
}
