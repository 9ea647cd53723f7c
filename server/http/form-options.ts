/** Fills in the choices of a form that stand elsewhere: in a value of the release, or in the organisation. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import type { Organisation, Value } from "../../definitions/grammar/types.generated.ts";

interface Sources {
  readonly values: { readonly [id: string]: Value };
  readonly organisation: Organisation;
}

/** The schema with a `oneOf` beside each `x-options`. */
export function filledForm(schema: JsonObject, sources: Sources): JsonObject {
  return filled(schema, sources) as JsonObject;
}

function filled(part: Json, sources: Sources): Json {
  if (Array.isArray(part)) return part.map((item: Json) => filled(item, sources));
  if (!isObject(part)) return part;
  const entries = Object.entries(part as JsonObject).map(([key, inner]) => [key, filled(inner, sources)]);
  const options = part["x-options"];
  return { ...Object.fromEntries(entries), ...(isObject(options) ? { oneOf: choices(options, sources) } : {}) };
}

function choices(
  options: { readonly [key: string]: unknown },
  { values, organisation }: Sources,
): readonly JsonObject[] {
  const { value: id, organisation: which, role } = options;
  if (typeof id === "string") return listOf(Object.hasOwn(values, id) ? values[id]?.value : undefined);
  const { people, units } = organisation;
  const holders = Object.entries(people).filter(
    ([, { roles }]) => role === undefined || roles.some((one) => one.role === role),
  );
  if (which === "people") return holders.map(([person, { name }]) => ({ const: person, title: name }));
  const at = new Set(
    holders.flatMap(([, { roles }]) => roles.filter((one) => one.role === role).map(({ unit }) => unit)),
  );
  return Object.entries(units)
    .filter(([unit]) => role === undefined || at.has(unit))
    .map(([unit, { title }]) => ({ const: unit, title }));
}

function listOf(value: unknown): readonly JsonObject[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.flatMap((one): JsonObject[] => {
    if (typeof one === "string" || typeof one === "number") return [{ const: one, title: String(one) }];
    return isObject(one) ? [one as JsonObject] : [];
  });
}
