/** How each kind of name is looked up: a part, something of the definition it stands in, who acts, or a number or day. */

import { isObject, type JsonObject } from "../../../definitions/grammar/json.ts";
import type { Definition, Effect, Receiver } from "../../../definitions/grammar/types.generated.ts";
import { ofFields } from "./fields.ts";
import { error, type Found, unknown } from "./found.ts";
import { testFaults } from "./fragment.ts";
import { actionsOf, fieldsOf, fileOf, type Known, type Part } from "./known.ts";
import { lookAt } from "./look.ts";
import type { Place } from "./places.ts";
import { anchorFaults, pathFaults, periodFaults, referenceFaults, unitFaults, valueFaults } from "./refer.ts";
import { rowFieldFaults, rowsFaults, rowTestFaults, tableFaults } from "./rows.ts";
import { partiesIn, partiesOf, unitRoleFaults, whoFaults } from "./who.ts";
import { writtenFaults } from "./written.ts";

/** The file in which a place stands. */
export interface Owner {
  readonly known: Known;
  readonly whole: unknown;
  /** When the file is a definition. */
  readonly definition: Definition | undefined;
}

export type Check = (owner: Owner, place: Place) => readonly Found[];

export const one =
  (kind: Part): Check =>
  ({ known }, { pointer, value }) =>
    typeof value !== "string" || known.ids[kind].includes(value)
      ? []
      : [unknown(pointer, kind, value, known.ids[kind], `Maak ${fileOf(kind, value)}, of kies een andere naam.`)];

export const state: Check = ({ definition }, { pointer, value }) =>
  among(pointer, "state", value, Object.keys(definition?.states ?? {}));
export const action: Check = ({ definition }, { pointer, value }) =>
  among(pointer, "action", value, definition === undefined ? [] : actionsOf(definition));
export const phase: Check = ({ definition }, { pointer, value }) =>
  among(
    pointer,
    "phase",
    value,
    (definition?.meta.phases ?? []).map(({ id }) => id),
  );
export const party: Check = ({ definition }, { pointer, value }) =>
  among(pointer, "party", value, partiesOf(definition));
export const role: Check = ({ known }, { pointer, value }) => whoFaults(known, pointer, value, undefined);
export const who: Check = ({ known, definition }, { pointer, value }) =>
  whoFaults(known, pointer, value, partiesOf(definition));
export const whoEver: Check = ({ known }, { pointer, value }) =>
  known.isOpen.definition ? [] : whoFaults(known, pointer, value, partiesIn(known.definitions));
export const unitRole: Check = ({ known }, { pointer, value }) => unitRoleFaults(known, pointer, value);
export const period: Check = ({ known }, { pointer, value }) => periodFaults(known, pointer, value);
export const number: Check = ({ known }, { pointer, value }) => referenceFaults(known, pointer, value, "number");
export const day: Check = ({ known }, { pointer, value }) => referenceFaults(known, pointer, value, "day");
export const reference: Check = ({ known }, { pointer, value }) => referenceFaults(known, pointer, value, "any");
export const anchor: Check = ({ known, definition }, { pointer, value }) =>
  anchorFaults(known, pointer, value, definition === undefined ? undefined : [definition]);
export const path: Check = ({ known }, { pointer, value }) =>
  typeof value === "string" ? pathFaults(known, pointer, value) : [];
export const condition = one("condition");
export const rows: Check = ({ known }, place) => rowsFaults(known, place);
export const rowTest: Check = ({ known, whole }, place) => rowTestFaults(known, place, whole);
export const rowField: Check = ({ known, whole }, place) => rowFieldFaults(known, place, whole);
export const rowFactor: Check = (owner, place) => (typeof place.value === "string" ? rowField : number)(owner, place);
export const table: Check = ({ known, whole }, place) => tableFaults(known, place, whole);

export function among(pointer: string, noun: Parameters<typeof unknown>[1], value: unknown, names: readonly string[]) {
  return typeof value !== "string" || names.includes(value) ? [] : [unknown(pointer, noun, value, names)];
}

/** States under the id of the definition they belong to. */
export function stateOfKey({ known }: Owner, { pointer, value, keys }: Place): readonly Found[] {
  const [id = ""] = keys;
  const definition = Object.hasOwn(known.release.definitions, id) ? known.release.definitions[id] : undefined;
  return definition === undefined ? [] : among(pointer, "state", value, Object.keys(definition.states));
}

export function receiver({ known, definition }: Owner, { pointer, value }: Place): readonly Found[] {
  if (!isObject(value)) return whoFaults(known, pointer, value, partiesOf(definition));
  return [
    ...unitRoleFaults(known, `${pointer}/role`, value["role"]),
    ...unitFaults(known, `${pointer}/at`, value["at"]),
  ];
}

export function effect(owner: Owner, { pointer, value, keys }: Place): readonly Found[] {
  const { known, definition } = owner;
  const { type, params } = value as Effect;
  const place = (key: string, inner: unknown): Place => ({ pointer: `${pointer}/params/${key}`, value: inner, keys });
  const to = (given: Receiver) => receiver(owner, place("to", given));
  switch (type) {
    case "message":
      return [...one("message")(owner, place("template", params.template)), ...to(params.to)];
    case "task": {
      const { due } = params;
      const dueFaults =
        typeof due === "string"
          ? among(`${pointer}/params/due`, "term", due, Object.keys(definition?.terms ?? {}))
          : periodFaults(known, `${pointer}/params/due`, due);
      return [...to(params.to), ...dueFaults];
    }
    case "start":
      return one("definition")(owner, place("definition", params.definition));
    case "file": {
      const toUnit = typeof params.to === "string" ? unitRole(owner, place("to", params.to)) : to(params.to);
      return [...toUnit, ...one("view")(owner, place("view", params.view))];
    }
    case "record":
      return [
        ...one("record")(owner, place("kind", params.kind)),
        ...writtenFaults(known, `${pointer}/params/from`, params),
      ];
    case "claim":
    case "free":
      return [
        ...one("pool")(owner, place("pool", params.pool)),
        ...("amount" in params && params.amount !== undefined ? number(owner, place("amount", params.amount)) : []),
      ];
    default:
      return type satisfies never;
  }
}

/** A term that repeats after nothing would never get further. */
export function repeating(owner: Owner, place: Place): readonly Found[] {
  const n = isObject(place.value) ? place.value["n"] : undefined;
  const { value: id } = place.value as { value?: string };
  const value = id === undefined ? undefined : owner.known.release.values[id]?.value;
  const found = period(owner, place);
  if (found.length > 0 || !(Number(n ?? value ?? 1) < 1)) return found;
  return [error(place.pointer, "repeat-nothing", "Zo begint de termijn steeds op dezelfde dag. Maak dit minstens 1.")];
}

export function completedFields({ known }: Owner, { pointer, value }: Place): readonly Found[] {
  const { form, fields } = value as { form: string; fields?: readonly string[] };
  return ofFields(`${pointer}/fields`, fields ?? [], fieldsOf(known, form));
}

export function matchTest({ known }: Owner, { pointer, value, keys }: Place): readonly Found[] {
  const [name = ""] = keys;
  const wrong = pathFaults(known, pointer, name);
  if (wrong.length > 0) return wrong;
  const { field } = lookAt(known, name);
  return field === undefined ? [] : testFaults(known, pointer, value, field);
}

/** Who records: a party only where the record belongs to instances that have it. */
export function recorder({ known, whole }: Owner, { pointer, value }: Place): readonly Found[] {
  const of = isObject(whole) ? whole["of"] : undefined;
  if (!isObject(of)) return whoFaults(known, pointer, value, undefined);
  const definitions = known.definitions.filter(({ id }) => Object.hasOwn(of, id));
  return known.isOpen.definition ? [] : whoFaults(known, pointer, value, partiesIn(definitions));
}

export function item({ known }: Owner, { pointer, value }: Place): readonly Found[] {
  return among(pointer, "menu-item", value, known.ids.definition);
}

export function listedItem({ whole }: Owner, { pointer, value }: Place): readonly Found[] {
  const items = (whole as JsonObject)["items"];
  return among(pointer, "menu-item", value, Array.isArray(items) ? items.map(String) : []);
}

export function listValue({ known }: Owner, { pointer, value }: Place): readonly Found[] {
  return valueFaults(known, pointer, value, "list").map((found) => ({ ...found, pointer }));
}
