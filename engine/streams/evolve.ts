/** Applies what happened, without any definition and also when content was erased: the only place where a dossier changes. */

import type { Disclosure, Dossier, FormData, Instance, Origin, RecordEntry, TermState } from "./dossier.ts";
import type { DossierEvent } from "./event.ts";

type EventOf<T extends DossierEvent["type"]> = Extract<DossierEvent, { type: T }>;

/**
 * The dossier after the event. `commit` names the commit that holds it.
 * @throws when the event does not fit the state: the stream is broken.
 */
export function evolve(state: Dossier | undefined, event: DossierEvent, commit: Origin, id: string): Dossier {
  const origin = event.system === true ? { ...commit, by: "system" } : commit;
  if (event.type === "dossierOpened") {
    if (state !== undefined) throw new Error(`dossier ${id} was opened twice`);
    return { ...EMPTY, id, unit: event.unit, controller: event.controller, opened: event.day };
  }
  if (state === undefined) throw new Error(`dossier ${id} begins with ${event.type}`);
  switch (event.type) {
    case "peopleAssigned":
      return assigned(state, event);
    case "instanceStarted":
      return started(state, event, origin);
    case "formSaved":
      return inInstance(state, event.instance, (instance) => saved(instance, event, origin));
    case "formCompleted":
      return inInstance(state, event.instance, (instance) => completed(instance, event));
    case "actionTaken":
      return inInstance(state, event.instance, (instance) => taken(instance, event, origin));
    case "taskOpened": {
      const { type: _type, system: _system, task, state: _state, ...rest } = event;
      return { ...state, tasks: { ...state.tasks, [task]: { ...rest, id: task, opened: origin.at, open: true } } };
    }
    case "taskClosed":
      return {
        ...state,
        tasks: { ...state.tasks, [event.task]: { ...present(state.tasks, event.task), open: false } },
      };
    case "messageSent":
      return sent(state, event, origin);
    case "filed": {
      const { type: _type, system: _system, instance: _instance, ...filing } = event;
      return inInstance(state, event.instance, (instance) => ({
        ...instance,
        filings: [...instance.filings, { ...filing, origin }],
      }));
    }
    case "recorded":
      return recorded(state, event, origin);
    case "withdrawn":
      return inRecord(state, event.kind, event.record, (entry) => ({ ...entry, withdrawn: true }));
    case "disclosed": {
      const { type: _type, system: _system, ...rest } = event;
      const disclosure: Disclosure = { ...rest, fields: event.fields ?? {}, origin };
      return { ...state, disclosures: { ...state.disclosures, [event.record]: disclosure } };
    }
    case "termSet":
    case "termSuspended":
    case "termStopped":
    case "termFired":
      return inInstance(state, event.instance, (instance) => ({
        ...instance,
        terms: { ...instance.terms, [event.term]: term(instance.terms[event.term], event) },
      }));
    default:
      return event satisfies never;
  }
}

const EMPTY = { revision: 0, relations: {}, instances: {}, records: {}, tasks: {}, messages: [], disclosures: {} };

function sent(state: Dossier, event: EventOf<"messageSent">, { at }: Origin): Dossier {
  const { type: _type, system: _system, ...rest } = event;
  const messages = [...state.messages, { ...rest, at }];
  return inInstance({ ...state, messages }, event.instance, (instance) => instance);
}

function assigned(state: Dossier, event: EventOf<"peopleAssigned">): Dossier {
  const people = event.people ?? [];
  if (event.instance === undefined) return { ...state, relations: { ...state.relations, [event.party]: people } };
  return inInstance(state, event.instance, (instance) => ({
    ...instance,
    parties: { ...instance.parties, [event.party]: people },
  }));
}

function started(state: Dossier, event: EventOf<"instanceStarted">, origin: Origin): Dossier {
  if (state.instances[event.instance] !== undefined) throw new Error(`${event.instance} was started twice`);
  const from = event.carries === undefined ? undefined : present(state.instances, event.carries.from);
  const instance: Instance = {
    id: event.instance,
    definition: event.definition,
    kind: event.kind,
    number: Number(event.instance.slice(event.definition.length + 1)),
    release: event.release,
    state: event.state,
    started: event.day,
    entered: { [event.state]: event.day },
    asks: event.asks ?? {},
    steps: event.steps ?? {},
    closed: false,
    forms: from === undefined ? {} : carried(from, event, origin),
    actions: [],
    parties: {},
    terms: {},
    filings: [],
    revision: 1,
    ...(event.cycle === undefined ? {} : { cycle: event.cycle }),
    ...(event.aims === undefined ? {} : { aims: event.aims }),
    ...(event.about === undefined ? {} : { about: event.about }),
    ...(event.channel === undefined ? {} : { channel: event.channel }),
  };
  const instances = { ...state.instances, [event.instance]: instance };
  if (event.kind === "request") return { ...state, instances };
  const before = state.cycle === undefined ? undefined : instances[state.cycle];
  if (before !== undefined) instances[before.id] = followed(before);
  return { ...state, instances, cycle: event.instance };
}

/** The cycle before is closed, and with it what it still waited for. */
function followed(before: Instance): Instance {
  const terms = Object.entries(before.terms).map(([id, state]): [string, TermState] => [
    id,
    state.status === "fired" ? state : { ...state, status: "stopped" },
  ]);
  return { ...before, closed: true, terms: Object.fromEntries(terms), revision: before.revision + 1 };
}

/** By reference: the answers and their origins stay those of the commit that set them. */
function carried(from: Instance, event: EventOf<"instanceStarted">, origin: Origin): Instance["forms"] {
  const forms: Record<string, FormData> = {};
  for (const [key, plan] of Object.entries(event.carries?.forms ?? {})) {
    const old = from.forms[key];
    if (old === undefined) continue;
    const keep = (field: string) => !plan.drops.includes(field);
    forms[key] = {
      schema: old.schema,
      answers: only(old.answers, keep),
      origins: only(old.origins, keep),
      revision: 0,
      status: "carried",
      reconfirms: plan.reconfirms,
    };
  }
  if (Object.keys(forms).length > 0 && origin.commit === "") throw new Error("a carried form needs an origin");
  return forms;
}

function saved(instance: Instance, event: EventOf<"formSaved">, origin: Origin): Instance {
  const old = instance.forms[event.form];
  const stays = (field: string) => !event.removed.includes(field);
  const changed = event.changed ?? {};
  const origins: Record<string, Origin> = { ...only(old?.origins ?? {}, stays) };
  for (const field of Object.keys(changed)) origins[field] = origin;
  const form: FormData = {
    schema: event.schema,
    answers: { ...only(old?.answers ?? {}, stays), ...changed },
    origins,
    revision: (old?.revision ?? 0) + 1,
    status: "saved",
    reconfirms: event.reconfirms,
  };
  return { ...instance, forms: { ...instance.forms, [event.form]: form } };
}

function completed(instance: Instance, event: EventOf<"formCompleted">): Instance {
  const old = instance.forms[event.form] ?? {
    schema: event.schema,
    answers: {},
    origins: {},
    revision: 0,
    reconfirms: [],
  };
  const status = event.asked.length === 0 ? "empty" : "complete";
  return { ...instance, forms: { ...instance.forms, [event.form]: { ...old, status, asked: event.asked } } };
}

function taken(instance: Instance, event: EventOf<"actionTaken">, origin: Origin): Instance {
  const taken = {
    action: event.action,
    from: event.from,
    branch: event.branch,
    on: event.day,
    by: origin.by,
    ...(event.input === undefined ? {} : { input: event.input }),
  };
  return {
    ...instance,
    forms: event.to === event.from ? instance.forms : reopened(instance, event.to),
    state: event.to,
    entered: event.to === event.from ? instance.entered : { ...instance.entered, [event.to]: event.day },
    actions: [...instance.actions, taken],
    closed: event.final,
    ...(event.outcome === undefined ? {} : { outcome: event.outcome }),
  };
}

/** A step of a cycle that is entered (again) still has to be completed, whatever was completed before. */
function reopened(instance: Instance, state: string): Instance["forms"] {
  const asked = (instance.steps[state] ?? []).filter((form) => instance.forms[form]?.asked !== undefined);
  if (asked.length === 0) return instance.forms;
  const forms = { ...instance.forms };
  for (const key of asked) {
    const form = forms[key];
    if (form === undefined) continue;
    const { asked: _asked, ...rest } = form;
    forms[key] = { ...rest, status: "saved" };
  }
  return forms;
}

function recorded(state: Dossier, event: EventOf<"recorded">, origin: Origin): Dossier {
  const {
    type: _type,
    system: _system,
    record,
    answers,
    evidence: _evidence,
    acknowledged: _acknowledged,
    ...rest
  } = event;
  const entry: RecordEntry = {
    ...rest,
    id: record,
    origin,
    replaced: false,
    withdrawn: false,
    answers: answers ?? {},
    ...(state.cycle === undefined ? {} : { cycle: state.cycle }),
  };
  const before = (state.records[event.kind] ?? []).map((old) =>
    old.id === event.replaces ? { ...old, replaced: true } : old,
  );
  return { ...state, records: { ...state.records, [event.kind]: [...before, entry] } };
}

function term(
  old: TermState | undefined,
  event: EventOf<"termSet"> | EventOf<"termSuspended"> | EventOf<"termStopped"> | EventOf<"termFired">,
): TermState {
  if (event.type === "termSet") {
    const again = event.reason === "repeated";
    const fresh = event.reason === "started" || again || old === undefined;
    // A warning that came for the old end comes again for the new one.
    return {
      status: "running",
      start: event.start,
      due: event.due,
      unrolled: event.unrolled,
      before: event.before,
      extended: fresh ? 0 : old.extended + (event.reason === "extended" ? 1 : 0),
      fired: fresh ? [] : old.fired.filter((what) => what === "due" || event.before[what] === old.before[what]),
      overdue: again && old?.overdue === true,
    };
  }
  if (old === undefined) throw new Error(`term ${event.term} never started`);
  switch (event.type) {
    case "termSuspended":
      return { ...old, status: "suspended", suspended: event.day };
    case "termStopped":
      return { ...old, status: "stopped" };
    case "termFired": {
      const ended = event.what === "due";
      const fired = [...old.fired, event.what];
      return { ...old, fired, status: ended ? "fired" : old.status, overdue: ended ? !event.done : old.overdue };
    }
    default:
      return event satisfies never;
  }
}

function inInstance(state: Dossier, id: string, change: (instance: Instance) => Instance): Dossier {
  const old = present(state.instances, id);
  const changed = change(old);
  // What `change` made is ours alone: writing the revision into it saves a copy of the whole instance.
  const next = Object.assign(changed === old ? { ...old } : changed, { revision: old.revision + 1 });
  return { ...state, instances: { ...state.instances, [id]: next } };
}

function inRecord(state: Dossier, kind: string, id: string, change: (entry: RecordEntry) => RecordEntry): Dossier {
  const entries = state.records[kind] ?? [];
  if (!entries.some((entry) => entry.id === id)) throw new Error(`record ${id} is not there`);
  return {
    ...state,
    records: { ...state.records, [kind]: entries.map((entry) => (entry.id === id ? change(entry) : entry)) },
  };
}

function present<T>(all: { readonly [id: string]: T }, id: string): T {
  const found = all[id];
  if (found === undefined) throw new Error(`${id} is not there`);
  return found;
}

function only<T>(all: { readonly [field: string]: T }, keep: (field: string) => boolean): { [field: string]: T } {
  return Object.fromEntries(Object.entries(all).filter(([field]) => keep(field)));
}
