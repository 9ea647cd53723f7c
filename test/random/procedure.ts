/** Random procedures: says about each bare frame who does what, under which conditions, with what effect and in what time. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Draw } from "./draw.ts";
import type { Frame, Frames } from "./frame.ts";
import { anchor, period, type Rules, reference } from "./rules.ts";
import { type Place, RELATION, ROLES } from "./spots.ts";

export interface Ground {
  readonly frames: Frames;
  readonly rules: Rules;
  /** Kinds that a step may note, with the procedure and states they belong to; undefined: the dossier. */
  readonly kinds: ReadonlyMap<string, { readonly [definition: string]: readonly string[] } | undefined>;
  readonly filedViews: readonly string[];
  readonly messages: readonly string[];
}

export function randomProcedure(draw: Draw, ground: Ground, frame: Frame): JsonObject {
  const { id, kind, states, terms, parties } = frame;
  const termsMade = Object.fromEntries(terms.map((term) => [term, randomTerm(draw, ground, frame)]));
  const bySystem = new Set(
    Object.values(termsMade).flatMap(({ due, before }) => [
      ...(typeof due === "string" ? [due] : []),
      ...(Array.isArray(before)
        ? before.flatMap((one: JsonObject) => (typeof one["action"] === "string" ? [one["action"]] : []))
        : []),
    ]),
  );
  for (const { offer } of frame.pools) if (offer !== undefined) bySystem.add(offer);
  return {
    id,
    title: `Procedure ${id}`,
    kind,
    meta: { ...randomMeta(draw, ground, frame), processing: { purpose: "een proef", basis: "toestemming" } },
    ...(parties.length === 0
      ? {}
      : { parties: Object.fromEntries(parties.map((party, index) => [party, randomParty(draw, parties, index)])) }),
    ...(terms.length === 0 ? {} : { terms: termsMade }),
    initial: states[0] ?? "",
    states: Object.fromEntries(
      states.map((state, index) => [state, randomState(draw, ground, frame, index, bySystem)]),
    ),
  };
}

function randomMeta(draw: Draw, { frames, rules }: Ground, { id, kind, about, parties, group }: Frame): JsonObject {
  const { cycle, requests } = frames;
  const other = requests.find((one) => one.id === about);
  const steps = kind === "request" && cycle !== undefined && draw.chance(60);
  return {
    ...(steps
      ? {
          steps: Object.fromEntries(
            draw.some(cycle.states.slice(0, -1), 3).map((state) => [state, stepOf(draw, frames, cycle, state)]),
          ),
        }
      : {}),
    start: {
      roles: [...new Set(["balie.gids", ...draw.some(ROLES, 1)])],
      ...conditions(draw, rules, [], "requires", 12),
      ...conditions(draw, rules, [], "advises", 15),
      ...(parties.length > 0 && draw.chance(30) ? { as: draw.one(parties) } : {}),
      ...(other !== undefined
        ? { about: { [other.id]: draw.one([[...other.states], other.states.slice(0, 1)]) } }
        : {}),
    },
    ...(kind === "request" && draw.chance(40) ? { many: true } : {}),
    ...(group === undefined ? {} : { group: randomGroup(draw, rules, id, group) }),
  };
}

function randomGroup(draw: Draw, rules: Rules, id: string, { shared, at }: NonNullable<Frame["group"]>): JsonObject {
  return {
    min: draw.one<number | JsonObject>([1, 2, { value: "getal" }]),
    ...(draw.chance(50) ? { max: 2 + draw.below(2) } : {}),
    ...(draw.chance(60) ? { at } : {}),
    ...(shared.length > 0 ? { shared } : {}),
    ...conditions(draw, rules, [id], "joins", 45),
    ...(draw.chance(25) ? { same: [draw.one(["dossier.unit", "dossier.opened", "requests.vraag-a.total"])] } : {}),
  };
}

function stepOf(draw: Draw, { forms }: Frames, { asks }: Frame, state: string): string | readonly string[] {
  const fields = (asks[state] ?? []).flatMap(({ form }) => Object.keys(forms[form]?.spots ?? {}));
  return draw.one<string | readonly string[]>(["all", draw.some(fields, 2), []]);
}

/** One of the conditions that can know an answer in one of these places; "" is anywhere. */
export function conditions(
  draw: Draw,
  { conditions: all, homes, apart, personal }: Rules,
  places: readonly string[],
  word: string,
  percent: number,
  bySystem = false,
): JsonObject {
  if (!draw.chance(percent)) return {};
  const known = all.filter(
    ({ id }) =>
      ["", ...places].includes(homes.get(id) ?? "") &&
      !(places.includes(TOGETHER) && apart.has(id)) &&
      !(bySystem && personal.has(id)),
  );
  return known.length === 0 ? {} : { [word]: [draw.one(known).id] };
}

/** What can be read in one of these places. */
function seenFrom({ places }: Rules, seen: readonly string[]): readonly Place[] {
  return places.filter(({ of }) => ["", ...seen].includes(of ?? ""));
}

/** Several dossiers at once, of which no single one is looked at. */
const TOGETHER = "together";

/** Where a procedure can look: at itself, and at what it is about. */
function placesOf({ id, about, group }: Frame): readonly string[] {
  if (group !== undefined) return [id, TOGETHER];
  return about === undefined ? [id] : [id, "about"];
}

function randomParty(draw: Draw, parties: readonly string[], index: number): JsonObject {
  return {
    who: {
      roles: draw.one([["depot.keurder"], ["balie.gids", "depot.keurder"], [RELATION]]),
      ...(draw.chance(25) ? { person: { vak: draw.one<string | JsonObject>(["hout", { value: "vak" }]) } } : {}),
    },
    title: `Rol ${index + 1}`,
    assign: draw.one([["balie.gids"], ["balie.chef", "depot.hoofd"]]),
    ...(index > 0 && draw.chance(50) ? { differs: [parties[0] ?? ""] } : {}),
  };
}

function randomState(
  draw: Draw,
  ground: Ground,
  frame: Frame,
  index: number,
  bySystem: ReadonlySet<string>,
): JsonObject {
  const { kind, states, asks, actions } = frame;
  const state = states[index] ?? "";
  const label = `Stand ${index + 1}`;
  if (index === states.length - 1) {
    return kind === "cycle"
      ? { meta: { label } }
      : { type: "final", meta: { label, outcome: draw.one(["klaar", "gestopt"]) } };
  }
  const forms = (asks[state] ?? []).map((asked) => ({ ...asked, roles: whoActs(draw, frame) }));
  const names = actions[state] ?? [];
  const when = conditions(draw, ground.rules, placesOf(frame), "holds", kind === "request" ? 15 : 5, true)["holds"];
  const auto = when === undefined ? [] : [{ holds: when, action: draw.one(names) }];
  const on = Object.fromEntries(
    names.map((action, at) => {
      const alone = bySystem.has(action) || auto.some((one) => one.action === action);
      const next = at === 0 ? states[index + 1] : draw.one([states[index + 1], undefined, ...states]);
      return [action, randomAction(draw, ground, frame, { state, action, next, alone })];
    }),
  );
  return {
    meta: { label, ...(forms.length === 0 ? {} : { forms }), ...(auto.length === 0 ? {} : { when: auto }) },
    on,
  };
}

/** Nobody but the system. */
const ALONE: JsonObject = {};

interface Way {
  readonly state: string;
  readonly action: string;
  readonly next: string | undefined;
  /** Taken by the system too, so that nobody need be named. */
  readonly alone: boolean;
}

function randomAction(draw: Draw, ground: Ground, frame: Frame, way: Way): JsonObject | readonly JsonObject[] {
  const isOffer = frame.pools.some(({ offer }) => offer === way.action);
  const roles = isOffer || (way.alone && draw.chance(30)) ? ALONE : { roles: whoActs(draw, frame) };
  const last = randomBranch(draw, ground, frame, way, roles);
  if (!draw.chance(25)) return last;
  const elsewhere = { ...way, next: draw.one([way.next, undefined, ...frame.states]) };
  const [guard] = (conditions(draw, ground.rules, placesOf(frame), "guard", 100, roles === ALONE)["guard"] ??
    []) as readonly string[];
  return guard === undefined ? last : [{ guard, ...randomBranch(draw, ground, frame, elsewhere, roles) }, last];
}

function randomBranch(
  draw: Draw,
  ground: Ground,
  frame: Frame,
  { state, action, next, alone }: Way,
  roles: JsonObject,
): JsonObject {
  const { kind, asks, parties } = frame;
  const { rules, frames } = ground;
  const forms = [...new Set((asks[state] ?? []).map(({ form }) => form))];
  const completes = kind === "cycle" && action === "afronden" ? forms : draw.chance(45) ? draw.some(forms, 1) : [];
  const input = draw.chance(20) ? draw.one(frames.inputs) : undefined;
  const seen = input === undefined ? placesOf(frame) : [...placesOf(frame), `input ${input}`];
  const effects = draw
    .times(0, 2, () => randomEffect(draw, ground, frame, seen))
    .filter((effect) => effect !== undefined)
    // What a term does again and again opens no group each time: a dossier would stand in hundreds.
    .filter(({ type, params }) => !(alone && type === "start" && isGroup(frames, params)));
  // Whoever goes on the usual way asks for a share; to give back or ask again is drawn.
  if (state === frame.states[0] && action === frame.actions[state]?.[0]) {
    effects.unshift(...frame.pools.map(({ id }) => randomClaim(draw, rules, seen, id)));
  }
  return {
    ...(next === undefined ? {} : { target: next }),
    ...(effects.length === 0 ? {} : { actions: effects }),
    meta: {
      label: `Doe ${action}`,
      ...roles,
      ...conditions(draw, rules, seen, "requires", 15, roles === ALONE),
      ...conditions(draw, rules, seen, "advises", 15),
      ...conditions(draw, rules, placesOf(frame), "keeps", 8, roles === ALONE),
      ...(completes.length === 0
        ? {}
        : { completes: completes.map((form) => ({ form, ...someFields(draw, frames, form) })) }),
      ...(input === undefined ? {} : { input }),
      ...(draw.chance(10) ? { ask: "Weet u het zeker?" } : {}),
      ...(parties.length > 0 && draw.chance(25) ? { as: draw.one(parties) } : {}),
      ...(draw.chance(20) ? { dated: true } : {}),
    },
  };
}

function isGroup({ all }: Frames, params: unknown): boolean {
  const { definition } = params as { definition: string };
  return all.some(({ id, group }) => id === definition && group !== undefined);
}

function randomClaim(draw: Draw, rules: Rules, seen: readonly string[], pool: string): JsonObject {
  const numbers = seenFrom(rules, seen).filter(
    ({ spot, path }) => spot.type === "number" && !path.startsWith("pools."),
  );
  const amount = draw.one<number | JsonObject>([1, ...numbers.slice(0, 3).map(reference)]);
  return { type: "claim", params: { pool, ...(draw.chance(30) ? { amount } : {}) } };
}

function someFields(draw: Draw, { forms }: Frames, form: string): JsonObject {
  const fields = Object.keys(forms[form]?.spots ?? {});
  const some = draw.some(fields, 2);
  return some.length > 0 && draw.chance(25) ? { fields: some } : {};
}

function whoActs(draw: Draw, { parties }: Frame): string[] {
  const who = [...ROLES, RELATION, ...parties];
  return [...new Set([draw.chance(25) ? draw.one(who) : "balie.gids", ...draw.some(who, 1)])];
}

function randomEffect(
  draw: Draw,
  { frames, rules, kinds, filedViews, messages }: Ground,
  frame: Frame,
  seen: readonly string[],
): JsonObject | undefined {
  const units = seenFrom(rules, seen).filter(({ spot, path }) => spot.type === "text" && path.includes(".forms."));
  const elsewhere = draw.chance(25) && units.length > 0 ? reference(draw.one(units)) : undefined;
  const named = (role: string) => (elsewhere === undefined ? role : { role, at: elsewhere });
  const to = draw.chance(15) ? named("depot.hoofd") : draw.one([...ROLES, RELATION, ...frame.parties]);
  // Only the last request may ask what it is about, and nothing starts by itself that does.
  const startable = frames.all.filter(({ id, kind }) => id !== frame.id && (kind === "cycle" || id === "vraag-a"));
  const mine = [...kinds].filter(([, of]) => of === undefined || of[frame.id] !== undefined);
  return draw.one<() => JsonObject | undefined>([
    () => ({ type: "message", params: { template: draw.one(messages), to } }),
    () => {
      const due = draw.one<JsonObject>([
        {},
        { due: period(draw, seenFrom(rules, seen)) },
        frame.terms.length === 0 ? {} : { due: draw.one(frame.terms) },
      ]);
      return { type: "task", params: { title: "Kijk hier naar", to, ...due } };
    },
    () => ({
      type: "file",
      params: { to: named(draw.one(["depot.keurder", "depot.hoofd"])), view: draw.one(filedViews) },
    }),
    () => (frame.pools.length === 0 ? undefined : { type: "free", params: { pool: draw.one(frame.pools).id } }),
    () => (frame.pools.length === 0 ? undefined : randomClaim(draw, rules, seen, draw.one(frame.pools).id)),
    () => (startable.length === 0 ? undefined : { type: "start", params: { definition: draw.one(startable).id } }),
    () => {
      if (mine.length === 0) return undefined;
      const [kind] = draw.one(mine);
      const { spots = {}, schema } = frames.forms[frames.records[kind] ?? ""] ?? {};
      const asked = (schema?.["required"] ?? []) as readonly string[];
      const from = Object.entries(spots).flatMap(([field, { type, choices }]) => {
        const same = seenFrom(rules, seen).filter(({ spot }) => spot.type === type && offers(choices, spot.choices));
        return same.length === 0 || (!asked.includes(field) && draw.chance(20))
          ? []
          : [[field, type === "boolean" && draw.chance(50) ? true : reference(draw.one(same))] as const];
      });
      const isWhole = asked.every((field) => from.some(([name]) => name === field));
      return isWhole ? { type: "record", params: { kind, from: Object.fromEntries(from) } } : undefined;
    },
  ])();
}

function offers(choices: readonly string[] | undefined, given: readonly string[] | undefined): boolean {
  return choices === undefined || given === undefined || given.some((one) => choices.includes(one));
}

function randomTerm(draw: Draw, { rules, frames, messages }: Ground, frame: Frame): JsonObject {
  const { id, states, actions, terms } = frame;
  const all = [...new Set(Object.values(actions).flat())];
  const open = states.slice(0, -1);
  const to = draw.one([...ROLES, RELATION, ...frame.parties]);
  const holds = conditions(draw, rules, placesOf(frame), "holds", 20, true);
  const other = seenFrom(rules, [id]).filter(({ path }) => !terms.some((term) => path.includes(term)));
  const before = (): JsonObject => ({
    by: period(draw, other),
    ...(draw.chance(50) ? { action: draw.one(all) } : { message: { template: draw.one(messages), to } }),
  });
  return {
    title: "Termijn",
    start: {
      ...draw.one([{ action: draw.one(all) }, { state: draw.one(open) }, anchor(draw, frames, other, id)]),
      ...holds,
    },
    ...(draw.chance(20) ? { until: anchor(draw, frames, other, id) } : { length: period(draw, other) }),
    ...(draw.chance(30) ? { suspend: { in: [draw.one(open)] } } : {}),
    ...(draw.chance(30)
      ? { extend: { action: draw.one(all), by: period(draw, other), times: 1 + draw.below(2) } }
      : {}),
    ...(draw.chance(30) ? { stop: { in: [draw.one(states)] } } : {}),
    ...(draw.chance(30) ? { rolls: "workday" } : {}),
    ...(draw.chance(20)
      ? {
          repeat: draw.one([
            { n: 1 + draw.below(9), unit: draw.one(["weeks", "months"]) },
            { n: 5, unit: "days" },
          ]),
        }
      : {}),
    ...(draw.chance(50) ? { before: draw.times(1, 2, before) } : {}),
    ...(draw.chance(60) ? { due: draw.one(all) } : {}),
  };
}
