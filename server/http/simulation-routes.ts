/** The routes of simulations: for who may try procedures out, and without any effect. */

import type { Simulated, Simulations } from "../handle/simulations.ts";
import { parsedBody } from "./body.ts";
import { type Answer, problem } from "./problem.ts";
import { type Handling, type Incoming, ok, type Route } from "./route.ts";

const REFUSALS = [403, 404];

export const SIMULATION_ROUTES: readonly Route[] = [
  {
    method: "POST",
    template: "/v1/simulations",
    summary:
      "Begint een simulatie op verzonnen dossiers, met de uitgave van vandaag; een heel scenario speelt meteen af.",
    answers: [201, 400, 403],
    body: "Simulation",
    shows: "Simulated",
    handle: guarded(async (simulations, { actor, bytes }) => {
      const parsed = parsedBody(bytes);
      if (!parsed.ok) return problem("unreadable", { errors: parsed.faults });
      const done = await simulations.begin(actor, parsed.value, bytes.length);
      return done.kind === "shown" ? created(done) : answerOf(done);
    }),
  },
  {
    method: "GET",
    template: "/v1/simulations/{id}",
    summary:
      "Waar een simulatie staat: standen, termijnen, taken, berichten, en de bladzijde van iedereen die meespeelt.",
    answers: [200, ...REFUSALS],
    shows: "Simulated",
    handle: guarded(async (simulations, { actor, param }) => answerOf(simulations.show(actor, param("id")))),
  },
  {
    method: "POST",
    template: "/v1/simulations/{id}/steps",
    summary: "Speelt één stap: iemand doet iets, of de tijd loopt door.",
    answers: [200, 400, ...REFUSALS],
    body: "SimulationStep",
    shows: "SimulatedStep",
    handle: guarded(async (simulations, { actor, param, bytes }) => {
      if (simulations.show(actor, param("id")).kind === "not-there") return problem("not-found");
      const parsed = parsedBody(bytes);
      if (!parsed.ok) return problem("unreadable", { errors: parsed.faults });
      return answerOf(await simulations.step(actor, param("id"), parsed.value, bytes.length));
    }),
  },
  {
    method: "DELETE",
    template: "/v1/simulations/{id}",
    summary: "Gooit een simulatie weg.",
    answers: [204, ...REFUSALS],
    handle: guarded(async (simulations, { actor, param }) =>
      simulations.end(actor, param("id")) ? { status: 204, body: {} } : problem("not-found"),
    ),
  },
];

/** The source says which roles may; who may not learns nothing else. */
function guarded(handle: (simulations: Simulations, incoming: Incoming) => Promise<Answer>): Route["handle"] {
  return async (handling: Handling, incoming: Incoming) => {
    const simulations = await handling.simulations();
    const may = simulations.refused(incoming.actor);
    if (may === undefined) return handle(simulations, incoming);
    const who = may.length === 0 ? "niemand: geen rol in de bron mag het" : may.join(", ");
    return problem("forbidden", { detail: `Simuleren kan alleen door: ${who}.` });
  };
}

function created({ id, shows }: Extract<Simulated, { kind: "shown" }>): Answer {
  return { status: 201, body: shows, headers: { location: `/v1/simulations/${id}` } };
}

function answerOf(done: Simulated): Answer {
  switch (done.kind) {
    case "shown":
      return ok(done.shows);
    case "not-there":
      return problem("not-found");
    case "invalid":
      return problem("invalid", { errors: done.faults });
    case "too-large":
      return problem("too-large", {
        detail: `Deze simulatie is vol: hoogstens ${done.steps} stappen, en 512 kB bij elkaar. Begin een nieuwe.`,
      });
    case "too-many": {
      const whose = done.own ? "U hebt" : "Er zijn";
      const detail = `${whose} al ${done.most} simulaties. Verwijder er een die klaar is, of wacht: wie een uur stilstaat, gaat vanzelf weg.`;
      return problem("too-many-simulations", { detail, headers: { "retry-after": String(done.seconds) } });
    }
    default:
      return done satisfies never;
  }
}
