/** Lets the terms of an instance follow a step: start, suspend, resume, extend, stop. */

import type { Term } from "../../definitions/grammar/types.generated.ts";
import { holds } from "../rules/condition.ts";
import { anchoredStart, extended, isOver, repeated, resumedOn, startedOn, type TermEnd } from "../rules/term.ts";
import type { Instance, TermState } from "../streams/dossier.ts";
import type { Day, DossierEvent } from "../streams/event.ts";
import type { Work } from "./whole.ts";
import { dossierIn, emit, releaseFor, scopeIn } from "./work.ts";

/** What just happened to the instance: an action on a day, and the state it stands in now. */
export interface Step {
  readonly action?: string;
  /** The state entered; undefined when it stayed where it was. */
  readonly entered?: string;
  readonly day: Day;
  readonly final: boolean;
}

export function followTerms(work: Work, id: string, step: Step): void {
  for (const [term, definition] of termsOf(work, id)) {
    const state = instanceOf(work, id).terms[term];
    if (step.final) stop(work, id, term, state);
    else follow(work, id, term, definition, state, step);
  }
}

/** Terms whose first day is a date in the dossier or the calendar start once that is known; some stop by what holds. */
export function watchTerms(work: Work): void {
  for (const instance of Object.values(dossierIn(work).instances)) {
    if (instance.closed || instance.group !== undefined) continue;
    for (const [term, definition] of termsOf(work, instance.id)) {
      if (definition.stop?.holds !== undefined) stopWhenOver(work, instance.id, term, definition);
      if (instance.terms[term] !== undefined || "action" in definition.start || "state" in definition.start) continue;
      const day = anchoredStart(scopeIn(work, instance), definition);
      if (day !== undefined) start(work, instance.id, term, definition, day);
    }
  }
}

/** True when what the term waits for holds: it then stops instead of firing. */
export function stopWhenOver(work: Work, id: string, term: string, definition: Term): boolean {
  const instance = instanceOf(work, id);
  const state = instance.terms[term];
  if (state?.status !== "running" && state?.status !== "suspended") return false;
  const scope = scopeIn(work, instance);
  if (definition.stop?.holds?.every((condition) => holds(scope, condition)) !== true) return false;
  stop(work, id, term, state);
  return true;
}

/** A term that ended runs again from that day, unless something else started it meanwhile, or it is over. */
export function repeat(work: Work, id: string, term: string, definition: Term): void {
  const instance = instanceOf(work, id);
  const state = instance.terms[term];
  const scope = scopeIn(work, instance);
  if (instance.closed || state?.status !== "fired" || isOver(scope, definition)) return;
  set(work, id, term, "repeated", repeated(scope, definition, state));
  const again = instanceOf(work, id).terms[term]?.status === "running";
  if (again && definition.suspend?.in.includes(instance.state) === true) {
    emit(work, { type: "termSuspended", instance: id, term, day: work.whole.today });
  }
}

function follow(
  work: Work,
  id: string,
  term: string,
  definition: Term,
  state: TermState | undefined,
  step: Step,
): void {
  const live = state?.status === "running" || state?.status === "suspended";
  if (!live && begins(definition, step)) start(work, id, term, definition, step.day);
  const now = instanceOf(work, id).terms[term];
  if (now?.status === "running" && definition.extend !== undefined && definition.extend.action === step.action) {
    set(work, id, term, "extended", extended(scopeIn(work, instanceOf(work, id)), definition, now));
  }
  if (step.entered === undefined) return;
  const after = instanceOf(work, id).terms[term];
  if (definition.stop?.in?.includes(step.entered) === true) {
    stop(work, id, term, after);
    return;
  }
  const suspends = definition.suspend?.in.includes(step.entered) === true;
  if (after?.status === "running" && suspends) {
    emit(work, { type: "termSuspended", instance: id, term, day: step.day });
  } else if (after?.status === "suspended" && !suspends) {
    set(work, id, term, "resumed", resumedOn(scopeIn(work, instanceOf(work, id)), definition, after, step.day));
  }
}

function begins({ start }: Term, step: Step): boolean {
  if ("action" in start) return start.action === step.action;
  return "state" in start && start.state === step.entered;
}

function start(work: Work, id: string, term: string, definition: Term, day: Day): void {
  set(work, id, term, "started", startedOn(scopeIn(work, instanceOf(work, id)), definition, day));
}

function set(
  work: Work,
  instance: string,
  term: string,
  reason: Extract<DossierEvent, { type: "termSet" }>["reason"],
  end: TermEnd | undefined,
): void {
  if (end !== undefined) emit(work, { type: "termSet", instance, term, reason, ...end });
}

function stop(work: Work, instance: string, term: string, state: TermState | undefined): void {
  if (state?.status === "running" || state?.status === "suspended") emit(work, { type: "termStopped", instance, term });
}

function termsOf(work: Work, id: string): readonly (readonly [string, Term])[] {
  const instance = instanceOf(work, id);
  const { release } = releaseFor(work, instance);
  const terms = release.definitions[instance.definition]?.terms;
  return terms === undefined ? [] : Object.entries(terms);
}

function instanceOf(work: Work, id: string): Instance {
  const instance = dossierIn(work).instances[id];
  if (instance === undefined) throw new Error(`${id} is not there`);
  return instance;
}
