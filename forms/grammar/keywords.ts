/** What each keyword of the form dialect means, as a function that makes its test. */

import { isObject, type JsonObject } from "../../definitions/grammar/json.ts";
import { step } from "./failure.ts";
import { formats } from "./formats.ts";
import { all, each, fail, type Keyword, onList, onNumber, onText, simple } from "./keyword.ts";

/** The table of all keywords that test something. */
export const keywords: { readonly [key: string]: Keyword } = {
  type: simple("type", (limit: string) => types[limit] ?? never),
  const: simple("const", (limit: unknown) => (value) => value === limit),
  enum: simple("enum", (limit: readonly unknown[]) => (value) => limit.includes(value)),
  minimum: onNumber("minimum", (value, limit) => value >= limit),
  maximum: onNumber("maximum", (value, limit) => value <= limit),
  exclusiveMinimum: onNumber("exclusiveMinimum", (value, limit) => value > limit),
  exclusiveMaximum: onNumber("exclusiveMaximum", (value, limit) => value < limit),
  minLength: onText("minLength", (limit: number) => (text) => lengthOf(text) >= limit),
  maxLength: onText("maxLength", (limit: number) => (text) => text.length <= limit || lengthOf(text) <= limit),
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
        ({ name, path, test }) =>
          !Object.hasOwn(value, name) || test(value[name], failures ? pointer + path : "", failures),
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

const types: { readonly [type: string]: ((value: unknown) => boolean) | undefined } = {
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  number: Number.isFinite,
  integer: Number.isInteger,
  array: Array.isArray,
  object: isObject,
};

const never = () => false;

function choice(enough: (fitting: number) => boolean) {
  return simple("oneOf", (limit: readonly unknown[], _schema, compile) => {
    const tests = limit.map(compile);
    return (value) => enough(tests.filter((test) => test(value, "", undefined)).length);
  });
}

/** Length in characters, as JSON Schema counts: an emoji is one. */
function lengthOf(text: string): number {
  return [...text].length;
}
