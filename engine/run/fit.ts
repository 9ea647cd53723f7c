/** Whether a person can play a part: with the right role, with what is asked of the person, and as another than some. */

import type { Party } from "../../definitions/grammar/types.generated.ts";
import { personDocument, playsOne } from "../rules/party.ts";
import { refer } from "../rules/value.ts";
import type { Actor } from "../streams/command.ts";
import type { Instance } from "../streams/dossier.ts";
import type { PersonRef } from "../streams/event.ts";
import type { Reason } from "../streams/reason.ts";
import { reason } from "./reasons.ts";
import type { Work } from "./whole.ts";
import { placeIn, releaseFor, scopeIn } from "./work.ts";

/** `roles` are those of a person with an account; one who is only known by name needs none. */
export function fitReasons(
  work: Work,
  instance: Instance,
  id: string,
  person: PersonRef,
  roles: Actor["roles"],
): Reason[] {
  const { who } = partiesOf(work, instance)[id] ?? {};
  if (who === undefined) return [];
  const place = { instance: instance.id, party: id };
  const reasons: Reason[] = [];
  if ("id" in person && !playsOne(placeIn(work, instance), { person: person.id, roles, assurance: 0 }, who.roles)) {
    const asked = who.roles.map(releaseFor(work, instance).whoTitle).join(", ");
    reasons.push(reason("party", place, `Dit kan alleen iemand zijn met de rol: ${asked}.`));
  }
  const known = personDocument(work.context.organisation, person);
  for (const [attribute, asked] of Object.entries(who.person ?? {})) {
    const wanted = typeof asked === "object" ? refer(scopeIn(work, instance), asked) : asked;
    const list: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
    if (!list.includes(known[attribute])) {
      reasons.push(reason("party", place, `Deze persoon heeft niet de gevraagde ${attribute}: ${list.join(", ")}.`));
    }
  }
  return reasons;
}

/** The parts that this person plays and that must be played by another, whichever of the two says so. */
export function clashing(work: Work, instance: Instance, id: string, person: PersonRef): readonly string[] {
  const parties = partiesOf(work, instance);
  const differ = (a: string, b: string) => parties[a]?.differs?.includes(b) === true;
  return Object.keys(parties).filter(
    (other) =>
      (differ(id, other) || differ(other, id)) && (instance.parties[other] ?? []).some((one) => isSame(one, person)),
  );
}

function partiesOf(work: Work, instance: Instance): { readonly [id: string]: Party } {
  return releaseFor(work, instance).release.definitions[instance.definition]?.parties ?? {};
}

function isSame(a: PersonRef, b: PersonRef): boolean {
  return "id" in a && "id" in b ? a.id === b.id : !("id" in a) && !("id" in b) && a.name === b.name;
}
