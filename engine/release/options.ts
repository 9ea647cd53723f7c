/** Choices that a form takes from a list of the release, or from the organisation as it is today. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import type { Organisation } from "../../definitions/grammar/types.generated.ts";
import type { Release } from "./release.ts";

export interface Choice {
  readonly const: string | number;
  readonly title: string;
}

/** The form with the choices of `x-options: { value }` written out, so that every validator checks them. */
export function withListedOptions(release: Release, form: JsonObject): JsonObject {
  return replaced(form, (options) => {
    const { value: id } = options;
    const list = typeof id === "string" && Object.hasOwn(release.values, id) ? release.values[id]?.value : undefined;
    if (!Array.isArray(list)) return undefined;
    return list.flatMap((item) => (typeof item === "boolean" ? [] : { const: item, title: String(item) }));
  });
}

/** The same with people and units of the organisation: what a screen offers. */
export function withAllOptions(release: Release, organisation: Organisation, form: JsonObject): JsonObject {
  return replaced(withListedOptions(release, form), (options) => organisationChoices(organisation, options));
}

/** People with the role, or units of that kind; undefined when the options come from elsewhere. */
export function organisationChoices(organisation: Organisation, options: JsonObject): readonly Choice[] | undefined {
  const { organisation: what, role } = options;
  if (what === "people") {
    const people = Object.entries(organisation.people).filter(
      ([, { roles }]) => role === undefined || roles.some((held) => held.role === role),
    );
    return people.map(([id, { name }]) => ({ const: id, title: name }));
  }
  if (what !== "units") return undefined;
  const kind = typeof role === "string" ? role.split(".")[0] : undefined;
  const units = Object.entries(organisation.units).filter(([, unit]) => kind === undefined || unit.kind === kind);
  return units.map(([id, { title }]) => ({ const: id, title }));
}

function replaced(value: JsonObject, choicesOf: (options: JsonObject) => readonly Choice[] | undefined): JsonObject {
  const walk = (part: Json): Json => {
    if (Array.isArray(part)) return part.map(walk);
    if (!isObject(part)) return part;
    const { "x-options": options, ...rest } = part as JsonObject;
    const inner = Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, walk(one)]));
    if (!isObject(options)) return inner;
    const choices = choicesOf(options as JsonObject);
    return choices === undefined
      ? { ...inner, "x-options": options as Json }
      : { ...inner, oneOf: choices as unknown as Json };
  };
  return walk(value) as JsonObject;
}
