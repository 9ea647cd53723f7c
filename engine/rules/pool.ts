/** What is left of something shared, for one instance: places of its period and key, who waits, and the next number. */

import type { Json } from "../../definitions/grammar/json.ts";
import type { Pool as PoolRules } from "../../definitions/grammar/types.generated.ts";
import type { Day } from "../streams/event.ts";
import { bucketOf, type Pool } from "../streams/pool.ts";
import { isDay, schoolYearStart } from "./days.ts";
import type { Room, Scope } from "./scope.ts";
import { operand } from "./value.ts";

/** The parts that the id of a pool's stream is made of. */
export function poolParts(pool: string): readonly string[] {
  return ["pool", pool];
}

/** Today's rules for a pool; those of the instance's own release when it is no longer there. */
export function poolRules(scope: Scope, pool: string): PoolRules | undefined {
  return scope.current.pool(pool) ?? scope.book.pool(pool);
}

/** Values of the key; undefined while one is not filled in. */
export function keyOf(scope: Scope, { by = [] }: PoolRules): readonly Json[] | undefined {
  const values = by.map((path) => scope.read(path.split(".")));
  return values.every((value) => value !== undefined) ? values : undefined;
}

/** Which period a day falls in; the same text for all days of one. */
export function periodAt(rules: PoolRules, day: Day): string {
  const year = schoolYearStart(day);
  const { period = "none" } = rules;
  switch (period) {
    case "none":
      return "";
    case "year":
      return day.slice(0, 4);
    case "schoolYear":
      return `${year}-${year + 1}`;
    case "halfYear":
      return `${year}-${year + 1} ${day.slice(5) >= "08" || day.slice(5) < "02" ? 1 : 2}`;
    default:
      return period satisfies never;
  }
}

/** How much there is in all; undefined when that is not known. By today's values. */
export function capacityIn(scope: Pick<Scope, "current"> & Partial<Scope>, rules: PoolRules): number | undefined {
  const { capacity } = rules;
  if (capacity === undefined) return undefined;
  if (typeof capacity === "object" && "value" in capacity) {
    const value = scope.current.value(capacity.value)?.value;
    return typeof value === "number" ? value : undefined;
  }
  const found = typeof capacity === "number" ? capacity : operand(scope as Scope, capacity);
  return typeof found === "number" ? found : undefined;
}

/** How much of it somebody holds, in one period under one key. */
export function heldIn(pool: Pool | undefined, period: string, by: readonly Json[]): number {
  const bucket = bucketOf(period, by);
  const held = (pool?.held ?? []).filter((one) => bucketOf(one.period, one.by) === bucket);
  return held.reduce((sum, { amount }) => sum + amount, 0);
}

/** Who waits under this key, the first one first. */
export function queueOf(pool: Pool | undefined, by: readonly Json[]): Pool["waiting"] {
  const key = bucketOf("", by);
  const waiting = (pool?.waiting ?? []).filter((one) => bucketOf("", one.by) === key);
  return waiting.sort((a, b) => inOrder(a.order, b.order) || compared(a.day, b.day) || a.turn - b.turn);
}

/** For somebody new: what those who wait already will get is not free. */
export function roomFor(scope: Scope, rules: PoolRules, by: readonly Json[]): Room {
  const pool = poolIn(scope, rules.id);
  const queue = queueOf(pool, by).filter((one) => !isOf(scope, one));
  const capacity = capacityIn(scope, rules);
  if (capacity === undefined) return { free: undefined, waiting: queue.length };
  const awaited = queue.reduce((sum, { amount }) => sum + amount, 0);
  const held = heldIn(pool, periodAt(rules, scope.today), by);
  return { free: Math.max(0, capacity - held - awaited), waiting: queue.length };
}

/** For the document: undefined while the key is not filled in. */
export function roomIn(scope: Scope, id: string): Room | undefined {
  const rules = poolRules(scope, id);
  const by = rules === undefined ? undefined : keyOf(scope, rules);
  return rules === undefined || by === undefined ? undefined : roomFor(scope, rules, by);
}

/** The text of a number: `{year}` is the first year of its period, `{n:5}` the number in five digits. */
export function placeText({ format }: PoolRules, period: string, day: Day, n: number): number | string {
  if (format === undefined) return n;
  const year = period === "" ? day.slice(0, 4) : period.slice(0, 4);
  return format.replace("{year}", year).replace(NUMBER, (_all, digits: string | undefined) => {
    return String(n).padStart(Number(digits ?? 1), "0");
  });
}

/** Where the number stands in a format. */
export const NUMBER = /\{n(?::([0-9]))?\}/;

function poolIn(scope: Pick<Scope, "beyond">, id: string): Pool | undefined {
  const found = scope.beyond.stream(poolParts(id));
  return found?.kind === "pool" ? found : undefined;
}

function isOf(scope: Scope, one: { readonly dossier: string; readonly instance: string }): boolean {
  return one.dossier === scope.dossier.id && one.instance === scope.instance?.id;
}

function inOrder(a: readonly Json[], b: readonly Json[]): number {
  for (const [at, value] of a.entries()) {
    const found = compared(value, b[at] ?? null);
    if (found !== 0) return found;
  }
  return 0;
}

/** Numbers by size, days and texts by their characters; what is not there comes last. */
function compared(a: Json, b: Json): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  return isDay(a) || typeof a === "string" ? (String(a) < String(b) ? -1 : 1) : 0;
}
