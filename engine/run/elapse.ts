/** Catches up with time: everything that terms had to do until today, in order of day, before anything else happens. */

import { branchesOf } from "../release/compile.ts";
import { nextFiring } from "../rules/term.ts";
import { SYSTEM } from "../streams/command.ts";
import type { Dossier } from "../streams/dossier.ts";
import { message } from "./effects.ts";
import { actAsSystem, settle } from "./settle.ts";
import { repeat, stopWhenOver } from "./terms.ts";
import { tried } from "./tried.ts";
import { type Context, needed, severalIn, type Work, workIn, workOn } from "./whole.ts";
import { currentRelease, dossierIn, emit, releaseFor } from "./work.ts";

/** The dossier as `decide` sees it: brought up to date, and so is every other that is looked at. */
export function begin(dossier: Dossier, context: Context): Work {
  const work = workOn(dossier.id, dossier, context, elapse);
  elapse(work);
  return work;
}

/** More firings than any dossier has; beyond it a definition feeds itself. */
const MOST_FIRINGS = 10_000;

/** Each term fires on its own day, as the system: a late clock never changes an outcome. */
export function elapse(work: Work): void {
  const { today, actor } = work.whole;
  if (severalIn(work.whole) !== undefined) {
    const groups: string[] = [];
    for (const { group, closed } of Object.values(dossierIn(work).instances)) {
      if (group !== undefined && !closed) groups.push(group.id);
    }
    if (groups.length > 0) needed(work.whole, groups);
    for (const id of groups) workIn(work.whole, id);
  }
  work.whole.actor = SYSTEM;
  for (let count = 0; count < MOST_FIRINGS; count += 1) {
    const firing = nextFiring(dossierIn(work), today, currentRelease(work).days);
    if (firing === undefined) break;
    work.whole.today = firing.day;
    fire(work, firing);
    work.whole.today = today;
  }
  work.whole.actor = actor;
}

function fire(work: Work, firing: NonNullable<ReturnType<typeof nextFiring>>): void {
  const { instance: id, day } = firing;
  const instance = dossierIn(work).instances[id];
  if (instance === undefined) throw new Error(`${id} is not there`);
  if ("unread" in firing) {
    emit(work, { type: "readingEnded", instance: id, day: firing.unread });
    return;
  }
  const { term, what } = firing;
  const { release } = releaseFor(work, instance);
  const definition = release.definitions[instance.definition]?.terms?.[term];
  if (definition !== undefined && stopWhenOver(work, id, term, definition)) return;
  const before = typeof what === "number" ? definition?.before?.[what] : undefined;
  const action =
    what === "due" ? definition?.due : before !== undefined && "action" in before ? before.action : undefined;
  const here = action !== undefined && branchesOf(release, instance.definition, instance.state, action).length > 0;
  const fired = (done: boolean) => emit(work, { type: "termFired", instance: id, term, what, day, done });
  const done = tried(work.whole, () => {
    fired(true); // first, so that the action may start the same term anew
    if (before !== undefined && "message" in before) return message(work, id, before.message).length === 0;
    return here && actAsSystem(work, { instance: id, action }).length === 0 && settle(work.whole).length === 0;
  });
  if (!done) fired(false);
  if (what === "due" && definition?.repeat !== undefined) repeat(work, id, term, definition);
}
