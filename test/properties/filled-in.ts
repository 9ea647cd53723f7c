/** Fills in a form as its examples say, with another choice for another number: answers that are mostly right. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";

/** @param pick which choice to take, and which optional fields to leave out. */
export function filledIn(form: JsonObject | undefined, pick: number): JsonObject {
  const fields = isObject(form?.["properties"]) ? Object.entries(form["properties"]) : [];
  const required = Array.isArray(form?.["required"]) ? form["required"] : [];
  return Object.fromEntries(
    fields.flatMap(([name, schema], index) => {
      const leave = !required.includes(name) && (pick >> (index % 8)) % 2 === 1;
      return isObject(schema) && !leave ? [[name, answer(schema as JsonObject, pick)]] : [];
    }),
  );
}

function answer(schema: JsonObject, pick: number): Json {
  const { oneOf, items } = schema;
  if (Array.isArray(oneOf)) return (oneOf[pick % oneOf.length] as JsonObject | undefined)?.["const"] ?? null;
  if (isObject(items)) {
    const item = items as JsonObject;
    return [isObject(item["properties"]) ? filledIn(item, 0) : answer(item, pick)];
  }
  const example = schema["x-example"];
  return (
    example ?? (schema["type"] === "integer" ? pick % 300 : schema["type"] === "boolean" ? pick % 2 === 0 : "Iets")
  );
}
