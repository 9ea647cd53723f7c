/** Random procedures from the grammar, walked along random paths: the laws hold at every step, whatever is written. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numbers } from "./draw.ts";
import { newTally, playSource, storyOf } from "./play.ts";

// `DRAAIBOEK_RANDOM=350x50` plays so many sources with so many paths each, `350x50x7` others; without it, fewer of both.
const [sources = 40, paths = 8, seed = 20221107] = (process.env["DRAAIBOEK_RANDOM"] ?? "")
  .split("x")
  .filter(Boolean)
  .map(Number);
const exactly = (n: number) => ({ minLength: n, maxLength: n });
const cases = fc.tuple(numbers(1_000), fc.array(fc.array(numbers(24), exactly(10)), exactly(paths)));

describe("On random procedures", () => {
  it("replay equals state, what is offered is what is decided, nothing throws, and nobody sees more", () => {
    const tally = newTally();
    fc.assert(
      fc.property(cases, ([source, walked]) => playSource(source, walked, tally)),
      {
        ...{ numRuns: sources, seed, endOnFailure: process.env["DRAAIBOEK_SHRINK"] === undefined },
        reporter(run) {
          const [[source = [], walked = []] = []] = run.counterexample ?? [];
          if (run.failed) throw new Error(storyOf(source, walked), { cause: run.errorInstance });
        },
      },
    );
    const { codes, events, reasons, ...counts } = tally;
    console.info(JSON.stringify({ ...counts, codes: [...codes], events: [...events], reasons: [...reasons] }));
    // Most of what is written is accepted, and what is played gets everywhere.
    expect(tally.played / (tally.played + tally.refusedSources)).toBeGreaterThan(0.6);
    expect(tally.steps).toBe(tally.played * paths * 10);
    expect(tally.accepted).toBeGreaterThan(tally.steps * 0.5);
    expect(tally.refused).toBeGreaterThan(tally.steps * 0.1);
    expect(tally.allowed).toBeGreaterThan(tally.actions * 0.2);
    expect(EVENTS.filter((type) => !events.has(type))).toEqual([]);
    expect(tally.reasons.size).toBeGreaterThanOrEqual(18);
  }, 6_000_000);
});

const EVENTS = [
  "actionTaken",
  "disclosed",
  "dossierOpened",
  "filed",
  "formCompleted",
  "formSaved",
  "instanceStarted",
  "messageSent",
  "peopleAssigned",
  "recorded",
  "taskClosed",
  "taskOpened",
  "termFired",
  "termSet",
  "termStopped",
  "termSuspended",
  "withdrawn",
];
