/** Opens a dossier, and says who is who in it. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { AssignCommand, OpenCommand, Party } from "../../definitions/grammar/types.generated.ts";
import type { CompiledRelease } from "../release/compile.ts";
import { personDocument, playsOne } from "../rules/party.ts";
import { refer } from "../rules/value.ts";
import type { Instance } from "../streams/dossier.ts";
import type { PersonRef } from "../streams/event.ts";
import type { Reason } from "../streams/reason.ts";
import { reason, roleReasons } from "./reasons.ts";
import { checkRecord, performRecord } from "./record.ts";
import { currentRelease, dossierIn, emit, placeIn, releaseFor, scopeIn, type Work } from "./work.ts";

/** Allowed to who may start, at that unit, a cycle or a request that needs none. */
export function open(work: Work, command: OpenCommand): Reason[] {
  if (work.state !== undefined) return [reason("exists", {}, "Dit dossier is al geopend.")];
  const { organisation } = work.context;
  const unit = command.unit ?? work.actor.roles[0]?.unit ?? "";
  const controller = organisation.units[unit]?.controller;
  if (controller === undefined) return [reason("unknown", { unit }, "Deze organisatie is niet bekend.")];
  const current = currentRelease(work);
  const roles = openers(current);
  if (!work.actor.roles.some((held) => held.unit === unit && roles.includes(held.role))) {
    const lift = roles.map(current.whoTitle);
    return [reason("role", { unit }, `Een dossier openen kan alleen door: ${lift.join(", ")}.`, { lift })];
  }
  emit(work, { type: "dossierOpened", unit, controller, day: work.today });
  const reasons = Object.entries(command.relations ?? {}).flatMap(([party, people]) =>
    assign(work, { type: "assign", party, people }),
  );
  for (const given of command.records ?? []) {
    const checked = checkRecord(work, { ...given, answers: given.answers as JsonObject });
    if (checked.reasons.length === 0) performRecord(work, given);
    reasons.push(...checked.reasons);
  }
  return reasons;
}

/** Roles at a unit only: a relation is not there before the dossier is. */
function openers({ release }: CompiledRelease): readonly string[] {
  const first = Object.values(release.definitions).filter(
    ({ kind, meta }) => kind === "cycle" || Object.keys(meta.steps ?? {}).length === 0,
  );
  const roles = first.flatMap(({ meta }) => meta.start.roles);
  return [...new Set(roles.filter((who) => who.includes(".") && !who.startsWith("dossier.")))];
}

/** Names who has a relation with the dossier, or who plays a part in an instance. Replaces who did so before. */
export function assign(work: Work, command: AssignCommand): Reason[] {
  const people = command.people.map(
    (person): PersonRef =>
      typeof person === "string"
        ? { id: person }
        : {
            name: person.name,
            ...(person.attributes === undefined ? {} : { attributes: person.attributes as JsonObject }),
          },
  );
  return command.party.includes(".") ? assignRelation(work, command, people) : assignParty(work, command, people);
}

function assignRelation(work: Work, { party, instance }: AssignCommand, people: readonly PersonRef[]): Reason[] {
  const current = currentRelease(work);
  const relation = current.release.roles.relations.find(({ id }) => id === party);
  const place = { party };
  if (relation === undefined || instance !== undefined)
    return [reason("unknown", place, `De relatie ${party} bestaat niet.`)];
  const reasons = [
    ...roleReasons(scopeIn(work, undefined), current, relation.assign, place),
    ...unknownPeople(work, people),
  ];
  if (reasons.length === 0) emit(work, { type: "peopleAssigned", party, people });
  return reasons;
}

function assignParty(work: Work, command: AssignCommand, people: readonly PersonRef[]): Reason[] {
  const instance = dossierIn(work).instances[command.instance ?? ""];
  const place = { party: command.party };
  if (instance === undefined) return [reason("unknown", place, "Deze aanvraag staat niet in dit dossier.")];
  if (instance.closed)
    return [reason("finished", { instance: instance.id }, "Dit is afgerond; er kan niets meer aan worden gedaan.")];
  const release = releaseFor(work, instance);
  const parties = release.release.definitions[instance.definition]?.parties ?? {};
  const party = Object.hasOwn(parties, command.party) ? parties[command.party] : undefined;
  if (party === undefined) return [reason("unknown", place, `De rol ${command.party} bestaat hier niet.`)];
  const reasons = [
    ...checkAssign(work, instance, command.party),
    ...unknownPeople(work, people),
    ...people.flatMap((person) => fitReasons(work, instance, command.party, party, person)),
  ];
  if (reasons.length === 0) emit(work, { type: "peopleAssigned", instance: instance.id, party: command.party, people });
  return reasons;
}

/** Whether the actor may name who plays this part, whoever that will be. */
export function checkAssign(work: Work, instance: Instance, party: string): Reason[] {
  const release = releaseFor(work, instance);
  const assigners = release.release.definitions[instance.definition]?.parties?.[party]?.assign;
  return roleReasons(scopeIn(work, instance), release, assigners, { instance: instance.id, party });
}

function unknownPeople(work: Work, people: readonly PersonRef[]): Reason[] {
  return people.flatMap((person) =>
    "id" in person && !Object.hasOwn(work.context.organisation.people, person.id)
      ? [reason("unknown", { person: person.id }, "Deze persoon is niet bekend in de organisatie.")]
      : [],
  );
}

/** A person must have one of the roles there, the attributes that are asked, and be another than the parties it differs from. */
function fitReasons(work: Work, instance: Instance, id: string, party: Party, person: PersonRef): Reason[] {
  const release = releaseFor(work, instance);
  const place = { instance: instance.id, party: id };
  const reasons: Reason[] = [];
  if ("id" in person) {
    const roles = work.context.organisation.people[person.id]?.roles ?? [];
    const actor = { person: person.id, roles, assurance: 0 as const };
    if (!playsOne(placeIn(work, instance), actor, party.who.roles)) {
      const who = party.who.roles.map(release.whoTitle).join(", ");
      reasons.push(reason("party", place, `Dit kan alleen iemand zijn met de rol: ${who}.`));
    }
  }
  const known = personDocument(work.context.organisation, person);
  const scope = scopeIn(work, instance);
  for (const [attribute, asked] of Object.entries(party.who.person ?? {})) {
    const wanted = typeof asked === "object" ? refer(scope, asked) : asked;
    const list: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
    if (!list.includes(known[attribute])) {
      reasons.push(reason("party", place, `Deze persoon heeft niet de gevraagde ${attribute}: ${list.join(", ")}.`));
    }
  }
  const differs = (party.differs ?? []).filter((other) =>
    (instance.parties[other] ?? []).some((one) => isSame(one, person)),
  );
  return [
    ...reasons,
    ...differs.map((other) =>
      reason("differs", place, `Dit moet iemand anders zijn dan ‘${release.whoTitle(other)}’.`),
    ),
  ];
}

function isSame(a: PersonRef, b: PersonRef): boolean {
  return "id" in a && "id" in b ? a.id === b.id : !("id" in a) && !("id" in b) && a.name === b.name;
}
