/** The document that conditions, facts and references look at: every path, undefined where nothing is filled in. */

import { dig, type Json } from "../../definitions/grammar/json.ts";
import type { Dossier, Instance } from "../streams/dossier.ts";
import type { PersonRef } from "../streams/event.ts";
import { fact } from "./fact.ts";
import { partyPerson } from "./party.ts";
import { counting, merged } from "./records.ts";
import { counts } from "./rows.ts";
import { cycleOf, own, type Scope } from "./scope.ts";
import { stepStatus } from "./steps.ts";
import { plainValue } from "./value.ts";

/** A scope whose document can be read. Nothing is remembered yet. */
export function scopeOf(base: Omit<Scope, "memo" | "read">): Scope {
  const scope: Scope = {
    dossier: base.dossier,
    instance: base.instance,
    book: base.book,
    current: base.current,
    days: base.days,
    actor: base.actor,
    today: base.today,
    input: base.input,
    organisation: base.organisation,
    beyond: base.beyond,
    memo: { facts: undefined, conditions: undefined },
    read(parts) {
      return read(scope, parts);
    },
  };
  return scope;
}

function read(scope: Scope, parts: readonly string[]): Json | undefined {
  const [head, ...rest] = parts;
  switch (head) {
    case "today":
      return scope.today;
    case "dossier":
      return dig({ id: scope.dossier.id, unit: scope.dossier.unit, opened: scope.dossier.opened }, rest);
    case "instance":
      return scope.instance === undefined ? undefined : instanceField(scope, scope.instance, rest);
    case "cycle": {
      const cycle = cycleOf(scope);
      return cycle === undefined ? undefined : instanceField(scope, cycle, rest);
    }
    case "about": {
      const about = scope.dossier.instances[scope.instance?.about ?? ""];
      return about === undefined ? undefined : instanceField(scope, about, rest);
    }
    case "requests":
      return requestField(scope.dossier, rest);
    case "records":
      return recordField(scope, rest);
    case "members":
      return memberField(scope.dossier, rest);
    case "pools":
      return poolField(scope, rest);
    case "parties":
      return partyField(scope, rest);
    case "actor":
      return actorField(scope, rest);
    case "facts":
      return rest[0] === undefined ? undefined : fact(scope, rest[0]);
    case "values":
      return rest[0] === undefined ? undefined : plainValue(scope, rest[0]);
    case "calendar":
      return rest[0] === undefined ? undefined : scope.days.named(rest[0], scope.today, rest[1] === "schoolYear");
    case "input":
      return scope.input === undefined ? undefined : dig(scope.input, rest);
    default:
      return undefined;
  }
}

/** The document of one instance: what conditions may ask of it. */
function instanceField(scope: Scope, instance: Instance, parts: readonly string[]): Json | undefined {
  const [head, key = "", ...rest] = parts;
  switch (head) {
    case "id":
      return instance.id;
    case "state":
      return instance.state === "" ? undefined : instance.state;
    case "started":
      return instance.started;
    case "number":
      return instance.number;
    case "channel":
      return instance.channel;
    case "outcome":
      return instance.outcome;
    case "forms": {
      const answers = own(instance.forms, key)?.answers;
      return answers === undefined ? undefined : dig(answers, rest);
    }
    case "confirmed": {
      const form = own(instance.forms, key);
      return form === undefined ? undefined : form.reconfirms.length === 0;
    }
    case "entered":
      return own(instance.entered, key);
    case "terms": {
      const term = own(instance.terms, key);
      return term === undefined ? undefined : dig({ due: term.due, status: term.status, overdue: term.overdue }, rest);
    }
    case "needs": {
      const asks = own(instance.asks, key);
      if (asks === undefined) return "none";
      return asks === "all" ? "all" : asks.length === 0 ? "none" : "some";
    }
    case "steps":
      return stepStatus(cycleOf({ dossier: scope.dossier, instance }), key, own(instance.asks, key));
    default:
      return undefined;
  }
}

function requestField(dossier: Dossier, parts: readonly string[]): Json | undefined {
  const [definition = "", field = ""] = parts;
  const all = Object.values(dossier.instances).filter(
    (instance) => instance.definition === definition && counts(instance),
  );
  switch (field) {
    case "open":
      return all.filter((instance) => !instance.closed).length;
    case "total":
      return all.length;
    case "state":
      return all.at(-1)?.state;
    case "outcome":
      return all.at(-1)?.outcome;
    default:
      return undefined;
  }
}

/** What this instance has stands in the dossier itself; how much is left, elsewhere. */
function poolField(scope: Scope, [id = "", field = ""]: readonly string[]): Json | undefined {
  const claim = own(scope.instance?.claims ?? {}, id);
  if (field === "claim") return claim?.claim ?? "none";
  if (field === "place") return claim?.place;
  return field === "free" || field === "waiting" ? scope.beyond.room(scope, id)?.[field] : undefined;
}

/** How many take part or wait; undefined in what is no group. */
function memberField({ members }: Dossier, [field = ""]: readonly string[]): Json | undefined {
  if (members === undefined || (field !== "taking" && field !== "waiting")) return undefined;
  return Object.values(members).filter(({ membership }) => membership === field).length;
}

function recordField(scope: Scope, parts: readonly string[]): Json | undefined {
  const [kind = "", field = "", ...rest] = parts;
  const entries = counting(scope.dossier, kind, cycleOf(scope));
  if (field === "count") return entries.length;
  const newest = entries.at(-1);
  if (newest === undefined) return undefined;
  if (field === "on") return newest.on;
  if (field === "by") return newest.origin.by;
  return dig(merged(entries), [field, ...rest]);
}

function partyField(scope: Scope, parts: readonly string[]): Json | undefined {
  const [party = "", ...rest] = parts;
  const person = partyPerson(scope, party);
  return person === undefined ? undefined : dig(person, rest);
}

function actorField(scope: Scope, parts: readonly string[]): Json | undefined {
  const { actor, instance, dossier } = scope;
  const [head] = parts;
  switch (head) {
    case "id":
      return actor.person;
    case "unit":
      return actor.roles[0]?.unit;
    case "assurance":
      return actor.assurance;
    case "roles":
      return [...actor.roles.map(({ role }) => role), ...partsOf(actor.person, dossier.relations)];
    case "parties":
      return partsOf(actor.person, instance?.parties ?? {});
    default:
      return undefined;
  }
}

function partsOf(person: string, parts: { readonly [part: string]: readonly PersonRef[] }): string[] {
  const plays = (people: readonly PersonRef[]) => people.some((one) => "id" in one && one.id === person);
  return Object.entries(parts)
    .filter(([, people]) => plays(people))
    .map(([part]) => part);
}
