/** Looks up every name that stands in a source file, by where the grammar lets a name stand. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import { isObject, type JsonObject } from "../../../definitions/grammar/json.ts";
import type { Definition, Effect, Receiver } from "../../../definitions/grammar/types.generated.ts";
import { ofFields, recordFields, stepFields, viewSections } from "./fields.ts";

import { error, type Found, inFile, unknown } from "./found.ts";
import { testFaults } from "./fragment.ts";
import { actionsOf, fieldsOf, fileOf, type Known, PARTS, type Part, ROLES_FILE } from "./known.ts";
import { lookAt } from "./look.ts";
import { type Place, placesAt } from "./places.ts";
import {
  anchorFaults,
  pathFaults,
  periodFaults,
  referenceFaults,
  sameFaults,
  unitFaults,
  valueFaults,
} from "./refer.ts";
import { rowFieldFaults, rowsFaults, rowTestFaults, tableFaults } from "./rows.ts";
import { partiesIn, partiesOf, unitRoleFaults, whoFaults } from "./who.ts";
import { prefilledFaults, writtenFaults } from "./written.ts";

/** The file in which a place stands. */
interface Owner {
  readonly known: Known;
  readonly whole: unknown;
  /** When the file is a definition. */
  readonly definition: Definition | undefined;
}

type Check = (owner: Owner, place: Place) => readonly Found[];

const one =
  (kind: Part): Check =>
  ({ known }, { pointer, value }) =>
    typeof value !== "string" || known.ids[kind].includes(value)
      ? []
      : [unknown(pointer, kind, value, known.ids[kind], `Maak ${fileOf(kind, value)}, of kies een andere naam.`)];

const state: Check = ({ definition }, { pointer, value }) =>
  among(pointer, "state", value, Object.keys(definition?.states ?? {}));
const action: Check = ({ definition }, { pointer, value }) =>
  among(pointer, "action", value, definition === undefined ? [] : actionsOf(definition));
const phase: Check = ({ definition }, { pointer, value }) =>
  among(
    pointer,
    "phase",
    value,
    (definition?.meta.phases ?? []).map(({ id }) => id),
  );
const party: Check = ({ definition }, { pointer, value }) => among(pointer, "party", value, partiesOf(definition));
const role: Check = ({ known }, { pointer, value }) => whoFaults(known, pointer, value, undefined);
const who: Check = ({ known, definition }, { pointer, value }) =>
  whoFaults(known, pointer, value, partiesOf(definition));
const whoEver: Check = ({ known }, { pointer, value }) =>
  known.isOpen.definition ? [] : whoFaults(known, pointer, value, partiesIn(known.definitions));
const unitRole: Check = ({ known }, { pointer, value }) => unitRoleFaults(known, pointer, value);
const period: Check = ({ known }, { pointer, value }) => periodFaults(known, pointer, value);
const number: Check = ({ known }, { pointer, value }) => referenceFaults(known, pointer, value, "number");
const day: Check = ({ known }, { pointer, value }) => referenceFaults(known, pointer, value, "day");
const reference: Check = ({ known }, { pointer, value }) => referenceFaults(known, pointer, value, "any");
const anchor: Check = ({ known, definition }, { pointer, value }) =>
  anchorFaults(known, pointer, value, definition === undefined ? undefined : [definition]);
const path: Check = ({ known }, { pointer, value }) =>
  typeof value === "string" ? pathFaults(known, pointer, value) : [];
const condition = one("condition");
const rows: Check = ({ known }, place) => rowsFaults(known, place);
const rowTest: Check = ({ known, whole }, place) => rowTestFaults(known, place, whole);
const rowField: Check = ({ known, whole }, place) => rowFieldFaults(known, place, whole);
const rowFactor: Check = (owner, place) => (typeof place.value === "string" ? rowField : number)(owner, place);
const table: Check = ({ known, whole }, place) => tableFaults(known, place, whole);

/** Where names stand in each kind of file. `when`, `due` and what belongs to a state are looked at by the machine. */
const PLACES: Readonly<Record<Part | "roles", readonly (readonly [pattern: string, check: Check])[]>> = {
  definition: [
    ["meta/steps/*", ({ known }, place) => stepFields(known, place)],
    ["meta/start/roles/*", role],
    ["meta/start/requires/*", condition],
    ["meta/start/advises/*", condition],
    ["meta/start/as", party],
    ["meta/start/about/#", one("definition")],
    ["meta/start/about/*/*", stateOfKey],
    ["meta/group/min", number],
    ["meta/group/max", number],
    ["meta/group/joins/*", condition],
    ["meta/group/at/*", state],
    ["meta/group/shared/*", one("form")],
    ["meta/group/same/*", path],
    ["meta/running/states/*", state],
    ["meta/resources/*", one("resource")],
    ["parties/*/who/roles/*", role],
    ["parties/*/who/person/*", reference],
    ["parties/*/assign/*", who],
    ["parties/*/differs/*", party],
    ["terms/*/start", anchor],
    ["terms/*/start/holds/*", condition],
    ["terms/*/length", period],
    ["terms/*/until", anchor],
    ["terms/*/suspend/in/*", state],
    ["terms/*/stop/in/*", state],
    ["terms/*/stop/holds/*", condition],
    ["terms/*/extend/action", action],
    ["terms/*/extend/by", period],
    ["terms/*/repeat", repeating],
    ["terms/*/before/*/by", period],
    ["terms/*/before/*/message/template", one("message")],
    ["terms/*/before/*/message/to", receiver],
    ["initial", state],
    ["states/*/meta/phase", phase],
    ["states/*/meta/forms/*/form", one("form")],
    ["states/*/meta/forms/*/roles/*", who],
    ["states/*/meta/when/*/holds/*", condition],
    ["states/*/meta/resources/*", one("resource")],
    ["states/*/on/*/~/target", state],
    ["states/*/on/*/~/guard", condition],
    ["states/*/on/*/~/actions/*", effect],
    ["states/*/on/*/~/meta/roles/*", who],
    ["states/*/on/*/~/meta/requires/*", condition],
    ["states/*/on/*/~/meta/advises/*", condition],
    ["states/*/on/*/~/meta/keeps/*", condition],
    ["states/*/on/*/~/meta/completes/*/form", one("form")],
    ["states/*/on/*/~/meta/completes/*", completedFields],
    ["states/*/on/*/~/meta/input", one("form")],
    ["states/*/on/*/~/meta/as", party],
  ],
  condition: [
    ["all/*", condition],
    ["any/*", condition],
    ["lift/*", whoEver],
    ["match/*", matchTest],
  ],
  fact: [
    ...["count", "sum", "distinct", "earliest", "latest", "overlaps"].flatMap(
      (operator): (readonly [string, Check])[] => [
        [`${operator}/rows`, rows],
        [`${operator}/where/*`, rowTest],
        [`${operator}/of`, rowField],
        [`${operator}/of/times/*`, rowFactor],
        [`${operator}/per/field`, rowField],
        [`${operator}/from`, rowField],
        [`${operator}/to`, rowField],
        [`${operator}/within/since`, anchor],
        [`${operator}/within/until`, anchor],
        [`${operator}/within/last`, period],
      ],
    ),
    ["minus/*", number],
    ["times/*", number],
    ["notAfter/*", day],
    ["same/*", reference],
    ["same", ({ known }, { pointer, value }) => sameFaults(known, pointer, value)],
    ["lookup/value", table],
    ["lookup/by/*", reference],
    ["shift/from", anchor],
    ["shift/by", period],
    ["elapsed/from", anchor],
    ["elapsed/to", anchor],
    ["schoolYear/of", day],
  ],
  record: [
    ["form", one("form")],
    ["of/#", one("definition")],
    ["of/*/*", stateOfKey],
    ["roles/*", recorder],
    ["requires/*", condition],
    ["advises/*", condition],
    ["keeps/*", condition],
    ["binds/form", one("form")],
    ["grants/view", one("view")],
    ["grants/maximum", period],
    ["discloses/to", unitRole],
    ["discloses/fields/*", path],
    ["", ({ known }, { value }) => recordFields(known, value)],
  ],
  view: [
    ["for/*", whoEver],
    ["when/*", condition],
    ["sections/*", ({ known }, place) => viewSections(known, place)],
  ],
  menu: [
    ["items/*", item],
    ["max", number],
    ["pairs/*/*", listedItem],
    ["requires/*/holds", condition],
    ["requires/*/except/*", listedItem],
    ["advises/*/holds", condition],
    ["advises/*/except/*", listedItem],
  ],
  pool: [
    ["by/*", path],
    ["order/*", path],
    ["capacity", number],
    ["offer", ({ known }, { pointer, value }) => among(pointer, "action", value, known.definitions.flatMap(actionsOf))],
  ],
  form: [
    ["properties/*/x-from", path],
    ["properties/*", ({ known }, { pointer, value }) => prefilledFaults(known, pointer, value)],
    ...["properties/*", "properties/*/items", "properties/*/items/properties/*", "properties/*/properties/*"].flatMap(
      (field): (readonly [string, Check])[] => [
        [`${field}/x-options/value`, listValue],
        [`${field}/x-options/role`, unitRole],
      ],
    ),
  ],
  roles: [
    ["roles/*/becomes", unitRole],
    ["relations/*/assign/*", role],
  ],
  value: [],
  message: [],
  resource: [["roles/*", unitRole]],
};

export function referenceFindings(known: Known): Finding[] {
  const parts = Object.keys(PARTS) as Part[];
  const found = parts.flatMap((kind) =>
    Object.entries<unknown>(known.release[PARTS[kind].part]).flatMap(([id, whole]) => {
      const definition = kind === "definition" ? (whole as Definition) : undefined;
      return inFile(fileOf(kind, id), inPlaces(kind, { known, whole, definition }));
    }),
  );
  const roles = inPlaces("roles", { known, whole: known.release.roles, definition: undefined });
  return [...found, ...inFile(ROLES_FILE, roles)];
}

export function inPlaces(kind: Part | "roles", owner: Owner): readonly Found[] {
  return PLACES[kind].flatMap(([pattern, check]) =>
    placesAt(owner.whole, pattern).flatMap((place) => check(owner, place)),
  );
}

function among(pointer: string, noun: Parameters<typeof unknown>[1], value: unknown, names: readonly string[]) {
  return typeof value !== "string" || names.includes(value) ? [] : [unknown(pointer, noun, value, names)];
}

/** States under the id of the definition they belong to. */
function stateOfKey({ known }: Owner, { pointer, value, keys }: Place): readonly Found[] {
  const [id = ""] = keys;
  const definition = Object.hasOwn(known.release.definitions, id) ? known.release.definitions[id] : undefined;
  return definition === undefined ? [] : among(pointer, "state", value, Object.keys(definition.states));
}

function receiver({ known, definition }: Owner, { pointer, value }: Place): readonly Found[] {
  if (!isObject(value)) return whoFaults(known, pointer, value, partiesOf(definition));
  return [
    ...unitRoleFaults(known, `${pointer}/role`, value["role"]),
    ...unitFaults(known, `${pointer}/at`, value["at"]),
  ];
}

function effect(owner: Owner, { pointer, value, keys }: Place): readonly Found[] {
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
function repeating(owner: Owner, place: Place): readonly Found[] {
  const n = isObject(place.value) ? place.value["n"] : undefined;
  const { value: id } = place.value as { value?: string };
  const value = id === undefined ? undefined : owner.known.release.values[id]?.value;
  const found = period(owner, place);
  if (found.length > 0 || !(Number(n ?? value ?? 1) < 1)) return found;
  return [error(place.pointer, "repeat-nothing", "Zo begint de termijn steeds op dezelfde dag. Maak dit minstens 1.")];
}

function completedFields({ known }: Owner, { pointer, value }: Place): readonly Found[] {
  const { form, fields } = value as { form: string; fields?: readonly string[] };
  return ofFields(`${pointer}/fields`, fields ?? [], fieldsOf(known, form));
}

function matchTest({ known }: Owner, { pointer, value, keys }: Place): readonly Found[] {
  const [name = ""] = keys;
  const wrong = pathFaults(known, pointer, name);
  if (wrong.length > 0) return wrong;
  const { field } = lookAt(known, name);
  return field === undefined ? [] : testFaults(known, pointer, value, field);
}

/** Who records: a party only where the record belongs to instances that have it. */
function recorder({ known, whole }: Owner, { pointer, value }: Place): readonly Found[] {
  const of = isObject(whole) ? whole["of"] : undefined;
  if (!isObject(of)) return whoFaults(known, pointer, value, undefined);
  const definitions = known.definitions.filter(({ id }) => Object.hasOwn(of, id));
  return known.isOpen.definition ? [] : whoFaults(known, pointer, value, partiesIn(definitions));
}

function item({ known }: Owner, { pointer, value }: Place): readonly Found[] {
  return among(pointer, "menu-item", value, known.ids.definition);
}

function listedItem({ whole }: Owner, { pointer, value }: Place): readonly Found[] {
  const items = (whole as JsonObject)["items"];
  return among(pointer, "menu-item", value, Array.isArray(items) ? items.map(String) : []);
}

function listValue({ known }: Owner, { pointer, value }: Place): readonly Found[] {
  return valueFaults(known, pointer, value, "list").map((found) => ({ ...found, pointer }));
}
