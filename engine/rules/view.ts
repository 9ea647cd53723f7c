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
import { type Fields, type Section, sectionsOf } from "./sections.ts";

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
  terms: Fields | undefined;
  tasks: Fields | undefined;
  history: Fields | undefined;
  readonly filed: FiledSight[];
}

/** All that one actor sees of one dossier. */
export interface Sight {
  dossier: Fields | undefined;
  steps: Fields | undefined;
  history: Fields | undefined;
  readonly records: Map<string, Fields>;
  readonly instances: Map<string, InstanceSight>;
  /** Instances that nobody reads any more: nothing that belongs to them is seen. */
  readonly unreadable: ReadonlySet<string>;
  /** Path → value that a record disclosed to the actor's unit. */
  readonly disclosed: Record<string, JsonObject[string]>;
}

export interface Looking {
  readonly dossier: Dossier;
  readonly actor: Actor;
  readonly organisation: Organisation;
  readonly views: readonly View[];
  /** Only whether something is seen, and the headers of requests: what a list needs. */
  readonly headersOnly?: boolean;
  /** The forms of an instance of which something can be seen. */
  readonly formsIn: (instance: Instance) => ReadonlySet<string>;
  /** The scope of one instance, or of the dossier alone. */
  readonly scope: (instance: Instance | undefined) => Scope;
}

/** With what was found already: of all views together an actor is asked once who he is in each instance. */
interface Asking extends Looking {
  readonly found: Map<string, Map<string, boolean>>;
}

export function sightOf(given: Looking): Sight {
  const looking: Asking = { ...given, found: new Map() };
  const unreadable = unreadableIn(looking);
  const sight: Sight = {
    unreadable,
    dossier: undefined,
    steps: undefined,
    history: undefined,
    records: new Map(),
    instances: new Map(),
    disclosed: {},
  };
  const known = new Set<string>();
  for (const view of looking.views) {
    if (!mayBeFor(looking.actor, view)) continue;
    seeDossier(looking, view, sight);
    for (const instance of Object.values(looking.dossier.instances)) {
      const { id } = instance;
      if (unreadable.has(id) || !seeInstance(looking, view, instance, sight)) continue;
      if (!known.has(id) && isShown(looking, view, instance)) known.add(id);
    }
  }
  if (unreadable.has(looking.dossier.cycle ?? "")) sight.steps = undefined;
  // Terms, tasks and history say nothing of what is not seen itself.
  for (const id of sight.instances.keys()) {
    const isStep = sight.steps !== undefined && looking.dossier.instances[id]?.kind === "cycle";
    if (!known.has(id) && !isStep) sight.instances.delete(id);
  }
  seeDisclosed(looking, sight);
  return sight;
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

function seeDossier(looking: Asking, view: View, sight: Sight): void {
  const sections = sectionsOf(view).dossier;
  if (sections.length === 0 || !isFor(looking, view, undefined) || !applies(looking, view, undefined)) return;
  for (const { part, name, fields } of sections) {
    if (part === "dossier") sight.dossier = union(sight.dossier, fields);
    else if (part === "steps") sight.steps = union(sight.steps, fields);
    else if (part === "history") sight.history = union(sight.history, fields);
    else widen(sight.records, name, fields);
  }
}

/** True when the view applies to it. */
function seeInstance(looking: Asking, view: View, instance: Instance, sight: Sight): boolean {
  const filing = view.as === "filed" ? filingFor(looking, view, instance) : undefined;
  if (view.as === "filed" ? filing === undefined : !isFor(looking, view, instance)) return false;
  const sections = sectionsOf(view).instance;
  if (!sections.some(({ part, name }) => part !== "requests" || name === instance.definition)) return false;
  if (!applies(looking, view, instance)) return false;
  const seen = sight.instances.get(instance.id) ?? unseen();
  sight.instances.set(instance.id, seen);
  if (looking.headersOnly === true) {
    seeHeader(seen, sections, instance);
    return true;
  }
  const copied = filing === undefined ? undefined : { filing, forms: new Map(), records: new Map() };
  for (const { part, name, fields } of sections) {
    if (part === "terms") seen.terms = union(seen.terms, fields);
    else if (part === "tasks") seen.tasks = union(seen.tasks, fields);
    else if (part === "history") seen.history = union(seen.history, fields);
    else if (part === "forms") widen(copied?.forms ?? seen.forms, name, fields);
    else if (part === "records" && copied !== undefined) widen(copied.records, name, fields);
    else if (part === "requests" && name === instance.definition) seen.request = union(seen.request, fields);
  }
  if (copied !== undefined) seen.filed.push(copied);
  return true;
}

/** The view shows the instance itself, or a form of it. */
function isShown(looking: Looking, view: View, instance: Instance): boolean {
  if (view.as === "filed") return true;
  const sections = sectionsOf(view).instance;
  if (sections.some(({ part, name }) => part === "requests" && name === instance.definition)) return true;
  const asked = sections.filter(({ part }) => part === "forms");
  if (asked.length === 0) return false;
  const forms = looking.formsIn(instance);
  return asked.some(({ name }) => forms.has(name));
}

function seeHeader(seen: InstanceSight, sections: readonly Section[], instance: Instance): void {
  for (const { part, name, fields } of sections) {
    if (part === "tasks") seen.tasks = union(seen.tasks, fields);
    else if (part === "requests" && name === instance.definition) seen.request = union(seen.request, fields);
  }
}

function applies(looking: Looking, { when }: View, instance: Instance | undefined): boolean {
  return when === undefined || when.every((id) => holds(looking.scope(instance), id));
}

function unseen(): InstanceSight {
  return { request: undefined, forms: new Map(), terms: undefined, tasks: undefined, history: undefined, filed: [] };
}

/** Quick, before anything of the dossier is looked at: the actor has none of these roles anywhere. */
function mayBeFor({ roles }: Actor, view: View): boolean {
  return view.for.some((who) => !isRole(who) || roles.some(({ role }) => role === who));
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

/** The view is for the actor; one from another controller must have been told something first. */
function isFor(looking: Asking, view: View, instance: Instance | undefined): boolean {
  const id = instance?.id ?? "";
  const found = looking.found.get(id) ?? new Map<string, boolean>();
  looking.found.set(id, found);
  return view.for.some((who) => {
    const known = found.get(who);
    if (known !== undefined) return known;
    const place = { dossier: looking.dossier, instance, organisation: looking.organisation };
    const is = plays(place, looking.actor, who) && isKnownTo(looking, who, instance);
    found.set(who, is);
    return is;
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

function union(a: Fields | undefined, b: Fields): Fields {
  if (a === "all" || b === "all") return "all";
  return a === undefined ? b : new Set([...a, ...b]);
}

function widen(all: Map<string, Fields>, key: string, fields: Fields): void {
  all.set(key, union(all.get(key), fields));
}
