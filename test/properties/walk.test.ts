/** Laws that hold on every walk through the shipped procedures, whatever is asked by whomever. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { grammarCheck } from "../../definitions/grammar/check.ts";
import command from "../../definitions/grammar/command.schema.json" with { type: "json" };
import common from "../../definitions/grammar/common.schema.json" with { type: "json" };
import { load } from "../../engine/release/load.ts";
import { available } from "../../engine/run/available.ts";
import { decide, upToDate } from "../../engine/run/decide.ts";
import { page } from "../../engine/run/page.ts";
import { worklist } from "../../engine/run/worklist.ts";
import { dossierIn, type Streams } from "../../engine/streams/stream.ts";
import { replayed } from "../support/given.ts";
import { NOWHERE, pointsOf, using } from "../support/points.ts";
import { replayedStream } from "../support/several.ts";
import { shippedFiles } from "../support/source.ts";
import { actorOf, contextOf, shipped } from "../support/world.ts";
import { allowedFields, shownFields } from "./oracle.ts";
import { anyMoves, asked, walk } from "./walk.ts";

const world = shipped();
const PEOPLE = [
  "ib-er",
  "leerkracht",
  "ouder",
  "consulent",
  "tpo",
  "tpo-een",
  "directeur",
  "ib-er-b",
  "beleid",
  "onbekende",
];
const { scenarios } = load(shippedFiles());
/** Every point of every scenario that is played in one dossier: walks begin anywhere. */
const points = [...scenarios.values()].flatMap((scenario) =>
  scenario.steps.some(({ dossier }) => dossier !== undefined) ? [] : pointsOf(world, scenario),
);
const NOTHING = { ...NOWHERE, day: "2022-11-07" };
const isCommand = grammarCheck(command, { refs: [common] });
const settings = { numRuns: 200, seed: 20221107, endOnFailure: true };
const STEPS = 40;

describe("On every walk", () => {
  it("the laws hold", () => {
    const met = { accepted: 0, refused: 0, valid: 0, types: new Set<string>(), states: new Set<string>() };
    fc.assert(
      fc.property(fc.nat({ max: points.length - 1 }), anyMoves(world, STEPS), (point, moves) => {
        const from = points[point] ?? NOTHING;
        walk(
          world,
          PEOPLE,
          from,
          moves,
          ({ move, body, context, before, decision, commits, earlier, others, elsewhere }) => {
            met[decision.ok ? "accepted" : "refused"] += 1;
            if (isCommand("", body).length === 0) met.valid += 1;
            const after = decision.ok ? dossierIn(decision.states, "dossier") : before;
            for (const event of decision.ok ? (decision.streams[0]?.events ?? []) : []) met.types.add(event.type);
            if (after === undefined) return;
            for (const { definition, state } of Object.values(after.instances))
              met.states.add(`${definition}.${state}`);

            // History tells the same as the state: through JSON, split and joined, from the first event.
            expect(replayed(commits)).toEqual(after);
            for (const { stream } of decision.ok ? decision.streams : []) {
              if (stream !== "dossier") expect(replayedStream(stream, elsewhere[stream] ?? [])).toEqual(others[stream]);
            }

            // Whoever looks sees no field that no view allows, and may do exactly what `decide` accepts.
            const asking = { ...context, actor: actorOf(world, PEOPLE[move.pick % PEOPLE.length] ?? "") };
            const looking = <T>(ask: (viewer: typeof asking & { others: Streams }) => T) =>
              using(others, {}, (streams) => ask({ ...asking, others: streams }));
            const present = looking((viewer) => upToDate(after, viewer));
            const seen = looking((viewer) => page(after, viewer));
            const allowed = allowedFields(world, present, asking.actor);
            expect(shownFields(seen).filter((field) => !allowed.has(field))).toEqual([]);
            const actions = looking((viewer) => available(after, viewer));
            const action = actions[move.way % Math.max(actions.length, 1)];
            if (action !== undefined) {
              const tried = using(others, { dossier: after }, (states) =>
                decide(states, { dossier: "dossier", body: asked(world, action, move.pick) }, asking),
              );
              if (!action.allowed) expect(tried.ok).toBe(false);
              if (action.form === undefined && action.kind !== "assign" && action.kind !== "join") {
                expect(tried.ok ? [] : tried.reasons).toEqual(action.reasons);
              }
            }
            if (decision.ok && (body.type === "act" || body.type === "start") && before !== undefined) {
              const offered = using(earlier, {}, (streams) =>
                available(before, { ...context, others: streams }),
              ).filter((one) => one.allowed);
              const same = (one: (typeof offered)[number]) =>
                one.command.type === "act" && body.type === "act"
                  ? one.command.instance === body.instance && one.command.action === body.action
                  : one.command.type === "start" &&
                    body.type === "start" &&
                    one.command.definitions?.[0] === body.definitions[0];
              expect(context.actor.person === "system" || offered.some(same)).toBe(true);
            }
            expect(worklist(after, asking).every(({ audiences }) => audiences.length > 0)).toBe(true);
          },
        );
      }),
      settings,
    );
    // The walk gets somewhere: it would be easy to keep laws by standing still.

    expect(met.accepted).toBeGreaterThan(2_000);
    expect(met.refused).toBeGreaterThan(1_000);
    expect(met.valid).toBeGreaterThan(4_000);
    expect(met.types.size).toBeGreaterThanOrEqual(16);
    expect(met.states.size).toBeGreaterThanOrEqual(15);
  }, 600_000);
});

describe("The oracle of these walks", () => {
  it("tells when somebody sees too much", () => {
    const scenario = scenarios.get("definitions/scenarios/startgesprek-met-vervolg.json");
    const whole = (scenario === undefined ? [] : pointsOf(world, scenario)).findLast(
      ({ state }) => Object.keys(state?.instances ?? {}).length > 2,
    )?.state;
    if (whole === undefined) throw new Error("no scenario gets that far");
    const at = (person: string) => contextOf(world, 99, person, "2023-01-09");
    const tooMuch = (person: string, as: string) => {
      const allowed = allowedFields(world, whole, actorOf(world, as));
      return shownFields(page(whole, at(person))).filter((field) => !allowed.has(field));
    };
    expect(tooMuch("ib-er", "ib-er")).toEqual([]);
    expect(tooMuch("tpo", "tpo")).toEqual([]);
    expect(tooMuch("ib-er", "tpo")).toContain("dossier.opened");
    expect(tooMuch("tpo", "tpo-een")).toContain("form.waarnemen.hulpvraag");
  });
});
