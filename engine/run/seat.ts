/** Where something is done: in a dossier itself, or for a mirror in the group whose steps it mirrors. */

import type { Definition } from "../../definitions/grammar/types.generated.ts";
import type { Instance } from "../streams/dossier.ts";
import type { Reason } from "../streams/reason.ts";
import { membersIn, type Seat, severalIn, type Work, workIn } from "./whole.ts";
import { dossierIn, instanceIn, releaseFor } from "./work.ts";

type Rules = NonNullable<Definition["meta"]["group"]>;

export function groupRules(work: Work, instance: Instance): Rules | undefined {
  return definitionOf(work, instance)?.meta.group;
}

/** Where something is done to an instance: a mirror's steps are taken in its group. */
export function seatOf(work: Work, id: string): Seat {
  const instance = instanceIn(work, id);
  if (instance?.group === undefined || instance.closed || severalIn(work.whole) === undefined)
    return { work, instance: id };
  const group = workIn(work.whole, instance.group.id);
  if (group?.state === undefined) throw new Error(`the group of ${id} is not there`);
  return { work: group, instance: mainIn(group).id };
}

/** The one procedure of a group. */
export function mainIn(group: Work): Instance {
  const [main] = Object.values(dossierIn(group).instances);
  if (main === undefined) throw new Error(`${group.id} is no group`);
  return main;
}

/** As who asked in a mirror knows it: the instance has another number in the group. */
export function asAsked(reasons: readonly Reason[], seat: Seat, id: string): Reason[] {
  return reasons.map((one) =>
    one.place["instance"] === seat.instance ? { ...one, place: { ...one.place, instance: id } } : one,
  );
}

/** The dossiers that a step concerns one by one: of a group those that take part, else the one itself. */
export function concernedBy(work: Work, instance: string): readonly Seat[] {
  return work.state?.members === undefined ? [{ work, instance }] : membersIn(work, "taking");
}

/** The instance itself, and its mirrors. */
export function withMirrors(work: Work, instance: string): readonly Seat[] {
  return [{ work, instance }, ...membersIn(work)];
}

/** Shared answers stand in the group and in every mirror; other forms are each member's own. */
function isShared(work: Work, instance: Instance, form: string): boolean {
  return groupRules(work, instance)?.shared?.includes(form) === true;
}

/** Whether the form is filled in here: in a group what is shared, in a mirror what is not. */
export function isFilledInHere(work: Work, instance: Instance, form: string): boolean {
  if (work.state?.members !== undefined) return isShared(work, instance, form);
  return instance.group === undefined || !isShared(work, instance, form);
}

/** States in which one can join. Unless told otherwise: the first. */
export function mayJoinAt(work: Work, instance: Instance, state: string): boolean {
  const definition = definitionOf(work, instance);
  return (definition?.meta.group?.at ?? [definition?.initial]).includes(state);
}

export function definitionOf(work: Work, instance: Instance): Definition | undefined {
  return releaseFor(work, instance).release.definitions[instance.definition];
}
