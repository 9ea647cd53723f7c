/** Plays a scenario on synthetic dossiers with the same `decide`, and tells where a promise is not kept. */

import type { Organisation, Scenario } from "../../definitions/grammar/types.generated.ts";
import { type Catalog, catalogOf } from "../release/catalog.ts";
import type { CompiledRelease } from "../release/compile.ts";
import { type Decision, decide } from "../run/decide.ts";
import { page } from "../run/page.ts";
import type { Context } from "../run/whole.ts";
import { type Actor, SYSTEM } from "../streams/command.ts";
import type { Day } from "../streams/event.ts";
import { dossierIn, type StreamState, type Streams, withStreams } from "../streams/stream.ts";
import { faultsOf } from "./expect.ts";

export interface Rehearsal {
  readonly title: string;
  /** One sentence per broken promise, with the number of its step (from 1). */
  readonly faults: readonly { readonly step: number; readonly message: string }[];
  /** `definition.state.action.branch` of every step taken. */
  readonly taken: readonly string[];
  readonly streams: Streams;
}

type Step = Scenario["steps"][number];
type Wait = NonNullable<Step["wait"]>;

/** @param localDay the local day of an instant in milliseconds. */
export function rehearse(
  scenario: Scenario,
  release: CompiledRelease,
  organisation: Organisation,
  localDay: (instant: number) => Day,
): Rehearsal {
  const catalog = catalogOf([{ from: "0001-01-01", release }]);
  const people = withActors(organisation, scenario);
  const streams: Record<string, StreamState> = {};
  const using = <T>(ask: (given: Streams) => T, first: readonly string[] = []) =>
    withStreams((id) => streams[id], first, ask);
  const faults: { step: number; message: string }[] = [];
  const taken: string[] = [];
  let at = Date.parse(scenario.start);
  for (const [index, step] of scenario.steps.entries()) {
    at = waited(at, step.wait) + 1_000;
    const context = contextOf(at, `commit-${index + 1}`, actorOf(scenario, step.as), catalog, people, localDay);
    const id = step.dossier ?? "dossier";
    const { do: body } = step;
    const decision =
      body === undefined ? undefined : using((states) => decide(states, { dossier: id, body }, context), [id]);
    if (decision?.ok === true) {
      taken.push(...takenBy(decision));
      Object.assign(streams, decision.states);
    }
    const after = dossierIn(streams, id);
    const see = (name: string) =>
      after && using((others) => page(after, { ...context, others, actor: actorOf(scenario, name) }));
    for (const message of faultsOf(step, decision, after, see)) faults.push({ step: index + 1, message });
  }
  return { title: scenario.title, faults, taken, streams };
}

/** All transitions of a definition, as `definition.state.action.branch`. */
export function transitionsOf(release: CompiledRelease, definition: string): readonly string[] {
  return Object.entries(release.release.definitions[definition]?.states ?? {}).flatMap(([state, { on }]) =>
    Object.entries(on ?? {}).flatMap(([action, transition]) =>
      [transition].flat().map((_one, branch) => `${definition}.${state}.${action}.${branch}`),
    ),
  );
}

function contextOf(
  at: number,
  commit: string,
  actor: Actor,
  catalog: Catalog,
  organisation: Organisation,
  localDay: (instant: number) => Day,
): Context {
  const newStream = (parts: readonly string[]) => parts.join("_");
  return { at: new Date(at).toISOString(), today: localDay(at), commit, actor, catalog, organisation, newStream };
}

function actorOf(scenario: Scenario, name: string | undefined): Actor {
  if (name === undefined) return SYSTEM;
  const actor = scenario.actors[name];
  const { unit } = actor ?? {};
  const roles = unit === undefined ? [] : (actor?.roles ?? []).map((role) => ({ role, unit }));
  return { person: name, roles, assurance: actor?.assurance ?? 2 };
}

/** The actors of a scenario are people of the organisation, with the roles that the scenario gives them. */
function withActors(organisation: Organisation, scenario: Scenario): Organisation {
  const people = { ...organisation.people };
  for (const [name, actor] of Object.entries(scenario.actors)) {
    const { unit } = actor;
    const roles = unit === undefined ? [] : actor.roles.map((role) => ({ role, unit }));
    people[name] = {
      name: organisation.people[name]?.name ?? name,
      roles,
      attributes: { ...organisation.people[name]?.attributes, ...actor.attributes },
    };
  }
  return { ...organisation, people };
}

const DAY = 86_400_000;

/** Months and years by the calendar; the clock time stays, in UTC. */
function waited(at: number, wait: Wait | undefined): number {
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
