/** Applies what happened to a dossier or a group, without any definition and also when content was erased. */

import type { Disclosure, Dossier, Instance, Member, Origin, RecordEntry } from "./dossier.ts";
import type { DossierEvent } from "./event.ts";
import { carried, completed, followed, membershipChanged, saved, taken, term } from "./evolve-instance.ts";

type EventOf<T extends DossierEvent["type"]> = Extract<DossierEvent, { type: T }>;

/** @throws when the event does not fit the state: the stream is broken. */
export function evolveDossier(state: Dossier | undefined, event: DossierEvent, commit: Origin, id: string): Dossier {
  const origin = event.system === true ? { ...commit, by: "system" } : commit;
  if (event.type === "dossierOpened") {
    if (state !== undefined) throw new Error(`dossier ${id} was opened twice`);
    const opened = { ...EMPTY, id, unit: event.unit, controller: event.controller, opened: event.day };
    return event.group === true ? { ...opened, members: {} } : opened;
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
      return { ...state, tasks: { ...state.tasks, [task]: { id: task, opened: origin.at, open: true, ...rest } } };
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
        filings: [...instance.filings, { origin, ...filing }],
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
    case "readingEnded":
      return inInstance(state, event.instance, (instance) => ({ ...instance, unread: event.day }));
    case "termSet":
    case "termSuspended":
    case "termStopped":
    case "termFired":
      return inInstance(state, event.instance, (instance) => ({
        ...instance,
        terms: { ...instance.terms, [event.term]: term(instance.terms[event.term], event) },
      }));
    case "memberChanged":
      return memberChanged(state, event, origin);
    case "membershipChanged":
      return inInstance(state, event.instance, (instance) => membershipChanged(instance, event));
    case "claimed": {
      const { pool, claim, period, place } = event;
      const has = { claim, period, ...(place === undefined ? {} : { place }) };
      return inInstance(state, event.instance, (instance) => ({
        ...instance,
        claims: { ...instance.claims, [pool]: has },
      }));
    }
    case "freed":
      return inInstance(state, event.instance, (instance) => {
        const { [event.pool]: _freed, ...claims } = instance.claims;
        return { ...instance, claims };
      });
    default:
      return event satisfies never;
  }
}

const EMPTY = {
  kind: "dossier",
  revision: 0,
  relations: {},
  instances: {},
  records: {},
  tasks: {},
  messages: [],
  disclosures: {},
} as const;

function sent(state: Dossier, event: EventOf<"messageSent">, { at }: Origin): Dossier {
  const { type: _type, system: _system, ...rest } = event;
  const messages = [...state.messages, { at, ...rest }];
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
    entered: event.entered ?? { [event.state]: event.day },
    asks: event.asks ?? {},
    steps: event.steps ?? {},
    closed: false,
    forms: from === undefined ? {} : carried(from, event, origin),
    actions: [],
    parties: {},
    terms: {},
    filings: [],
    claims: {},
    revision: 1,
    ...(event.group === undefined ? {} : { group: { id: event.group, membership: "waiting" } }),
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

function memberChanged(state: Dossier, event: EventOf<"memberChanged">, { by }: Origin): Dossier {
  const { dossier, mirror, membership, day } = event;
  const old = state.members?.[dossier];
  const stays = old?.mirror === mirror;
  const member: Member = {
    mirror,
    membership,
    by: stays ? old.by : by,
    joined: stays ? old.joined : day,
    since: day,
  };
  const next = { ...state, members: { ...state.members, [dossier]: member } };
  return inInstance(next, event.instance, (instance) => instance);
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
    id: record,
    origin,
    replaced: false,
    withdrawn: false,
    answers: answers ?? {},
    ...(state.cycle === undefined ? {} : { cycle: state.cycle }),
    ...rest,
  };
  const before = (state.records[event.kind] ?? []).map((old) =>
    old.id === event.replaces ? { ...old, replaced: true } : old,
  );
  return { ...state, records: { ...state.records, [event.kind]: [...before, entry] } };
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
