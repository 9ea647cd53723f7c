/** Opens a dossier, and says who is who in it. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { AssignCommand, OpenCommand } from "../../definitions/grammar/types.generated.ts";
import type { CompiledRelease } from "../release/compile.ts";
import type { Instance } from "../streams/dossier.ts";
import type { PersonRef } from "../streams/event.ts";
import type { Reason } from "../streams/reason.ts";
import { clashing, fitReasons } from "./fit.ts";
import { overReason } from "./over.ts";
import { reason, roleReasons } from "./reasons.ts";
import { checkRecord, performRecord } from "./record.ts";
import { asAsked, seatOf } from "./seat.ts";
import type { Work } from "./whole.ts";
import { currentRelease, emit, instanceIn, releaseFor, scopeIn } from "./work.ts";

/** Allowed to who may start, at that unit, a cycle or a request that needs none. */
export function open(work: Work, command: OpenCommand): Reason[] {
  if (work.state !== undefined) return [reason("exists", {}, "Dit dossier is al geopend.")];
  const { organisation } = work.context;
  const unit = command.unit ?? work.whole.actor.roles[0]?.unit ?? "";
  const controller = organisation.units[unit]?.controller;
  if (controller === undefined) return [reason("unknown", { unit }, "Deze organisatie is niet bekend.")];
  const current = currentRelease(work);
  const roles = openers(current);
  if (!work.whole.actor.roles.some((held) => held.unit === unit && roles.includes(held.role))) {
    const lift = roles.map(current.whoTitle);
    return [reason("role", { unit }, `Een dossier openen kan alleen door: ${lift.join(", ")}.`, { lift })];
  }
  emit(work, { type: "dossierOpened", unit, controller, day: work.whole.today });
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

/** Who plays a part in a group, is named in the group. */
function assignParty(asked: Work, command: AssignCommand, people: readonly PersonRef[]): Reason[] {
  const seat = seatOf(asked, command.instance ?? "");
  const { work } = seat;
  const instance = instanceIn(work, seat.instance);
  const place = { party: command.party };
  if (instance === undefined) return [reason("unknown", place, "Deze aanvraag staat niet in dit dossier.")];
  const over = overReason(work, instance, { instance: instance.id }, false);
  if (over !== undefined) return [over];
  const release = releaseFor(work, instance);
  const parties = release.release.definitions[instance.definition]?.parties ?? {};
  if (!Object.hasOwn(parties, command.party)) {
    return [reason("unknown", place, `De rol ${command.party} bestaat hier niet.`)];
  }
  const reasons = [
    ...checkAssign(work, instance, command.party),
    ...unknownPeople(work, people),
    ...people.flatMap((person) => partReasons(work, instance, command.party, person)),
  ];
  if (reasons.length === 0) emit(work, { type: "peopleAssigned", instance: instance.id, party: command.party, people });
  return asAsked(reasons, seat, command.instance ?? "");
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

function partReasons(work: Work, instance: Instance, party: string, person: PersonRef): Reason[] {
  const roles = "id" in person ? (work.context.organisation.people[person.id]?.roles ?? []) : [];
  const release = releaseFor(work, instance);
  const others = clashing(work, instance, party, person).map((other) => {
    const message = `Dit moet iemand anders zijn dan ‘${release.whoTitle(other)}’.`;
    return reason("differs", { instance: instance.id, party }, message);
  });
  return [...fitReasons(work, instance, party, person, roles), ...others];
}
