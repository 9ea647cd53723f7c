/** Looks up every name that stands in a source file, by where the grammar lets a name stand. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import type { Definition } from "../../../definitions/grammar/types.generated.ts";
import { recordFields, stepFields, viewSections } from "./fields.ts";
import { type Found, inFile } from "./found.ts";
import { actionsOf, fileOf, type Known, PARTS, type Part, ROLES_FILE } from "./known.ts";
import {
  action,
  among,
  anchor,
  type Check,
  completedFields,
  condition,
  day,
  effect,
  item,
  listedItem,
  listValue,
  matchTest,
  number,
  type Owner,
  one,
  party,
  path,
  period,
  phase,
  receiver,
  recorder,
  reference,
  repeating,
  role,
  rowFactor,
  rowField,
  rows,
  rowTest,
  state,
  stateOfKey,
  table,
  unitRole,
  who,
  whoEver,
} from "./name-checks.ts";
import { placesAt } from "./places.ts";
import { sameFaults } from "./refer.ts";
import { prefilledFaults } from "./written.ts";

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
