/** All that one screen needs of a dossier: what its viewer may see, and what the viewer may do. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import { dropEmpty } from "../../forms/grammar/empty.ts";
import type { Problem } from "../../forms/grammar/port.ts";
import { subset } from "../../forms/grammar/subset.ts";
import type { CompiledRelease } from "../release/compile.ts";
import { plays } from "../rules/party.ts";
import { counting, isVoid } from "../rules/records.ts";
import { cycleOf } from "../rules/scope.ts";
import { type StepStatus, stepStatus } from "../rules/steps.ts";
import { filled } from "../rules/text.ts";
import { type Fields, type InstanceSight, type Sight, seesNothing, shown } from "../rules/view.ts";
import type { Dossier, FormData, Instance, Origin, RecordEntry } from "../streams/dossier.ts";
import type { Reason } from "../streams/reason.ts";
import { askedOf } from "./act.ts";
import { type Action, available, see } from "./available.ts";
import { upToDate } from "./decide.ts";
import { checkSave } from "./save.ts";
import { type Context, currentRelease, placeIn, releaseFor, scopeIn, type Work, workOn } from "./work.ts";

export interface Page {
  readonly dossier: JsonObject;
  /** Path → value, told by a record such as sharing. */
  readonly disclosed: JsonObject;
  readonly cycle?: InstancePart;
  /** Requests in order of start. */
  readonly requests: readonly InstancePart[];
  readonly records: readonly RecordPart[];
  readonly tasks: readonly TaskPart[];
  /** Messages to the viewer, newest first. */
  readonly messages: readonly MessagePart[];
  readonly actions: readonly Action[];
  /** Id of the action to do next. */
  readonly next?: string;
}

export interface InstancePart {
  readonly instance: string;
  readonly definition: string;
  readonly title: string;
  readonly number: number;
  /** State, label, help, outcome: as far as the view shows them. */
  readonly shows: JsonObject;
  readonly phases: readonly {
    readonly id: string;
    readonly title: string;
    readonly status: "done" | "current" | "todo";
  }[];
  /** Steps of a cycle, or what a request asks of its cycle. */
  readonly steps: readonly { readonly state: string; readonly title: string; readonly status: StepStatus }[];
  readonly forms: readonly FormPart[];
  readonly terms: readonly JsonObject[];
  readonly parties: readonly { readonly party: string; readonly title: string; readonly people: readonly string[] }[];
  readonly resources: readonly JsonObject[];
  /** Copies as they were filed. */
  readonly filed: readonly FiledPart[];
  readonly revision: number;
}

export interface FormPart {
  /** The name under which the state asks it. */
  readonly key: string;
  readonly form: string;
  readonly title: string;
  readonly answers: JsonObject;
  readonly origins: { readonly [field: string]: { readonly at: string; readonly by: string } };
  readonly status: FormData["status"] | "missing";
  /** May be filled in now by this viewer; else why not. */
  readonly open: boolean;
  readonly reasons: readonly Reason[];
  /** What completing would still ask. */
  readonly toDo: readonly Problem[];
  readonly reconfirms: readonly string[];
  readonly revision: number;
  readonly release: string;
}

export interface FiledPart {
  readonly at: string;
  readonly by: string;
  readonly to: string;
  readonly forms: readonly { readonly form: string; readonly title: string; readonly answers: JsonObject }[];
  readonly records: readonly {
    readonly kind: string;
    readonly title: string;
    readonly entries: readonly JsonObject[];
  }[];
}

export interface RecordPart {
  readonly kind: string;
  readonly title: string;
  readonly entries: readonly {
    readonly id: string;
    readonly on: string;
    readonly at: string;
    readonly by: string;
    readonly status: "valid" | "replaced" | "withdrawn" | "void";
    readonly answers: JsonObject;
  }[];
}

export interface TaskPart {
  readonly id: string;
  readonly instance: string;
  readonly title: string;
  readonly to: string;
  readonly due?: string;
  /** The viewer plays the role it is for. */
  readonly mine: boolean;
}

export interface MessagePart {
  readonly instance: string;
  readonly at: string;
  readonly subject: string;
  readonly body: string;
}

/** Undefined when the viewer may see nothing: the dossier is then not there. */
export function page(dossier: Dossier, context: Context): Page | undefined {
  const state = upToDate(dossier, context);
  const sight = see(state, context);
  if (seesNothing(sight)) return undefined;
  const work = workOn(state.id, state, context);
  const cycle = state.cycle === undefined ? undefined : state.instances[state.cycle];
  const requests = Object.values(state.instances).filter(
    (one) => one.kind === "request" && sight.instances.get(one.id)?.request !== undefined,
  );
  const actions = available(state, context, sight);
  const next = actions.find((action) => action.next)?.id;
  return {
    dossier: sight.dossier === undefined ? {} : shown(dossierFields(work, state), sight.dossier),
    disclosed: sight.disclosed,
    ...(cycle === undefined || sight.steps === undefined ? {} : { cycle: instancePart(work, cycle, sight) }),
    requests: requests.map((one) => instancePart(work, one, sight)),
    records: recordParts(work, state, sight),
    tasks: taskParts(work, state, sight),
    messages: messageParts(work, state, sight),
    actions,
    ...(next === undefined ? {} : { next }),
  };
}

function dossierFields(work: Work, state: Dossier): JsonObject {
  const { organisation } = work.context;
  const people = Object.entries(state.relations).map(([relation, refs]) => [
    relation,
    refs.map((ref) => nameOf(work, ref)),
  ]);
  return {
    id: state.id,
    unit: state.unit,
    title: organisation.units[state.unit]?.title ?? state.unit,
    opened: state.opened,
    relations: Object.fromEntries(people) as JsonObject,
  };
}

function instancePart(work: Work, instance: Instance, sight: Sight): InstancePart {
  const release = releaseFor(work, instance);
  const definition = release.release.definitions[instance.definition];
  const seen = sight.instances.get(instance.id);
  const header = instance.kind === "cycle" ? sight.steps : seen?.request;
  return {
    instance: instance.id,
    definition: instance.definition,
    title: definition?.title ?? instance.definition,
    number: instance.number,
    shows:
      header === undefined ? {} : shown(headerOf(work, release, instance), instance.kind === "cycle" ? "all" : header),
    phases: phasesOf(release, instance),
    steps: stepsOf(work, instance, sight),
    forms: formParts(work, release, instance, seen),
    terms: seen?.terms === true ? termParts(release, instance) : [],
    parties: partyParts(work, release, instance),
    resources: resourceParts(work, instance),
    filed: filedParts(work, seen),
    revision: instance.revision,
  };
}

function headerOf(work: Work, release: CompiledRelease, instance: Instance): JsonObject {
  const meta = release.release.definitions[instance.definition]?.states[instance.state]?.meta;
  const fields: Record<string, Json> = {
    state: instance.state,
    label: meta?.label ?? instance.state,
    started: instance.started,
    closed: instance.closed,
  };
  const help = currentHelp(work, instance) ?? meta?.help;
  if (help !== undefined) fields["help"] = filled(scopeIn(work, instance), help);
  if (instance.outcome !== undefined) fields["outcome"] = instance.outcome;
  if (instance.cycle !== undefined) fields["cycle"] = instance.cycle;
  if (instance.aims !== undefined) fields["aims"] = instance.aims;
  if (instance.about !== undefined) fields["about"] = instance.about;
  return fields;
}

/** Help is current, not pinned: a better explanation reaches running procedures too. */
function currentHelp(work: Work, instance: Instance): string | undefined {
  return currentRelease(work).release.definitions[instance.definition]?.states[instance.state]?.meta.help;
}

function phasesOf(release: CompiledRelease, instance: Instance): InstancePart["phases"] {
  const definition = release.release.definitions[instance.definition];
  const phases = definition?.meta.phases ?? [];
  const at = phases.findIndex(({ id }) => id === definition?.states[instance.state]?.meta.phase);
  return phases.map((phase, index) => ({
    ...phase,
    status: index < at || (instance.closed && index === at) ? "done" : index === at ? "current" : "todo",
  }));
}

/** A cycle shows its own steps; a request what it asks of them. */
function stepsOf(work: Work, instance: Instance, sight: Sight): InstancePart["steps"] {
  const { steps } = sight;
  const cycle = cycleOf(placeIn(work, instance));
  if (steps === undefined || cycle === undefined) return [];
  const states = releaseFor(work, cycle).release.definitions[cycle.definition]?.states ?? {};
  return Object.entries(instance.asks)
    .filter(([state]) => steps === "all" || steps.has(state))
    .map(([state, asked]) => ({
      state,
      title: states[state]?.meta.label ?? state,
      status: stepStatus(cycle, state, asked),
    }));
}

function formParts(
  work: Work,
  release: CompiledRelease,
  instance: Instance,
  seen: InstanceSight | undefined,
): FormPart[] {
  const open = release.release.definitions[instance.definition]?.states[instance.state]?.meta.forms ?? [];
  const keys = new Map<string, string>(Object.entries(instance.forms).map(([key, { schema }]) => [key, schema]));
  for (const { form, as } of open) keys.set(as ?? form, form);
  return [...keys].flatMap(([key, form]) => {
    const fields = seen?.forms.get(form);
    return fields === undefined ? [] : formPart(work, release, instance, key, form, fields);
  });
}

function formPart(
  work: Work,
  release: CompiledRelease,
  instance: Instance,
  key: string,
  form: string,
  fields: Fields,
): FormPart {
  const data = instance.forms[key];
  const { reasons } = checkSave(work, { instance: instance.id, form: key });
  const open = reasons.length === 0;
  const asked = instance.kind === "cycle" ? askedOf(instance, undefined) : "all";
  const problems = open ? release.checks(form).complete(dropEmpty(data?.answers ?? {})) : [];
  return {
    key,
    form,
    title: titleOf(release, form),
    answers: shown(data?.answers ?? {}, fields),
    origins: originsOf(work, data, fields),
    status: data?.status ?? "missing",
    open,
    reasons,
    toDo: subset(problems, asked),
    reconfirms: (data?.reconfirms ?? []).filter((field) => fields === "all" || fields.has(field)),
    revision: data?.revision ?? 0,
    release: release.pin.hash,
  };
}

function originsOf(work: Work, data: FormData | undefined, fields: Fields): FormPart["origins"] {
  const entries = Object.entries(data?.origins ?? {}).filter(([field]) => fields === "all" || fields.has(field));
  return Object.fromEntries(entries.map(([field, origin]) => [field, madeBy(work, origin)]));
}

function termParts(release: CompiledRelease, instance: Instance): JsonObject[] {
  const terms = release.release.definitions[instance.definition]?.terms ?? {};
  return Object.entries(instance.terms).map(([id, { status, due, overdue }]) => ({
    term: id,
    title: terms[id]?.title ?? id,
    status,
    due,
    overdue,
  }));
}

function partyParts(work: Work, release: CompiledRelease, instance: Instance): InstancePart["parties"] {
  return Object.entries(instance.parties).map(([party, people]) => ({
    party,
    title: release.whoTitle(party),
    people: people.map((person) => nameOf(work, person)),
  }));
}

/** Links are current: one that was mended is mended everywhere. */
function resourceParts(work: Work, instance: Instance): JsonObject[] {
  const { release } = currentRelease(work);
  const definition = release.definitions[instance.definition];
  const ids = [...(definition?.meta.resources ?? []), ...(definition?.states[instance.state]?.meta.resources ?? [])];
  return [...new Set(ids)].flatMap((id) => {
    const resource = release.resources[id];
    if (resource === undefined || (resource.validUntil ?? "9999") < work.today) return [];
    const { kind, title, url } = resource;
    return { id, kind, title, url };
  });
}

function filedParts(work: Work, seen: InstanceSight | undefined): FiledPart[] {
  const current = currentRelease(work);
  return (seen?.filed ?? []).map(({ filing, forms, records }) => ({
    ...madeBy(work, filing.origin),
    to: filing.to,
    forms: [...forms].flatMap(([form, fields]) => {
      const answers = filing.copy?.forms[form];
      return answers === undefined ? [] : { form, title: titleOf(current, form), answers: shown(answers, fields) };
    }),
    records: [...records].flatMap(([kind, fields]) => {
      const entries = filing.copy?.records[kind] ?? [];
      const title = current.book.recordKind(kind)?.title ?? kind;
      return entries.length === 0 ? [] : { kind, title, entries: entries.map((entry) => shown(entry, fields)) };
    }),
  }));
}

function recordParts(work: Work, state: Dossier, sight: Sight): RecordPart[] {
  const current = currentRelease(work);
  const cycle = cycleOf(placeIn(work, undefined));
  return [...sight.records].flatMap(([kind, fields]) => {
    const entries = state.records[kind] ?? [];
    if (entries.length === 0) return [];
    const valid = counting(state, kind, cycle);
    return {
      kind,
      title: current.book.recordKind(kind)?.title ?? kind,
      entries: entries.map((entry) => ({
        id: entry.id,
        on: entry.on,
        ...madeBy(work, entry.origin),
        status: valid.includes(entry) ? ("valid" as const) : notValid(state, entry, cycle),
        answers: shown(entry.answers, fields),
      })),
    };
  });
}

function notValid(state: Dossier, entry: RecordEntry, cycle: Instance | undefined): "replaced" | "withdrawn" | "void" {
  if (entry.withdrawn) return "withdrawn";
  return entry.replaced || !isVoid(state, entry, cycle) ? "replaced" : "void";
}

function taskParts(work: Work, state: Dossier, sight: Sight): TaskPart[] {
  return Object.values(state.tasks)
    .filter(({ open, instance }) => open && seesTasks(sight.instances.get(instance)))
    .map(({ id, instance, title, to, due }) => ({
      id,
      instance,
      title,
      to: releaseFor(work, state.instances[instance]).whoTitle(to),
      ...(due === undefined ? {} : { due }),
      mine: plays(placeIn(work, state.instances[instance]), work.actor, to),
    }));
}

/** Texts are current. Of an instance that the viewer does not see, no message is shown either. */
function messageParts(work: Work, state: Dossier, sight: Sight): MessagePart[] {
  const { messages } = currentRelease(work).release;
  return state.messages
    .flatMap(({ message: id, instance: of, to, at }) => {
      const instance = state.instances[of];
      const message = messages[id];
      if (message === undefined || sight.instances.get(of)?.request === undefined) return [];
      if (!plays(placeIn(work, instance), work.actor, to)) return [];
      const scope = scopeIn(work, instance);
      return [{ instance: of, at, subject: filled(scope, message.subject), body: filled(scope, message.body) }];
    })
    .reverse();
}

function seesTasks(seen: InstanceSight | undefined): boolean {
  return seen?.tasks === true && seen.request !== undefined;
}

function madeBy(work: Work, { at, by }: Origin): { at: string; by: string } {
  return { at, by: nameOf(work, { id: by }) };
}

function nameOf(work: Work, person: { readonly id: string } | { readonly name: string }): string {
  if ("name" in person) return person.name;
  return work.context.organisation.people[person.id]?.name ?? (person.id === "system" ? "het systeem" : person.id);
}

function titleOf(release: CompiledRelease, form: string): string {
  const title = release.release.forms[form]?.["title"];
  return typeof title === "string" ? title : form;
}
