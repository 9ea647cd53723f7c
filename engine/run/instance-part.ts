/** One instance on a page: where it stands, its steps, forms, terms, people and links. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import { branchesOf, type CompiledRelease } from "../release/compile.ts";
import { shownResources } from "../rules/resource.ts";
import { cycleOf } from "../rules/scope.ts";
import type { Fields } from "../rules/sections.ts";
import { type StepStatus, stepStatus } from "../rules/steps.ts";
import { filled } from "../rules/text.ts";
import { type InstanceSight, type Sight, shown } from "../rules/view.ts";
import type { Instance } from "../streams/dossier.ts";
import { type FormPart, formParts } from "./form-part.ts";
import { madeBy, nameOf, titleOf } from "./names.ts";
import type { Work } from "./whole.ts";
import { currentRelease, dossierIn, placeIn, releaseFor, scopeIn } from "./work.ts";

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
  /** What was filled in with an action, such as a reason. */
  readonly given: readonly GivenPart[];
  /** Copies as they were filed. */
  readonly filed: readonly FiledPart[];
  readonly revision: number;
}

export interface GivenPart {
  readonly action: string;
  readonly label: string;
  readonly form: string;
  readonly on: string;
  readonly by: string;
  readonly answers: JsonObject;
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

export function instancePart(work: Work, instance: Instance, sight: Sight): InstancePart {
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
    terms: seen?.terms === undefined ? [] : termParts(release, instance, seen.terms),
    parties: partyParts(work, release, instance),
    resources: resourceParts(work, instance),
    given: givenParts(work, release, instance, seen),
    filed: filedParts(work, instance, seen),
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
  if (instance.channel !== undefined) fields["channel"] = instance.channel;
  if (instance.group !== undefined) {
    fields["group"] = instance.group.id;
    fields["membership"] = instance.group.membership;
  }
  if (Object.keys(instance.claims).length > 0) fields["pools"] = poolsOf(instance);
  return fields;
}

/** What it has of what is shared: a place or number, or that it waits. */
function poolsOf({ claims }: Instance): JsonObject {
  return Object.fromEntries(
    Object.entries(claims).map(([pool, { claim, place }]) => [
      pool,
      { claim, ...(place === undefined ? {} : { place }) },
    ]),
  );
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

function termParts(release: CompiledRelease, instance: Instance, fields: Fields): JsonObject[] {
  const terms = release.release.definitions[instance.definition]?.terms ?? {};
  return Object.entries(instance.terms).map(([id, { status, due, overdue }]) => ({
    term: id,
    ...shown({ title: terms[id]?.title ?? id, status, due, overdue }, fields),
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
function resourceParts(work: Work, instance: Instance): readonly JsonObject[] {
  const { release } = currentRelease(work);
  const definition = release.definitions[instance.definition];
  const ids = [...(definition?.meta.resources ?? []), ...(definition?.states[instance.state]?.meta.resources ?? [])];
  const resources = [...new Set(ids)].flatMap((id) => release.resources[id] ?? []);
  const { organisation } = work.context;
  return shownResources(resources, { today: work.whole.today, unit: dossierIn(work).unit, organisation });
}

/** Answers that went with an action are seen by the section of their form. */
function givenParts(
  work: Work,
  release: CompiledRelease,
  instance: Instance,
  seen: InstanceSight | undefined,
): GivenPart[] {
  return instance.actions.flatMap(({ action, from, branch, on, by, input }) => {
    const meta = branchesOf(release.release, instance.definition, from, action)[branch]?.meta;
    const fields = meta?.input === undefined ? undefined : seen?.forms.get(meta.input);
    if (meta?.input === undefined || input === undefined || fields === undefined) return [];
    const answers = shown(input, fields);
    return { action, label: meta.label, form: meta.input, on, by: nameOf(work, { id: by }), answers };
  });
}

function filedParts(work: Work, instance: Instance, seen: InstanceSight | undefined): FiledPart[] {
  const current = currentRelease(work);
  return (seen?.filed ?? []).map(({ filing, forms, records }) => ({
    ...madeBy(work, filing.origin),
    to: filing.to,
    forms: Object.entries(filing.copy?.forms ?? {}).flatMap(([key, answers]) => {
      const form = schemaOf(work, instance, key);
      const fields = forms.get(form);
      return fields === undefined ? [] : { form, title: titleOf(current, form), answers: shown(answers, fields) };
    }),
    records: [...records].flatMap(([kind, fields]) => {
      const entries = filing.copy?.records[kind] ?? [];
      const title = current.book.recordKind(kind)?.title ?? kind;
      return entries.length === 0 ? [] : { kind, title, entries: entries.map((entry) => shown(entry, fields)) };
    }),
  }));
}

/** Which form stands under that name: here, in the cycle that goes with it, or in what it is about. */
function schemaOf(work: Work, instance: Instance, key: string): string {
  const cycle = cycleOf(placeIn(work, instance));
  const about = dossierIn(work).instances[instance.about ?? ""];
  return instance.forms[key]?.schema ?? cycle?.forms[key]?.schema ?? about?.forms[key]?.schema ?? key;
}
