/** Laws that hold at every point of every path, whoever looks and whatever the procedures say. */

import { deepStrictEqual } from "node:assert";
import { isDeepStrictEqual } from "node:util";
import { isObject } from "../../definitions/grammar/json.ts";
import type { Action } from "../../engine/run/action.ts";
import { available } from "../../engine/run/available.ts";
import { type Decision, upToDate } from "../../engine/run/decide.ts";
import { history } from "../../engine/run/history.ts";
import { type Page, page } from "../../engine/run/page.ts";
import type { Context } from "../../engine/run/whole.ts";
import { worklist } from "../../engine/run/worklist.ts";
import type { DossierCommit } from "../../engine/streams/commit.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import { dossierIn, type StreamEvent } from "../../engine/streams/stream.ts";
import { allowedFields, shownFields } from "../properties/oracle.ts";
import type { World } from "../support/world.ts";
import type { Draw } from "./draw.ts";
import { bodyOf, contextAt, deciding, looking, PEOPLE, type Point } from "./path.ts";

export interface Met {
  actions: number;
  allowed: number;
}

/** Whoever looks at this point sees no more than is allowed, and may do exactly what `decide` accepts. */
export function holdsAt(draw: Draw, world: World, point: Point, at: string, met: Met): void {
  const state = dossierIn(point.streams, at);
  if (state === undefined) return;
  const { number } = point;
  const commits = (point.commits[at] ?? []) as readonly DossierCommit[];
  const strangers = Object.keys(point.commits).filter((id) => id.startsWith("dossier-") && id !== at);
  const tellsOfOthers = (what: unknown) => {
    // Only whose own form holds up all of them, by the id of the dossier: who cannot open it learns no more.
    const text = (JSON.stringify(what) ?? "").replaceAll(/"member":"[^"]*"/g, "");
    same(
      strangers.filter((id) => text.includes(id)),
      [],
      at,
    );
  };
  // A dossier tells nothing of the others that it shares something with; a group keeps who is in it, and its page does not show it.
  if (state.members === undefined) tellsOfOthers(state);
  const anybody = contextAt(world, point, "onbekende");
  const present = looking(point, anybody, (context) => upToDate(state, context));
  for (const person of PEOPLE) {
    const context = contextAt(world, point, person);
    const seen = looking(point, context, (asking) => page(state, asking));
    tellsOfOthers(seen);
    // A page tells the same actions as `available`: looked at for one person, because each costs as much as the rest.
    const asksAgain = seen === undefined || person === PEOPLE[number % PEOPLE.length];
    const actions = asksAgain ? looking(point, context, (asking) => available(state, asking)) : seen.actions;
    same(seen?.actions ?? actions, actions);
    seesNoMore(world, present, context, seen);
    tellsOfOthers(looking(point, context, (asking) => history(commits, state, asking)));
    for (const action of actions) {
      met.actions += 1;
      if (action.allowed) met.allowed += 1;
      agrees(draw, world, point, at, action, context);
    }
    same(
      actions.findIndex(({ next }) => next),
      actions.findIndex(({ allowed }) => allowed),
    );
  }
  for (const row of worklist(present, anybody)) same(row.audiences.length > 0, true, row);
}

/** An action is allowed when `decide` accepts it, and otherwise refused for the same reasons. */
function agrees(draw: Draw, world: World, point: Point, at: string, action: Action, context: Context): void {
  const decision = deciding(point, at, bodyOf(draw, world, action, point, false), context);
  const reasons = decision.ok ? [] : decision.reasons;
  if (action.form === undefined && action.kind !== "assign" && action.kind !== "join") {
    same(reasons, action.reasons, action);
    return;
  }
  // What somebody fills in or whom somebody names may be refused; who may do it, and where, is known before.
  if (!action.allowed) same(decision.ok, false, action);
  else
    same(
      reasons.filter(({ code }) => ["role", "finished"].includes(code)),
      [],
      action,
    );
}

function seesNoMore(world: World, state: Dossier, { actor }: Context, seen: Page | undefined): void {
  const allowed = allowedFields(world, state, actor);
  const parts = seen === undefined ? [] : [...(seen.cycle === undefined ? [] : [seen.cycle]), ...seen.requests];
  const given = parts.flatMap((part) =>
    part.given.flatMap(({ form, answers }) => Object.keys(answers).map((field) => `form.${form}.${field}`)),
  );
  same(
    [...shownFields(seen), ...given].filter((field) => !allowed.has(field)),
    [],
    actor.person,
  );
}

/** A refusal says why, in sentences; what happened names days that exist and ids that are well formed. */
export function wellFormed(decision: Decision): void {
  if (!decision.ok) {
    same(decision.reasons.length > 0, true, decision);
    for (const { message } of decision.reasons) same(/^.{8,}[.?]$/s.test(message), true, message);
    return;
  }
  for (const event of decision.streams.flatMap(({ events }) => events)) inEvent(event);
}

const DAYS = ["day", "on", "start", "due", "unrolled"];
const IDS = ["instance", "record", "task", "replaces", "of", "about", "cycle"];

function inEvent(event: StreamEvent): void {
  for (const [key, value] of Object.entries(event)) {
    if (value === undefined) continue;
    const days: readonly unknown[] = DAYS.includes(key)
      ? [value]
      : key === "before" && Array.isArray(value)
        ? value
        : [];
    same(days.every(isRealDay), true, event);
    if (IDS.includes(key)) same(/^[a-z][a-z0-9-]{0,40}-[0-9]{1,4}$/.test(String(value)), true, event);
  }
}

function isRealDay(day: unknown): boolean {
  if (typeof day !== "string") return false;
  const read = Date.parse(day);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(read) && new Date(read).toISOString().startsWith(day);
}

/** After what was due is done, nothing is due any more on that day. */
export function catchesUpOnce(world: World, point: Point, at: string): void {
  const context = contextAt(world, point, "system");
  const elapse = (from: Point) => deciding(from, at, { type: "elapse" }, context);
  const first = elapse(point);
  // A `when` may go round for ever once the day is another one: then nothing is done at all.
  if (!first.ok && first.reasons.every(({ code }) => code === "chain")) return;
  const second = first.ok ? elapse({ ...point, streams: { ...point.streams, ...first.states } }) : first;
  // That somebody looked for a free place is told each time.
  const happened = second.ok ? second.streams.flatMap(({ events }) => events) : [second];
  same(
    happened.filter((event) => !("type" in event) || event.type !== "poolLooked"),
    [],
  );
}

/** Quick when it holds; tells the difference, and about what, when it does not. */
export function same(found: unknown, wanted: unknown, about?: unknown): void {
  if (!isDeepStrictEqual(found, wanted)) deepStrictEqual({ found, about }, { found: wanted, about });
}

/** Whatever is decided on something, it stays as it was: writing in it throws from now on. */
export function frozen<T>(value: T): T {
  if ((isObject(value) || Array.isArray(value)) && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
