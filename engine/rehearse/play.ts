/** Plays the steps of a scenario, one at a time, with the same `decide` as a server and no way to cause an effect. */

import type { Organisation, Scenario } from "../../definitions/grammar/types.generated.ts";
import { type Catalog, catalogOf } from "../release/catalog.ts";
import type { CompiledRelease } from "../release/compile.ts";
import { type Decision, decide } from "../run/decide.ts";
import { type Page, page } from "../run/page.ts";
import { several } from "../run/several.ts";
import type { Context } from "../run/whole.ts";
import { type Actor, SYSTEM } from "../streams/command.ts";
import type { Day } from "../streams/event.ts";
import { dossierIn, type Streams, withStreams } from "../streams/stream.ts";
import { faultsOf } from "./expect.ts";

export type Step = Scenario["steps"][number];
export type Actors = Scenario["actors"];

/** What does not change while a scenario is played. */
export interface Stage {
  readonly actors: Actors;
  readonly catalog: Catalog;
  /** With the actors among its people. */
  readonly organisation: Organisation;
  /** The local day of an instant in milliseconds. */
  readonly localDay: (instant: number) => Day;
}

/** Where a play stands: data, so that it can be kept between two steps. */
export interface Play {
  /** Milliseconds since 1970, in the play. */
  readonly at: number;
  /** How many steps were played. */
  readonly steps: number;
  readonly streams: Streams;
}

export interface Played {
  readonly play: Play;
  /** Undefined when the step does nothing but wait or look. */
  readonly decision: Decision | undefined;
  /** Sentences: promises of the step that are not kept. */
  readonly faults: readonly string[];
  /** `definition.state.action.branch` of every step taken. */
  readonly taken: readonly string[];
}

/** The actors of a scenario are people of the organisation, with the roles that the scenario gives them. */
export function stageOf(
  actors: Actors,
  release: CompiledRelease,
  organisation: Organisation,
  localDay: Stage["localDay"],
): Stage {
  const people = { ...organisation.people };
  for (const [name, actor] of Object.entries(actors)) {
    const { unit } = actor;
    const roles = unit === undefined ? [] : actor.roles.map((role) => ({ role, unit }));
    people[name] = {
      name: organisation.people[name]?.name ?? name,
      roles,
      attributes: { ...organisation.people[name]?.attributes, ...actor.attributes },
    };
  }
  const catalog = catalogOf([{ from: "0001-01-01", release }]);
  return { actors, catalog, organisation: { ...organisation, people }, localDay };
}

/** @param start as a scenario says it. */
export function opening(start: string): Play {
  return { at: Date.parse(start), steps: 0, streams: {} };
}

/** A second passes with every step, besides what the step waits. */
export function playStep(stage: Stage, play: Play, step: Step): Played {
  const at = waited(play.at, step.wait) + 1_000;
  const next = { ...play, at, steps: play.steps + 1 };
  const context = contextOf(stage, next, actorOf(stage.actors, step.as));
  const id = step.dossier ?? ONLY;
  const { do: body } = step;
  const decision = body && using(play.streams, (states) => decide(states, { dossier: id, body }, context), [id]);
  const streams = decision?.ok === true ? { ...play.streams, ...decision.states } : play.streams;
  const after = { ...next, streams };
  const faults = faultsOf(step, decision, dossierIn(streams, id), (name) => seenBy(stage, after, id, name));
  return { play: after, decision, faults, taken: decision?.ok === true ? takenBy(decision) : [] };
}

/** The dossier of a step that names none. */
export const ONLY = "dossier";

/** The page of a dossier as an actor sees it now; undefined when it is not there for that actor. */
export function seenBy(stage: Stage, play: Play, dossier: string, name: string): Page | undefined {
  const found = dossierIn(play.streams, dossier);
  const context = contextOf(stage, play, actorOf(stage.actors, name));
  return found && using(play.streams, (others) => page(found, { ...context, others }));
}

function using<T>(streams: Streams, ask: (given: Streams) => T, first: readonly string[] = []): T {
  return withStreams((id) => (Object.hasOwn(streams, id) ? streams[id] : undefined), first, ask);
}

function contextOf({ catalog, organisation, localDay }: Stage, { at, steps }: Play, actor: Actor): Context {
  const newStream = (parts: readonly string[]) => parts.join("_");
  const commit = `commit-${steps}`;
  return {
    at: new Date(at).toISOString(),
    today: localDay(at),
    commit,
    actor,
    catalog,
    organisation,
    newStream,
    several,
  };
}

/** The system, when a step names nobody. */
export function actorOf(actors: Actors, name: string | undefined): Actor {
  if (name === undefined) return SYSTEM;
  const actor = Object.hasOwn(actors, name) ? actors[name] : undefined;
  const { unit } = actor ?? {};
  const roles = unit === undefined ? [] : (actor?.roles ?? []).map((role) => ({ role, unit }));
  return { person: name, roles, assurance: actor?.assurance ?? 2 };
}

const DAY = 86_400_000;

/** Months and years by the calendar; the clock time stays, in UTC. */
function waited(at: number, wait: Step["wait"]): number {
  if (wait === undefined) return at;
  const { n, unit } = wait;
  if (unit === "days") return at + n * DAY;
  if (unit === "weeks") return at + n * 7 * DAY;
  const date = new Date(at);
  date.setUTCMonth(date.getUTCMonth() + n * (unit === "months" ? 1 : 12));
  return date.getTime();
}

function takenBy(decision: Extract<Decision, { ok: true }>): string[] {
  return decision.streams.flatMap(({ stream, events }) =>
    events.flatMap((event) => {
      if (event.type !== "actionTaken") return [];
      const instance = dossierIn(decision.states, stream)?.instances[event.instance];
      return [`${instance?.definition}.${event.from}.${event.action}.${event.branch}`];
    }),
  );
}
