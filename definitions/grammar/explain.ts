/** Explains why a value does not fit a closed grammar: one clear fault for each thing that is wrong. */

import { chooseBranch } from "./explain-choice.ts";
import { type Fault, fault, missingKey, shown, unknownKey, unknownValue, wrongType } from "./fault.ts";
import { isObject } from "./json.ts";

/** A grammar schema that stands somewhere in a document, so that its local references can be followed. */
export interface Place {
  readonly schema: unknown;
  readonly root: unknown;
}

/** Finds the place that a `$ref` in a document points at. */
export type Resolve = (ref: string, root: unknown) => Place;

/**
 * Walks value and grammar together. It stands beside the validator instead of reading its error list, because that
 * list does not tell which branch of a choice an error came from, and people need the branch they meant.
 */
export function explain(place: Place, value: unknown, resolve: Resolve, pointer = ""): Fault[] {
  const { schema, root } = place;
  if (schema === true) return [];
  if (!isObject(schema)) return [fault(pointer, "forbidden", `${shown(value)} kan hier niet staan. Haal het weg.`)];
  const into = (inner: unknown, at: unknown = value, here = pointer) =>
    explain({ schema: inner, root }, at, resolve, here);

  const referred =
    typeof schema["$ref"] === "string" ? explain(resolve(schema["$ref"], root), value, resolve, pointer) : [];
  const own = ownFaults(schema, value, pointer);
  // A value of the wrong kind has nothing inside worth telling about.
  if (own.length > 0) return [...referred, ...own];
  const inside = isObject(value)
    ? objectFaults(schema, value, pointer, into)
    : Array.isArray(value)
      ? arrayFaults(schema, value, pointer, into)
      : [];
  return [...referred, ...inside, ...composedFaults(schema, value, pointer, into)];
}

/** Nobody reads more faults than this of one object or list; without a limit a hostile file makes the walk slow. */
const enough = 100;

type Into = (schema: unknown, value?: unknown, pointer?: string) => Fault[];
type Schema = { readonly [key: string]: unknown };

/** What can be said of the value itself: its type, its choice, its size. */
function ownFaults(schema: Schema, value: unknown, pointer: string): Fault[] {
  const help = textOf(schema["description"]);
  const types = schema["type"] === undefined ? [] : [schema["type"]].flat().map(String);
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) return [wrongType(pointer, types, help)];
  const values = "const" in schema ? [schema["const"]] : Array.isArray(schema["enum"]) ? schema["enum"] : undefined;
  if (values !== undefined && !values.some((one) => JSON.stringify(one) === JSON.stringify(value)))
    return [unknownValue(pointer, value, values.map(String), help)];

  const size = sizeOf(value);
  const low = numberOf(schema[size.least]);
  const high = numberOf(schema[size.most]);
  if (low !== undefined && size.n < low)
    return [fault(pointer, "too-small", `Dit is te klein: minstens ${low}${size.of} (nu ${size.n}).`, help)];
  if (high !== undefined && size.n > high)
    return [fault(pointer, "too-large", `Dit is te groot: hoogstens ${high}${size.of} (nu ${size.n}).`, help)];
  const pattern = textOf(schema["pattern"]);
  if (pattern !== undefined && typeof value === "string" && !new RegExp(pattern, "u").test(value))
    return [fault(pointer, "wrong-form", `${shown(value)} is hier niet goed geschreven.`, help)];
  return [];
}

function objectFaults(schema: Schema, value: Schema, pointer: string, into: Into): Fault[] {
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const rest = schema["additionalProperties"];
  const found: Fault[] = [];
  const free = Object.keys(properties).filter((key) => !Object.hasOwn(value, key));
  for (const key of Object.keys(value)) {
    if (found.length >= enough) return found;
    const here = `${pointer}/${escaped(key)}`;
    if (Object.hasOwn(properties, key)) found.push(...into(properties[key], value[key], here));
    else if (rest === false) found.push(unknownKey(here, key, free));
    else if (rest !== undefined) found.push(...into(rest, value[key], here));
    if (schema["propertyNames"] !== undefined)
      for (const { message } of into(schema["propertyNames"], key, here))
        found.push(fault(here, "wrong-name", message));
  }
  // A misspelt key and the key it should have been are one fault, not two.
  const meant = found.filter((one) => one.code === "unknown-key").map((one) => one.fix);
  for (const key of [schema["required"] ?? []].flat().map(String))
    if (!Object.hasOwn(value, key) && !meant.includes(key)) found.push(missingKey(pointer, key));
  return found;
}

function arrayFaults(schema: Schema, value: readonly unknown[], pointer: string, into: Into): Fault[] {
  const found: Fault[] = [];
  for (const [index, item] of value.entries()) {
    if (found.length >= enough) return found;
    found.push(...into(schema["items"] ?? true, item, `${pointer}/${index}`));
  }
  if (schema["uniqueItems"] === true) {
    const seen = new Set<string>();
    for (const [index, item] of value.entries()) {
      const text = JSON.stringify(item);
      if (seen.has(text))
        found.push(fault(`${pointer}/${index}`, "duplicate", `${shown(item)} staat er al. Haal de tweede weg.`));
      seen.add(text);
    }
  }
  const has = schema["contains"];
  if (has !== undefined && !value.some((item) => into(has, item).length === 0))
    found.push(
      fault(pointer, "missing-item", "In deze lijst ontbreekt iets dat erin hoort.", textOf(schema["description"])),
    );
  return found;
}

function composedFaults(schema: Schema, value: unknown, pointer: string, into: Into): Fault[] {
  const found: Fault[] = [];
  for (const part of listOf(schema["allOf"])) found.push(...into(part));
  for (const word of ["anyOf", "oneOf"]) {
    if (schema[word] === undefined) continue;
    const branches = listOf(schema[word]).map((branch) => into(branch));
    const help = textOf(schema["description"]);
    found.push(
      ...chooseBranch(branches, { value, pointer, single: word === "oneOf", ...(help === undefined ? {} : { help }) }),
    );
  }
  if (schema["if"] !== undefined)
    found.push(...into(schema[into(schema["if"]).length === 0 ? "then" : "else"] ?? true));
  if (schema["not"] !== undefined && into(schema["not"]).length === 0)
    found.push(fault(pointer, "forbidden", `${shown(value)} kan hier niet.`, textOf(schema["description"])));
  return found;
}

function sizeOf(value: unknown): { n: number; least: string; most: string; of: string } {
  if (typeof value === "string") return { n: [...value].length, least: "minLength", most: "maxLength", of: " tekens" };
  if (Array.isArray(value)) return { n: value.length, least: "minItems", most: "maxItems", of: " regels" };
  if (isObject(value))
    return { n: Object.keys(value).length, least: "minProperties", most: "maxProperties", of: " onderdelen" };
  return { n: typeof value === "number" ? value : Number.NaN, least: "minimum", most: "maximum", of: "" };
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  if (type === "null") return value === null;
  if (type === "integer") return Number.isInteger(value);
  return type === "number" ? Number.isFinite(value) : typeof value === type;
}

const escaped = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1");
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown) => (typeof value === "string" ? value : undefined);
const numberOf = (value: unknown) => (typeof value === "number" ? value : undefined);
