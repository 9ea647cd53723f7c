/** What each keyword of the form dialect means, as a function that makes its test. */

import { isObject, type JsonObject } from "../../definitions/grammar/json.ts";
import { type Failure, step } from "./failure.ts";
import { formats } from "./formats.ts";

/** Tells whether the value fits. With a list it adds every failure to it, without one it stops at the first. */
export type Test = (value: unknown, pointer: string, failures: Failure[] | undefined) => boolean;

/** Makes the test of a keyword from what stands behind it, the schema around it, and the compiler for schemas inside. */
type Keyword = (limit: never, schema: JsonObject, compile: (schema: unknown) => Test) => Test;

export const keywords: { readonly [key: string]: Keyword } = {
  type: simple("type", (limit: string) => types[limit] ?? never),
  const: simple("const", (limit: unknown) => (value) => value === limit),
  enum: simple("enum", (limit: readonly unknown[]) => (value) => limit.includes(value)),
  minimum: onNumber("minimum", (value, limit) => value >= limit),
  maximum: onNumber("maximum", (value, limit) => value <= limit),
  exclusiveMinimum: onNumber("exclusiveMinimum", (value, limit) => value > limit),
  exclusiveMaximum: onNumber("exclusiveMaximum", (value, limit) => value < limit),
  minLength: onText("minLength", (limit: number) => (text) => lengthOf(text) >= limit),
  maxLength: onText("maxLength", (limit: number) => (text) => lengthOf(text) <= limit),
  pattern: onText("pattern", (limit: string) => {
    const expression = new RegExp(limit, "u");
    return (text) => expression.test(text);
  }),
  format: onText("format", (limit: string) => formats[limit] ?? never),
  minItems: onList("minItems", (limit: number) => (list) => list.length >= limit),
  maxItems: onList("maxItems", (limit: number) => (list) => list.length <= limit),
  uniqueItems: onList("uniqueItems", (limit: boolean, schema) => {
    // Items of another type than declared count as no duplicates, as in Ajv: they are already wrong.
    const { type } = (schema["items"] ?? {}) as { type?: string };
    const isItem = types[type ?? ""] ?? (() => true);
    return (list) => {
      const items = list.filter(isItem);
      return !limit || new Set(items).size === items.length;
    };
  }),
  contains: onList("contains", (limit: unknown, _schema, compile) => {
    const test = compile(limit);
    return (list) => list.some((item) => test(item, "", undefined));
  }),
  items: (limit: unknown, _schema, compile) => {
    const test = compile(limit);
    return (value, pointer, failures) =>
      !Array.isArray(value) ||
      each(value, failures, (item, index) => test(item, failures ? `${pointer}/${index}` : "", failures));
  },
  required: (limit: readonly string[]) => (value, pointer, failures) =>
    !isObject(value) ||
    each(
      limit,
      failures,
      (name) => Object.hasOwn(value, name) || fail(failures, pointer + step(name), "required", limit),
    ),
  properties: (limit: JsonObject, _schema, compile) => {
    const fields = Object.entries(limit).map(([name, inner]) => ({ name, path: step(name), test: compile(inner) }));
    return (value, pointer, failures) =>
      !isObject(value) ||
      each(
        fields,
        failures,
        ({ name, path, test }) => !Object.hasOwn(value, name) || test(value[name], pointer + path, failures),
      );
  },
  additionalProperties: (limit: boolean, schema) => {
    const known = new Set(Object.keys(schema["properties"] ?? {}));
    return (value, pointer, failures) =>
      limit ||
      !isObject(value) ||
      each(
        Object.keys(value).filter((name) => !known.has(name)),
        failures,
        (name) => fail(failures, pointer + step(name), "additionalProperties", limit),
      );
  },
  allOf: (limit: readonly unknown[], _schema, compile) => all(limit.map(compile)),
  anyOf: choice((fitting) => fitting > 0),
  oneOf: choice((fitting) => fitting === 1),
  not: simple("not", (limit: unknown, _schema, compile) => {
    const test = compile(limit);
    return (value) => !test(value, "", undefined);
  }),
  if: (limit: unknown, schema, compile) => {
    const test = compile(limit);
    const then = compile(schema["then"]);
    const otherwise = compile(schema["else"]);
    return (value, pointer, failures) => (test(value, "", undefined) ? then : otherwise)(value, pointer, failures);
  },
};

/** The test that holds when all of them do. */
export function all(tests: readonly Test[]): Test {
  const [first, ...others] = tests;
  if (first !== undefined && others.length === 0) return first;
  return (value, pointer, failures) => each(tests, failures, (test) => test(value, pointer, failures));
}

const types: { readonly [type: string]: ((value: unknown) => boolean) | undefined } = {
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  number: Number.isFinite,
  integer: Number.isInteger,
  array: Array.isArray,
  object: isObject,
};

const never = () => false;

/** A keyword that looks at the value as a whole and fails at its own place. */
function simple<Limit>(code: string, make: (limit: Limit, ...rest: Rest) => (value: unknown) => boolean) {
  return (limit: Limit, ...rest: Rest): Test => {
    const holds = make(limit, ...rest);
    return (value, pointer, failures) => holds(value) || fail(failures, pointer, code, limit);
  };
}
type Rest = [schema: JsonObject, compile: (schema: unknown) => Test];

function onNumber(code: string, holds: (value: number, limit: number) => boolean) {
  return simple(code, (limit: number) => (value) => typeof value !== "number" || holds(value, limit));
}

function onText<Limit>(code: string, make: (limit: Limit) => (text: string) => boolean) {
  return simple(code, (limit: Limit) => {
    const holds = make(limit);
    return (value) => typeof value !== "string" || holds(value);
  });
}

function onList<Limit>(code: string, make: (limit: Limit, ...rest: Rest) => (list: readonly unknown[]) => boolean) {
  return simple(code, (limit: Limit, ...rest: Rest) => {
    const holds = make(limit, ...rest);
    return (value) => !Array.isArray(value) || holds(value);
  });
}

function choice(enough: (fitting: number) => boolean) {
  return simple("oneOf", (limit: readonly unknown[], _schema, compile) => {
    const tests = limit.map(compile);
    return (value) => enough(tests.filter((test) => test(value, "", undefined)).length);
  });
}

/** Whether it holds for all; looks past the first that fails only when failures are gathered. */
function each<Item>(items: readonly Item[], failures: unknown, holds: (item: Item, index: number) => boolean): boolean {
  let fine = true;
  for (const [index, item] of items.entries()) {
    if (holds(item, index)) continue;
    if (failures === undefined) return false;
    fine = false;
  }
  return fine;
}

function fail(failures: Failure[] | undefined, pointer: string, code: string, limit: unknown): false {
  failures?.push({ pointer, code, limit });
  return false;
}

/** Length in characters, as JSON Schema counts: an emoji is one. */
function lengthOf(text: string): number {
  return [...text].length;
}
