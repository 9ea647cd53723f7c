/** Facts: what is computed from the dossier by one closed operator each, undefined while something it needs is not there. */

import { dig, type Json } from "../../definitions/grammar/json.ts";
import type { Fact, FactRowsOperator } from "../../definitions/grammar/types.generated.ts";
import { elapsed, isDay, rollToWorkday, schoolYearStart, shift } from "./days.ts";
import { rowsOf } from "./rows.ts";
import type { Row, Scope } from "./scope.ts";
import { anchorDay, lookup, operand, periodOf, refer } from "./value.ts";

export function fact(scope: Scope, id: string): Json | undefined {
  scope.memo.facts ??= new Map();
  const { facts } = scope.memo;
  if (facts.has(id)) return facts.get(id);
  facts.set(id, undefined); // a fact that asks itself finds nothing
  const definition = scope.book.fact(id);
  const found = definition === undefined ? undefined : compute(scope, definition);
  facts.set(id, found);
  return found;
}

function compute(scope: Scope, of: Fact): Json | undefined {
  if (of.count !== undefined) return perBucket(scope, of, of.count, (rows) => rows.length);
  if (of.sum !== undefined) return perBucket(scope, of, of.sum, (rows) => sum(scope, rows, of.sum?.of));
  if (of.distinct !== undefined) {
    return perBucket(scope, of, of.distinct, (rows) => distinct(rows, of.distinct?.of));
  }
  if (of.earliest !== undefined) return days(scope, of, of.earliest)[0];
  if (of.latest !== undefined) return days(scope, of, of.latest).at(-1);
  if (of.minus !== undefined) return numbers(scope, of.minus, (a, b) => a - b);
  if (of.times !== undefined) return numbers(scope, of.times, (a, b) => Math.round(a * b));
  if (of.notAfter !== undefined) {
    const [a, b] = of.notAfter.map((given) => operand(scope, given));
    return isDay(a) && isDay(b) ? a <= b : undefined;
  }
  if (of.same !== undefined) {
    const [a, b] = of.same.map((given) => operand(scope, given));
    return a === undefined || b === undefined ? undefined : JSON.stringify(a) === JSON.stringify(b);
  }
  if (of.lookup !== undefined) {
    return lookup(
      scope,
      of.lookup.value,
      of.lookup.by.map((by) => refer(scope, by)),
    );
  }
  if (of.shift !== undefined) {
    const from = anchorDay(scope, of.shift.from);
    const by = periodOf(scope, of.shift.by);
    if (from === undefined || by === undefined) return undefined;
    const day = shift(from, of.shift.back === true ? -by.n : by.n, by.unit, scope.days);
    return of.shift.rolls === "workday" ? rollToWorkday(day, scope.days) : day;
  }
  if (of.elapsed !== undefined) {
    const from = anchorDay(scope, of.elapsed.from);
    const to = anchorDay(scope, of.elapsed.to);
    return from === undefined || to === undefined ? undefined : elapsed(from, to, of.elapsed.unit, scope.days);
  }
  if (of.schoolYear !== undefined) {
    const day = refer(scope, of.schoolYear.of);
    return isDay(day) ? schoolYearStart(day) : undefined;
  }
  if (of.overlaps !== undefined) return overlaps(scope, of);
  return undefined;
}

/** Rows that pass `where` and `within`; undefined when a border of `within` is not known. */
function selected(scope: Scope, of: Fact, operator: FactRowsOperator): readonly Row[] | undefined {
  const passes = scope.book.rowTest(of);
  const rows = rowsOf(scope, operator.rows).filter(passes);
  const { within } = operator;
  if (within === undefined) return rows;
  if ("last" in within) {
    const by = periodOf(scope, within.last);
    if (by === undefined) return undefined;
    const since = shift(scope.today, -by.n, by.unit, scope.days);
    return rows.filter((row) => row.on > since && row.on <= scope.today);
  }
  const since = within.since === undefined ? undefined : anchorDay(scope, within.since);
  const until = within.until === undefined ? undefined : anchorDay(scope, within.until);
  if (within.since !== undefined && since === undefined) return undefined;
  if (within.until !== undefined && until === undefined) return undefined;
  return rows.filter((row) => (since === undefined || row.on >= since) && (until === undefined || row.on <= until));
}

function perBucket(
  scope: Scope,
  of: Fact,
  operator: FactRowsOperator,
  total: (rows: readonly Row[]) => number | undefined,
): number | undefined {
  const rows = selected(scope, of, operator);
  if (rows === undefined) return undefined;
  const { per } = operator;
  if (per === undefined) return total(rows);
  const buckets = new Map<string, Row[]>();
  for (const row of rows) {
    const day = per.field === "on" ? row.on : dig(row.fields, per.field.split("."));
    if (!isDay(day)) continue;
    const bucket = BUCKETS[per.unit](day);
    buckets.set(bucket, [...(buckets.get(bucket) ?? []), row]);
  }
  const totals = [...buckets.values()].map(total);
  if (totals.includes(undefined)) return undefined;
  return Math.max(0, ...totals.map((found) => found ?? 0));
}

const BUCKETS = {
  weeks: (day: string) => String(Math.floor((Date.parse(day) / 86_400_000 + 3) / 7)),
  months: (day: string) => day.slice(0, 7),
  years: (day: string) => day.slice(0, 4),
  schoolYears: (day: string) => String(schoolYearStart(day)),
};

function field(row: Row, of: FactRowsOperator["of"]): Json | undefined {
  if (typeof of !== "string") return row.by;
  if (of === "by") return row.by;
  return of === "on" ? row.on : dig(row.fields, of.split("."));
}

/** A row without the field counts as nothing. */
function distinct(rows: readonly Row[], of: FactRowsOperator["of"]): number {
  const found = rows.map((row) => JSON.stringify(field(row, of))).filter((value) => value !== undefined);
  return new Set(found).size;
}

/** A row without the field counts as nothing; each row rounds half up. */
function sum(scope: Scope, rows: readonly Row[], of: FactRowsOperator["of"]): number | undefined {
  const factors = typeof of === "object" ? of.times : of === undefined ? [] : [of];
  const fixed = factors.map((factor) => (typeof factor === "string" ? 1 : operand(scope, factor)));
  if (!fixed.every((factor) => typeof factor === "number")) return undefined;
  return rows.reduce((total, row) => {
    const own = factors.map((factor, at) => (typeof factor === "string" ? field(row, factor) : fixed[at]));
    if (!own.every((factor) => typeof factor === "number")) return total;
    return total + Math.round(own.reduce((product, factor) => product * factor, 1));
  }, 0);
}

function days(scope: Scope, of: Fact, operator: FactRowsOperator): readonly string[] {
  const rows = selected(scope, of, operator) ?? [];
  return rows
    .map((row) => (operator.of === undefined ? row.on : field(row, operator.of)))
    .filter(isDay)
    .sort();
}

function numbers(
  scope: Scope,
  pair: readonly Parameters<typeof operand>[1][],
  combine: (a: number, b: number) => number,
): number | undefined {
  const [a, b] = pair.map((given) => operand(scope, given));
  return typeof a === "number" && typeof b === "number" ? combine(a, b) : undefined;
}

/** True when two rows share a day; a row without its days overlaps nothing. */
function overlaps(scope: Scope, of: Fact): boolean | undefined {
  const operator = of.overlaps;
  if (operator === undefined) return undefined;
  const spans = rowsOf(scope, operator.rows)
    .filter(scope.book.rowTest(of))
    .map((row) => [field(row, operator.from), field(row, operator.to)] as const)
    .filter((span): span is readonly [string, string] => isDay(span[0]) && isDay(span[1]))
    .sort(([a], [b]) => a.localeCompare(b));
  return spans.some(([from], index) => index > 0 && from <= (spans[index - 1]?.[1] ?? ""));
}
