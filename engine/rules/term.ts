/** Deadlines as data: when a term ends, what moves its end, and what fires next. */

import type { Term } from "../../definitions/grammar/types.generated.ts";
import type { Dossier, TermState } from "../streams/dossier.ts";
import type { Day } from "../streams/event.ts";
import type { StreamState } from "../streams/stream.ts";
import { endOf } from "./channel.ts";
import { holds } from "./condition.ts";
import { type DayBook, elapsed, rollToWorkday, shift } from "./days.ts";
import type { Scope } from "./scope.ts";
import { anchorDay, periodOf } from "./value.ts";

/** Where a term ends: the due day, the same before rolling, and the days on which a warning comes. */
export interface TermEnd {
  readonly start: Day;
  readonly due: Day;
  readonly unrolled: Day;
  readonly before: readonly Day[];
}

/** The end of a term that starts on this day; undefined when its length or its last day is not known (yet). */
export function startedOn(scope: Scope, term: Term, start: Day): TermEnd | undefined {
  if (!(term.start.holds ?? []).every((id) => holds(scope, id))) return undefined;
  if (term.until !== undefined) {
    const until = anchorDay(scope, term.until);
    return until === undefined ? undefined : ending(scope, term, start, until);
  }
  const length = term.length === undefined ? undefined : periodOf(scope, term.length);
  if (length === undefined) return undefined;
  return ending(scope, term, start, shift(start, length.n, length.unit, scope.days));
}

/** The day on which the term starts by itself: its anchor is a path, a fact or a day of the calendar. */
export function anchoredStart(scope: Scope, term: Term): Day | undefined {
  return "action" in term.start || "state" in term.start ? undefined : anchorDay(scope, term.start);
}

/** The end of a term that ended and runs again from the day it did, before rolling; undefined when it never gets further. */
export function repeated(scope: Scope, term: Term, state: TermState): TermEnd | undefined {
  const by = term.repeat === undefined ? undefined : periodOf(scope, term.repeat);
  if (by === undefined) return undefined;
  const end = ending(scope, term, state.unrolled, shift(state.unrolled, by.n, by.unit, scope.days));
  return end.due > state.due ? end : undefined;
}

/** It need not run again: the instance stands where it stops, or all that it waits for holds. */
export function isOver(scope: Scope, { stop }: Term): boolean {
  if (stop?.in?.includes(scope.instance?.state ?? "") === true) return true;
  return stop?.holds?.every((id) => holds(scope, id)) === true;
}

/** The end moves by the calendar days of the suspension. */
export function resumedOn(scope: Scope, term: Term, state: TermState, day: Day): TermEnd {
  const days = elapsed(state.suspended ?? day, day, "days", scope.days);
  return ending(scope, term, state.start, shift(state.unrolled, days, "days", scope.days));
}

/** The end moves on from the day before rolling; undefined when the extension has no length. */
export function extended(scope: Scope, term: Term, state: TermState): TermEnd | undefined {
  const by = term.extend === undefined ? undefined : periodOf(scope, term.extend.by);
  if (by === undefined) return undefined;
  return ending(scope, term, state.start, shift(state.unrolled, by.n, by.unit, scope.days));
}

/** A term, or the end of reading. */
export type Firing = {
  readonly instance: string;
  /** The local day at whose start it fires. */
  readonly day: Day;
} & ({ readonly term: string; readonly what: "due" | number } | { readonly unread: Day });

/** What fires first, on or before `today`; undefined when nothing is left to fire. */
export function nextFiring(dossier: Dossier, today: Day, days: DayBook): Firing | undefined {
  let first: Firing | undefined;
  for (const firing of firings(dossier, days)) {
    if (firing.day <= today && (first === undefined || firing.day < first.day)) first = firing;
  }
  return first;
}

/** The first day on which something happens by itself, for the clock to wait for. A pool is looked at daily while somebody waits. */
export function nextDay(state: StreamState, days: DayBook): Day | undefined {
  if (state.kind === "dossier") return nextFiring(state, "9999-12-31", days)?.day;
  return state.kind === "pool" && state.waiting.length > 0 ? shift(state.looked, 1, "days", days) : undefined;
}

function* firings(dossier: Dossier, days: DayBook): Generator<Firing> {
  for (const id in dossier.instances) {
    const instance = dossier.instances[id];
    if (instance === undefined) continue;
    const { reading } = endOf(instance, days);
    if (reading !== undefined && instance.unread !== reading) {
      yield { instance: id, unread: reading, day: shift(reading, 1, "days", days) };
    }
    if (instance.closed || instance.group !== undefined) continue;
    for (const term in instance.terms) {
      const state = instance.terms[term];
      if (state?.status === "running") yield* termFirings(id, term, state, days);
    }
  }
}

function* termFirings(instance: string, term: string, state: TermState, days: DayBook): Generator<Firing> {
  for (const [what, day] of state.before.entries()) {
    if (!state.fired.includes(what)) yield { instance, term, what, day: later(day, state.start) };
  }
  if (!state.fired.includes("due")) yield { instance, term, what: "due", day: shift(state.due, 1, "days", days) };
}

function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}

function ending(scope: Scope, term: Term, start: Day, unrolled: Day): TermEnd {
  const due = term.rolls === "workday" ? rollToWorkday(unrolled, scope.days) : unrolled;
  const before = (term.before ?? []).map(({ by }) => {
    const period = periodOf(scope, by);
    return period === undefined ? due : shift(due, -period.n, period.unit, scope.days);
  });
  return { start, due, unrolled, before };
}
