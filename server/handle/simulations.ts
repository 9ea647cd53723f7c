/** Simulations: testers play procedures on made-up dossiers, in memory, with nothing in reach that is stored. */

import { randomBytes } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import type { Organisation } from "../../definitions/grammar/types.generated.ts";
import { opening, type Played, playStep, type Step, stageOf } from "../../engine/rehearse/play.ts";
import type { Actor } from "../../engine/streams/command.ts";
import { localDay } from "../clock/local-day.ts";
import type { BodyFault } from "./command-check.ts";
import type { World } from "./context.ts";
import type { Outcome, Simulation } from "./simulation.ts";
import { checkedBegin, checkedStep } from "./simulation-check.ts";
import { outcomeOf, shownSimulation } from "./simulation-shown.ts";

export interface SimulationLimits {
  /** At once. */
  readonly perPerson: number;
  readonly inTotal: number;
  readonly steps: number;
  /** Bytes of everything that was sent to one simulation. */
  readonly bytes: number;
  /** Milliseconds without being used. */
  readonly idle: number;
}

const LIMITS: SimulationLimits = {
  perPerson: 5,
  inTotal: 50,
  steps: 300,
  bytes: 512 * 1024,
  idle: 60 * 60_000,
};

export type Simulated =
  | { readonly kind: "shown"; readonly id: string; readonly shows: JsonObject }
  | { readonly kind: "not-there" }
  | { readonly kind: "invalid"; readonly faults: readonly BodyFault[] }
  /** The person has too many, or everybody together. `seconds`: when the oldest goes by itself. */
  | { readonly kind: "too-many"; readonly own: boolean; readonly most: number; readonly seconds: number }
  | { readonly kind: "too-large"; readonly steps: number };

/** A simulation of somebody else is not there. */
export interface Simulations {
  /** Dutch titles of the roles that may simulate now; undefined when the actor has one. */
  refused(actor: Actor): readonly string[] | undefined;
  begin(actor: Actor, body: Json, bytes: number): Promise<Simulated>;
  step(actor: Actor, id: string, body: Json, bytes: number): Promise<Simulated>;
  show(actor: Actor, id: string): Simulated;
  end(actor: Actor, id: string): boolean;
}

/** It gets no store, no keys and no desk: what is not there cannot be reached. */
export function openSimulations(
  { clock, catalog, organisation }: Pick<World, "clock" | "catalog" | "organisation">,
  limits: SimulationLimits = LIMITS,
): Simulations {
  const kept = new Map<string, Simulation>();

  function find({ person }: Actor, id: string): Simulation | undefined {
    forget();
    const found = kept.get(id);
    return found?.person === person ? found : undefined;
  }

  function forget(): void {
    const now = clock.now();
    for (const [id, { until }] of kept) if (until <= now) kept.delete(id);
  }

  function tooMany(person: string): Simulated | undefined {
    const own = [...kept.values()].filter((one) => one.person === person);
    const full = own.length >= limits.perPerson ? own : kept.size >= limits.inTotal ? [...kept.values()] : undefined;
    if (full === undefined) return undefined;
    const first = Math.min(...full.map(({ until }) => until));
    const seconds = Math.max(1, Math.ceil((first - clock.now()) / 1_000));
    const most = full === own ? limits.perPerson : limits.inTotal;
    return { kind: "too-many", own: full === own, most, seconds };
  }

  function used(simulation: Simulation): void {
    simulation.until = clock.now() + limits.idle;
  }

  async function begin({ person }: Actor, body: Json, bytes: number): Promise<Simulated> {
    forget();
    const refused = tooMany(person);
    if (refused !== undefined) return refused;
    const now = clock.now();
    const release = catalog.current(localDay(now));
    const units = withoutPeople(organisation());
    const instant = new Date(now).toISOString();
    const checked = checkedBegin(body, instant, { release: release.release, organisation: units });
    if (!checked.ok) return { kind: "invalid", faults: checked.faults };
    const { title, start = instant, actors, steps } = checked.value;
    if (steps.length > limits.steps || bytes > limits.bytes) return { kind: "too-large", steps: limits.steps };
    const id = randomBytes(16).toString("base64url");
    const simulation: Simulation = {
      ...{ id, person, release, title, start, bytes, until: now + limits.idle },
      ...{ stage: stageOf(actors, release, units, localDay), play: opening(start) },
      ...{ steps: [], outcomes: [], taken: [] },
    };
    // It counts from now on, while its steps are played; nobody knows its id yet.
    kept.set(id, simulation);
    for (const one of steps) {
      played(simulation, one);
      // Others are waiting for the same thread.
      if (simulation.steps.length % 5 === 0) await setImmediate();
    }
    used(simulation);
    return { kind: "shown", id, shows: shownSimulation(simulation) };
  }

  async function step(actor: Actor, id: string, body: Json, bytes: number): Promise<Simulated> {
    const simulation = find(actor, id);
    if (simulation === undefined) return { kind: "not-there" };
    const { stage, title } = simulation;
    const among = { release: simulation.release.release, organisation: stage.organisation };
    const checked = checkedStep(body, { title, actors: stage.actors }, among);
    if (!checked.ok) return { kind: "invalid", faults: checked.faults };
    if (simulation.steps.length >= limits.steps || simulation.bytes + bytes > limits.bytes) {
      return { kind: "too-large", steps: limits.steps };
    }
    simulation.bytes += bytes;
    const outcome = played(simulation, checked.value);
    if (checked.value.do === undefined) outcome.messages.push(...passed(simulation));
    used(simulation);
    return { kind: "shown", id, shows: { id, ...(outcome as unknown as JsonObject) } };
  }

  return {
    refused({ roles }) {
      const { release } = catalog.current(localDay(clock.now()));
      const may = release.roles.roles.filter(({ simulates }) => simulates === true);
      return may.some(({ id }) => roles.some(({ role }) => role === id)) ? undefined : may.map(({ title }) => title);
    },
    begin,
    step,
    show(actor, id) {
      const simulation = find(actor, id);
      if (simulation === undefined) return { kind: "not-there" };
      used(simulation);
      return { kind: "shown", id, shows: shownSimulation(simulation) };
    },
    end: (actor, id) => find(actor, id) !== undefined && kept.delete(id),
  };
}

/** Units are as they are; nobody real plays along, and nobody real is named. */
function withoutPeople(organisation: Organisation): Organisation {
  return { ...organisation, people: {} };
}

function played(simulation: Simulation, step: Step): Outcome {
  const result = playStep(simulation.stage, simulation.play, step);
  simulation.play = result.play;
  simulation.steps.push(step);
  simulation.taken.push(...result.taken);
  const outcome = outcomeOf(simulation, result);
  simulation.outcomes.push(outcome);
  return outcome;
}

/** Who waits wants to see what time does by itself, in dossiers, groups and pools: in a scenario that comes with the next command. */
function passed(simulation: Simulation): Outcome["messages"][number][] {
  return Object.keys(simulation.play.streams).flatMap((dossier) => {
    const step: Step = { dossier, do: { type: "elapse" } };
    const result: Played = playStep(simulation.stage, simulation.play, step);
    simulation.play = { ...result.play, at: simulation.play.at };
    simulation.taken.push(...result.taken);
    return outcomeOf(simulation, result).messages;
  });
}
