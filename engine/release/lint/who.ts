/** Checks who is named: roles at a unit, relations with the dossier, and parties of an instance. */

import type { Definition } from "../../../definitions/grammar/types.generated.ts";
import { error, type Found, unknown } from "./found.ts";
import type { Known } from "./known.ts";

/** A role or relation, or one of these parties; undefined: no party is possible here. */
export function whoFaults(
  known: Known,
  pointer: string,
  who: unknown,
  parties: readonly string[] | undefined,
): readonly Found[] {
  if (typeof who !== "string") return [];
  if (who.includes(".")) return roleFaults(known, pointer, who, [...known.roles, ...known.relations]);
  if (parties?.includes(who) === true) return [];
  const names = [...(parties ?? []), ...known.roles, ...known.relations];
  if (parties !== undefined) return [unknown(pointer, "role", who, names)];
  const message = `“${who}” is geen rol. Hier kan alleen een rol of relatie staan, met een punt.`;
  return [error(pointer, "unknown-role", message)];
}

/** A role that people have at a unit. */
export function unitRoleFaults(known: Known, pointer: string, role: unknown): readonly Found[] {
  if (typeof role !== "string") return [];
  if (known.roles.includes(role) || known.rolesAreOpen) return [];
  if (!known.relations.includes(role)) return [unknown(pointer, "role", role, known.roles)];
  const message = `“${role}” is een relatie en hoort bij geen organisatie. Kies een rol bij een organisatie.`;
  return [error(pointer, "unknown-role", message)];
}

export function partiesOf(definition: Definition | undefined): readonly string[] {
  return Object.keys(definition?.parties ?? {});
}

export function partiesIn(definitions: readonly Definition[]): readonly string[] {
  return definitions.flatMap(partiesOf);
}

function roleFaults(known: Known, pointer: string, role: string, roles: readonly string[]): readonly Found[] {
  return known.rolesAreOpen || roles.includes(role) ? [] : [unknown(pointer, "role", role, roles)];
}
