/** What a tester gets to see of a simulation: what each step did, where everything stands, and what each actor sees. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import { coverageOf } from "../../engine/rehearse/coverage.ts";
import { type Played, seenBy } from "../../engine/rehearse/play.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import { isDossier } from "../../engine/streams/stream.ts";
import { localDay } from "../clock/local-day.ts";
import type { Outcome, Simulation } from "./simulation.ts";

export function outcomeOf({ release, steps }: Simulation, result: Played): Outcome {
  const { decision, faults, taken, play } = result;
  const happened = (decision?.ok === true ? decision.streams : []).flatMap(({ stream: dossier, events }) =>
    events.map((event) => ({ dossier, event })),
  );
  const messages = happened.flatMap(({ dossier, event }): Json[] => {
    if (event.type !== "messageSent") return [];
    const { message, to, unit } = event;
    const found = release.release.messages[message];
    const text = found === undefined ? {} : { via: found.via, subject: found.subject };
    return [{ dossier, message, ...text, to, toTitle: release.whoTitle(to), ...(unit === undefined ? {} : { unit }) }];
  });
  return {
    step: steps.length,
    today: localDay(play.at),
    ok: decision === undefined || decision.ok,
    reasons: decision?.ok === false ? decision.reasons : [],
    warnings: (decision?.ok === true ? decision.warnings : []) as unknown as Json,
    ...{ faults, taken, messages },
  };
}

/** The whole: also as a scenario, so that what was played by hand can be kept. */
export function shownSimulation(simulation: Simulation): JsonObject {
  const { id, release, stage, title, start, steps, outcomes, taken, play, until } = simulation;
  const dossiers = Object.values(play.streams).filter(isDossier);
  return {
    id,
    release: release.pin.hash,
    at: new Date(play.at).toISOString(),
    today: localDay(play.at),
    until: new Date(until).toISOString(),
    scenario: { title, start, actors: stage.actors, steps } as unknown as Json,
    outcomes: outcomes as unknown as Json,
    faults: outcomes.flatMap(({ step, faults }) => faults.map((message) => ({ step, message }))),
    taken,
    coverage: coverageOf(release, taken) as unknown as Json,
    dossiers: dossiers.map((dossier) => shownDossier(simulation, dossier)),
  };
}

function shownDossier({ stage, play }: Simulation, dossier: Dossier): JsonObject {
  const sees = Object.keys(stage.actors).map((name) => [name, seenBy(stage, play, dossier.id, name) ?? null]);
  return {
    dossier: dossier.id,
    unit: dossier.unit,
    instances: Object.values(dossier.instances).map(({ id, definition, state, closed, terms }) => ({
      ...{ instance: id, definition, state, closed },
      terms: Object.entries(terms).map(([term, { status, due, overdue }]) => ({ term, status, due, overdue })),
    })),
    tasks: Object.values(dossier.tasks).map(({ title, to, due, open, instance }) => ({
      ...{ instance, title, to, open },
      ...(due === undefined ? {} : { due }),
    })),
    sees: Object.fromEntries(sees) as JsonObject,
  };
}
