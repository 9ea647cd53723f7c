/** What facts read of the document, directly and through other facts. */

import { isObject } from "../../../definitions/grammar/json.ts";
import type { Known } from "./known.ts";

/** Counts and sums are known of no rows too; what is made of other things is not, while one of those is absent. */
const NEEDS_ALL = ["minus", "times", "notAfter", "same", "shift", "elapsed", "schoolYear", "lookup"] as const;
const DEEPEST = 20;

/** Whether a path leads to a fact that needs what is absent. */
export function isAbsentFact(known: Known, path: string, isAbsent: (path: string) => boolean, depth = 0): boolean {
  const fact = factAt(known, path);
  if (fact === undefined || depth > DEEPEST) return false;
  const operator = NEEDS_ALL.map((key) => fact[key]).find((found) => found !== undefined);
  return pathsIn(operator).some((one) => isAbsent(one) || isAbsentFact(known, one, isAbsent, depth + 1));
}

/** Every place of the document that a path reads: itself, or when it is a fact, all that the fact reads. */
export function readsOf(known: Known, path: string, depth = 0): readonly string[] {
  const fact = factAt(known, path);
  if (fact === undefined || depth > DEEPEST) return [path];
  return pathsIn(fact).flatMap((one) => readsOf(known, one, depth + 1));
}

/** Every path, fact, day, row and moment that stands in a reference, however deep. */
export function pathsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(pathsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner !== "string") return pathsIn(inner);
    const make = Object.hasOwn(PATHS, key) ? PATHS[key] : undefined;
    return make === undefined ? [] : [make(inner)];
  });
}

const PATHS: Readonly<Record<string, (name: string) => string>> = {
  path: (name) => name,
  rows: (name) => name,
  fact: (name) => `facts.${name}`,
  value: (name) => `values.${name}`,
  calendar: (name) => `calendar.${name}`,
  state: (name) => `instance.entered.${name}`,
  action: (name) => `instance.actions.${name}`,
};

function factAt({ release: { facts } }: Known, path: string) {
  const [head, id = ""] = path.split(".");
  return head === "facts" && Object.hasOwn(facts, id) ? facts[id] : undefined;
}

/** Every place of the document that a condition looks at, through other conditions and through facts. */
export function readsOfCondition(known: Known, id: string, asked: readonly string[] = []): readonly string[] {
  const { conditions } = known.release;
  if (asked.includes(id) || !Object.hasOwn(conditions, id)) return [];
  const { match = {}, all = [], any = [] } = conditions[id] ?? {};
  return [
    ...Object.keys(match).flatMap((path) => readsOf(known, path)),
    ...[...all, ...any].flatMap((part) => readsOfCondition(known, part, [...asked, id])),
  ];
}
