/** Makes a release ready for use: machines, form checks and tests, each made at its first use and kept. */

import { isObject, type JsonObject } from "../../definitions/grammar/json.ts";
import type {
  Definition,
  Fragment,
  RecordKind,
  RowMatch,
  Transition,
} from "../../definitions/grammar/types.generated.ts";
import { interpretFragment } from "../../forms/grammar/interpret.ts";
import type { FormChecks, FormCompiler } from "../../forms/grammar/port.ts";
import { type DayBook, dayBook } from "../rules/days.ts";
import type { MatchTest, Row, Rulebook } from "../rules/scope.ts";
import { type Views, viewsOf } from "../rules/together.ts";
import type { ReleasePin } from "../streams/event.ts";
import { readsAnswers, readsInput } from "./answers.ts";
import { withNamedValues } from "./named-values.ts";
import { withListedOptions } from "./options.ts";
import type { Release } from "./release.ts";
import type { Machine } from "./steps.ts";

export interface CompiledRelease {
  readonly pin: ReleasePin;
  readonly release: Release;
  readonly book: Rulebook;
  readonly days: DayBook;
  readonly machine: (definition: string) => Machine;
  readonly hash: (value: unknown) => string;
  readonly checks: (form: string) => FormChecks;
  readonly views: Views;
  /** Conditions that views ask. */
  readonly viewConditions: readonly string[];
  /** Whether a condition may change when somebody saves answers. */
  readonly readsAnswers: (condition: string) => boolean;
  /** Whether a condition looks at what is filled in together with an action or a record. */
  readonly readsInput: (condition: string) => boolean;
  /** Fields of a form that start with what stands at a path of the document. */
  readonly prefills: (form: string) => readonly Prefill[];
  /** Record kinds that disclose something. */
  readonly disclosing: readonly RecordKind[];
  /** Role → the retired roles whose work it took over. */
  readonly tookOver: ReadonlyMap<string, readonly string[]>;
  /** Title of a role, relation or party, for people. */
  readonly whoTitle: (who: string) => string;
}

/** What a release needs from elsewhere: all of it differs between a server and a page. */
export interface Tools {
  /** Makes the checks of a form: Ajv, or the interpreter where code from strings is not allowed. */
  readonly forms: FormCompiler;
  /** XState, or a table of its steps. */
  readonly machine: (definition: Definition) => Machine;
  /** SHA-256 in hex of a value as JSON. */
  readonly hash: (value: unknown) => string;
}

export function compileRelease(given: Release, pin: ReleasePin, tools: Tools): CompiledRelease {
  const release = withNamedValues(given);
  const days = dayBook(Object.values(release.calendars), Object.values(release.menus));
  const titles = new Map([...release.roles.roles, ...release.roles.relations].map(({ id, title }) => [id, title]));
  for (const definition of Object.values(release.definitions)) {
    for (const [party, { title }] of Object.entries(definition.parties ?? {})) titles.set(party, title ?? party);
  }
  return {
    pin,
    release,
    days,
    book: rulebook(release),
    hash: tools.hash,
    machine: once((id) => tools.machine(own(release.definitions, id))),
    checks: once((id) =>
      tools.forms(withListedOptions(release, own(release.forms, id)), { hardDates: hardDates(release, id) }),
    ),
    views: viewsOf(Object.values(release.views)),
    viewConditions: [...new Set(Object.values(release.views).flatMap(({ when }) => when ?? []))],
    readsAnswers: once((id) => readsAnswers(release, id)),
    readsInput: once((id) => readsInput(release, id)),
    prefills: once((id) => prefillsOf(release.forms[id])),
    disclosing: Object.values(release.records).filter(({ discloses }) => discloses !== undefined),
    tookOver: tookOver(release),
    whoTitle: (who) => titles.get(who) ?? who,
  };
}

/** The branches of an action in a state, in file order; empty when the state does not declare it. */
export function branchesOf(release: Release, definition: string, state: string, action: string): readonly Transition[] {
  const on = release.definitions[definition]?.states[state]?.on;
  if (on === undefined || !Object.hasOwn(on, action)) return [];
  const found = on[action];
  return found === undefined ? [] : Array.isArray(found) ? found : [found];
}

export interface Prefill {
  readonly field: string;
  readonly path: string;
  readonly parts: readonly string[];
}

function prefillsOf(form: JsonObject | undefined): readonly Prefill[] {
  const fields = form?.["properties"];
  if (!isObject(fields)) return [];
  return Object.entries(fields).flatMap(([field, schema]) => {
    const path = isObject(schema) ? schema["x-from"] : undefined;
    return typeof path === "string" ? [{ field, path, parts: path.split(".") }] : [];
  });
}

/** Through several changes of name too; a circle ends where it began. */
function tookOver(release: Release): ReadonlyMap<string, readonly string[]> {
  const becomes = new Map(release.roles.roles.map((role) => [role.id, role.becomes]));
  const taken = new Map<string, string[]>();
  for (const { id } of release.roles.roles) {
    const seen = new Set([id]);
    for (let heir = becomes.get(id); heir !== undefined && !seen.has(heir); heir = becomes.get(heir)) {
      seen.add(heir);
      taken.set(heir, [...(taken.get(heir) ?? []), id]);
    }
  }
  return taken;
}

function rulebook(release: Release): Rulebook {
  const at = <T>(all: { readonly [id: string]: T }, id: string) => (Object.hasOwn(all, id) ? all[id] : undefined);
  return {
    condition: (id) => at(release.conditions, id),
    fact: (id) => at(release.facts, id),
    value: (id) => at(release.values, id),
    recordKind: (id) => at(release.records, id),
    pool: (id) => at(release.pools, id),
    parts: once((path) => path.split(".")),
    tests: once((id) => matchTests(release, release.conditions[id]?.match ?? {})),
    rowTest: byObject((fact) => rowTest(release, Object.values(fact))),
    fieldTitle(form, field) {
      const properties = at(release.forms, form)?.["properties"];
      const schema = isObject(properties) ? properties[field] : undefined;
      return isObject(schema) && typeof schema["title"] === "string" ? schema["title"] : undefined;
    },
  };
}

function matchTests(release: Release, match: { readonly [path: string]: Fragment }): readonly MatchTest[] {
  return Object.entries(match).map(([path, fragment]) => ({
    path,
    parts: path.split("."),
    test: interpretFragment(filled(release, fragment)),
  }));
}

/** The `where` of a fact's operator. A row without the field does not pass. */
function rowTest(release: Release, operators: readonly unknown[]): (row: Row) => boolean {
  const where = operators.map((operator) => (isObject(operator) ? operator["where"] : undefined)).find(isObject);
  if (where === undefined) return anyRow;
  const tests = matchTests(release, where as RowMatch);
  return (row) =>
    tests.every(({ parts, test }) => {
      const value = rowField(row, parts);
      return value !== undefined && test(value);
    });
}

function anyRow(): boolean {
  return true;
}

function rowField(row: Row, parts: readonly string[]): unknown {
  const [first = "", ...rest] = parts;
  if (first === "on" || first === "by") return row[first];
  return rest.reduce((at: unknown, part) => (isObject(at) ? at[part] : undefined), row.fields[first]);
}

/** A fragment with its `{ "value": id }` filled in. */
function filled(release: Release, fragment: Fragment): JsonObject {
  const fill = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(fill);
    if (!isObject(part)) return part;
    const { value } = part;
    if (typeof value === "string" && Object.keys(part).length === 1) return release.values[value]?.value;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, fill(inner)]));
  };
  return fill(fragment) as JsonObject;
}

/** Dates that terms and facts count from must be dates already when they are saved. */
function hardDates(release: Release, form: string): readonly string[] {
  const fields = release.forms[form]?.["properties"];
  if (!isObject(fields)) return [];
  return Object.keys(fields).filter((field) => isObject(fields[field]) && fields[field]["format"] === "date");
}

function own<T>(all: { readonly [id: string]: T }, id: string): T {
  const found = Object.hasOwn(all, id) ? all[id] : undefined;
  if (found === undefined) throw new Error(`${id} is not in this release`);
  return found;
}

function once<T>(make: (id: string) => T): (id: string) => T {
  const made = new Map<string, T>();
  return (id) => {
    const known = made.get(id);
    if (known !== undefined) return known;
    const fresh = make(id);
    made.set(id, fresh);
    return fresh;
  };
}

function byObject<K extends object, T>(make: (key: K) => T): (key: K) => T {
  const made = new WeakMap<K, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}
