/** What happened in a dossier, as far as its viewer may know: one line per event, newest last. */

import { releaseOf } from "../release/catalog.ts";
import { branchesOf, type CompiledRelease } from "../release/compile.ts";
import type { Fields } from "../rules/sections.ts";
import { type Sight, shown } from "../rules/view.ts";
import type { DossierCommit } from "../streams/commit.ts";
import type { Dossier } from "../streams/dossier.ts";
import type { DossierEvent, Membership } from "../streams/event.ts";
import { see } from "./available.ts";
import { type Context, workOn } from "./whole.ts";
import { currentRelease } from "./work.ts";

export interface HistoryLine {
  /** UTC instant. */
  readonly at?: string;
  /** Name of who did it. */
  readonly by?: string;
  readonly type?: DossierEvent["type"];
  readonly instance?: string;
  /** Dutch sentence. No answers: those stand on the page, as far as they may be seen. */
  readonly text?: string;
}

/** Commits in order, from the first. Only what the viewer's views show with `history`. */
export function history(commits: readonly DossierCommit[], state: Dossier, context: Context): readonly HistoryLine[] {
  const sight = see(state, context);
  const { people } = context.organisation;
  return commits.flatMap(({ at, actor, events }) =>
    events.flatMap((event): HistoryLine | readonly HistoryLine[] => {
      const fields = fieldsOf(event, state, sight);
      const text = fields === undefined ? undefined : textOf(event, state, context);
      if (fields === undefined || text === undefined) return [];
      const who = event.system === true || actor === "system" ? "het systeem" : (people[actor]?.name ?? actor);
      const instance = "instance" in event && event.instance !== undefined ? { instance: event.instance } : {};
      return shown({ at, by: who, type: event.type, ...instance, text }, fields);
    }),
  );
}

/** Undefined: the viewer may not know of it. */
function fieldsOf(event: DossierEvent, state: Dossier, sight: Sight): Fields | undefined {
  if (event.type === "recorded" || event.type === "withdrawn") {
    const of = state.records[event.kind]?.find(({ id }) => id === event.record)?.of;
    return sight.records.has(event.kind) && !sight.unreadable.has(of ?? "") ? sight.history : undefined;
  }
  if (event.type === "taskClosed" || event.type === "disclosed") return sight.history;
  if (!("instance" in event) || event.instance === undefined) return sight.history;
  const seen = sight.instances.get(event.instance);
  const isForm = event.type === "formSaved" || event.type === "formCompleted";
  if (seen === undefined || (isForm && !seen.forms.has(event.schema))) return undefined;
  const header = state.instances[event.instance]?.kind === "cycle" ? sight.steps : seen.request;
  return header === undefined ? undefined : seen.history;
}

/** Undefined for events that are only administration. */
function textOf(event: DossierEvent, state: Dossier, context: Context): string | undefined {
  const current = currentRelease(workOn(state.id, state, context));
  const release = releaseAt(event, state, context) ?? current;
  switch (event.type) {
    case "dossierOpened":
      return "Dossier geopend.";
    case "peopleAssigned":
      return `${release.whoTitle(event.party)} aangewezen.`;
    case "instanceStarted":
      return `${release.release.definitions[event.definition]?.title ?? event.definition} gestart.`;
    case "formSaved":
      return `‘${titleOf(release, event.schema)}’ opgeslagen.`;
    case "formCompleted":
      return event.asked.length === 0
        ? `‘${titleOf(release, event.schema)}’ afgerond zonder inhoud.`
        : `‘${titleOf(release, event.schema)}’ afgerond.`;
    case "actionTaken":
      return `${actionLabel(release, event, state)}: ‘${stateLabel(release, event, state)}’.`;
    case "taskOpened":
      return `Taak voor ${release.whoTitle(event.to)}: ${event.title}.`;
    case "messageSent":
      return `Bericht aan ${release.whoTitle(event.to)}.`;
    case "filed":
      return `Ingediend bij ${context.organisation.units[event.unit]?.title ?? event.unit}.`;
    case "recorded":
      return `${current.book.recordKind(event.kind)?.title ?? event.kind} vastgelegd.`;
    case "withdrawn":
      return `${current.book.recordKind(event.kind)?.title ?? event.kind} ingetrokken.`;
    case "disclosed":
      return `Gedeeld met ${context.organisation.units[event.unit]?.title ?? event.unit}.`;
    case "termSet":
      return `Termijn loopt tot en met ${event.due}.`;
    case "termFired":
      if (event.done) return undefined;
      return event.what === "due" ? "Een termijn is verstreken." : "Een termijn loopt bijna af.";
    case "membershipChanged":
      return MEMBERSHIP[event.membership];
    case "memberChanged":
      return `${MEMBER[event.membership]}.`;
    case "claimed":
      return `${poolTitle(current, event.pool)}: ${event.claim === "waiting" ? "op de wachtlijst" : placeOf(event.place)}.`;
    case "freed":
      return `${poolTitle(current, event.pool)}: teruggegeven.`;
    case "taskClosed":
    case "termSuspended":
    case "termStopped":
    case "readingEnded":
      return undefined;
    default:
      return event satisfies never;
  }
}

const MEMBERSHIP = {
  waiting: "Wacht om mee te doen.",
  taking: "Doet mee.",
  left: "Doet niet meer mee.",
} satisfies Record<Membership, string>;

/** Who it is, only those know who see that dossier. */
const MEMBER = {
  waiting: "Iemand wacht om mee te doen",
  taking: "Iemand doet mee",
  left: "Iemand doet niet meer mee",
} satisfies Record<Membership, string>;

function poolTitle({ book }: CompiledRelease, pool: string): string {
  return book.pool(pool)?.title ?? pool;
}

function placeOf(place: number | string | undefined): string {
  return typeof place === "string" ? place : "toegewezen";
}

function releaseAt(event: DossierEvent, state: Dossier, context: Context): CompiledRelease | undefined {
  const id = "instance" in event ? event.instance : undefined;
  const instance = id === undefined ? undefined : state.instances[id];
  return instance === undefined ? undefined : releaseOf(context.catalog, instance);
}

type Taken = Extract<DossierEvent, { type: "actionTaken" }>;

function actionLabel(release: CompiledRelease, event: Taken, state: Dossier): string {
  const definition = state.instances[event.instance]?.definition ?? "";
  return branchesOf(release.release, definition, event.from, event.action)[event.branch]?.meta.label ?? event.action;
}

function stateLabel(release: CompiledRelease, event: Taken, state: Dossier): string {
  const definition = state.instances[event.instance]?.definition ?? "";
  return release.release.definitions[definition]?.states[event.to]?.meta.label ?? event.to;
}

function titleOf(release: CompiledRelease, form: string): string {
  const title = release.release.forms[form]?.["title"];
  return typeof title === "string" ? title : form;
}
