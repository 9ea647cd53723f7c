/** Laws that hold on every walk through several dossiers that share a group or a pool. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { CommandBody } from "../../definitions/grammar/types.generated.ts";
import type { Action } from "../../engine/run/action.ts";
import { dossierIn } from "../../engine/streams/stream.ts";
import { as, clock } from "../support/given.ts";
import { later } from "../support/points.ts";
import { givenSeveral, inStream, type Several } from "../support/several.ts";
import { fixture, type World } from "../support/world.ts";
import { filledIn } from "./filled-in.ts";

const DOSSIERS = ["een", "twee", "drie"];
const PEOPLE = ["gids", "eigenaar", "hoofd"];
const settings = { numRuns: 60, seed: 20231107, endOnFailure: true };

const moves = fc.array(
  fc.record({
    where: fc.nat({ max: 99 }),
    who: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 2 }) }),
    pick: fc.nat({ max: 9_999 }),
    days: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(3, 200) }),
  }),
  { minLength: 30, maxLength: 30 },
);

describe.each(["groups", "pools"])("On every walk through %s", (name) => {
  const world = fixture(name);

  it("history tells every stream again, and what can be done is what is decided", () => {
    let accepted = 0;
    fc.assert(
      fc.property(moves, (steps) => {
        const opens = DOSSIERS.map((id) =>
          inStream(id, as("gids").open({ relations: { "dossier.eigenaar": ["eigenaar"] } })),
        );
        let given = givenSeveral(world, ...opens);
        for (const { where, who, pick, days } of steps) {
          const day = later(given.day, days);
          const streams = Object.keys(given.streams).filter((id) => pick % 7 === 0 || dossierIn(given.streams, id));
          const stream = streams[where % streams.length] ?? "een";
          const by = PEOPLE[who] ?? "";
          const step =
            dossierIn(given.streams, stream) === undefined ? undefined : stepIn(world, given, stream, by, day, pick);
          // Replay of each stream that changed is held by `when`.
          const asked = step === undefined ? clock(day) : { by, body: step.body, day };
          const outcome = given.when(inStream(stream, asked));
          const { action } = step ?? {};
          if (action !== undefined && action.form === undefined && action.kind !== "join" && action.kind !== "assign") {
            expect(outcome.decision.ok ? [] : outcome.decision.reasons).toEqual(action.reasons);
          }
          if (outcome.decision.ok) accepted += 1;
          given = outcome.after;
        }
      }),
      settings,
    );
    expect(accepted).toBeGreaterThan(500);
  }, 240_000);
});

/** Something that may be asked there: a form that stands open, or an action. Nothing: the clock calls. */
function stepIn(
  world: World,
  given: Several,
  stream: string,
  by: string,
  day: string,
  pick: number,
): { body: CommandBody; action?: Action } | undefined {
  const { forms } = world.release.release;
  const open = given
    .pageOf(stream, by, day)
    ?.requests.flatMap(({ instance, forms: all }) => all.filter((one) => one.open).map((one) => ({ instance, one })));
  const form = pick % 3 === 0 ? open?.[pick % Math.max(open.length, 1)] : undefined;
  if (form !== undefined) {
    const answers = filledIn(forms[form.one.form], pick) as JsonObject;
    return { body: { type: "save", instance: form.instance, form: form.one.key, answers } };
  }
  const actions = given.actionsOf(stream, by, day);
  const action = actions[pick % Math.max(actions.length, 1)];
  if (action === undefined) return undefined;
  const group = Object.keys(given.streams).find((id) => dossierIn(given.streams, id)?.members !== undefined);
  const filled = action.form === undefined ? {} : filledIn(forms[action.form], pick);
  const more = { join: { group: group ?? "geen" }, record: { answers: filled }, assign: { people: ["gids"] } };
  const own = action.kind in more ? more[action.kind as keyof typeof more] : {};
  return { body: { ...action.command, ...own } as CommandBody, action };
}
