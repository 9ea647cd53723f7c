/** How a decision goes on: what happens is added, and everybody looks at the state that follows. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import { releaseOf } from "../release/catalog.ts";
import type { CompiledRelease } from "../release/compile.ts";
import { scopeOf } from "../rules/document.ts";
import type { Scope } from "../rules/scope.ts";
import { SYSTEM } from "../streams/command.ts";
import type { Dossier, Instance } from "../streams/dossier.ts";
import type { DossierEvent } from "../streams/event.ts";
import { evolveDossier } from "../streams/evolve-dossier.ts";
import type { StreamEvent } from "../streams/stream.ts";
import { membersIn, type Whole, type Work } from "./whole.ts";

/** Adds what happened, and lets the state follow; what happens to a group's instance, its members tell too. */
export function emit(work: Work, event: DossierEvent): void {
  const happened = note(work, event);
  if (work.state?.members === undefined || !MIRRORED.includes(event.type)) return;
  for (const member of membersIn(work)) note(member.work, { ...happened, instance: member.instance } as DossierEvent);
}

const MIRRORED: readonly DossierEvent["type"][] = [
  "peopleAssigned",
  "formSaved",
  "formCompleted",
  "actionTaken",
  "termSet",
  "termSuspended",
  "termStopped",
  "termFired",
  "claimed",
  "freed",
];

function note(work: Work, event: DossierEvent): DossierEvent {
  const happened = signed(work.whole, event);
  work.state = evolveDossier(work.state, happened, work.whole.origin, work.id);
  work.events.push(happened);
  forget(work.whole);
  return happened;
}

/** Marked when the engine does it by itself. */
export function signed<E extends StreamEvent>(whole: Whole, event: E): E {
  const bySystem = whole.actor === SYSTEM && whole.context.actor !== SYSTEM;
  return bySystem ? { ...event, system: true } : event;
}

/** What a scope remembers may look at several streams. */
export function forget({ dossiers }: Whole): void {
  for (const work of dossiers.values()) if (work.scopes.size > 0) work.scopes = new Map();
}

/** @throws when the dossier is not open: only `open` may run without one. */
export function dossierIn(work: Work): Dossier {
  if (work.state === undefined) throw new Error(`dossier ${work.id} is not open`);
  return work.state;
}

export function currentRelease(work: Work): CompiledRelease {
  return work.context.catalog.current(work.whole.today);
}

/** The instance by that id. Own keys only: what a client names may be called `constructor`. */
export function instanceIn(work: Work, id: string | undefined): Instance | undefined {
  const { instances } = dossierIn(work);
  return id !== undefined && Object.hasOwn(instances, id) ? instances[id] : undefined;
}

/** The release that rules here: that of the instance, else the current one. */
export function releaseFor(work: Work, instance: Instance | undefined): CompiledRelease {
  return instance === undefined ? currentRelease(work) : releaseOf(work.context.catalog, instance);
}

export function scopeIn(work: Work, instance: Instance | undefined, input?: JsonObject): Scope {
  if (input !== undefined) return newScope(work, instance, input);
  const known = work.scopes.get(instance?.id ?? "");
  const same = known?.instance === instance && known?.today === work.whole.today && known?.actor === work.whole.actor;
  if (known !== undefined && same) return known;
  const scope = newScope(work, instance, undefined);
  work.scopes.set(instance?.id ?? "", scope);
  return scope;
}

function newScope(work: Work, instance: Instance | undefined, input: JsonObject | undefined): Scope {
  return scopeOf({
    dossier: dossierIn(work),
    instance,
    book: releaseFor(work, instance).book,
    days: currentRelease(work).days,
    actor: work.whole.actor,
    today: work.whole.today,
    input,
    organisation: work.context.organisation,
    current: currentRelease(work).book,
    beyond: work.whole.beyond,
  });
}

/** Where roles are judged: the dossier as it is now, and perhaps one instance. */
export function placeIn(work: Work, instance: Instance | undefined) {
  return { dossier: dossierIn(work), instance, organisation: work.context.organisation };
}
