/** Turns what a validator reports into the problems that people read: one for each thing that is wrong. */

import { isObject, type JsonObject } from "../../definitions/grammar/json.ts";
import { completeness } from "./draft.ts";
import { type Failure, step, stepsOf } from "./failure.ts";
import { messageFor } from "./messages.ts";
import { fieldAt } from "./place.ts";
import type { Problem } from "./port.ts";

/**
 * The problems, in the order of the form. `form` is the schema as written, also when the draft was checked, because it
 * holds the titles and choices.
 */
export function problemsOf(form: JsonObject, answers: unknown, failures: readonly Failure[]): Problem[] {
  const places = new Map<string, Failure[]>();
  for (const failure of failures.flatMap((one) => deepened(form, one)))
    places.set(failure.pointer, [...(places.get(failure.pointer) ?? []), failure]);

  const problems = new Map<string, { problem: Problem; order: readonly number[] }>();
  for (const [pointer, here] of places) {
    const order = orderOf(form, pointer);
    for (const failure of telling(here)) {
      const message = messageFor(form, answers, failure);
      const kind = completeness.includes(failure.code) ? "missing" : "wrong";
      problems.set(JSON.stringify([pointer, failure.code, message]), {
        problem: { pointer, code: failure.code, message, kind },
        order,
      });
    }
  }
  return [...problems.values()].sort(byOrder).map(({ problem }) => problem);
}

/** A missing object is shown to people as its fields, so the fields it must have are what is missing. */
function deepened(form: JsonObject, failure: Failure): Failure[] {
  if (failure.code !== "required") return [failure];
  const { required } = fieldAt(form, failure.pointer).field;
  if (!Array.isArray(required) || required.length === 0) return [failure];
  return required.flatMap((name) => deepened(form, { ...failure, pointer: failure.pointer + step(String(name)) }));
}

/** Of the failures at one place those that tell something: a wrong type or a wrong choice says it all. */
function telling(here: readonly Failure[]): readonly Failure[] {
  for (const code of ["type", "oneOf"]) {
    const decisive = here.filter((one) => one.code === code);
    if (decisive.length > 0) return decisive;
  }
  return here;
}

/** Where a place stands in the form, step by step. What the form does not know comes last. */
function orderOf(form: JsonObject, pointer: string): number[] {
  let path = "";
  return stepsOf(pointer).map((name) => {
    const { properties } = fieldAt(form, path).field;
    path += step(name);
    if (!isObject(properties)) return Number(name);
    const place = Object.keys(properties).indexOf(name);
    return place < 0 ? Number.MAX_SAFE_INTEGER : place;
  });
}

type Ordered = { readonly problem: Problem; readonly order: readonly number[] };

function byOrder(a: Ordered, b: Ordered): number {
  for (let index = 0; index < Math.max(a.order.length, b.order.length); index++) {
    const difference = (a.order[index] ?? -1) - (b.order[index] ?? -1);
    if (difference !== 0) return difference;
  }
  const [left, right] = [a.problem, b.problem].map((one) => `${one.pointer} ${one.code} ${one.message}`) as [
    string,
    string,
  ];
  return left < right ? -1 : 1;
}
