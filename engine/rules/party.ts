/** Who is who: roles at a unit, relations with the dossier, and parties of an instance. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import type { Organisation } from "../../definitions/grammar/types.generated.ts";
import type { Actor } from "../streams/command.ts";
import type { Dossier, Instance } from "../streams/dossier.ts";
import type { PersonRef } from "../streams/event.ts";
import { own, type Scope } from "./scope.ts";

interface Place {
  readonly dossier: Dossier;
  readonly instance: Instance | undefined;
  readonly organisation: Organisation;
}

/** True when the actor has this role here, is this relation of the dossier, or plays this part of the instance. */
export function plays(place: Place, actor: Actor, who: string): boolean {
  if (!who.includes(".")) return isAmong(place.instance?.parties[who] ?? [], actor);
  if (who.startsWith("dossier.")) return isAmong(place.dossier.relations[who] ?? [], actor);
  const units = unitsFor(place, who);
  return actor.roles.some(({ role, unit }) => role === who && units.includes(unit));
}

export function playsOne(place: Place, actor: Actor, roles: readonly string[]): boolean {
  return roles.some((who) => plays(place, actor, who));
}

/** True for who gets a task or a message: where a unit is named, people with the role there and nobody else. */
export function receives(place: Place, actor: Actor, { to, unit }: { to: string; unit?: string }): boolean {
  if (unit === undefined) return plays(place, actor, to);
  return actor.roles.some((held) => held.role === to && held.unit === unit);
}

/** The units at which a role counts: where the instance was filed, else the one that the organisation links. */
export function unitsFor({ dossier, instance, organisation }: Place, role: string): readonly string[] {
  const kind = role.slice(0, role.indexOf("."));
  const own = organisation.units[dossier.unit];
  if (own?.kind === kind) return [dossier.unit];
  const filed: string[] = [];
  for (const { unit } of instance?.filings ?? []) if (organisation.units[unit]?.kind === kind) filed.push(unit);
  if (filed.length > 0) return filed;
  const linked = own?.links?.[kind];
  return linked === undefined ? [] : [linked];
}

/** The one unit that a message, task or filing for this role goes to. */
export function unitFor(place: Place, role: string): string | undefined {
  return unitsFor(place, role).at(-1);
}

function isAmong(people: readonly PersonRef[], actor: Actor): boolean {
  return people.some((person) => "id" in person && person.id === actor.person);
}

/** What the document shows of the person who plays a part: name, id and attributes; undefined when nobody does. */
export function partyPerson(scope: Scope, party: string): JsonObject | undefined {
  const people = own(party.includes(".") ? scope.dossier.relations : (scope.instance?.parties ?? {}), party);
  const person = people?.[0];
  return person === undefined ? undefined : personDocument(scope.organisation, person);
}

export function personDocument(organisation: Organisation, person: PersonRef): JsonObject {
  if (!("id" in person)) return { name: person.name, ...person.attributes };
  const known = organisation.people[person.id];
  const fields: Record<string, Json> = { id: person.id, ...known?.attributes };
  if (known !== undefined) fields["name"] = known.name;
  return fields;
}
