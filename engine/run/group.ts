/** Opens a group, admits who joins, and keeps how each member stands in the group and in the member's own dossier. */

import { operand } from "../rules/value.ts";
import type { Instance } from "../streams/dossier.ts";
import type { Membership } from "../streams/event.ts";
import type { Reason } from "../streams/reason.ts";
import { reason } from "./reasons.ts";
import { definitionOf, groupRules, mainIn, mayJoinAt } from "./seat.ts";
import { closeTasks } from "./tasks.ts";
import { type Seat, type Started, type Work, workIn } from "./whole.ts";
import { dossierIn, emit, instanceIn, scopeIn } from "./work.ts";

/** Opens a group for what starts here. The dossier is its first member. */
export function openGroup(work: Work, event: Started): Seat {
  const { unit, controller } = dossierIn(work);
  const id = work.context.newStream([work.id, event.instance]);
  const group = workIn(work.whole, id);
  if (group === undefined || group.state !== undefined) throw new Error(`${id} is there already`);
  emit(group, { type: "dossierOpened", unit, controller, day: event.day, group: true });
  const { cycle: _cycle, about: _about, ...own } = event;
  const instance = `${event.definition}-1`;
  emit(group, { ...own, instance });
  admit(work, group, event);
  return { work: group, instance };
}

/** Makes the dossier a member that waits, with a mirror of how the group stands now. */
export function admit(work: Work, group: Work, event: Started): void {
  const main = mainIn(group);
  const { instance, day } = event;
  const isNew = main.actions.length === 0 && main.started === day;
  const entered = isNew ? {} : { entered: main.entered };
  emit(work, { ...event, release: main.release, state: main.state, group: group.id, ...entered });
  for (const [form, { schema, answers, reconfirms, asked }] of Object.entries(main.forms)) {
    emit(work, { type: "formSaved", instance, form, schema, changed: answers, removed: [], reconfirms });
    if (asked !== undefined) emit(work, { type: "formCompleted", instance, form, schema, asked });
  }
  for (const [party, people] of Object.entries(main.parties)) {
    emit(work, { type: "peopleAssigned", instance, party, people });
  }
  for (const [term, { status, start, due, unrolled, before, suspended }] of Object.entries(main.terms)) {
    if (status !== "running" && status !== "suspended") continue;
    emit(work, { type: "termSet", instance, term, reason: "started", start, due, unrolled, before });
    if (status === "suspended") emit(work, { type: "termSuspended", instance, term, day: suspended ?? day });
  }
  changeMember(work, group, instance, "waiting");
}

/** In the member's own dossier and in the group. Who left is done with it. */
export function changeMembership(work: Work, id: string, membership: Membership): void {
  const { group: of } = instanceIn(work, id) ?? {};
  const group = of === undefined ? undefined : workIn(work.whole, of.id);
  if (group === undefined) throw new Error(`${id} is in no group`);
  emit(work, { type: "membershipChanged", instance: id, membership, day: work.whole.today });
  if (membership === "left") closeTasks(work, id);
  changeMember(work, group, id, membership);
}

/** Too few take part to go on. Back and forth where one can join, and to an end, a group may always go. */
export function memberReasons(work: Work, instance: Instance, target: string | undefined): Reason[] {
  const rules = work.state?.members === undefined ? undefined : groupRules(work, instance);
  const states = definitionOf(work, instance)?.states;
  if (rules === undefined || target === undefined || !mayJoinAt(work, instance, instance.state)) return [];
  if (mayJoinAt(work, instance, target) || states?.[target]?.type === "final") return [];
  const least = operand(scopeIn(work, instance), rules.min);
  const taking = countIn(work, ["taking"]);
  if (typeof least !== "number" || taking >= least) return [];
  const now = taking === 1 ? "Er doet er nu 1 mee" : `Er doen er nu ${taking} mee`;
  const message = `${now}; ${least} of meer is nodig. Laat er meer aansluiten, of help wie nog wacht.`;
  return [reason("members", { instance: instance.id }, message)];
}

export function countIn(group: Work, memberships: readonly Membership[]): number {
  return Object.values(dossierIn(group).members ?? {}).filter(({ membership }) => memberships.includes(membership))
    .length;
}

function changeMember(work: Work, group: Work, mirror: string, membership: Membership): void {
  const { id: instance } = mainIn(group);
  emit(group, { type: "memberChanged", instance, dossier: work.id, mirror, membership, day: work.whole.today });
}
