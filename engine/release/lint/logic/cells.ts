/** The values worth trying at a place: one of each kind that the tests there can tell apart. */

import { isObject, type Json, type JsonObject } from "../../../../definitions/grammar/json.ts";
import type { Field, FieldType } from "../field.ts";

/** More than this is not tried: then nothing is said. */
const MOST = 400;
const MOST_ITEMS = 5;
const LONGEST = 30;

/**
 * Every value that may stand there passes and fails the same tests as one of these.
 * Undefined: too many kinds to tell.
 */
export function cellsFor(field: Field, tests: readonly JsonObject[]): readonly Json[] | undefined {
  const marks = marksOf(tests);
  const cells = field.type === undefined ? anything(field, marks, tests) : CELLS[field.type](field, marks, tests);
  return cells === undefined || cells.length > MOST ? undefined : cells;
}

/** What tests name: values, borders of numbers, and lengths of texts and lists. */
interface Marks {
  readonly values: readonly Json[];
  readonly borders: readonly number[];
  readonly lengths: readonly number[];
  readonly sizes: readonly number[];
  readonly items: readonly JsonObject[];
}

type Make = (field: Field, marks: Marks, tests: readonly JsonObject[]) => readonly Json[] | undefined;

const CELLS: Readonly<Record<FieldType, Make>> = {
  boolean: () => [true, false],
  number: numbers,
  text: texts,
  day: (_field, { values }) => unique([...values.filter(isText), "2000-01-01"]),
  list: lists,
  object: () => [{}],
};

function numbers({ choices, minimum = -Infinity, maximum = Infinity, whole }: Field, marks: Marks): readonly Json[] {
  if (choices !== undefined) return choices as readonly Json[];
  const given = [...marks.values, ...marks.borders, minimum, maximum].filter(isNumber).filter(Number.isFinite);
  const near = given.flatMap((at) =>
    whole === true ? [at - 1, at, at + 1] : [at - 1, at - 0.5, at, at + 0.5, at + 1],
  );
  const found = unique(near.filter((at) => at >= minimum && at <= maximum && (whole !== true || Number.isInteger(at))));
  return found.length > 0 ? found : [0];
}

function texts({ choices }: Field, { values, lengths }: Marks): readonly Json[] | undefined {
  if (choices !== undefined) return choices as readonly Json[];
  if (lengths.some((length) => length > LONGEST)) return undefined;
  const sized = lengths.flatMap((length) => [length - 1, length, length + 1]).filter((length) => length > 0);
  return unique([...values.filter(isText), "…", ...sized.map((length) => "…".repeat(length)), "2000-01-01"]);
}

/** Every set of the items that tests tell apart, and longer lists where a test counts. */
function lists({ items = {} }: Field, { items: inside, sizes }: Marks): readonly Json[] | undefined {
  const kinds = itemKinds(items, inside);
  if (kinds === undefined || kinds.length > MOST_ITEMS || sizes.some((size) => size > 3)) return undefined;
  const sets: Json[][] = [[]];
  for (const kind of kinds) sets.push(...sets.map((one) => [...one, kind]));
  if (sizes.length === 0) return sets;
  const longer = sets.flatMap((set) => {
    const [first] = set;
    return first === undefined ? [] : [1, 2, 3, 4].map((more) => [...set, ...Array<Json>(more).fill(first)]);
  });
  return [...sets, ...longer];
}

function itemKinds(items: Field, inside: readonly JsonObject[]): readonly Json[] | undefined {
  if (items.choices !== undefined) return few(items.choices as readonly Json[], marksOf(inside).values);
  return inside.length === 0 ? ["…"] : cellsFor(items, inside);
}

/** Nothing is known of what stands there: a value of every type. */
function anything(field: Field, marks: Marks, tests: readonly JsonObject[]): readonly Json[] | undefined {
  const found = [numbers(field, marks), texts(field, marks), lists({}, marks), CELLS.boolean(field, marks, tests)];
  return found.includes(undefined) ? undefined : [...found.flatMap((cells) => cells ?? []), {}];
}

/** Choices that are named, and one that is not. */
function few(choices: readonly Json[], named: readonly Json[]): readonly Json[] {
  const other = choices.find((choice) => !named.includes(choice));
  return [...choices.filter((choice) => named.includes(choice)), ...(other === undefined ? [] : [other])];
}

function marksOf(tests: readonly JsonObject[]): Marks {
  const marks = { values: [] as Json[], borders: [] as number[], lengths: [] as number[], sizes: [] as number[] };
  const items: JsonObject[] = [];
  const look = (test: JsonObject) => {
    for (const [keyword, given] of Object.entries(test)) {
      if (keyword === "const") marks.values.push(given);
      else if (keyword === "enum" && Array.isArray(given)) marks.values.push(...given);
      else if (keyword === "not" && isObject(given)) look(given as JsonObject);
      else if (keyword === "contains" && isObject(given)) items.push(given as JsonObject);
      else if (typeof given !== "number") continue;
      else if (keyword.endsWith("Length")) marks.lengths.push(given);
      else if (keyword.endsWith("Items")) marks.sizes.push(given);
      else marks.borders.push(given);
    }
  };
  for (const test of tests) look(test);
  return { ...marks, items };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

function isText(value: Json): value is string {
  return typeof value === "string";
}

function isNumber(value: Json): value is number {
  return typeof value === "number";
}
