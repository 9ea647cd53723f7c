/** Random values, facts of every operator, and conditions on whatever a source has. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Draw } from "./draw.ts";
import type { Spot } from "./form.ts";
import type { Frames } from "./frame.ts";
import { type Place, placesIn } from "./spots.ts";

export interface Rules {
  readonly values: readonly JsonObject[];
  readonly facts: readonly JsonObject[];
  readonly conditions: readonly (JsonObject & { readonly id: string })[];
  /** Where each condition knows its answer; undefined: everywhere. */
  readonly homes: ReadonlyMap<string, string | undefined>;
  readonly places: readonly Place[];
  /** Conditions that look at one dossier: what concerns several at once cannot. */
  readonly apart: ReadonlySet<string>;
  /** Conditions that look at who acts: what follows by itself cannot. */
  readonly personal: ReadonlySet<string>;
}

const UNITS = ["days", "weeks", "workdays", "schoolweeks", "months", "years"];

export function randomRules(draw: Draw, frames: Frames): Rules {
  const values = randomValues(draw);
  const places = [...placesIn(frames)];
  const facts = draw.times(0, 5, (index) => {
    const { of, spot, fact } = randomFact(draw, frames, places, `feit-${index + 1}`);
    places.push({ path: `facts.feit-${index + 1}`, spot, ...(of === undefined ? {} : { of }) });
    return fact;
  });
  const homes = new Map<string, string | undefined>();
  const conditions = draw.times(1, 6, (index) => {
    const id = `regel-${index + 1}`;
    const earlier = [...homes.keys()];
    const explain = `Dit kan nu niet vanwege regel ${index + 1}: {{values.getal}} {{values.dag}}.`;
    if (earlier.length > 1 && draw.chance(25)) {
      const parts = [...new Set([draw.one(earlier), draw.one(earlier)])];
      homes.set(id, together(parts.map((part) => homes.get(part))));
      return { id, [draw.chance(50) ? "any" : "all"]: parts, explain };
    }
    const asked = draw.times(1, 2, () =>
      draw.one(draw.chance(60) ? places : places.filter(({ of }) => of === undefined)),
    );
    homes.set(id, together(asked.map(({ of }) => of)));
    const match = Object.fromEntries(asked.map(({ path, spot }) => [path, fragment(draw, spot)]));
    return { id, match, explain, ...(draw.chance(20) ? { lift: ["balie.chef"] } : {}) };
  });
  const parts = [...facts, ...conditions];
  const [apart, personal] = [lookingAt(OF_ONE_DOSSIER, parts), lookingAt(/"actor\./, parts)];
  return { values, facts, conditions, homes, places, apart, personal };
}

const OF_ONE_DOSSIER = /"(records|requests|cycle|about)\.|"requests"|"instance\.steps\./;

/** In order, so that who looks at a fact or another condition looks at what that looks at. */
function lookingAt(what: RegExp, parts: readonly JsonObject[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const part of parts) {
    const { id } = part;
    const text = JSON.stringify(part);
    const through = [...found].some((one) => text.includes(`"${one}"`) || text.includes(`"facts.${one}"`));
    if (through || what.test(text)) found.add(String(id));
  }
  return found;
}

/** Where something knows an answer that looks at several places: nowhere when these are never together. */
function together(homes: readonly (string | undefined)[]): string | undefined {
  const named = [...new Set(homes.filter((home) => home !== undefined))];
  return named.length < 2 ? named[0] : "nowhere";
}

function randomValues(draw: Draw): JsonObject[] {
  const value = (id: string, more: JsonObject) => ({ id, title: `Waarde ${id}`, source: "SEED", ...more });
  return [
    value("getal", { value: draw.below(4) + 1 }),
    value("dagen", { value: draw.below(20) + 1, unit: draw.one(["days", "workdays"]) }),
    value("weken", { value: draw.below(6) + 1, unit: draw.one(["weeks", "schoolweeks"]) }),
    value("dag", { value: draw.one(["2023-10-02", "2024-01-15"]) }),
    value("lijst", { value: ["een", "twee", "drie"] }),
    value("kleuren", { value: draw.one([["rood"], ["rood", "groen"]]) }),
    value("vak", { value: "hout" }),
    value("tabel", { by: ["kleur"], table: { rood: 3, groen: draw.below(9), blauw: 0 } }),
  ];
}

export function period(draw: Draw, places: readonly Place[]): JsonObject {
  const numbers = places.filter(({ spot }) => spot.type === "number");
  return draw.one<() => JsonObject>([
    () => ({ n: draw.below(15) + 1, unit: draw.one(UNITS) }),
    () => ({ value: draw.one(["dagen", "weken"]) }),
    () => ({ n: { value: "getal" }, unit: draw.one(UNITS) }),
    () => ({ n: reference(draw.one(numbers)), unit: draw.one(UNITS.slice(0, 4)) }),
  ])();
}

/** A day something counts from: what was done, where it stands, a place, a fact, or a day with a name. */
export function anchor(draw: Draw, frames: Frames, places: readonly Place[], of: string | undefined): JsonObject {
  const frame = frames.all.find(({ id }) => id === of);
  const days = places.filter(({ spot, of: home }) => spot.type === "day" && (home === undefined || home === of));
  const { actions = {}, states = [] } = frame ?? {};
  const own = [() => ({ action: draw.one(Object.values(actions).flat()) }), () => ({ state: draw.one(states) })];
  return draw.one<() => JsonObject>([
    ...(frame === undefined ? [] : own),
    () => reference(draw.one(days)),
    () => reference(draw.one(days)),
    () => ({ calendar: "inleverdag", ...(draw.chance(50) ? { in: "schoolYear" } : {}) }),
  ])();
}

export function reference({ path }: Place): JsonObject {
  return path.startsWith("facts.") ? { fact: path.slice("facts.".length) } : { path };
}

/** A test that can hold and can fail on what stands there. */
function fragment(draw: Draw, { type, choices, rows }: Spot): JsonObject {
  switch (type) {
    case "boolean":
      return draw.one([{ const: true }, { const: false }, { not: { const: true } }]);
    case "number":
      return draw.one<JsonObject>([
        { minimum: draw.below(3) },
        { maximum: draw.below(4) },
        { const: draw.below(3) },
        { exclusiveMinimum: 0 },
        { minimum: { value: "getal" } },
        { not: { maximum: 1 } },
      ]);
    case "text": {
      if (choices === undefined)
        return draw.one<JsonObject>([{ type: "string" }, { minLength: 1 }, { not: { const: "gids" } }]);
      const some = draw.one(choices);
      return draw.one<JsonObject>([{ enum: [...choices].slice(0, 2) }, { const: some }, { not: { const: some } }]);
    }
    case "list": {
      const { value } = rows ?? {};
      if (value === undefined) return draw.one<JsonObject>([{ minItems: 1 }, { maxItems: 1 }, { type: "array" }]);
      return draw.one<JsonObject>([
        { minItems: 1 },
        { contains: fragment(draw, value) },
        { maxItems: { value: "getal" } },
      ]);
    }
    default:
      return type === "day" ? draw.one<JsonObject>([{ format: "date" }, { type: "string" }]) : { type: "object" };
  }
}

interface RowsOf {
  readonly rows: string;
  readonly fields: { readonly [field: string]: Spot };
  readonly of?: string;
}

/** Everything that can be counted. */
function rowsIn({ records, all, requests, cycle, forms }: Frames): RowsOf[] {
  const always: { [field: string]: Spot } = { on: { type: "day" }, by: { type: "text" } };
  const lists = (frameId: string, head: string) =>
    Object.values(all.find(({ id }) => id === frameId)?.asks ?? {})
      .flat()
      .flatMap(({ form, as }) =>
        Object.entries(forms[form]?.spots ?? {}).flatMap(([field, { rows }]): RowsOf[] =>
          rows === undefined ? [] : [{ rows: `${head}.forms.${as ?? form}.${field}`, fields: rows, of: frameId }],
        ),
      );
  return [
    ...Object.entries(records).flatMap(([kind, form]): RowsOf[] =>
      ["records", "cycle.records", "instance.records"].map((head) => ({
        rows: `${head}.${kind}`,
        fields: { ...forms[form]?.spots, ...always },
      })),
    ),
    {
      rows: "requests",
      fields: {
        ...always,
        definition: { type: "text", choices: requests.map(({ id }) => id) },
        open: { type: "boolean" },
        filed: { type: "boolean" },
      },
    },
    ...all.flatMap(({ id, states, actions, kind }): RowsOf[] => [
      {
        rows: `requests.${id}`,
        fields: {
          ...always,
          state: { type: "text", choices: states },
          open: { type: "boolean" },
          cycle: { type: "text" },
        },
      },
      ...[...new Set(Object.values(actions).flat())].map((action) => ({
        rows: `instance.actions.${action}`,
        fields: always,
        of: id,
      })),
      ...(kind === "request" ? lists(id, "instance") : []),
    ]),
    ...(cycle === undefined ? [] : lists(cycle.id, "cycle")),
    ...requests.flatMap(({ id, group }): RowsOf[] =>
      group === undefined
        ? []
        : [{ rows: "members", fields: { ...always, state: { type: "text", choices: ["taking", "waiting"] } }, of: id }],
    ),
  ];
}

interface Made {
  readonly fact: JsonObject;
  readonly spot: Spot;
  readonly of?: string;
}

function randomFact(draw: Draw, frames: Frames, places: readonly Place[], id: string): Made {
  const { rows, fields, of } = draw.one(rowsIn(frames));
  const named = (type: Spot["type"]) => Object.keys(fields).filter((field) => fields[field]?.type === type);
  const homeOf = (...asked: Place[]) => together(asked.map((one) => one.of));
  const open = places.filter((place) => place.of === undefined || place.of === of);
  const ofType = (type: Spot["type"]) => open.filter(({ spot }) => spot.type === type);
  const made = (
    type: "number" | "day" | "boolean" | "scalar",
    operator: JsonObject,
    home: string | undefined,
  ): Made => {
    const spot: Spot = { type: type === "scalar" ? "number" : type };
    const fact = { id, title: `Feit ${id}`, type, ...operator };
    return { fact, spot, ...(home === undefined ? {} : { of: home }) };
  };
  const tested = Object.keys(fields).filter((field) => fields[field]?.type !== "object");
  const where = (): JsonObject => {
    const field = draw.one(tested);
    const spot = fields[field];
    return draw.chance(40) && spot !== undefined ? { where: { [field]: fragment(draw, spot) } } : {};
  };
  const within = (): JsonObject => {
    if (!draw.chance(35)) return {};
    if (draw.chance(50)) return { within: { last: period(draw, open) } };
    return { within: { [draw.one(["since", "until"])]: anchor(draw, frames, open, of) } };
  };
  const per = (): JsonObject => {
    const days = named("day");
    if (days.length === 0 || !draw.chance(30)) return {};
    return { per: { field: draw.one(days), unit: draw.one(["weeks", "months", "years", "schoolYears"]) } };
  };
  const [a, b] = [draw.one(ofType("number")), draw.one(ofType("number"))];
  const [first, last] = [draw.one(ofType("day")), draw.one(ofType("day"))];
  const numbers = named("number");
  const key = draw.one(ofType("text").filter(({ spot: { choices } }) => choices?.includes("rood") !== false));
  return draw.one<() => Made>([
    () => made("number", { count: { rows, ...where(), ...within(), ...per() } }, of),
    () => {
      if (numbers.length === 0)
        return made("number", { distinct: { rows, of: draw.one(tested), ...where(), ...per() } }, of);
      const field = draw.one(numbers);
      const product = { times: [field, draw.one<number | JsonObject>([2, 0.5, { value: "getal" }, reference(a)])] };
      return made("number", { sum: { rows, of: draw.chance(50) ? product : field, ...where(), ...per() } }, of);
    },
    () => made("number", { distinct: { rows, of: draw.one(tested), ...within() } }, of),
    () => made("day", { [draw.one(["earliest", "latest"])]: { rows, ...ofDay(draw, named("day")), ...where() } }, of),
    () => made("number", { minus: [reference(a), draw.one<number | JsonObject>([1, reference(b)])] }, homeOf(a, b)),
    () => made("number", { times: [reference(a), draw.one<number | JsonObject>([3, reference(b)])] }, homeOf(a, b)),
    () =>
      made(
        "boolean",
        { notAfter: [reference(first), draw.one<string | JsonObject>(["2024-01-01", reference(last)])] },
        homeOf(first, last),
      ),
    () => {
      const texts = ofType("text");
      const [one, other] = [draw.one(texts), draw.one(texts)];
      return made("boolean", { same: [reference(one), reference(other)] }, homeOf(one, other));
    },
    () => made("scalar", { lookup: { value: "tabel", by: [reference(key)] } }, key.of),
    () =>
      made(
        "day",
        {
          shift: {
            from: anchor(draw, frames, open, of),
            by: period(draw, open),
            ...(draw.chance(30) ? { back: true } : {}),
            ...(draw.chance(30) ? { rolls: "workday" } : {}),
          },
        },
        of,
      ),
    () =>
      made(
        "number",
        { elapsed: { from: anchor(draw, frames, open, of), to: reference(last), unit: draw.one(UNITS) } },
        of,
      ),
    () => made("number", { schoolYear: { of: reference(first) } }, first.of),
    () => {
      const [from, to] = [draw.one([...named("day"), "on"]), draw.one([...named("day"), "on"])];
      return made("boolean", { overlaps: { rows, from, to, ...where() } }, of);
    },
  ])();
}

function ofDay(draw: Draw, days: readonly string[]): JsonObject {
  return days.length > 0 && draw.chance(50) ? { of: draw.one(days) } : {};
}
