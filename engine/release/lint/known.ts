/** What source files know by name, so that every reference can be looked up. */

import { isObject, type JsonObject } from "../../../definitions/grammar/json.ts";
import type { Definition, Organisation, Scenario, Transition } from "../../../definitions/grammar/types.generated.ts";
import type { Release } from "../release.ts";
import { onceFor } from "./once.ts";

export interface Linted {
  readonly release: Release;
  readonly files: ReadonlyMap<string, string>;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly organisation: Organisation | undefined;
  /** Of files that are wrong themselves, what fits their grammar. */
  readonly fitting?: ReadonlyMap<string, JsonObject>;
  /** Files are missing from the release because they are wrong themselves: do not report references to them. */
  readonly broken: boolean;
}

/** Kinds with one file each: the part of the release, and where its files stand. */
export const PARTS = {
  definition: { part: "definitions", folder: "definitions/procedures", end: ".json" },
  form: { part: "forms", folder: "forms/schemas", end: ".schema.json" },
  record: { part: "records", folder: "definitions/records", end: ".json" },
  condition: { part: "conditions", folder: "definitions/conditions", end: ".json" },
  fact: { part: "facts", folder: "definitions/facts", end: ".json" },
  value: { part: "values", folder: "definitions/values", end: ".json" },
  view: { part: "views", folder: "definitions/views", end: ".json" },
  menu: { part: "menus", folder: "definitions/menus", end: ".json" },
  pool: { part: "pools", folder: "definitions/pools", end: ".json" },
  message: { part: "messages", folder: "definitions/messages", end: ".json" },
  resource: { part: "resources", folder: "definitions/resources", end: ".json" },
} as const satisfies Record<string, { part: keyof Release; folder: string; end: string }>;

export type Part = keyof typeof PARTS;

export const ROLES_FILE = "definitions/roles.json";

export interface Known {
  readonly linted: Linted;
  readonly release: Release;
  /** Ids by kind, those of files that are wrong themselves included. */
  readonly ids: Readonly<Record<Part, readonly string[]>>;
  /** Some file of this kind is wrong itself: what stands in it is not known. */
  readonly isOpen: Readonly<Record<Part, boolean>>;
  readonly calendarIsOpen: boolean;
  /** Days with a name, of all calendars. */
  readonly days: readonly string[];
  /** Roles at a unit, and relations with the dossier. */
  readonly roles: readonly string[];
  readonly relations: readonly string[];
  readonly rolesAreOpen: boolean;
  readonly definitions: readonly Definition[];
  readonly cycles: readonly Definition[];
}

export function knownIn(linted: Linted): Known {
  const { release, files } = linted;
  const ids = {} as Record<Part, readonly string[]>;
  const isOpen = {} as Record<Part, boolean>;
  for (const kind of Object.keys(PARTS) as Part[]) {
    const { part, folder, end } = PARTS[kind];
    const present = Object.keys(release[part]);
    const wrong = idsOfFiles(files, folder, end).filter((id) => !Object.hasOwn(release[part], id));
    ids[kind] = [...present, ...wrong];
    isOpen[kind] = wrong.length > 0;
  }
  const definitions = Object.values(release.definitions);
  const roles = release.roles.roles.map(({ id }) => id);
  return {
    linted,
    release,
    ids,
    isOpen,
    calendarIsOpen: idsOfFiles(files, "definitions/calendar", ".json").length > Object.keys(release.calendars).length,
    days: Object.values(release.calendars).flatMap(({ dates }) => Object.keys(dates ?? {})),
    roles,
    relations: release.roles.relations.map(({ id }) => id),
    rolesAreOpen: roles.length === 0 && files.has(ROLES_FILE),
    definitions,
    cycles: definitions.filter(({ kind }) => kind === "cycle"),
  };
}

export function fileOf(kind: Part, id: string): string {
  return `${PARTS[kind].folder}/${id}${PARTS[kind].end}`;
}

export function organisationFile(known: Known): string {
  return [...known.linted.files.keys()].find((path) => /^definitions\/organisation/.test(path)) ?? "";
}

export const actionsOf = onceFor(({ states }: Definition): readonly string[] => [
  ...new Set(Object.values(states).flatMap(({ on }) => Object.keys(on ?? {}))),
]);

export function transitionsOf({ states }: Definition): readonly Transition[] {
  return Object.values(states).flatMap(({ on }) => Object.values(on ?? {}).flat());
}

/** The forms that states ask, by the name under which they ask them. */
export const askedForms = onceFor((definitions: readonly Definition[]): ReadonlyMap<string, string> => {
  const asked = definitions.flatMap(({ states }) => Object.values(states).flatMap(({ meta }) => meta.forms ?? []));
  return new Map(asked.map(({ form, as }) => [as ?? form, form]));
});

/** Forms that go with an action. */
export function inputForms(definitions: readonly Definition[], action?: string): readonly string[] {
  const inputs = actionInputs(definitions).filter(([id]) => action === undefined || id === action);
  return [...new Set(inputs.map(([, form]) => form))];
}

const actionInputs = onceFor(
  (definitions: readonly Definition[]): readonly (readonly [action: string, form: string])[] =>
    definitions
      .flatMap(({ states }) => Object.values(states).flatMap(({ on }) => Object.entries(on ?? {})))
      .flatMap(([action, given]) =>
        [given].flat().flatMap(({ meta }) => (meta.input === undefined ? [] : [[action, meta.input] as const])),
      ),
);

/** The fields of a form; undefined when the form is not there or is wrong itself. */
export function fieldsOf(known: Known, form: string): JsonObject | undefined {
  const properties = Object.hasOwn(known.release.forms, form) ? known.release.forms[form]?.["properties"] : undefined;
  return isObject(properties) ? (properties as JsonObject) : undefined;
}

function idsOfFiles(files: ReadonlyMap<string, string>, folder: string, end: string): string[] {
  const start = `${folder}/`;
  const ids: string[] = [];
  for (const path of files.keys()) {
    if (!path.startsWith(start) || !path.endsWith(end)) continue;
    const name = path.slice(start.length, -end.length);
    if (!name.includes("/")) ids.push(name);
  }
  return ids;
}
