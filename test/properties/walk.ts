/** Random walks through the procedures: several people ask sensible and senseless things, while days go by. */

import fc from "fast-check";
import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import type { CommandBody } from "../../definitions/grammar/types.generated.ts";
import type { Action } from "../../engine/run/action.ts";
import { available } from "../../engine/run/available.ts";
import { type Decision, decide } from "../../engine/run/decide.ts";
import { page } from "../../engine/run/page.ts";
import type { Context } from "../../engine/run/whole.ts";
import type { DossierCommit } from "../../engine/streams/commit.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import type { DossierEvent } from "../../engine/streams/event.ts";
import { dossierIn } from "../../engine/streams/stream.ts";
import { later, leftElsewhere, type Past, using } from "../support/points.ts";
import { contextOf, type World } from "../support/world.ts";
import { filledIn } from "./filled-in.ts";

/** One step of a walk: who, how many days later, and numbers that choose what is asked. */
export interface Move {
  readonly who: number;
  readonly days: number;
  readonly pick: number;
  readonly way: number;
  readonly body: CommandBody;
}

const HOSTILE: readonly string[] = [
  "constructor",
  "__proto__",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "prototype",
  "",
];

/** Any JSON for answers, with names that JavaScript knows among the keys. */
const answers: fc.Arbitrary<{ [key: string]: unknown }> = fc.dictionary(
  fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom("niveau", "besluit", "wijze", ...HOSTILE)),
  fc.oneof(
    { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
    { weight: 1, arbitrary: fc.constantFrom("", "2022-11-07", "9999-12-31", "0000-01-01") },
  ),
  { maxKeys: 6 },
);

/** Every command of the grammar, with ids that are there, that are not, and that JavaScript knows. */
function anyBody(world: World): fc.Arbitrary<CommandBody> {
  const { release } = world.release;
  const names = (all: object) => [...Object.keys(all), ...HOSTILE];
  const id = (all: object) => fc.constantFrom(...names(all));
  const definition = id(release.definitions);
  const numbered = fc.constantFrom(
    ...[...Object.keys(release.definitions), ...Object.keys(release.records)].flatMap((name) => [
      `${name}-1`,
      `${name}-2`,
    ]),
    ...HOSTILE,
    "task-1",
  );
  const state = fc.constantFrom(
    ...new Set(
      Object.values(release.definitions).flatMap(({ states }) =>
        Object.values(states).flatMap(({ on }) => Object.keys(on ?? {})),
      ),
    ),
    ...HOSTILE,
  );
  const day = fc.constantFrom("2022-11-07", "2022-02-30", "9999-12-31", "0000-01-01", "2023-13-45");
  const person = fc.constantFrom(...Object.keys(world.organisation.people), ...HOSTILE);
  const acknowledged = fc.array(id(release.conditions), { maxLength: 3 });
  const named = fc.record({
    name: fc.string({ minLength: 1 }),
    attributes: fc.dictionary(fc.constantFrom("vak", ...HOSTILE), fc.string(), { maxKeys: 2 }),
  });
  const who = fc.constantFrom("behandelaar", "dossier.ouder", "dossier.leerkracht", "dossier.constructor", ...HOSTILE);
  const people = fc.array(fc.oneof(person, named), { minLength: 1, maxLength: 2 });
  const kind = fc.record({ kind: id(release.records), answers });
  const type = <T extends string>(name: T) => fc.constant(name);
  const some = { requiredKeys: ["type"] as ["type"] };
  return fc.oneof(
    fc.record(
      {
        type: type("open"),
        unit: id(world.organisation.units),
        relations: fc.dictionary(
          fc.constantFrom("dossier.ouder", ...HOSTILE),
          fc.array(person, { minLength: 1, maxLength: 2 }),
          { maxKeys: 2 },
        ),
        records: fc.array(kind, { maxLength: 2 }),
      },
      some,
    ),
    fc.record(
      {
        type: type("start"),
        definitions: fc.uniqueArray(definition, { minLength: 1, maxLength: 3 }),
        menu: id(release.menus),
        aims: fc.uniqueArray(definition, { maxLength: 2 }),
        about: numbered,
        acknowledged,
      },
      { requiredKeys: ["type", "definitions"] },
    ),
    fc.record({ type: type("save"), instance: numbered, form: id(release.forms), answers }),
    fc.record(
      {
        type: type("act"),
        instance: numbered,
        action: state,
        input: answers,
        occurredOn: day,
        acknowledged,
        evidence: fc.string({ minLength: 1 }),
        onBehalfOf: person,
      },
      { requiredKeys: ["type", "instance", "action"] },
    ),
    fc.record(
      {
        type: type("record"),
        kind: id(release.records),
        answers,
        of: numbered,
        replaces: numbered,
        occurredOn: day,
        acknowledged,
        onBehalfOf: person,
      },
      { requiredKeys: ["type", "kind", "answers"] },
    ),
    fc.record(
      { type: type("withdraw"), record: numbered, reason: fc.string({ minLength: 1 }) },
      { requiredKeys: ["type", "record"] },
    ),
    fc.record(
      { type: type("assign"), party: who, people, instance: numbered },
      { requiredKeys: ["type", "party", "people"] },
    ),
    fc.record({ type: type("elapse") }),
  ) as fc.Arbitrary<CommandBody>;
}

export function anyMoves(world: World, length: number): fc.Arbitrary<readonly Move[]> {
  const move = fc.record({
    who: fc.nat({ max: 1_000 }),
    days: fc.oneof(
      { weight: 5, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.nat({ max: 12 }) },
      { weight: 1, arbitrary: fc.nat({ max: 200 }) },
    ),
    pick: fc.nat({ max: 65_535 }),
    way: fc.nat({ max: 99 }),
    body: anyBody(world),
  });
  return fc.array(move, { minLength: length, maxLength: length });
}

export interface Walked {
  readonly move: Move;
  readonly person: string;
  readonly body: CommandBody;
  readonly context: Context;
  readonly before: Dossier | undefined;
  readonly decision: Decision;
  readonly commits: readonly DossierCommit[];
  /** Other streams before and after, and what happened in each. */
  readonly earlier: Past["others"];
  readonly others: Past["others"];
  readonly elsewhere: Past["elsewhere"];
}

/** Walks on from a point, and shows each step. */
export function walk(
  world: World,
  people: readonly string[],
  from: Past,
  moves: readonly Move[],
  see: (step: Walked) => void,
): void {
  let { state, day } = from;
  const commits = [...from.commits];
  let around: Pick<Past, "others" | "elsewhere"> = from;
  for (const [index, move] of moves.entries()) {
    day = later(day, move.days);
    const number = from.commits.length + index + 1;
    const chosen = chosenFor(world, state, around.others, people, number, day, move);
    const person = chosen?.person ?? people[move.who % people.length] ?? "";
    const body = chosen?.body ?? move.body;
    const context = contextOf(world, number, person, day);
    const before = state;
    const earlier = around.others;
    const decision = using(earlier, { dossier: before }, (states) =>
      decide(states, { dossier: "dossier", body }, context),
    );
    if (decision.ok) {
      around = leftElsewhere(around, decision, { id: context.commit, at: context.at, actor: person });
      const events = (decision.streams[0]?.events ?? []) as readonly DossierEvent[];
      if (events.length > 0) commits.push({ id: context.commit, at: context.at, actor: person, events });
      state = dossierIn(decision.states, "dossier");
    }
    see({ move, person, body, context, before, decision, commits, earlier, ...around });
  }
}

/** So many people are looked at for one who has something to do: a page for each of them is what a walk costs. */
const MOST_ASKED = 4;

/** Something sensible: the first of some people, from a random one on, who has something to do. */
function chosenFor(
  world: World,
  state: Dossier | undefined,
  others: Past["others"],
  people: readonly string[],
  number: number,
  day: string,
  { who, way, pick }: Move,
): { person: string; body: CommandBody } | undefined {
  if (state === undefined || way < 15) return undefined;
  for (let turn = 0; turn < MOST_ASKED; turn += 1) {
    const person = people[(who + turn) % people.length] ?? "";
    const context = contextOf(world, number, person, day);
    const looking = <T>(ask: (looked: Context) => T) =>
      using(others, {}, (streams) => ask({ ...context, others: streams }));
    const form = way < 50 ? looking((looked) => openForm(world, state, looked, pick)) : undefined;
    if (form !== undefined) return { person, body: form };
    const actions = looking((looked) => available(state, looked)).filter(
      (action) => way > 90 || (action.allowed && isStep(action, way)),
    );
    const action = actions[pick % Math.max(actions.length, 1)];
    if (action !== undefined) return { person, body: asked(world, action, pick) };
  }
  return undefined;
}

/** Mostly steps of procedures, for records can be made without end. */
function isStep({ kind }: Action, way: number): boolean {
  return way > 75 || kind === "act" || kind === "assign" || kind === "start";
}

/** The command of an action, with what has to be filled in. */
export function asked(world: World, action: Action, pick: number): CommandBody {
  const form = action.form === undefined ? undefined : filledIn(world.release.release.forms[action.form], pick);
  const acknowledged = action.warnings.map(({ place }) => place.condition);
  switch (action.command.type) {
    case "act":
      return {
        ...action.command,
        acknowledged,
        ...(form === undefined ? {} : { input: form as JsonObject }),
      } as CommandBody;
    case "record":
      return { ...action.command, acknowledged, answers: form ?? {} } as CommandBody;
    case "assign":
      return { ...action.command, people: [pick % 2 === 0 ? "consulent" : "keurder"] } as CommandBody;
    default:
      return { ...action.command, acknowledged } as CommandBody;
  }
}

/** Saves a form that stands open to this person. */
function openForm(world: World, state: Dossier, context: Context, pick: number): CommandBody | undefined {
  const { release } = world.release;
  const seen = page(state, context);
  const parts = seen?.cycle === undefined ? (seen?.requests ?? []) : [seen.cycle, ...seen.requests];
  const open = parts.flatMap(({ instance, forms }) =>
    forms.filter((one) => one.open).map((one) => ({ instance, ...one })),
  );
  const chosen = open[pick % Math.max(open.length, 1)];
  if (chosen === undefined) return undefined;
  const answers = filledIn(release.forms[chosen.form], pick % 3 === 0 ? pick >> 3 : 0) as { [field: string]: Json };
  return { type: "save", instance: chosen.instance, form: chosen.key, answers };
}
