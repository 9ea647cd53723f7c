/** Who sees what: views allow, and what no view allows is not seen. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Organisation, View } from "../../definitions/grammar/types.generated.ts";
import type { Actor } from "../streams/command.ts";
import type { Dossier, Filing, Instance } from "../streams/dossier.ts";
import { isUnreadable } from "./channel.ts";
import { holds } from "./condition.ts";
import { plays, unitsFor } from "./party.ts";
import { counting } from "./records.ts";
import type { Scope } from "./scope.ts";
import { type Fields, sectionsOf } from "./sections.ts";
import { NOTHING, namedIn, shows, type Together, type Views, wider } from "./together.ts";

export interface FiledSight {
  readonly filing: Filing;
  readonly forms: ReadonlyMap<string, Fields>;
  readonly records: ReadonlyMap<string, Fields>;
}

/** What is seen of one instance. */
export interface InstanceSight {
  /** The request itself: state, label, outcome. Undefined: only forms of it are seen. */
  readonly request: Fields | undefined;
  readonly forms: ReadonlyMap<string, Fields>;
  readonly terms: Fields | undefined;
  readonly tasks: Fields | undefined;
  readonly history: Fields | undefined;
  readonly filed: readonly FiledSight[];
}

/** All that one actor sees of one dossier. */
export interface Sight {
  readonly dossier: Fields | undefined;
  readonly steps: Fields | undefined;
  readonly history: Fields | undefined;
  readonly records: ReadonlyMap<string, Fields>;
  readonly instances: ReadonlyMap<string, InstanceSight>;
  /** Instances that nobody reads any more: nothing that belongs to them is seen. */
  readonly unreadable: ReadonlySet<string>;
  /** Path → value that a record disclosed to the actor's unit. */
  readonly disclosed: JsonObject;
}

export interface Looking {
  readonly dossier: Dossier;
  readonly actor: Actor;
  readonly organisation: Organisation;
  readonly views: Views;
  /** The forms of an instance of which something can be seen. */
  readonly formsIn: (instance: Instance) => ReadonlySet<string>;
  /** The scope of one instance, or of the dossier alone. */
  readonly scope: (instance: Instance | undefined) => Scope;
}

export function sightOf(looking: Looking): Sight {
  const { dossier } = looking;
  const unreadable = unreadableIn(looking);
  const { parts, records } = through(looking, undefined);
  const steps = unreadable.has(dossier.cycle ?? "") ? undefined : parts.get("steps");
  const instances = new Map<string, InstanceSight>();
  for (const instance of Object.values(dossier.instances)) {
    const seen = unreadable.has(instance.id) ? undefined : seenIn(looking, instance);
    // Terms, tasks and history say nothing of what is not seen itself.
    const isStep = steps !== undefined && instance.kind === "cycle";
    if (seen !== undefined && (isStep || isShown(looking, instance, seen))) instances.set(instance.id, seen);
  }
  return {
    unreadable,
    dossier: parts.get("dossier"),
    steps,
    history: parts.get("history"),
    records,
    instances,
    disclosed: disclosedIn(looking),
  };
}

function unreadableIn({ dossier, scope }: Looking): ReadonlySet<string> {
  const came = Object.values(dossier.instances).filter(({ channel }) => channel !== undefined);
  if (came.length === 0) return NONE;
  const { days, today } = scope(undefined);
  return new Set(came.filter((instance) => isUnreadable(instance, today, days)).map(({ id }) => id));
}

const NONE: ReadonlySet<string> = new Set();

/** Nothing at all is seen: for this actor the dossier is not there. */
export function seesNothing(sight: Sight): boolean {
  const { dossier, steps, history, records, instances, disclosed } = sight;
  const some =
    dossier !== undefined || steps !== undefined || history !== undefined || records.size > 0 || instances.size > 0;
  return !some && Object.keys(disclosed).length === 0;
}

/** The fields of an object that may be seen. */
export function shown(object: JsonObject, fields: Fields): JsonObject {
  if (fields === "all") return object;
  return Object.fromEntries(Object.entries(object).filter(([field]) => fields.has(field)));
}

/** All live views that are for the actor and apply. */
function through(looking: Looking, instance: Instance | undefined): Together {
  const of = instance === undefined ? "dossier" : "instance";
  let seen = NOTHING[of];
  for (const view of looking.views.live(partsOf(looking, instance), instance?.definition)) {
    if (applies(looking, view, instance)) seen = wider(seen, view, of);
  }
  return seen;
}

/** Undefined when no view applies to it. */
function seenIn(looking: Looking, instance: Instance): InstanceSight | undefined {
  let seen = through(looking, instance);
  const filed: FiledSight[] = [];
  for (const view of instance.filings.length === 0 ? [] : looking.views.filed) {
    const filing = filingFor(looking, view, instance);
    if (filing === undefined || !shows(view, instance.definition) || !applies(looking, view, instance)) continue;
    seen = wider(seen, view, "instance");
    const sections = sectionsOf(view).instance;
    filed.push({ filing, forms: namedIn(sections, "forms"), records: namedIn(sections, "records") });
  }
  if (seen === NOTHING.instance) return undefined;
  const { parts, forms, requests } = seen;
  return {
    request: requests.get(instance.definition),
    forms,
    terms: parts.get("terms"),
    tasks: parts.get("tasks"),
    history: parts.get("history"),
    filed,
  };
}

/** The instance itself, a copy that was filed, or a form of it. */
function isShown(looking: Looking, instance: Instance, { request, filed, forms }: InstanceSight): boolean {
  if (request !== undefined || filed.length > 0) return true;
  if (forms.size === 0) return false;
  for (const form of looking.formsIn(instance)) if (forms.has(form)) return true;
  return false;
}

function applies(looking: Looking, { when }: View, instance: Instance | undefined): boolean {
  return when === undefined || when.every((id) => holds(looking.scope(instance), id));
}

/** The parts that the actor plays here; one from another controller must have been told something first. */
function partsOf(looking: Looking, instance: Instance | undefined): readonly string[] {
  const { dossier, actor, organisation } = looking;
  const place = { dossier, instance, organisation };
  const all = new Set(actor.roles.map(({ role }) => role));
  for (const relation in dossier.relations) all.add(relation);
  for (const party in instance?.parties) all.add(party);
  return [...all].filter((who) => plays(place, actor, who) && isKnownTo(looking, who, instance));
}

function isRole(who: string): boolean {
  return who.includes(".") && !who.startsWith("dossier.");
}

/** A filing under this view, at a unit where the actor plays one of the parts it is for. */
function filingFor(looking: Looking, view: View, instance: Instance): Filing | undefined {
  const { dossier, actor, organisation } = looking;
  return instance.filings.findLast((filing) => {
    if (filing.view !== view.id) return false;
    return view.for.some((who) => {
      if (!isRole(who)) return plays({ dossier, instance, organisation }, actor, who);
      return actor.roles.some(({ role, unit }) => role === who && unit === filing.unit);
    });
  });
}

function isKnownTo(looking: Looking, who: string, instance: Instance | undefined): boolean {
  const { dossier, organisation, actor } = looking;
  if (who.startsWith("dossier.")) return true;
  const place = { dossier, instance, organisation };
  const units = who.includes(".") ? unitsFor(place, who) : actor.roles.map(({ unit }) => unit);
  if (units.length === 0) return !who.includes(".");
  if (units.some((unit) => organisation.units[unit]?.controller === dossier.controller)) return true;
  const { days, today } = looking.scope(instance);
  const filings = (instance === undefined ? Object.values(dossier.instances) : [instance])
    .filter((one) => !isUnreadable(one, today, days))
    .flatMap((one) => one.filings);
  return filings.some(({ unit }) => units.includes(unit) && actor.roles.some((role) => role.unit === unit));
}

function disclosedIn({ dossier, actor }: Looking): JsonObject {
  const found: Record<string, JsonObject[string]> = {};
  for (const [kind, entries] of Object.entries(dossier.records)) {
    if (!entries.some((entry) => dossier.disclosures[entry.id] !== undefined)) continue;
    const cycle = dossier.cycle === undefined ? undefined : dossier.instances[dossier.cycle];
    const newest = counting(dossier, kind, cycle).at(-1);
    const told = newest === undefined ? undefined : dossier.disclosures[newest.id];
    if (told === undefined) continue;
    if (actor.roles.some(({ role, unit }) => role === told.to && unit === told.unit)) Object.assign(found, told.fields);
  }
  return found;
}
