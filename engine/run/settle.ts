/** What follows by itself within the same commit: dated terms, conditions that start to hold, disclosures, and promises kept. */

import type { Json } from "../../definitions/grammar/json.ts";
import { holds } from "../rules/condition.ts";
import { unitFor } from "../rules/party.ts";
import { counting } from "../rules/records.ts";
import { SYSTEM } from "../streams/command.ts";
import type { Instance } from "../streams/dossier.ts";
import type { Reason } from "../streams/reason.ts";
import { checkAct, performAct } from "./act.ts";
import { conditionReasons, reason } from "./reasons.ts";
import { watchTerms } from "./terms.ts";
import { currentRelease, dossierIn, emit, placeIn, releaseFor, scopeIn, type Work } from "./work.ts";

const LONGEST_CHAIN = 10;

/** Empty when all is well; else nothing of the command may stay. */
export function settle(work: Work): Reason[] {
  for (let chain = 0; ; chain += 1) {
    watchTerms(work);
    const waiting = firstThatHolds(work);
    if (waiting === undefined) break;
    if (chain === LONGEST_CHAIN) {
      return [
        reason("chain", { instance: waiting.instance }, "Deze procedure blijft rondgaan. Meld dit bij de beheerder."),
      ];
    }
    const reasons = actAsSystem(work, waiting);
    if (reasons.length > 0) return reasons;
  }
  disclose(work);
  return work.keeps.flatMap(({ condition, instance }) => {
    const of = instance === undefined ? undefined : dossierIn(work).instances[instance];
    return conditionReasons(scopeIn(work, of), releaseFor(work, of), [condition]);
  });
}

interface Waiting {
  readonly instance: string;
  readonly action: string;
}

/** Acts as the system, on the day that counts. */
export function actAsSystem(work: Work, { instance, action }: Waiting): Reason[] {
  const { actor } = work;
  work.actor = SYSTEM;
  try {
    const request = { instance, action, bySystem: true };
    const { reasons, branch } = checkAct(work, request);
    return branch === undefined || reasons.length > 0 ? reasons : performAct(work, request, branch);
  } finally {
    work.actor = actor;
  }
}

function firstThatHolds(work: Work): Waiting | undefined {
  for (const instance of Object.values(dossierIn(work).instances)) {
    const found = instance.closed ? undefined : whenOf(work, instance);
    if (found !== undefined) return found;
  }
  return undefined;
}

function whenOf(work: Work, instance: Instance): Waiting | undefined {
  const { release } = releaseFor(work, instance);
  const when = release.definitions[instance.definition]?.states[instance.state]?.meta.when;
  if (when === undefined) return undefined;
  const scope = scopeIn(work, instance);
  const found = when.find(({ holds: ids }) => ids.every((id) => holds(scope, id)));
  return found === undefined ? undefined : { instance: instance.id, action: found.action };
}

/** A disclosing record tells the present values, and tells again when they changed. */
function disclose(work: Work): void {
  const dossier = dossierIn(work);
  for (const { id: kind, discloses } of currentRelease(work).disclosing) {
    const entry = discloses === undefined ? undefined : counting(dossier, kind, cycle(work)).at(-1);
    if (discloses === undefined || entry === undefined) continue;
    const unit = unitFor(placeIn(work, undefined), discloses.to);
    const controller = unit === undefined ? undefined : work.context.organisation.units[unit]?.controller;
    if (unit === undefined || controller === undefined) continue;
    const scope = scopeIn(work, undefined);
    const fields: Record<string, Json> = {};
    for (const path of discloses.fields) {
      const value = scope.read(path.split("."));
      if (value !== undefined) fields[path] = value;
    }
    const told = dossier.disclosures[entry.id];
    if (told?.unit === unit && JSON.stringify(told.fields) === JSON.stringify(fields)) continue;
    emit(work, { type: "disclosed", record: entry.id, to: discloses.to, unit, controller, fields });
  }
}

function cycle(work: Work): Instance | undefined {
  const { cycle: id, instances } = dossierIn(work);
  return id === undefined ? undefined : instances[id];
}
