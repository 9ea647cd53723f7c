/** One decision in the making: the state so far, the events so far, and how to look at both. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Organisation } from "../../definitions/grammar/types.generated.ts";
import { type Catalog, releaseOf } from "../release/catalog.ts";
import type { CompiledRelease } from "../release/compile.ts";
import { scopeOf } from "../rules/document.ts";
import type { Scope } from "../rules/scope.ts";
import { type Actor, SYSTEM } from "../streams/command.ts";
import type { Dossier, Instance, Origin } from "../streams/dossier.ts";
import type { Day, DossierEvent } from "../streams/event.ts";
import { evolve } from "../streams/evolve.ts";

/** All that a decision needs from outside: time, ids, the actor, and what applies. */
export interface Context {
  /** UTC instant. */
  readonly at: string;
  /** The local day of `at` in Europe/Amsterdam. */
  readonly today: Day;
  /** Id of the commit that would hold the decision. */
  readonly commit: string;
  readonly actor: Actor;
  readonly catalog: Catalog;
  readonly organisation: Organisation;
}

/** A field value that no other dossier of the unit may hold. */
export interface Claim {
  readonly kind: string;
  readonly unit: string;
  readonly values: readonly string[];
}

export interface Work {
  readonly context: Context;
  readonly id: string;
  readonly origin: Origin;
  readonly events: DossierEvent[];
  readonly claims: Claim[];
  /** Conditions that must hold after the whole commit, with the instance they look from. */
  readonly keeps: { readonly condition: string; readonly instance: string | undefined }[];
  state: Dossier | undefined;
  /** The day that counts: earlier than today while terms are caught up. */
  today: Day;
  actor: Actor;
  /** Scopes of the present state by instance: what they remember holds until something happens. */
  scopes: Map<string, Scope>;
}

export function workOn(id: string, state: Dossier | undefined, context: Context): Work {
  return {
    context,
    id,
    origin: { commit: context.commit, at: context.at, by: context.actor.person },
    events: [],
    claims: [],
    keeps: [],
    state,
    today: context.today,
    actor: withOldRoles(context.actor, context.catalog.current(context.today)),
    scopes: new Map(),
  };
}

/** Running procedures may still name a retired role: who took over its work holds it too. */
function withOldRoles(actor: Actor, { tookOver }: CompiledRelease): Actor {
  if (tookOver.size === 0 || !actor.roles.some(({ role }) => tookOver.has(role))) return actor;
  const old = actor.roles.flatMap(({ role, unit }) => (tookOver.get(role) ?? []).map((id) => ({ role: id, unit })));
  return { ...actor, roles: [...actor.roles, ...old] };
}

/** Adds what happened, and lets the state follow. */
export function emit(work: Work, event: DossierEvent): void {
  const bySystem = work.actor === SYSTEM && work.context.actor !== SYSTEM;
  const happened: DossierEvent = bySystem ? { ...event, system: true } : event;
  work.state = evolve(work.state, happened, work.origin, work.id);
  work.events.push(happened);
  if (work.scopes.size > 0) work.scopes = new Map();
}

/** @throws when the dossier is not open: only `open` may run without one. */
export function dossierIn(work: Work): Dossier {
  if (work.state === undefined) throw new Error(`dossier ${work.id} is not open`);
  return work.state;
}

export function currentRelease(work: Work): CompiledRelease {
  return work.context.catalog.current(work.today);
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
  const same = known?.instance === instance && known?.today === work.today && known?.actor === work.actor;
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
    actor: work.actor,
    today: work.today,
    input,
    organisation: work.context.organisation,
  });
}

/** Where roles are judged: the dossier as it is now, and perhaps one instance. */
export function placeIn(work: Work, instance: Instance | undefined) {
  return { dossier: dossierIn(work), instance, organisation: work.context.organisation };
}
