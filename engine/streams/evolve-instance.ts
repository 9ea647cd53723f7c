/** How one instance changes: its forms, where it stands, its terms. */

import type { FormData, Instance, Origin, TermState } from "./dossier.ts";
import type { DossierEvent } from "./event.ts";

type EventOf<T extends DossierEvent["type"]> = Extract<DossierEvent, { type: T }>;

/** The cycle before is closed, and with it what it still waited for. */
export function followed(before: Instance): Instance {
  return { ...closed(before), revision: before.revision + 1 };
}

/** Who left the group is done with it. */
export function membershipChanged(instance: Instance, { membership }: EventOf<"membershipChanged">): Instance {
  if (instance.group === undefined) throw new Error(`${instance.id} is in no group`);
  const next = { ...instance, group: { ...instance.group, membership } };
  return membership === "left" ? closed(next) : next;
}

function closed(instance: Instance): Instance {
  const terms = Object.entries(instance.terms).map(([id, state]): [string, TermState] => [
    id,
    state.status === "fired" ? state : { ...state, status: "stopped" },
  ]);
  return { ...instance, closed: true, terms: Object.fromEntries(terms) };
}

/** By reference: the answers and their origins stay those of the commit that set them. */
export function carried(from: Instance, event: EventOf<"instanceStarted">, origin: Origin): Instance["forms"] {
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

export function saved(instance: Instance, event: EventOf<"formSaved">, origin: Origin): Instance {
  const old = instance.forms[event.form];
  const changed = event.changed ?? {};
  const origins: Record<string, Origin> = { ...without(old?.origins, event.removed) };
  for (const field of Object.keys(changed)) origins[field] = origin;
  const form: FormData = {
    schema: event.schema,
    answers: { ...without(old?.answers, event.removed), ...changed },
    origins,
    revision: (old?.revision ?? 0) + 1,
    status: "saved",
    reconfirms: event.reconfirms,
  };
  return { ...instance, forms: { ...instance.forms, [event.form]: form } };
}

export function completed(instance: Instance, event: EventOf<"formCompleted">): Instance {
  const old = instance.forms[event.form];
  const form: FormData = {
    schema: old?.schema ?? event.schema,
    answers: old?.answers ?? {},
    origins: old?.origins ?? {},
    revision: old?.revision ?? 0,
    status: event.asked.length === 0 ? "empty" : "complete",
    asked: event.asked,
    reconfirms: old?.reconfirms ?? [],
  };
  return { ...instance, forms: { ...instance.forms, [event.form]: form } };
}

export function taken(instance: Instance, event: EventOf<"actionTaken">, origin: Origin): Instance {
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

export function term(
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

function without<T>(all: { readonly [field: string]: T } = {}, removed: readonly string[]): typeof all {
  return removed.length === 0 ? all : only(all, (field) => !removed.includes(field));
}

function only<T>(all: { readonly [field: string]: T }, keep: (field: string) => boolean): { [field: string]: T } {
  return Object.fromEntries(Object.entries(all).filter(([field]) => keep(field)));
}
