/** What follows by itself within the same commit: dated terms, conditions that start to hold, disclosures, and promises kept. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import { holds } from "../rules/condition.ts";
import { unitFor } from "../rules/party.ts";
import { counting } from "../rules/records.ts";
import { SYSTEM } from "../streams/command.ts";
import type { Instance } from "../streams/dossier.ts";
import type { Reason } from "../streams/reason.ts";
import { checkAct, performAct } from "./act.ts";
import { conditionReasons, reason } from "./reasons.ts";
import { watchTerms } from "./terms.ts";
import { tried } from "./tried.ts";
import { severalIn, type Turn, type Whole, type Work, workIn } from "./whole.ts";
import { currentRelease, dossierIn, emit, instanceIn, placeIn, releaseFor, scopeIn } from "./work.ts";

const LONGEST_CHAIN = 10;
/** In one commit. The clock looks again tomorrow. */
const MOST_OFFERS = 200;

/** Empty when all is well; else nothing of the command may stay. */
export function settle(whole: Whole): Reason[] {
  const acted = new Map<string, number>();
  let followed = 0;
  for (;;) {
    for (const work of movedIn(whole)) watchTerms(work);
    const changed = followMemberships(whole);
    if (changed !== undefined) {
      followed += 1;
      if (followed > LONGEST_CHAIN) return [goesRound(changed)];
      continue;
    }
    followed = 0;
    const waiting = firstThatHolds(whole);
    if (waiting === undefined && !offerNext(whole)) break;
    if (waiting === undefined) continue;
    const { work, instance } = waiting;
    const count = acted.get(work.id) ?? 0;
    acted.set(work.id, count + 1);
    if (count === LONGEST_CHAIN) return [goesRound(instance)];
    const reasons = actAsSystem(work, waiting);
    if (reasons.length > 0) return reasons;
  }
  const moved = movedIn(whole);
  for (const work of moved) disclose(work);
  return moved.flatMap(broken);
}

function goesRound(instance: string): Reason {
  return reason("chain", { instance }, "Deze procedure blijft rondgaan. Meld dit bij de beheerder.");
}

/** The first whose membership changed. */
function followMemberships(whole: Whole): string | undefined {
  const several = severalIn(whole);
  let first: string | undefined;
  for (const work of several === undefined ? [] : movedIn(whole)) {
    const changed = several?.followMemberships(work);
    first ??= changed;
  }
  return first;
}

/** True when something that came free was held for the first who waits and could be offered it. */
function offerNext(whole: Whole): boolean {
  for (const turn of severalIn(whole)?.turnsIn(whole) ?? []) {
    if (whole.offers === MOST_OFFERS) return false;
    const offered = tried(whole, () => {
      whole.offers += 1;
      return offer(whole, turn);
    });
    if (offered) return true;
  }
  return false;
}

/** In the same commit: what follows there must be possible too. */
function offer(whole: Whole, turn: Turn): boolean {
  const work = workIn(whole, turn.dossier);
  if (work === undefined || instanceIn(work, turn.instance)?.closed !== false) return false;
  const { rules } = turn;
  severalIn(whole)?.hold(work, turn);
  if (rules.offer === undefined) return true;
  const reasons = actAsSystem(work, { instance: turn.instance, action: rules.offer });
  return reasons.length === 0 && settle(whole).length === 0;
}

/** Dossiers in which something may follow: the addressed one, and all others in which something happened. */
function movedIn({ dossiers }: Whole): readonly Work[] {
  const moved: Work[] = [];
  let isAddressed = true;
  for (const work of dossiers.values()) {
    if (work.state !== undefined && (isAddressed || work.events.length > 0)) moved.push(work);
    isAddressed = false;
  }
  return moved;
}

/** Promises that hold after the whole commit, and do not. */
function broken(work: Work): Reason[] {
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
  const { actor } = work.whole;
  work.whole.actor = SYSTEM;
  try {
    const request = { instance, action, bySystem: true };
    const { reasons, branch } = checkAct(work, request);
    return branch === undefined || reasons.length > 0 ? reasons : performAct(work, request, branch);
  } finally {
    work.whole.actor = actor;
  }
}

/** What happens in a mirror follows from its group, never by itself. */
function firstThatHolds(whole: Whole): (Waiting & { readonly work: Work }) | undefined {
  for (const work of movedIn(whole)) {
    for (const instance of Object.values(dossierIn(work).instances)) {
      const found = instance.closed || instance.group !== undefined ? undefined : whenOf(work, instance);
      if (found !== undefined) return { work, ...found };
    }
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
    const now: [string, Json][] = [];
    for (const path of discloses.fields) {
      const value = scope.read(scope.book.parts(path));
      if (value !== undefined) now.push([path, value]);
    }
    const told = dossier.disclosures[entry.id];
    if (told?.unit === unit && isSame(told.fields, now)) continue;
    const fields = Object.fromEntries(now);
    emit(work, { type: "disclosed", record: entry.id, to: discloses.to, unit, controller, fields });
  }
}

function isSame(told: JsonObject, now: readonly (readonly [string, Json])[]): boolean {
  if (now.length !== Object.keys(told).length) return false;
  for (const [path, value] of now) {
    if (told[path] !== value && JSON.stringify(told[path]) !== JSON.stringify(value)) return false;
  }
  return true;
}

function cycle(work: Work): Instance | undefined {
  const { cycle: id, instances } = dossierIn(work);
  return id === undefined ? undefined : instances[id];
}
