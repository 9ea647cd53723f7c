/** Joins a group, takes part while all that it asks holds, and leaves it. */

import type { JoinCommand } from "../../definitions/grammar/types.generated.ts";
import { holds } from "../rules/condition.ts";
import { playsOne } from "../rules/party.ts";
import { operand } from "../rules/value.ts";
import type { Instance } from "../streams/dossier.ts";
import type { Membership } from "../streams/event.ts";
import type { Reason } from "../streams/reason.ts";
import { admit, changeMembership, countIn } from "./group.ts";
import { menuFor } from "./menu.ts";
import { prefill } from "./prefill.ts";
import { distinct, reason, roleReasons } from "./reasons.ts";
import { groupRules, mainIn, mayJoinAt } from "./seat.ts";
import { type Checked, checkStart, type StartRequest, startedHere } from "./start.ts";
import { membersIn, type Work, workIn } from "./whole.ts";
import { dossierIn, instanceIn, placeIn, releaseFor, scopeIn } from "./work.ts";

/** Everything that a start asks is asked of the dossier that joins; the group must be known to who asks, and have room. */
export function join(work: Work, command: JoinCommand): Checked {
  const group = workIn(work.whole, command.group);
  if (group?.state?.members === undefined) return refused(unknown(command));
  const main = mainIn(group);
  const { definition } = main;
  const release = releaseFor(group, main);
  const roles = release.release.definitions[definition]?.meta.start.roles ?? [];
  // Who plays none of these parts there does not hear that it is there.
  if (!playsOne(placeIn(group, undefined), work.whole.actor, roles)) return refused(unknown(command));
  const { menu, reasons: closed } = menuFor(work, {
    type: "start",
    definitions: [definition],
    ...(command.menu === undefined ? {} : { menu: command.menu }),
  });
  const request: StartRequest = {
    definition,
    ...(menu === undefined ? {} : { menu }),
    ...(command.about === undefined ? {} : { about: command.about }),
    acknowledged: command.acknowledged ?? [],
  };
  const checked = checkStart(work, request);
  const reasons = distinct([...closed, ...checked.reasons, ...groupReasons(work, group, main)]);
  if (reasons.length > 0) return { reasons, warnings: checked.warnings };
  const event = startedHere(work, request);
  admit(work, group, event);
  const differ = sameReasons(work, group, main, event.instance);
  if (differ.length > 0) return refused(...differ);
  prefill(work, event.instance);
  return checked;
}

/** By whoever could have joined. */
export function checkLeave(work: Work, id: string): Reason[] {
  const instance = instanceIn(work, id);
  const place = { instance: id };
  if (instance?.group === undefined) return [reason("unknown", place, "Deze aanvraag hoort niet bij een groep.")];
  if (instance.closed) return [reason("finished", place, "Dit is afgerond; er kan niets meer aan worden gedaan.")];
  const group = workIn(work.whole, instance.group.id);
  if (group === undefined) throw new Error(`the group of ${id} is not there`);
  const release = releaseFor(work, instance);
  const roles = release.release.definitions[instance.definition]?.meta.start.roles;
  const here = roleReasons(scopeIn(work, instance), release, roles, place);
  return here.length > 0 ? here : roleReasons(scopeIn(group, undefined), release, roles, place);
}

/** Whoever waits takes part once all that it asks holds; who no longer fulfils it waits again, or has left. The first that did. */
export function followMemberships(work: Work): string | undefined {
  const changes: [string, Membership][] = [];
  for (const instance of Object.values(dossierIn(work).instances)) {
    const next = nextMembership(work, instance);
    if (next !== undefined) changes.push([instance.id, next]);
  }
  for (const [id, membership] of changes) changeMembership(work, id, membership);
  return changes[0]?.[0];
}

function nextMembership(work: Work, instance: Instance): Membership | undefined {
  const { group, closed, state } = instance;
  if (group === undefined || group.membership === "left") return undefined;
  const isOpen = !closed && mayJoinAt(work, instance, state);
  if (group.membership === "waiting" && !isOpen) return "left";
  if (closed) return undefined;
  const scope = scopeIn(work, instance);
  const fulfils = (groupRules(work, instance)?.joins ?? []).every((id) => holds(scope, id));
  if (group.membership === "waiting") return fulfils ? "taking" : undefined;
  return fulfils ? undefined : isOpen ? "waiting" : "left";
}

function groupReasons(work: Work, group: Work, main: Instance): Reason[] {
  const place = { group: group.id };
  const states = releaseFor(group, main).release.definitions[main.definition]?.states ?? {};
  const reasons: Reason[] = [];
  const member = dossierIn(group).members?.[work.id];
  if (member !== undefined && member.membership !== "left") {
    reasons.push(reason("already-open", { instance: member.mirror }, "Dit dossier hoort al bij deze groep."));
  }
  if (main.closed || !mayJoinAt(group, main, main.state)) {
    const label = states[main.state]?.meta.label ?? main.state;
    reasons.push(reason("not-here", place, `Aansluiten kan nu niet meer: de stand is ‘${label}’.`));
  }
  const most = groupRules(group, main)?.max;
  const max = most === undefined ? undefined : operand(scopeIn(group, main), most);
  if (typeof max === "number" && countIn(group, ["waiting", "taking"]) >= max) {
    reasons.push(reason("members", place, `Deze groep is vol: er kunnen er hoogstens ${max} meedoen.`));
  }
  return reasons;
}

/** What must be the same for all: as the group has it, or as everybody who takes part has it. */
function sameReasons(work: Work, group: Work, main: Instance, id: string): Reason[] {
  const paths = groupRules(group, main)?.same ?? [];
  const instance = instanceIn(work, id);
  if (instance === undefined) return [];
  const others = membersIn(group, "taking").filter((seat) => seat.work !== work);
  return paths.flatMap((path) => {
    const parts = path.split(".");
    const read = (at: Work, of: Instance | undefined) => JSON.stringify(scopeIn(at, of).read(parts));
    const mine = read(work, instance);
    const theirs =
      path === "dossier.unit"
        ? [read(group, main)]
        : others.map((seat) => read(seat.work, instanceIn(seat.work, seat.instance)));
    if (theirs.every((one) => one !== undefined && one === mine)) return [];
    return [
      reason("members", { group: group.id, path }, "Dit dossier past niet bij deze groep: niet alles is hetzelfde."),
    ];
  });
}

function unknown({ group }: JoinCommand): Reason {
  return reason("unknown", { group }, "Deze groep is niet bekend.");
}

function refused(...reasons: Reason[]): Checked {
  return { reasons, warnings: [] };
}
