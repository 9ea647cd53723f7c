/** Checks choices against the organisation as it is today: people come and go, so no schema can hold them. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import type { Organisation } from "../../definitions/grammar/types.generated.ts";
import type { Problem } from "../../forms/grammar/port.ts";
import { organisationChoices } from "../release/options.ts";

/** Empty when every such answer names somebody or some unit that is there. */
export function choiceProblems(form: JsonObject, answers: JsonObject, organisation: Organisation): Problem[] {
  const fields = form["properties"];
  if (!isObject(fields)) return [];
  return Object.entries(fields).flatMap(([field, schema]) => {
    const value = answers[field];
    if (!isObject(schema) || value === undefined) return [];
    return problemsAt(`/${field}`, schema as JsonObject, value, organisation);
  });
}

function problemsAt(pointer: string, schema: JsonObject, value: Json, organisation: Organisation): Problem[] {
  const options = schema["x-options"];
  if (isObject(options)) {
    const choices = organisationChoices(organisation, options as JsonObject);
    if (choices === undefined || choices.some((choice) => choice.const === value)) return [];
    const title = typeof schema["title"] === "string" ? schema["title"] : pointer.slice(1);
    return [{ pointer, code: "oneOf", message: `Kies bij ${title} iemand of iets uit de lijst.`, kind: "wrong" }];
  }
  const { items, properties } = schema;
  if (Array.isArray(value) && isObject(items)) {
    return value.flatMap((item: Json, index) =>
      problemsAt(`${pointer}/${index}`, items as JsonObject, item, organisation),
    );
  }
  if (!isObject(value) || !isObject(properties)) return [];
  return Object.entries(value as JsonObject).flatMap(([key, inner]) => {
    const part = properties[key];
    return isObject(part) ? problemsAt(`${pointer}/${key}`, part as JsonObject, inner, organisation) : [];
  });
}
