/** Tells whether a value fits a closed grammar, and nothing more: quick, for most files do. */

import type { Place, Resolve } from "./explain.ts";
import { isObject } from "./json.ts";

type Fits = (value: unknown) => boolean;
type Schema = { readonly [key: string]: unknown };

/** Makes the test of each part of a grammar once. The answer is yes exactly when `explain` has nothing to tell. */
export function fitting(resolve: Resolve): (place: Place) => Fits {
  const made = new WeakMap<object, Fits>();
  function test({ schema, root }: Place): Fits {
    if (schema === true || schema === undefined) return () => true;
    if (!isObject(schema)) return () => false;
    const known = made.get(schema);
    if (known !== undefined) return known;
    // A grammar may refer to itself: what is not ready yet is asked for when a value comes.
    const waiting: { now?: Fits } = {};
    made.set(schema, (value) => waiting.now?.(value) ?? false);
    const tests = testsOf(schema, (inner) => test({ schema: inner, root }));
    if (typeof schema["$ref"] === "string") tests.push(test(resolve(schema["$ref"], root)));
    const now = allOf(tests);
    waiting.now = now;
    made.set(schema, now);
    return now;
  }
  return test;
}

/** Loops, not chains of calls: a grammar runs once over every part of every file, before any of it is compiled. */
function allOf(tests: readonly Fits[]): Fits {
  const [first] = tests;
  if (first !== undefined && tests.length === 1) return first;
  return (value) => {
    for (const test of tests) if (!test(value)) return false;
    return true;
  };
}

function testsOf(schema: Schema, inner: (schema: unknown) => Fits): Fits[] {
  const tests: Fits[] = [];
  const { type, const: only, enum: values, pattern, contains, if: when } = schema;
  if (type !== undefined) tests.push(isOfType([type].flat().map(String)));
  if ("const" in schema) tests.push((value) => same(value, only));
  if (Array.isArray(values)) tests.push((value) => values.some((one) => same(value, one)));
  if (typeof pattern === "string") {
    const form = new RegExp(pattern, "u");
    tests.push((value) => typeof value !== "string" || form.test(value));
  }
  tests.push(...sizes(schema));
  if (OBJECT_WORDS.some((word) => schema[word] !== undefined)) tests.push(objectTest(schema, inner));
  if (schema["items"] !== undefined) {
    const item = inner(schema["items"]);
    tests.push((value) => !Array.isArray(value) || value.every(item));
  }
  if (schema["uniqueItems"] === true) {
    tests.push(
      (value) => !Array.isArray(value) || new Set(value.map((one) => JSON.stringify(one))).size === value.length,
    );
  }
  if (contains !== undefined) {
    const has = inner(contains);
    tests.push((value) => !Array.isArray(value) || value.some(has));
  }
  const [all, any, one] = ["allOf", "anyOf", "oneOf"].map((word) => listOf(schema[word]).map(inner));
  if (all !== undefined && all.length > 0) tests.push(...all);
  if (schema["anyOf"] !== undefined) tests.push((value) => any?.some((branch) => branch(value)) ?? false);
  if (schema["oneOf"] !== undefined) tests.push((value) => one?.filter((branch) => branch(value)).length === 1);
  if (when !== undefined) {
    const [asked, yes, no] = [inner(when), inner(schema["then"]), inner(schema["else"])];
    tests.push((value) => (asked(value) ? yes(value) : no(value)));
  }
  if (schema["not"] !== undefined) {
    const denied = inner(schema["not"]);
    tests.push((value) => !denied(value));
  }
  return tests;
}

const OBJECT_WORDS = ["properties", "additionalProperties", "propertyNames", "required"];

function objectTest(schema: Schema, inner: (schema: unknown) => Fits): Fits {
  const own = isObject(schema["properties"]) ? schema["properties"] : {};
  const properties = new Map(Object.entries(own).map(([key, part]) => [key, inner(part)]));
  const rest = inner(schema["additionalProperties"]);
  const name = schema["propertyNames"] === undefined ? undefined : inner(schema["propertyNames"]);
  const required = [schema["required"] ?? []].flat().map(String);
  return (value) => {
    if (!isObject(value)) return true;
    for (const key of required) if (!Object.hasOwn(value, key)) return false;
    for (const key of Object.keys(value)) {
      if (name !== undefined && !name(key)) return false;
      if (!(properties.get(key) ?? rest)(value[key])) return false;
    }
    return true;
  };
}

function sizes(schema: Schema): Fits[] {
  return SIZES.flatMap(([least, most, measure]) => {
    const [low, high] = [schema[least], schema[most]];
    if (typeof low !== "number" && typeof high !== "number") return [];
    return (value: unknown) => {
      const size = measure(value);
      if (size === undefined) return true;
      return (typeof low !== "number" || size >= low) && (typeof high !== "number" || size <= high);
    };
  });
}

const SIZES: readonly (readonly [least: string, most: string, measure: (value: unknown) => number | undefined])[] = [
  ["minLength", "maxLength", (value) => (typeof value === "string" ? lengthOf(value) : undefined)],
  ["minItems", "maxItems", (value) => (Array.isArray(value) ? value.length : undefined)],
  ["minProperties", "maxProperties", (value) => (isObject(value) ? Object.keys(value).length : undefined)],
  ["minimum", "maximum", (value) => (typeof value === "number" ? value : undefined)],
];

const PAIRED = /[\ud800-\udfff]/;

/** In characters as people count them, not in halves of a pair. */
function lengthOf(text: string): number {
  return PAIRED.test(text) ? [...text].length : text.length;
}

function isOfType(types: readonly string[]): Fits {
  const tests = types.map((type): Fits => OF_TYPE[type] ?? (() => false));
  const [first] = tests;
  return first !== undefined && tests.length === 1 ? first : (value) => tests.some((test) => test(value));
}

const OF_TYPE: { readonly [type: string]: Fits } = {
  array: Array.isArray,
  object: isObject,
  null: (value) => value === null,
  integer: Number.isInteger,
  number: Number.isFinite,
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
};

function same(a: unknown, b: unknown): boolean {
  return a === b || (typeof b === "object" && JSON.stringify(a) === JSON.stringify(b));
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
