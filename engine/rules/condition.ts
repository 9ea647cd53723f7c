/** Judges named conditions: yes, no, or unknown while something they look at is not filled in. */

import type { Judgement, MatchTest, Scope } from "./scope.ts";

/** An id that the rulebook does not know is unknown, never yes. */
export function judge(scope: Scope, id: string): Judgement {
  scope.memo.conditions ??= new Map();
  const { conditions } = scope.memo;
  const known = conditions.get(id);
  if (known !== undefined) return known;
  conditions.set(id, UNKNOWN); // a condition that asks itself is never known
  const found = judged(scope, id);
  conditions.set(id, found);
  return found;
}

export function holds(scope: Scope, id: string): boolean {
  return judge(scope, id).outcome === "yes";
}

const UNKNOWN: Judgement = { outcome: "unknown", missing: [] };
const YES: Judgement = { outcome: "yes", missing: [] };
const NO: Judgement = { outcome: "no", missing: [] };

function judged(scope: Scope, id: string): Judgement {
  const condition = scope.book.condition(id);
  if (condition === undefined) return UNKNOWN;
  if (condition.all !== undefined) return all(condition.all.map((part) => judge(scope, part)));
  if (condition.any !== undefined) return any(condition.any.map((part) => judge(scope, part)));
  return matched(scope, scope.book.tests(id));
}

function matched(scope: Scope, tests: readonly MatchTest[]): Judgement {
  const missing: string[] = [];
  for (const { path, parts, test } of tests) {
    const value = scope.read(parts);
    if (value === undefined) missing.push(path);
    else if (!test(value)) return NO;
  }
  return missing.length === 0 ? YES : { outcome: "unknown", missing: [...new Set(missing)] };
}

function all(parts: readonly Judgement[]): Judgement {
  if (parts.some((part) => part.outcome === "no")) return NO;
  return parts.every((part) => part.outcome === "yes") ? YES : unknown(parts);
}

function any(parts: readonly Judgement[]): Judgement {
  if (parts.some((part) => part.outcome === "yes")) return YES;
  return parts.every((part) => part.outcome === "no") ? NO : unknown(parts);
}

function unknown(parts: readonly Judgement[]): Judgement {
  return { outcome: "unknown", missing: [...new Set(parts.flatMap((part) => part.missing))] };
}
