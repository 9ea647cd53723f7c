/** Who sees what: views allow, and what no view allows is not seen. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Organisation, View } from "../../definitions/grammar/types.generated.ts";
import type { Actor } from "../streams/command.ts";
import type { Dossier, Filing, Instance } from "../streams/dossier.ts";
import { holds } from "./condition.ts";
import { plays, unitsFor } from "./party.ts";
import { counting } from "./records.ts";
import type { Scope } from "./scope.ts";

export type Fields = "all" | ReadonlySet<string>;

export interface FiledSight {
  readonly filing: Filing;
  readonly forms: ReadonlyMap<string, Fields>;
  readonly records: ReadonlyMap<string, Fields>;
}

/** What is seen of one instance. */
export interface InstanceSight {
  /** The request itself: state, label, outcome. Undefined: only forms of it are seen. */
  request: Fields | undefined;
  readonly forms: Map<string, Fields>;
  terms: boolean;
  tasks: boolean;
  history: boolean;
  readonly filed: FiledSight[];
}

/** All that one actor sees of one dossier. */
export interface Sight {
  dossier: Fields | undefined;
  steps: Fields | undefined;
  history: boolean;
  readonly records: Map<string, Fields>;
  readonly instances: Map<string, InstanceSight>;
  /** Path → value that a record disclosed to the actor's unit. */
  readonly disclosed: Record<string, JsonObject[string]>;
}

export interface Looking {
  readonly dossier: Dossier;
  readonly actor: Actor;
  readonly organisation: Organisation;
  readonly views: readonly View[];
  /** The scope of one instance, or of the dossier alone. */
  readonly scope: (instance: Instance | undefined) => Scope;
}

export function sightOf(looking: Looking): Sight {
  const sight: Sight = {
    dossier: undefined,
    steps: undefined,
    history: false,
    records: new Map(),
    instances: new Map(),
    disclosed: {},
  };
  for (const view of looking.views) {
    seeDossier(looking, view, sight);
    for (const instance of Object.values(looking.dossier.instances)) seeInstance(looking, view, instance, sight);
  }
  seeDisclosed(looking, sight);
  return sight;
}

/** Nothing at all is seen: for this actor the dossier is not there. */
export function seesNothing(sight: Sight): boolean {
  const { dossier, steps, history, records, instances, disclosed } = sight;
  const some = dossier !== undefined || steps !== undefined || history || records.size > 0 || instances.size > 0;
  return !some && Object.keys(disclosed).length === 0;
}

export function allows(fields: Fields | undefined, field: string): boolean {
  return fields === "all" || (fields?.has(field) ?? false);
}

/** The fields of an object that may be seen. */
export function shown(object: JsonObject, fields: Fields): JsonObject {
  if (fields === "all") return object;
  return Object.fromEntries(Object.entries(object).filter(([field]) => fields.has(field)));
}

function seeDossier(looking: Looking, view: View, sight: Sight): void {
  if (view.as === "filed" || !isFor(looking, view, undefined)) return;
  const sections = Object.entries(view.sections).filter(([section]) => isDossierSection(section));
  if (sections.length === 0 || !(view.when ?? []).every((id) => holds(looking.scope(undefined), id))) return;
  for (const [section, given] of sections) {
    const fields = fieldsOf(given);
    if (section === "dossier") sight.dossier = union(sight.dossier, fields);
    else if (section === "steps") sight.steps = union(sight.steps, fields);
    else if (section === "history") sight.history = true;
    else widen(sight.records, section.slice("records.".length), fields);
  }
}

function seeInstance(looking: Looking, view: View, instance: Instance, sight: Sight): void {
  const filing = view.as === "filed" ? filingFor(looking, view, instance) : undefined;
  if (view.as === "filed" ? filing === undefined : !isFor(looking, view, instance)) return;
  const sections = Object.entries(view.sections).filter(([section]) => concerns(section, instance, filing));
  if (sections.length === 0 || !(view.when ?? []).every((id) => holds(looking.scope(instance), id))) return;
  const seen = sight.instances.get(instance.id) ?? unseen();
  sight.instances.set(instance.id, seen);
  const forms = new Map<string, Fields>();
  const records = new Map<string, Fields>();
  for (const [section, given] of sections) {
    const fields = fieldsOf(given);
    if (section === "terms") seen.terms = true;
    else if (section === "tasks") seen.tasks = true;
    else if (section === "history") seen.history = true;
    else if (section.startsWith("requests.")) seen.request = union(seen.request, fields);
    else if (section.startsWith("forms.")) widen(filing ? forms : seen.forms, section.slice("forms.".length), fields);
    else if (section.startsWith("records.")) widen(records, section.slice("records.".length), fields);
  }
  if (filing !== undefined) seen.filed.push({ filing, forms, records });
}

function unseen(): InstanceSight {
  return { request: undefined, forms: new Map(), terms: false, tasks: false, history: false, filed: [] };
}

/** Sections of an instance; records only in a filed copy, for live records belong to the dossier. */
function concerns(section: string, instance: Instance, filing: Filing | undefined): boolean {
  if (section.startsWith("requests.")) return section === `requests.${instance.definition}`;
  if (section.startsWith("forms.")) return true;
  if (section.startsWith("records.")) return filing !== undefined;
  return section === "terms" || section === "tasks" || section === "history";
}

function isDossierSection(section: string): boolean {
  return ["dossier", "steps", "history"].includes(section) || section.startsWith("records.");
}

/** A filing under this view, at a unit where the actor plays one of the parts it is for. */
function filingFor(looking: Looking, view: View, instance: Instance): Filing | undefined {
  const { dossier, actor, organisation } = looking;
  return instance.filings.findLast((filing) => {
    if (filing.view !== view.id) return false;
    return view.for.some((who) => {
      if (!who.includes(".") || who.startsWith("dossier."))
        return plays({ dossier, instance, organisation }, actor, who);
      return actor.roles.some(({ role, unit }) => role === who && unit === filing.unit);
    });
  });
}

/** The view is for the actor; one from another controller must have been told something first. */
function isFor(looking: Looking, view: View, instance: Instance | undefined): boolean {
  const place = { dossier: looking.dossier, instance, organisation: looking.organisation };
  return view.for.some((who) => plays(place, looking.actor, who) && isKnownTo(looking, who, instance));
}

function isKnownTo(looking: Looking, who: string, instance: Instance | undefined): boolean {
  const { dossier, organisation, actor } = looking;
  if (who.startsWith("dossier.")) return true;
  const place = { dossier, instance, organisation };
  const units = who.includes(".") ? unitsFor(place, who) : actor.roles.map(({ unit }) => unit);
  if (units.length === 0) return !who.includes(".");
  if (units.some((unit) => organisation.units[unit]?.controller === dossier.controller)) return true;
  const filings = (instance === undefined ? Object.values(dossier.instances) : [instance]).flatMap(
    (one) => one.filings,
  );
  return filings.some(({ unit }) => units.includes(unit) && actor.roles.some((role) => role.unit === unit));
}

function seeDisclosed(looking: Looking, sight: Sight): void {
  const { dossier, actor } = looking;
  for (const [kind, entries] of Object.entries(dossier.records)) {
    if (!entries.some((entry) => dossier.disclosures[entry.id] !== undefined)) continue;
    const cycle = dossier.cycle === undefined ? undefined : dossier.instances[dossier.cycle];
    const newest = counting(dossier, kind, cycle).at(-1);
    const told = newest === undefined ? undefined : dossier.disclosures[newest.id];
    if (told === undefined) continue;
    if (actor.roles.some(({ role, unit }) => role === told.to && unit === told.unit))
      Object.assign(sight.disclosed, told.fields);
  }
}

function fieldsOf(given: "all" | readonly string[]): Fields {
  return given === "all" ? "all" : new Set(given);
}

function union(a: Fields | undefined, b: Fields): Fields {
  if (a === "all" || b === "all") return "all";
  return a === undefined ? b : new Set([...a, ...b]);
}

function widen(all: Map<string, Fields>, key: string, fields: Fields): void {
  all.set(key, union(all.get(key), fields));
}
