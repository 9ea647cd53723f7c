/** Names, numbers and sentences of a release for people: the words that a readable version is made of. */

import { isObject, type Json } from "../../definitions/grammar/json.ts";
import type { Definition, Period, Receiver, Reference } from "../../definitions/grammar/types.generated.ts";
import type { Release } from "../release/release.ts";
import { inWords } from "../rules/days.ts";
import { filled, print } from "../rules/text.ts";

export interface Words {
  readonly release: Release;
  readonly definition: Definition;
  /** Titles of roles, relations or parties; joined by `of` unless told otherwise. */
  readonly who: (ids: readonly string[], last?: "en" | "of") => string;
  /** Their short names, for those that have one. */
  readonly short: (ids: readonly string[]) => string;
  /** The same within a sentence. */
  readonly people: (ids: readonly string[], last?: "en" | "of") => string;
  readonly receiver: (to: Receiver) => string;
  /** With numbers filled in. */
  readonly text: (text: string) => string;
  /** The sentence of a condition. */
  readonly explained: (condition: string) => string;
  readonly form: (id: string) => string;
  /** Undefined when the form has no such field. */
  readonly field: (form: string, id: string) => string | undefined;
  /** The title of a choice of a field, else the value itself. */
  readonly choice: (form: string | undefined, field: string, value: Json) => string;
  readonly state: (id: string) => string;
  /** Several states of this procedure, joined by `of`. */
  readonly states: (ids: readonly string[]) => string;
  readonly action: (id: string) => string;
  readonly term: (id: string) => string;
  readonly period: (period: Period) => string;
  readonly reference: (reference: Reference) => string;
  readonly number: (number: number | Reference) => string;
  readonly day: (day: string) => string;
}

export function wordsOf(release: Release, definition: Definition): Words {
  const all = [...release.roles.roles, ...release.roles.relations];
  const titles = new Map(all.map(({ id, title }) => [id, title]));
  for (const { parties } of [...Object.values(release.definitions), definition]) {
    for (const [id, { title }] of Object.entries(parties ?? {})) titles.set(id, title ?? id);
  }
  const shorts = new Map(all.flatMap(({ id, short }) => (short === undefined ? [] : [[id, short]])));
  const titleOf = (id: string) => titles.get(id) ?? id;
  const shortOf = (id: string) => shorts.get(id) ?? titleOf(id);
  const state = (id: string) => definition.states[id]?.meta.label ?? id;
  const people: Words["people"] = (ids, last = "of") =>
    list(
      ids.map((id) => lowered(shortOf(id))),
      last,
    );
  const fact = (id: string) => `(${lowered(release.facts[id]?.title ?? id)})`;
  const value = (id: string) => print(release.values[id]?.value as Json | undefined, release.values[id]?.unit);
  const text = (given: string) =>
    filled(
      {
        read: ([, id = ""]) => fact(id),
        // A fact prints as its title; a unit would be printed behind it.
        book: { ...NO_BOOK, value: (id) => release.values[id], fact: () => undefined },
      },
      given,
    );
  const properties = (form: string) => {
    const found = release.forms[form]?.["properties"];
    return isObject(found) ? found : {};
  };
  const schemaTitle = (schema: unknown) =>
    isObject(schema) && typeof schema["title"] === "string" ? schema["title"] : undefined;

  function reference(given: Reference): string {
    if ("value" in given) return value(given.value);
    if ("fact" in given) return fact(given.fact);
    if ("path" in given) return `(${spaced(given.path.split(".").at(-1) ?? "")})`;
    return `(${spaced(given.calendar)})`;
  }

  return {
    release,
    definition,
    who: (ids, last = "of") => list(ids.map(titleOf), last),
    short: (ids) => list(ids.map(shortOf), "of"),
    people,
    receiver: (to) => (typeof to === "string" ? people([to]) : `${people([to.role])} bij ${reference(to.at)}`),
    text,
    explained: (id) => text(release.conditions[id]?.explain ?? id),
    form: (id) => schemaTitle(release.forms[id]) ?? id,
    field: (form, id) => schemaTitle(properties(form)[id]),
    choice: (form, field, given) => choiceTitle(form === undefined ? undefined : properties(form)[field], given),
    state,
    states: (ids) =>
      list(
        ids.map((id) => `‘${state(id)}’`),
        "of",
      ),
    action: (id) => labelOf(definition, id) ?? id,
    term: (id) => definition.terms?.[id]?.title ?? id,
    period(period) {
      if ("value" in period) return value(period.value);
      return typeof period.n === "number" ? print(period.n, period.unit) : `${reference(period.n)}`;
    },
    reference,
    number: (number) => (typeof number === "number" ? print(number, undefined) : reference(number)),
    day: inWords,
  };
}

/** `a, b en c`. */
export function list(items: readonly string[], last: "en" | "of"): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1)}`;
}

/** An id that has no title, as words. */
export function spaced(id: string): string {
  return id.replaceAll("-", " ");
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The first letter small, unless the word is an abbreviation. */
export function lowered(title: string): string {
  return /^[A-Z][a-z]/.test(title) || /^[A-Z] /.test(title) ? title.slice(0, 1).toLowerCase() + title.slice(1) : title;
}

const NO_BOOK = {
  parts: (path: string) => path.split("."),
  condition: () => undefined,
  tests: () => [],
  recordKind: () => undefined,
  pool: () => undefined,
  fieldTitle: () => undefined,
  rowTest: () => () => true,
};

function labelOf(definition: Definition, action: string): string | undefined {
  for (const { on } of Object.values(definition.states)) {
    const found = on !== undefined && Object.hasOwn(on, action) ? on[action] : undefined;
    const [first] = [found ?? []].flat();
    if (first !== undefined) return first.meta.label;
  }
  return undefined;
}

function choiceTitle(schema: unknown, given: Json): string {
  if (!isObject(schema)) return print(given, undefined);
  const choices = [schema["oneOf"], isObject(schema["items"]) ? schema["items"]["oneOf"] : undefined].flat();
  const chosen = choices.find((choice) => isObject(choice) && choice["const"] === given);
  return isObject(chosen) && typeof chosen["title"] === "string" ? `‘${chosen["title"]}’` : print(given, undefined);
}
