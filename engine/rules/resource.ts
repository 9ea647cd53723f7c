/** Links and contacts as they are shown: those that are still valid, and people by name where a role stands for an address. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Organisation, Resource } from "../../definitions/grammar/types.generated.ts";
import type { Day } from "../streams/event.ts";

export interface ResourcePlace {
  readonly today: Day;
  /** For which unit people are looked up; without it roles stay without people. */
  readonly unit?: string | undefined;
  readonly organisation: Organisation;
}

/** What is valid up to and with today, in the order that was given. */
export function shownResources(resources: readonly Resource[], place: ResourcePlace): readonly JsonObject[] {
  return resources
    .filter(({ validUntil }) => validUntil === undefined || validUntil >= place.today)
    .map(({ $schema: _grammar, roles, ...shown }) => ({
      ...shown,
      ...(roles === undefined || place.unit === undefined ? {} : { people: peopleWith(roles, place.unit, place) }),
    }));
}

/** Names of who has one of the roles at the unit itself, or at the one that is linked to it. */
function peopleWith(roles: readonly string[], unit: string, { organisation }: ResourcePlace): string[] {
  const own = organisation.units[unit];
  const at = roles.map((role) => {
    const kind = role.slice(0, role.indexOf("."));
    return { role, unit: own?.kind === kind ? unit : own?.links?.[kind] };
  });
  return Object.values(organisation.people)
    .filter((person) =>
      person.roles.some((held) => at.some(({ role, unit }) => held.role === role && held.unit === unit)),
    )
    .map(({ name }) => name);
}
