/** What conditions say about each place, as boxes: which values are left at which path. */

import { isObject, type Json, type JsonObject } from "../../../../definitions/grammar/json.ts";
import type { Condition, Fragment } from "../../../../definitions/grammar/types.generated.ts";
import { interpretFragment } from "../../../../forms/grammar/interpret.ts";
import type { Known } from "../known.ts";
import { lookAt } from "../look.ts";
import { onceFor } from "../once.ts";
import { cellsFor } from "./cells.ts";

/** Numbers of the values that are left, by path. A path that is not named may be anything, or nothing. */
export type Box = ReadonlyMap<string, ReadonlySet<number>>;

/** Every way in which something can be so. */
export interface Said {
  readonly boxes: readonly Box[];
  /** The boxes are exactly the ways; else there may be fewer ways. */
  readonly exact: boolean;
}

export interface Logic {
  /** When conditions all hold. */
  readonly yes: (...conditions: readonly string[]) => Said;
  /** When a condition is known not to hold. */
  readonly no: (condition: string) => Said;
  /** A path has one of these values. */
  readonly only: (path: string, values: readonly Json[]) => Said;
  readonly valueAt: (path: string, cell: number) => Json | undefined;
}

const MOST = 200;
const ALWAYS: Said = { boxes: [new Map()], exact: true };
const NEVER: Said = { boxes: [], exact: true };
const PERHAPS: Said = { boxes: [new Map()], exact: false };

export const logicOf = onceFor((known: Known): Logic => {
  const cells = cellsOf(known);
  const memo = new Map<string, { yes: Said; no: Said }>();
  const judged = (id: string): { yes: Said; no: Said } => {
    const found = memo.get(id);
    if (found !== undefined) return found;
    memo.set(id, { yes: PERHAPS, no: PERHAPS }); // a condition that asks itself has its own finding
    const { conditions } = known.release;
    const condition = Object.hasOwn(conditions, id) ? conditions[id] : undefined;
    const made = condition === undefined ? { yes: PERHAPS, no: PERHAPS } : judge(condition);
    memo.set(id, made);
    return made;
  };
  const judge = ({ all, any, match }: Condition): { yes: Said; no: Said } => {
    if (all !== undefined)
      return { yes: allOf(all.map((id) => judged(id).yes)), no: anyOf(all.map((id) => judged(id).no)) };
    if (any !== undefined)
      return { yes: anyOf(any.map((id) => judged(id).yes)), no: allOf(any.map((id) => judged(id).no)) };
    const tests = Object.entries(match ?? {}).map(([path, test]) => tested(known, cells.get(path), path, test));
    return { yes: allOf(tests.map(({ yes }) => yes)), no: anyOf(tests.map(({ no }) => no)) };
  };
  return {
    yes: (...ids) => allOf(ids.map((id) => judged(id).yes)),
    no: (id) => judged(id).no,
    only: (path, values) => {
      const at = cells.get(path);
      if (at === undefined) return PERHAPS;
      const left = at.flatMap((cell, index) => (values.includes(cell) ? [index] : []));
      return left.length > 0 ? { boxes: [new Map([[path, new Set(left)]])], exact: true } : PERHAPS;
    },
    valueAt: (path, cell) => cells.get(path)?.[cell],
  };
});

/** All of these at once. */
export function allOf(said: readonly Said[]): Said {
  return said.reduce(both, ALWAYS);
}

function anyOf(said: readonly Said[]): Said {
  const boxes = said.flatMap((one) => one.boxes);
  if (boxes.length > MOST) return PERHAPS;
  return said.length === 0 ? NEVER : { boxes, exact: said.every(({ exact }) => exact) };
}

function both(a: Said, b: Said): Said {
  if (a.boxes.length === 0 || b.boxes.length === 0) return NEVER;
  if (a.boxes.length * b.boxes.length > MOST * 10) return PERHAPS;
  const boxes = a.boxes.flatMap((one) => b.boxes.flatMap((other) => meet(one, other) ?? []));
  return boxes.length > MOST ? PERHAPS : { boxes, exact: a.exact && b.exact };
}

function meet(a: Box, b: Box): Box | undefined {
  const met = new Map(a);
  for (const [path, left] of b) {
    const mine = met.get(path);
    const common = mine === undefined ? left : new Set([...mine].filter((cell) => left.has(cell)));
    if (common.size === 0) return undefined;
    met.set(path, common);
  }
  return met;
}

function tested(
  known: Known,
  cells: readonly Json[] | undefined,
  path: string,
  test: Fragment,
): { yes: Said; no: Said } {
  const whole = filledIn(known, test);
  if (cells === undefined || whole === undefined) return { yes: PERHAPS, no: PERHAPS };
  const passes = interpretFragment(whole);
  const yes = new Set<number>();
  const no = new Set<number>();
  for (const [index, cell] of cells.entries()) (passes(cell) ? yes : no).add(index);
  const one = (left: ReadonlySet<number>): Said =>
    left.size === 0 ? NEVER : { boxes: [new Map([[path, left]])], exact: true };
  return { yes: one(yes), no: one(no) };
}

/** The values to try at every path that a condition looks at. */
function cellsOf(known: Known): ReadonlyMap<string, readonly Json[] | undefined> {
  const tests = new Map<string, JsonObject[]>();
  for (const { match } of Object.values(known.release.conditions)) {
    for (const [path, test] of Object.entries(match ?? {})) {
      const whole = filledIn(known, test);
      const found = tests.get(path) ?? [];
      if (whole !== undefined) found.push(whole);
      tests.set(path, found);
    }
  }
  return new Map(
    [...tests].map(([path, all]) => {
      const { field } = lookAt(known, path);
      return [path, field === undefined ? undefined : cellsFor(field, all)];
    }),
  );
}

/** A test with its values in it; undefined when one is not there or is no single value or list. */
export function filledIn({ release: { values } }: Known, test: Fragment): JsonObject | undefined {
  let whole = true;
  const fill = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(fill);
    if (!isObject(part)) return part;
    const { value: id } = part;
    if (typeof id !== "string" || Object.keys(part).length !== 1) {
      return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, fill(inner)]));
    }
    const value = Object.hasOwn(values, id) ? values[id]?.value : undefined;
    if (value === undefined) whole = false;
    return value;
  };
  const filled = fill(test) as JsonObject;
  return whole && isSound(filled) ? filled : undefined;
}

/** What a value of the wrong kind makes of a test has its own finding. */
function isSound(test: JsonObject): boolean {
  return Object.entries(test).every(([keyword, given]) => {
    if (keyword === "enum") return Array.isArray(given);
    if (keyword === "not" || keyword === "contains") return isObject(given) && isSound(given as JsonObject);
    return !/^(exclusive)?(min|max)imum$|^(min|max)(Items|Length)$/i.test(keyword) || typeof given === "number";
  });
}
