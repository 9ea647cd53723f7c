/** How a keyword of the form dialect becomes a test. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Failure } from "./failure.ts";

/** Tells whether the value fits. With a list it adds every failure to it, without one it stops at the first. */
export type Test = (value: unknown, pointer: string, failures: Failure[] | undefined) => boolean;

/** Makes the test of a keyword from what stands behind it, the schema around it, and the compiler for schemas inside. */
export type Keyword = (limit: never, schema: JsonObject, compile: (schema: unknown) => Test) => Test;

/** The test that holds when all of them do. */
export function all(tests: readonly Test[]): Test {
  const [first, ...others] = tests;
  if (first !== undefined && others.length === 0) return first;
  return (value, pointer, failures) => each(tests, failures, (test) => test(value, pointer, failures));
}

/** A keyword that looks at the value as a whole and fails at its own place. */
export function simple<Limit>(code: string, make: (limit: Limit, ...rest: Rest) => (value: unknown) => boolean) {
  return (limit: Limit, ...rest: Rest): Test => {
    const holds = make(limit, ...rest);
    return (value, pointer, failures) => holds(value) || fail(failures, pointer, code, limit);
  };
}
type Rest = [schema: JsonObject, compile: (schema: unknown) => Test];

export function onNumber(code: string, holds: (value: number, limit: number) => boolean) {
  return simple(code, (limit: number) => (value) => typeof value !== "number" || holds(value, limit));
}

export function onText<Limit>(code: string, make: (limit: Limit) => (text: string) => boolean) {
  return simple(code, (limit: Limit) => {
    const holds = make(limit);
    return (value) => typeof value !== "string" || holds(value);
  });
}

export function onList<Limit>(
  code: string,
  make: (limit: Limit, ...rest: Rest) => (list: readonly unknown[]) => boolean,
) {
  return simple(code, (limit: Limit, ...rest: Rest) => {
    const holds = make(limit, ...rest);
    return (value) => !Array.isArray(value) || holds(value);
  });
}

/** Whether it holds for all; looks past the first that fails only when failures are gathered. */
export function each<Item>(
  items: readonly Item[],
  failures: unknown,
  holds: (item: Item, index: number) => boolean,
): boolean {
  let fine = true;
  // An indexed loop: this is the hot path of every condition, and an iterator halves its speed.
  for (let index = 0; index < items.length; index++) {
    if (holds(items[index] as Item, index)) continue;
    if (failures === undefined) return false;
    fine = false;
  }
  return fine;
}

export function fail(failures: Failure[] | undefined, pointer: string, code: string, limit: unknown): false {
  failures?.push({ pointer, code, limit });
  return false;
}
