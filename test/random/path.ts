/** One random path through a random source: what somebody asks next, sensible, out of place, by the wrong person, or hostile. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import type { CommandBody } from "../../definitions/grammar/types.generated.ts";
import type { Action } from "../../engine/run/action.ts";
import { available } from "../../engine/run/available.ts";
import { type Decision, decide, upToDate } from "../../engine/run/decide.ts";
import { page } from "../../engine/run/page.ts";
import type { Context } from "../../engine/run/whole.ts";
import type { StreamCommit } from "../../engine/streams/commit.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import { dossierIn, isDossier, type StreamState, withStreams } from "../../engine/streams/stream.ts";
import { contextOf, type World } from "../support/world.ts";
import type { Draw } from "./draw.ts";
import { answersTo } from "./form.ts";

export const PEOPLE = [
  "gids",
  "keurder",
  "chef",
  "hoofd",
  "eigenaar",
  "gids-twee",
  "keurder-twee",
  "gids-zuid",
  "onbekende",
];

/** Dossiers on their way, with what they share. */
export interface Point {
  readonly streams: Readonly<Record<string, StreamState>>;
  readonly commits: Readonly<Record<string, readonly StreamCommit[]>>;
  readonly day: string;
  /** Number of the next commit. */
  readonly number: number;
}

/** With ids of streams that tell nothing of whose they are. */
export function contextAt(world: World, { day, number }: Pick<Point, "day" | "number">, person: string): Context {
  return { ...contextOf(world, number, person, day), newStream };
}

/** Looks with every stream at hand; one that is not there is asked for by name. */
export function looking<T>({ streams }: Point, context: Context, look: (context: Context) => T): T {
  return withStreams(
    (id) => streams[id],
    Object.keys(streams),
    (others) => look({ ...context, others }),
  );
}

/** Decides with every stream at hand; `byName`: each is asked for, as a shell does that has to load them. */
export function deciding(
  { streams }: Point,
  at: string,
  body: CommandBody,
  context: Context,
  byName = false,
): Decision {
  return withStreams(
    (id) => streams[id],
    byName ? [at] : [at, ...Object.keys(streams)],
    (states) => decide(states, { dossier: at, body }, context),
  );
}

function newStream(parts: readonly string[]): string {
  let sum = 0;
  for (const character of parts.join("_")) sum = (sum * 31 + character.charCodeAt(0)) % 4_294_967_291;
  return `reeks-${sum}`;
}

export interface Asked {
  readonly person: string;
  readonly body: CommandBody;
}

const HOSTILE = ["constructor", "__proto__", "toString", "hasOwnProperty", ""];
const GARBAGE: readonly Json[] = [
  null,
  "",
  -1,
  1e300,
  [],
  {},
  [[]],
  "2023-02-30",
  "9999-12-31",
  { constructor: 1 },
  "x".repeat(5_000),
];

/** @param at the stream in which it is asked. */
export function nextCommand(draw: Draw, world: World, point: Point, at: string): Asked {
  const { streams } = point;
  if (streams[at] === undefined) return opening(draw, world, point);
  const state = dossierIn(streams, at);
  // In a pool or a ledger nobody asks anything, whatever is sent there.
  if (state === undefined) {
    const anywhere = Object.values(streams).find(isDossier);
    const isClock = draw.chance(60) || anywhere === undefined;
    return isClock ? { person: "system", body: { type: "elapse" } } : misplaced(draw, world, anywhere);
  }
  const way = draw.below(100);
  if (way >= 93) return { person: draw.one(PEOPLE), body: hostileBody(draw, world, state) };
  const all = offeredTo(draw, world, point, state);
  if (way < 22 && all.saves.length > 0) {
    const { person, instance, key, form } = draw.one(all.saves);
    const answers = answersTo(draw, world.release.release.forms[form], point.day) as { [field: string]: Json };
    return { person, body: { type: "save", instance, form: key, answers } };
  }
  const noted = Object.values(state.records).flat();
  if (way < 28 && noted.length > 0) return { person: "gids", body: { type: "withdraw", record: draw.one(noted).id } };
  const wanted = all.actions.filter(({ action }) => (way < 76 ? action.allowed : way < 83 ? !action.allowed : true));
  if (wanted.length === 0) return misplaced(draw, world, state);
  const acts = wanted.filter(({ action }) => action.kind === "act");
  const { person, action } = draw.one(acts.length > 0 && draw.chance(85) ? acts : wanted);
  if (way >= 83)
    return draw.chance(50)
      ? misplaced(draw, world, state)
      : { person: draw.one(PEOPLE), body: bodyOf(draw, world, action, point, true) };
  return { person, body: bodyOf(draw, world, action, point, true) };
}

function opening(draw: Draw, world: World, { day }: Point): Asked {
  const { records, forms } = world.release.release;
  const relations = draw.chance(10) ? {} : { "dossier.eigenaar": ["eigenaar"] };
  const kinds = draw.chance(20) ? Object.values(records).slice(0, 1) : [];
  const noted = kinds.map(({ id, form }) => ({ kind: id, answers: answersTo(draw, forms[form], day) }));
  const person = draw.chance(10) ? draw.one(PEOPLE) : "gids";
  return {
    person,
    body: { type: "open", relations, ...(noted.length === 0 ? {} : { records: noted }) } as CommandBody,
  };
}

/** What somebody may be asked to do next: of two people, so that a path costs little. */
function offeredTo(draw: Draw, world: World, point: Point, state: Dossier) {
  const people = [draw.one(PEOPLE), draw.chance(20) ? draw.one(PEOPLE) : "gids"];
  const actions: { readonly person: string; readonly action: Action }[] = [];
  const saves: { readonly person: string; readonly instance: string; readonly key: string; readonly form: string }[] =
    [];
  // Brought up to date once: what somebody may then ask is the same.
  const present = looking(point, contextAt(world, point, "gids"), (context) => upToDate(state, context));
  for (const person of new Set(people)) {
    const seen = looking(point, contextAt(world, point, person), (context) => page(present, context));
    for (const action of seen?.actions ?? []) actions.push({ person, action });
    if (seen === undefined) {
      const free = looking(point, contextAt(world, point, person), (context) => available(present, context));
      for (const action of free) actions.push({ person, action });
    }
    for (const part of seen === undefined
      ? []
      : [...(seen.cycle === undefined ? [] : [seen.cycle]), ...seen.requests]) {
      for (const { open, key, form } of part.forms) {
        if (open) saves.push({ person, instance: part.instance, key, form });
      }
    }
  }
  return { actions, saves };
}

/** The command of an action, with what goes with it; without `withAims` a cycle starts for no request, as it is offered. */
export function bodyOf(
  draw: Draw,
  world: World,
  { id, command, form, warnings }: Action,
  { streams, day }: Point,
  withAims: boolean,
): CommandBody {
  const { release } = world.release;
  const answers = form === undefined ? undefined : answersTo(draw, release.forms[form], day);
  const acknowledged = warnings.map(({ place }) => place.condition);
  switch (command.type) {
    case "act":
      return { ...command, acknowledged, ...(answers === undefined ? {} : { input: answers }) } as CommandBody;
    case "record":
      return { ...command, acknowledged, answers: answers ?? {} } as CommandBody;
    case "join": {
      const groups = Object.values(streams).filter(
        (one) =>
          isDossier(one) && one.members !== undefined && id === `join.${Object.values(one.instances)[0]?.definition}`,
      );
      const group = groups.length === 0 ? "geen" : draw.one(groups).id;
      return { ...command, acknowledged, group } as CommandBody;
    }
    case "assign":
      return {
        ...command,
        people: [
          draw.one<Json>([
            "keurder",
            "gids",
            "keurder-twee",
            "eigenaar",
            { name: "Iemand", attributes: { vak: "hout" } },
          ]),
        ],
      } as CommandBody;
    case "start": {
      if (!withAims) return { ...command, acknowledged } as CommandBody;
      const aims = Object.values(release.definitions)
        .filter(({ kind }) => kind === "request")
        .map(({ id }) => id);
      const isCycle =
        release.definitions[(command as { definitions?: string[] }).definitions?.[0] ?? ""]?.kind === "cycle";
      return {
        ...command,
        acknowledged,
        ...(isCycle && draw.chance(60) ? { aims: draw.some(aims, 2) } : {}),
      } as CommandBody;
    }
    default:
      return command as CommandBody;
  }
}

/** Something that exists, but perhaps not here, not now, or not for this person. */
function misplaced(draw: Draw, world: World, state: Dossier): Asked {
  const { definitions, records, menus, forms } = world.release.release;
  const instances = [...Object.keys(state.instances), ...Object.keys(definitions).map((id) => `${id}-9`)];
  const actions = Object.values(definitions).flatMap(({ states }) =>
    Object.values(states).flatMap(({ on }) => Object.keys(on ?? {})),
  );
  const noted = Object.values(state.records).flat();
  const day = draw.one(["2023-09-01", "2023-12-31", "2031-01-01"]);
  const person = draw.one(PEOPLE);
  const kinds = Object.values(records);
  const act = (): JsonObject => ({
    type: "act",
    instance: draw.one(instances),
    action: draw.one(actions),
    ...(draw.chance(40) ? { occurredOn: day } : {}),
    ...(draw.chance(20) ? { evidence: "een brief", onBehalfOf: draw.one(["eigenaar", "niemand"]) } : {}),
  });
  const body = draw.one<() => JsonObject>([
    act,
    act,
    () => ({
      type: "start",
      definitions: draw.chance(40) ? Object.keys(definitions) : [draw.one(Object.keys(definitions))],
      ...(draw.chance(60) && Object.keys(menus).length > 0 ? { menu: draw.one(Object.keys(menus)) } : {}),
      ...(draw.chance(40) ? { about: draw.one(instances) } : {}),
    }),
    () => {
      const kind = kinds.length === 0 ? undefined : draw.one(kinds);
      if (kind === undefined || (noted.length > 0 && draw.chance(40)))
        return { type: "withdraw", record: noted.length === 0 ? "blad-1-9" : draw.one(noted).id };
      const replaces = noted.length > 0 && draw.chance(40) ? { replaces: draw.one(noted).id } : {};
      const of = draw.chance(40) ? { of: draw.one([...instances, ...noted.map(({ id }) => id)]) } : {};
      return {
        type: "record",
        kind: kind.id,
        answers: answersTo(draw, forms[kind.form], day),
        ...replaces,
        ...of,
        ...(draw.chance(30) ? { occurredOn: day } : {}),
      };
    },
    () => ({
      type: "save",
      instance: draw.one(instances),
      form: draw.one(Object.keys(forms)),
      answers: { "veld-1": draw.one(GARBAGE) },
    }),
    () => ({ type: "assign", party: "dossier.eigenaar", people: [draw.one(PEOPLE)] }),
    () => ({ type: "elapse" }),
    () => ({ type: "leave", instance: draw.one(instances) }),
    () => ({
      type: "join",
      group: draw.one([
        "dossier-a",
        "reeks-1",
        ...Object.values(state.instances).flatMap(({ group }) => group?.id ?? []),
      ]),
    }),
  ])();
  return { person, body: body as unknown as CommandBody };
}

/** Names that JavaScript knows, and answers that nobody would give. */
function hostileBody(draw: Draw, world: World, state: Dossier): CommandBody {
  const { definitions, records } = world.release.release;
  const id = (known: object) => draw.one([...HOSTILE, ...Object.keys(known)]);
  const answers = Object.fromEntries(
    draw.times(0, 4, () => [draw.one([...HOSTILE, "veld-1", "veld-2"]), draw.one(GARBAGE)]),
  );
  const body = draw.one<() => JsonObject>([
    () => ({
      type: "act",
      instance: id(state.instances),
      action: draw.one([...HOSTILE, "verder", "afronden"]),
      input: answers,
      acknowledged: [...HOSTILE],
    }),
    () => ({
      type: "start",
      definitions: [id(definitions)],
      menu: draw.one([...HOSTILE, "kaart-1"]),
      about: id(state.instances),
      aims: [id(definitions)],
    }),
    () => ({
      type: "record",
      kind: id(records),
      answers,
      of: id(state.instances),
      replaces: id(state.records),
      occurredOn: draw.one(["2023-02-30", "9999-12-31", "0000-01-01"]),
    }),
    () => ({
      type: "save",
      instance: id(state.instances),
      form: draw.one([...HOSTILE, "boek-stap-1", "vraag-a-blad-1"]),
      answers,
    }),
    () => ({ type: "withdraw", record: draw.one([...HOSTILE, "blad-1-1"]), reason: "zomaar" }),
    () => ({
      type: "assign",
      party: draw.one([...HOSTILE, "dossier.constructor"]),
      instance: id(state.instances),
      people: [draw.one([...HOSTILE, "gids"])],
    }),
    () => ({ type: "open", unit: draw.one([...HOSTILE, "balie-noord"]) }),
    () => ({ type: "join", group: draw.one(HOSTILE), about: id(state.instances) }),
    () => ({ type: "leave", instance: id(state.instances) }),
  ])();
  return body as unknown as CommandBody;
}
