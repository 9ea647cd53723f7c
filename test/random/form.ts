/** Random forms of the dialect, what stands in their fields, and answers that mostly fit. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import type { Draw } from "./draw.ts";

/** What a test may ask of a place, and how. */
export interface Spot {
  readonly type: "number" | "day" | "text" | "boolean" | "list" | "object";
  readonly choices?: readonly string[];
  /** What the rows of a list hold. */
  readonly rows?: { readonly [field: string]: Spot };
}

export interface Form {
  readonly id: string;
  readonly schema: JsonObject;
  readonly spots: { readonly [field: string]: Spot };
}

type Made = readonly [schema: JsonObject, spot: Spot];

const CHOICES = ["rood", "groen", "blauw"];
const oneOf = CHOICES.map((value) => ({ const: value, title: `Kleur ${value}` }));
const day: Made = [{ type: "string", format: "date" }, { type: "day" }];
const text: Made = [{ type: "string", maxLength: 40 }, { type: "text" }];
const choice: Made = [
  { type: "string", maxLength: 10, oneOf },
  { type: "text", choices: CHOICES },
];

const SHAPES: readonly ((draw: Draw) => Made)[] = [
  () => [{ type: "boolean" }, { type: "boolean" }],
  () => choice,
  () => day,
  (draw) => [{ type: "integer", minimum: 0, maximum: draw.one([3, 20, 400]) }, { type: "number" }],
  () => text,
  () => [{ type: "number", minimum: 0, maximum: 9.5 }, { type: "number" }],
  (draw) => listOf({ getal: draw.chance(50), dag: draw.chance(50), kleur: draw.chance(50), einde: draw.chance(30) }),
  () => [
    { type: "array", maxItems: 3, uniqueItems: true, items: { type: "string", oneOf, maxLength: 10 } },
    { type: "list", rows: { value: { type: "text", choices: CHOICES } } },
  ],
  () => [
    {
      type: "object",
      additionalProperties: false,
      properties: { kleur: { title: "Kleur", ...choice[0] } },
      required: ["kleur"],
    },
    { type: "object" },
  ],
  () => [
    { type: "string", maxLength: 40, "x-options": { value: "lijst" } },
    { type: "text", choices: ["een", "twee", "drie"] },
  ],
  () => [{ type: "string", maxLength: 40, "x-options": { organisation: "people" } }, { type: "text" }],
  () => [{ type: "string", maxLength: 40, "x-options": { organisation: "units" } }, { type: "text" }],
  () => [{ type: "string", maxLength: 6, pattern: "^[0-9]{4}[A-Z]{2}$" }, { type: "text" }],
];

function listOf({ getal, dag, kleur, einde }: { [field: string]: boolean }): Made {
  const all: { [field: string]: Made } = {
    naam: text,
    ...(getal ? { getal: [{ type: "integer", minimum: 0, maximum: 60 }, { type: "number" }] as const } : {}),
    ...(dag ? { dag: day } : {}),
    ...(kleur ? { kleur: choice } : {}),
    ...(einde ? { einde: day } : {}),
  };
  const properties = Object.fromEntries(
    Object.entries(all).map(([name, [schema]]) => [name, { title: name, ...schema }]),
  );
  const rows = Object.fromEntries(Object.entries(all).map(([name, [, spot]]) => [name, spot]));
  const items = { type: "object", additionalProperties: false, properties, required: ["naam"] };
  return [
    { type: "array", maxItems: 4, items },
    { type: "list", rows },
  ];
}

/** `travels`: asked by a cycle, so that its answers go along to the next one. */
export function randomForm(draw: Draw, id: string, travels: boolean): Form {
  const fields = draw.times(1, 5, (index) => ({ name: `veld-${index + 1}`, made: draw.one(SHAPES)(draw) }));
  const carried = (): JsonObject => ({
    ...(travels && draw.chance(30) ? { "x-carry": false } : {}),
    ...(travels && draw.chance(30) ? { "x-reconfirm": true } : {}),
  });
  const properties = Object.fromEntries(
    fields.map(({ name, made: [schema] }) => [name, { title: `Veld ${name}`, ...schema, ...carried() }]),
  );
  const names = fields.map(({ name }) => name);
  const schema = {
    id,
    title: `Formulier ${id}`,
    type: "object",
    additionalProperties: false,
    properties,
    required: draw.some(names, 3),
    ...ruleOf(draw, fields),
  };
  return { id, schema, spots: Object.fromEntries(fields.map(({ name, made: [, spot] }) => [name, spot])) };
}

/** Sometimes one answer asks another. */
function ruleOf(draw: Draw, fields: readonly { readonly name: string; readonly made: Made }[]): JsonObject {
  const asker = fields.find(({ made: [, { type, choices }] }) => type === "boolean" || choices !== undefined);
  const asked = fields.filter((field) => field !== asker).map(({ name }) => name);
  if (asker === undefined || asked.length === 0 || !draw.chance(35)) return {};
  const [, { type }] = asker.made;
  const test = type === "boolean" ? { type, const: true } : { type: "string", enum: CHOICES.slice(1) };
  const name = draw.one(asked);
  const given = { properties: { [asker.name]: test }, required: [asker.name] };
  return {
    allOf: [{ if: given, [draw.chance(20) ? "else" : "then"]: { properties: { [name]: {} }, required: [name] } }],
  };
}

/** Answers as somebody would give them: most of what is asked, sometimes more or less than fits. */
export function answersTo(draw: Draw, schema: JsonObject | undefined, today: string): JsonObject {
  const properties = isObject(schema?.["properties"]) ? Object.entries(schema["properties"]) : [];
  const asked = Array.isArray(schema?.["required"]) ? schema["required"] : [];
  const given = properties.flatMap(([name, field]): [string, Json][] => {
    const leaves = draw.chance(asked.includes(name) ? 4 : 40);
    return leaves || !isObject(field) ? [] : [[name, answerTo(draw, field as JsonObject, today)]];
  });
  return Object.fromEntries(given);
}

function answerTo(draw: Draw, field: JsonObject, today: string): Json {
  const { type, items, maximum = 9 } = field;
  if (Array.isArray(field["oneOf"])) return draw.one(CHOICES);
  switch (type) {
    case "boolean":
      return !draw.chance(50);
    case "integer":
      return draw.below(Number(maximum) + (draw.chance(3) ? 5 : 1));
    case "number":
      return draw.below(19) / 2;
    case "object":
      return answersTo(draw, field, today);
    case "array":
      return draw.times(0, 4, () => (isObject(items) ? answerTo(draw, items as JsonObject, today) : null));
    default:
      return answerInText(draw, field, today);
  }
}

function answerInText(draw: Draw, field: JsonObject, today: string): string {
  if (field["format"] === "date") return draw.chance(5) ? "2023-02-30" : dayAround(draw, today);
  if (field["pattern"] !== undefined) return draw.chance(10) ? "1234" : "3581AB";
  const options = field["x-options"];
  if (isObject(options))
    return draw.one(
      "value" in options
        ? ["een", "twee", "drie"]
        : options["organisation"] === "units"
          ? ["depot-een", "depot-twee", "balie-zuid", "nergens"]
          : ["keurder", "gids", "hoofd", "niemand"],
    );
  return draw.one(["een tekst", "gids", "2024-01-31", " ", "x".repeat(41)]);
}

/** Mostly in the past, for a day that still has to come is often refused. */
function dayAround(draw: Draw, today: string): string {
  const days = draw.one([0, -1, -7, -40, -400, 3, 20]);
  return new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
}
