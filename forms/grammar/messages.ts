/** The Dutch sentence for each thing that can be wrong in a form, made from the titles of its fields. */

import { isObject, type JsonObject } from "../../definitions/grammar/json.ts";
import type { Failure } from "./failure.ts";
import { fieldAt, type Place, valueAt } from "./place.ts";

/** A sentence at level B1 that says what to do. It never shows a regular expression or the name of a keyword. */
export function messageFor(form: JsonObject, answers: unknown, { pointer, code, limit }: Failure): string {
  const place = fieldAt(form, pointer);
  const say = Object.hasOwn(sentences, code) ? sentences[code] : undefined;
  return say === undefined ? `Kijk ${place.label} nog eens na.` : say(place, limit, valueAt(answers, pointer));
}

type Sentence = (place: Place, limit: unknown, value: unknown) => string;

const sentences: { readonly [code: string]: Sentence } = {
  required: ({ field, label }) =>
    choicesOf(field).length > 0 || field["type"] === "boolean" ? `Maak een keuze bij ${label}.` : `Vul ${label} in.`,
  type: ({ field, label }, limit) => {
    if (limit === "boolean") return `Kies bij ${label} ja of nee.`;
    const choices = limit === "array" ? [] : choicesOf(field);
    if (choices.length > 0) return choose(label, choices.map(titleOf));
    return `Vul bij ${label} ${typeNames[String(limit)] ?? "iets anders"} in.`;
  },
  oneOf: ({ field, label }) => choose(label, choicesOf(field).map(titleOf)),
  enum: ({ field, label }, limit) =>
    choose(
      label,
      listOf(limit).map((value) => named(field, value)),
    ),
  const: ({ field, label }, limit) => choose(label, [named(field, limit)]),
  minimum: ({ label }, limit) => `${label} moet minstens ${figure(limit)} zijn.`,
  maximum: ({ label }, limit) => `${label} mag hoogstens ${figure(limit)} zijn.`,
  exclusiveMinimum: ({ label }, limit) => `${label} moet meer dan ${figure(limit)} zijn.`,
  exclusiveMaximum: ({ label }, limit) => `${label} moet minder dan ${figure(limit)} zijn.`,
  minLength: ({ label }, limit, value) =>
    `${label} moet minstens ${figure(limit)} tekens lang zijn (nu ${sizeOf(value)}).`,
  maxLength: ({ label }, limit, value) =>
    `${label} mag hoogstens ${figure(limit)} tekens lang zijn (nu ${sizeOf(value)}).`,
  minItems: ({ field, label }, limit, value) => `${verb(field)} bij ${label} minstens ${amount(field, limit, value)}.`,
  maxItems: ({ field, label }, limit, value) => `${verb(field)} bij ${label} hoogstens ${amount(field, limit, value)}.`,
  uniqueItems: ({ label }) => `Bij ${label} staat iets dubbel. Haal het dubbele weg.`,
  contains: ({ field, label }, limit) => {
    const wanted = isObject(limit) ? ("const" in limit ? [limit["const"]] : listOf(limit["enum"])) : [];
    if (wanted.length === 0) return `Bij ${label} ontbreekt nog iets.`;
    return `Kies bij ${label} in elk geval ${orList(wanted.map((value) => named(field, value)))}.`;
  },
  pattern: ({ field, label }) =>
    field["x-example"] !== undefined
      ? `Vul ${label} in zoals ${field["x-example"]}.`
      : `${label} is niet goed geschreven. ${field["description"] ?? "Kijk het nog eens na."}`,
  format: ({ label }, limit) => `Vul bij ${label} ${formatNames[String(limit)] ?? "iets anders"} in.`,
  additionalProperties: ({ label }) => `“${label}” hoort niet in dit formulier. Haal het weg.`,
};

const typeNames: { readonly [type: string]: string } = {
  string: "een tekst",
  number: "een getal",
  integer: "een heel getal",
  array: "een lijst",
  object: "de onderdelen",
};

const formatNames: { readonly [format: string]: string } = {
  date: "een datum (dag-maand-jaar)",
  time: "een tijd (uren:minuten)",
  email: "een e-mailadres (naam@voorbeeld.nl)",
  uri: "een webadres (https://www.voorbeeld.nl)",
};

/** More choices than this are not summed up: people look in the list itself. */
const fewChoices = 7;

function choose(label: string, titles: readonly string[]): string {
  return `Kies bij ${label} ${titles.length > fewChoices ? "iets uit de lijst" : orList(titles)}.`;
}

/** The choices of a field, or of the items of a list. */
function choicesOf(field: Place["field"]): readonly unknown[] {
  const { items } = field;
  return listOf((isObject(items) ? items : field)["oneOf"]);
}

function titleOf(choice: unknown): string {
  return isObject(choice) ? `‘${choice["title"] ?? choice["const"]}’` : "";
}

/** A value as the form shows it. */
function named(field: Place["field"], value: unknown): string {
  if (typeof value === "boolean") return value ? "‘ja’" : "‘nee’";
  if (typeof value === "number") return figure(value);
  return titleOf(choicesOf(field).find((choice) => isObject(choice) && choice["const"] === value) ?? { const: value });
}

function verb(field: Place["field"]): string {
  return choicesOf(field).length > 0 ? "Kies" : "Vul";
}

function amount(field: Place["field"], limit: unknown, value: unknown): string {
  return `${figure(limit)} ${choicesOf(field).length > 0 ? "" : "in "}(nu ${sizeOf(value)})`;
}

function sizeOf(value: unknown): number {
  return typeof value === "string" || Array.isArray(value) ? [...value].length : 0;
}

function figure(value: unknown): string {
  return typeof value === "number" ? value.toLocaleString("nl-NL", { maximumFractionDigits: 10 }) : String(value);
}

function orList(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} of ${items.at(-1)}`;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
