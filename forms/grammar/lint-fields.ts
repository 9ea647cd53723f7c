/** Finds what is wrong inside the fields of a form and what the grammar cannot say. */

import { isObject, type JsonObject } from "../../definitions/grammar/json.ts";
import { nearest } from "../../definitions/grammar/nearest.ts";
import { step } from "./failure.ts";
import { error, type FormFault, listOf, type Part, unknownField } from "./form-fault.ts";
import { interpretFragment } from "./interpret.ts";
import { patternFault } from "./pattern.ts";

/** Walks the form itself, its nested objects and the rows of its lists. */
export function fieldFaults(field: Part, pointer = ""): FormFault[] {
  const found = ownFaults(field, pointer);
  // An example is tried in the field only when all is well with the field: its pattern could hang.
  return found.length > 0 ? found : exampleFaults(field, pointer);
}

function ownFaults(field: Part, pointer: string): FormFault[] {
  const found = [...limitFaults(field, pointer), ...choiceFaults(field, pointer)];
  const { properties, items, required } = field;
  if (isObject(items)) {
    found.push(...uniqueFaults(field, items, pointer), ...fieldFaults(items, `${pointer}/items`));
    if (isObject(field["contains"])) {
      const contains = { pointer: `${pointer}/contains`, schema: field["contains"] };
      found.push(
        ...limitFaults(contains.schema, contains.pointer),
        ...valueFaults(items, contains.schema, contains.pointer),
      );
    }
  }
  if (!isObject(properties)) return found;
  for (const [name, inner] of Object.entries(properties))
    if (isObject(inner)) found.push(...fieldFaults(inner, `${pointer}/properties${step(name)}`));
  for (const [index, name] of listOf(required).entries())
    if (!Object.hasOwn(properties, String(name)))
      found.push(unknownField(`${pointer}/required/${index}`, String(name), Object.keys(properties)));
  return found;
}

/** Patterns that are not linear, and ranges that nothing fits. */
export function limitFaults(part: Part, pointer: string): FormFault[] {
  const found: FormFault[] = [];
  const reason = typeof part["pattern"] === "string" ? patternFault(part["pattern"]) : undefined;
  if (reason !== undefined) found.push(error(`${pointer}/pattern`, "bad-pattern", reason));
  for (const [low, high, mayMeet] of ranges) {
    const [least, most] = [part[low], part[high]];
    if (typeof least !== "number" || typeof most !== "number" || least < most || (mayMeet && least === most)) continue;
    const message = `Niets past hier: ${low} is ${least} en ${high} is ${most}. Draai ze om.`;
    found.push(error(`${pointer}/${low}`, "empty-range", message));
  }
  return found;
}

const ranges: readonly (readonly [string, string, boolean])[] = [
  ["minimum", "maximum", true],
  ["exclusiveMinimum", "maximum", false],
  ["minimum", "exclusiveMaximum", false],
  ["exclusiveMinimum", "exclusiveMaximum", false],
  ["minLength", "maxLength", true],
  ["minItems", "maxItems", true],
];

/** A test or demand on a value that the field can never have. */
export function valueFaults(field: Part, part: Part, pointer: string): FormFault[] {
  const choices = listOf(field["oneOf"]).flatMap((one) => (isObject(one) ? [one["const"]] : []));
  if (choices.length === 0) return [];
  const values = "const" in part ? [["const", part["const"]] as const] : [];
  const listed = listOf(part["enum"]).map((value, index) => [`enum/${index}`, value] as const);
  return [...values, ...listed].flatMap(([key, value]) => {
    if (choices.includes(value)) return [];
    const guess = nearest(String(value), choices.map(String));
    const way = guess === undefined ? "Neem een van de keuzes van dit veld." : `Bedoelt u “${guess}”?`;
    return [
      error(`${pointer}/${key}`, "unknown-choice", `“${String(value)}” is geen keuze van dit veld. ${way}`, guess),
    ];
  });
}

function choiceFaults(field: Part, pointer: string): FormFault[] {
  const found: FormFault[] = [];
  if (field["oneOf"] !== undefined && field["x-options"] !== undefined)
    found.push(error(`${pointer}/x-options`, "two-sources", "De keuzes komen al uit oneOf. Laat één van de twee weg."));
  for (const key of ["const", "title"]) {
    const seen = new Set<unknown>();
    for (const [index, choice] of listOf(field["oneOf"]).entries()) {
      const value = isObject(choice) ? choice[key] : undefined;
      const message = `“${String(value)}” staat er al. Geef elke keuze een eigen ${key}, of haal de tweede weg.`;
      if (seen.has(value)) found.push(error(`${pointer}/oneOf/${index}/${key}`, "duplicate-choice", message));
      if (value !== undefined) seen.add(value);
    }
  }
  return found;
}

/** Comparing whole rows with each other takes seconds on a long list; comparing texts or numbers does not. */
function uniqueFaults(field: Part, items: Part, pointer: string): FormFault[] {
  if (field["uniqueItems"] !== true) return [];
  const isScalar = items["type"] === "string" || items["type"] === "integer";
  if (isScalar && Number(field["maxItems"] ?? 0) <= 100) return [];
  const message = "uniqueItems kan alleen bij een lijst van teksten of getallen met een maxItems van hoogstens 100.";
  return [error(`${pointer}/uniqueItems`, "costly-unique", `${message} Haal het weg.`)];
}

function exampleFaults(field: Part, pointer: string): FormFault[] {
  if (field["x-example"] === undefined || fits(field, field["x-example"])) return [];
  const message = "Dit voorbeeld past zelf niet in het veld. Neem een voorbeeld dat wel past.";
  return [{ ...error(`${pointer}/x-example`, "wrong-example", message), severity: "warning" }];
}

function fits(field: Part, example: unknown): boolean {
  try {
    return interpretFragment(field as JsonObject)(example);
  } catch {
    // The field itself is wrong, which has its own finding.
    return true;
  }
}
