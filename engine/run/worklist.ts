/** What a worklist shows of a dossier, for each group of viewers: nothing that their views do not show. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import { receives, unitsFor } from "../rules/party.ts";
import { nextDay } from "../rules/term.ts";
import { type Sight, seesNothing, shown } from "../rules/view.ts";
import type { Actor } from "../streams/command.ts";
import type { Dossier } from "../streams/dossier.ts";
import type { DossierEvent, PersonRef } from "../streams/event.ts";
import { see } from "./available.ts";
import { taskFields } from "./record-part.ts";
import { type Context, type Work, workOn } from "./whole.ts";
import { currentRelease, placeIn, releaseFor } from "./work.ts";

export interface WorklistRow {
  readonly controller: string;
  /** `unit-1 kind.role`-like, a unit and a role, or `person p-12`. */
  readonly audiences: readonly string[];
  /** Since when they see it; sorts the list. */
  readonly order: string;
  /** First day on which a term fires; on one row of a dossier only. */
  readonly due?: string;
  readonly shows: JsonObject;
}

/** The audiences whose rows an actor may read. */
export function audiencesOf(actor: Actor): readonly string[] {
  return [...actor.roles.map(({ role, unit }) => `${unit} ${role}`), `person ${actor.person}`];
}

/** One row for each group of viewers that sees the same. `context.actor` does not matter. */
export function worklist(dossier: Dossier, context: Omit<Context, "actor">): readonly WorklistRow[] {
  const rows = new Map<string, { controller: string; audiences: string[]; order: string; shows: JsonObject }>();
  const work = workOn(dossier.id, dossier, { ...context, actor: NOBODY });
  for (const viewer of viewersOf(work)) {
    const seen = see(dossier, { ...context, actor: viewer.actor });
    if (seesNothing(seen)) continue;
    const shows = showsOf(work, viewer.actor, seen);
    const { controller, audience } = viewer;
    const order = controller === dossier.controller ? dossier.opened : sinceOf(dossier, controller);
    const key = JSON.stringify([controller, order, shows]);
    const row = rows.get(key) ?? { controller, audiences: [], order, shows };
    row.audiences.push(audience);
    rows.set(key, row);
  }
  const due = nextDay(dossier, currentRelease(work).days);
  return [...rows.values()].map((row, index) => (index === 0 && due !== undefined ? { ...row, due } : row));
}

/**
 * True when these events change nobody's view of the dossier but for the answers themselves: somebody saved, and no view
 * of today depends on answers. Lists and sights then stay as they are.
 */
export function sightsStay(
  events: readonly DossierEvent[],
  dossier: Dossier,
  context: Pick<Context, "catalog" | "today">,
): boolean {
  if (!events.every(({ type }) => type === "formSaved")) return false;
  const current = context.catalog.current(context.today);
  const pinned = Object.values(dossier.instances).map((instance) => context.catalog.pinned(instance.release.hash));
  return [current, ...new Set(pinned)].every(
    (release) => release !== undefined && current.viewConditions.every((id) => !release.readsAnswers(id)),
  );
}

const NOBODY: Actor = { person: "", roles: [], assurance: 0 };

interface Viewer {
  readonly audience: string;
  readonly controller: string;
  readonly actor: Actor;
}

/** Everybody for whom a view is made, or to whom something was told. */
function viewersOf(work: Work): readonly Viewer[] {
  const { dossier, organisation } = placeIn(work, undefined);
  const views = Object.values(currentRelease(work).release.views).flatMap((view) => view.for);
  const told = Object.values(dossier.disclosures).map(({ to }) => to);
  const found = new Map<string, Viewer>();
  for (const who of new Set([...views, ...told])) {
    const isRole = who.includes(".") && !who.startsWith("dossier.");
    for (const unit of isRole ? unitsOf(work, who) : []) {
      const audience = `${unit} ${who}`;
      const controller = organisation.units[unit]?.controller ?? dossier.controller;
      found.set(audience, { audience, controller, actor: { ...NOBODY, roles: [{ role: who, unit }] } });
    }
    for (const person of isRole ? [] : peopleOf(dossier, who)) {
      if (!("id" in person)) continue;
      const audience = `person ${person.id}`;
      const roles = organisation.people[person.id]?.roles ?? [];
      const home = who.includes(".") ? undefined : organisation.units[roles[0]?.unit ?? ""]?.controller;
      found.set(audience, {
        audience,
        controller: home ?? dossier.controller,
        actor: { ...NOBODY, person: person.id, roles: who.includes(".") ? [] : roles },
      });
    }
  }
  return [...found.values()];
}

function unitsOf(work: Work, role: string): readonly string[] {
  const { dossier, organisation } = placeIn(work, undefined);
  const instances = Object.values(dossier.instances);
  const places = [undefined, ...instances].map((instance) => placeIn(work, instance));
  const kind = role.slice(0, role.indexOf("."));
  const filed = instances.flatMap(({ filings }) => filings.map(({ unit }) => unit));
  const told = filed.filter((unit) => organisation.units[unit]?.kind === kind);
  return [...new Set([...places.flatMap((place) => unitsFor(place, role)), ...told])];
}

function peopleOf(dossier: Dossier, who: string): readonly PersonRef[] {
  if (who.includes(".")) return dossier.relations[who] ?? [];
  return Object.values(dossier.instances).flatMap((instance) => instance.parties[who] ?? []);
}

/** The first moment that anything was made known to this controller. */
function sinceOf(dossier: Dossier, controller: string): string {
  const filings = Object.values(dossier.instances).flatMap((one) => one.filings);
  const told = Object.values(dossier.disclosures);
  const moments = [...filings, ...told].filter((one) => one.controller === controller).map(({ origin }) => origin.at);
  return moments.sort()[0] ?? "";
}

function showsOf(work: Work, actor: Actor, sight: Sight): JsonObject {
  const { dossier, organisation } = placeIn(work, undefined);
  const title = organisation.units[dossier.unit]?.title ?? dossier.unit;
  const fields: JsonObject = { id: dossier.id, unit: dossier.unit, title, opened: dossier.opened };
  const cycle = dossier.cycle === undefined ? undefined : dossier.instances[dossier.cycle];
  return {
    dossier: { id: dossier.id, ...(sight.dossier === undefined ? {} : shown(fields, sight.dossier)) },
    ...(Object.keys(sight.disclosed).length === 0 ? {} : { disclosed: sight.disclosed }),
    ...(cycle === undefined || sight.steps === undefined ? {} : { cycle: { instance: cycle.id, state: cycle.state } }),
    requests: requestsOf(work, sight),
    tasks: tasksOf(work, actor, sight),
  };
}

function requestsOf(work: Work, sight: Sight): Json[] {
  return Object.values(placeIn(work, undefined).dossier.instances).flatMap((instance): Json[] => {
    const fields = instance.kind === "cycle" ? undefined : sight.instances.get(instance.id)?.request;
    if (fields === undefined) return [];
    const definition = releaseFor(work, instance).release.definitions[instance.definition];
    const label = definition?.states[instance.state]?.meta.label ?? instance.state;
    const own: JsonObject = {
      title: definition?.title ?? instance.definition,
      state: instance.state,
      label,
      closed: instance.closed,
      ...(instance.channel === undefined ? {} : { channel: instance.channel }),
    };
    return [{ instance: instance.id, definition: instance.definition, ...shown(own, fields) }];
  });
}

function tasksOf(work: Work, actor: Actor, sight: Sight): Json[] {
  const { dossier } = placeIn(work, undefined);
  return Object.values(dossier.tasks).flatMap((task): Json[] => {
    const fields = taskFields(sight.instances.get(task.instance));
    if (!task.open || fields === undefined) return [];
    const mine = receives(placeIn(work, dossier.instances[task.instance]), actor, task);
    const due = task.due === undefined ? {} : { due: task.due };
    return mine ? [{ id: task.id, instance: task.instance, ...shown({ title: task.title, ...due }, fields) }] : [];
  });
}
