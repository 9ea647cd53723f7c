/** Looks along a path of the document: does it exist, what stands there, and which values are possible. */

import type { JsonObject } from "../../../definitions/grammar/json.ts";
import { nearest } from "../../../definitions/grammar/nearest.ts";
import type { Definition } from "../../../definitions/grammar/types.generated.ts";
import { COUNT, type Field, fieldAt, lookAtField, TEXT } from "./field.ts";
import { error, type Found, unknown } from "./found.ts";
import { askedForms, fieldsOf, inputForms, type Known } from "./known.ts";
import { onceFor } from "./once.ts";

/** What stands at a path, or what is wrong with it (pointers are relative to the path). */
export type Looked =
  | { readonly field: Field; readonly wrong?: undefined }
  | { readonly field?: undefined; readonly wrong: Found };

/** Something that may stand there, of which nothing more is known. */
const ANYTHING: Looked = { field: {} };

export function lookAt(known: Known, path: string): Looked {
  const [head = "", ...rest] = path.split(".");
  switch (head) {
    case "today":
      return last(path, rest, { type: "day" });
    case "dossier":
      return among(path, 1, rest, { id: TEXT, unit: TEXT, opened: { type: "day" } });
    case "instance":
    case "about":
      return instancePath(known, known.definitions, path, rest);
    case "cycle":
      return instancePath(known, known.cycles, path, rest);
    case "requests":
      return requestPath(known, path, rest);
    case "records":
      return recordPath(known, path, rest);
    case "members":
      return among(path, 1, rest, { taking: { type: "number" }, waiting: { type: "number" } });
    case "pools":
      return poolPath(known, path, rest);
    case "parties":
      return partyPath(known, path, rest);
    case "actor":
      return among(path, 1, rest, actorFields(known));
    case "facts":
      return factPath(known, path, rest);
    case "values":
      return valuePath(known, path, rest);
    case "calendar":
      return calendarPath(known, path, rest);
    case "input":
      return inputPath(known, path, rest);
    default:
      return { wrong: unknown("", "path", path, []) };
  }
}

/** A field of a row, as facts count them. */
export function lookAtRow(known: Known, rows: string, name: string): Looked {
  const [head = "", second = "", third = "", fourth = ""] = rows.split(".");
  if (name === "on") return { field: { type: "day" } };
  if (name === "by") return { field: TEXT };
  if (head === "members") {
    const state = { type: "text", choices: ["waiting", "taking", "left"], noun: "choice" } as const;
    return among(name, 0, [name], { state }, "field");
  }
  if (head === "requests") return requestRow(known, second, name);
  if (head === "records") return inForm(known, formOf(known, second), name);
  if (second === "records") return inForm(known, formOf(known, third), name);
  if (second === "actions") {
    const inputs = inputForms(known.definitions, third);
    return inputs.length > 1 ? ANYTHING : inForm(known, inputs[0], name, "Bij deze actie hoort geen formulier.");
  }
  const list = lookAt(known, `${head}.forms.${third}.${fourth}`);
  if (list.wrong !== undefined || list.field.items === undefined) return ANYTHING;
  const { items } = list.field;
  return items.fields === undefined ? among(name, 0, [name], { value: items }) : fieldLooked(items, name);
}

export function formOf(known: Known, record: string): string | undefined {
  return Object.hasOwn(known.release.records, record) ? known.release.records[record]?.form : undefined;
}

export const statesOf = onceFor((definitions: readonly Definition[]): readonly string[] => [
  ...new Set(definitions.flatMap(({ states }) => Object.keys(states))),
]);

function instancePath(
  known: Known,
  definitions: readonly Definition[],
  path: string,
  parts: readonly string[],
): Looked {
  const [head = "", key = "", ...rest] = parts;
  const isOpen = known.isOpen.definition;
  const states = statesOf(definitions);
  const named = (names: readonly string[], field: Field): Looked =>
    isOpen || names.includes(key) ? last(path, rest, field) : { wrong: misspelt(path, 2, key, names) };
  switch (head) {
    case "forms":
      return formPath(known, definitions, path, key, rest);
    case "confirmed":
      return named([...askedForms(definitions).keys()], { type: "boolean" });
    case "entered":
      return named(states, { type: "day" });
    case "terms": {
      const terms = definitions.flatMap((one) => Object.keys(one.terms ?? {}));
      if (!isOpen && !terms.includes(key)) return { wrong: misspelt(path, 2, key, terms) };
      const status = { type: "text", choices: ["running", "suspended", "stopped", "fired"], noun: "choice" } as const;
      return among(path, 3, rest, { due: { type: "day" }, status, overdue: { type: "boolean" } });
    }
    case "needs":
      return named(statesOf(known.cycles), { type: "text", choices: ["all", "some", "none"], noun: "choice" });
    case "steps": {
      const choices = ["missing", "saved", "complete", "empty"];
      return named(statesOf(known.cycles), { type: "text", choices, noun: "choice" });
    }
    default:
      return among(path, 1, parts, instanceFields(known, definitions, states));
  }
}

function instanceFields(known: Known, definitions: readonly Definition[], states: readonly string[]) {
  const state: Field = known.isOpen.definition ? TEXT : { type: "text", choices: states, noun: "state" };
  return {
    id: TEXT,
    state,
    started: { type: "day" },
    number: { type: "number" },
    channel: TEXT,
    outcome: outcomeField(known, definitions),
    forms: {},
    confirmed: {},
    entered: {},
    terms: {},
    needs: {},
    steps: {},
  } as const;
}

function outcomeField(known: Known, definitions: readonly Definition[]): Field {
  return known.isOpen.definition ? TEXT : { type: "text", choices: outcomesOf(definitions), noun: "choice" };
}

const outcomesOf = onceFor((definitions: readonly Definition[]): readonly string[] => {
  const states = definitions.flatMap((one) => Object.values(one.states));
  return [...new Set(states.flatMap(({ meta }) => meta.outcome ?? []))];
});

function formPath(
  known: Known,
  definitions: readonly Definition[],
  path: string,
  key: string,
  rest: readonly string[],
): Looked {
  const asked = askedForms(definitions);
  const form = asked.get(key);
  if (form === undefined) {
    return known.isOpen.definition ? ANYTHING : { wrong: misspelt(path, 2, key, [...asked.keys()]) };
  }
  return rest.length === 0 ? { field: { type: "object" } } : inForm(known, form, rest.join("."), undefined, path);
}

function requestPath(known: Known, path: string, [id = "", ...rest]: readonly string[]): Looked {
  if (!known.ids.definition.includes(id)) return { wrong: misspelt(path, 1, id, known.ids.definition) };
  return among(path, 2, rest, { open: COUNT, total: COUNT, ...stateAndOutcome(known, id) });
}

/** `id` empty: of any request. */
function requestRow(known: Known, id: string, name: string): Looked {
  const definition: Field = { type: "text", choices: known.ids.definition, noun: "definition" };
  const told = id === "" ? anyStateAndOutcome(known) : stateAndOutcome(known, id);
  const row = { ...told, definition, open: { type: "boolean" }, filed: { type: "boolean" }, cycle: TEXT } as const;
  return among(name, 0, [name], row, "field");
}

function anyStateAndOutcome(known: Known): { state: Field; outcome: Field } {
  const state: Field = { type: "text", choices: statesOf(known.definitions), noun: "state" };
  return { state: known.isOpen.definition ? TEXT : state, outcome: outcomeField(known, known.definitions) };
}

function stateAndOutcome(known: Known, id: string): { state: Field; outcome: Field } {
  const definition = Object.hasOwn(known.release.definitions, id) ? known.release.definitions[id] : undefined;
  if (definition === undefined) return { state: TEXT, outcome: TEXT };
  const { states } = definition;
  return {
    state: { type: "text", choices: Object.keys(states), noun: "state" },
    outcome: outcomeField(known, [definition]),
  };
}

function recordPath(known: Known, path: string, [id = "", ...rest]: readonly string[]): Looked {
  if (!known.ids.record.includes(id)) return { wrong: misspelt(path, 1, id, known.ids.record) };
  const [name] = rest;
  if (name === undefined) return { wrong: tooShort(path) };
  if (name === "count") return last(path, rest.slice(1), COUNT);
  if (name === "on") return last(path, rest.slice(1), { type: "day" });
  if (name === "by") return last(path, rest.slice(1), TEXT);
  return inForm(known, formOf(known, id), rest.join("."), undefined, path);
}

function poolPath(known: Known, path: string, [id = "", ...rest]: readonly string[]): Looked {
  if (!known.ids.pool.includes(id)) return { wrong: misspelt(path, 1, id, known.ids.pool) };
  const number: Field = { type: "number" };
  const claim: Field = { type: "text", choices: ["held", "waiting", "none"], noun: "choice" };
  const text = Object.hasOwn(known.release.pools, id) && known.release.pools[id]?.format !== undefined;
  return among(path, 2, rest, { claim, place: text ? TEXT : number, free: number, waiting: number });
}

function partyPath(known: Known, path: string, [id = "", ...rest]: readonly string[]): Looked {
  const parties = known.definitions.flatMap((one) => Object.keys(one.parties ?? {}));
  if (!known.isOpen.definition && !parties.includes(id)) return { wrong: misspelt(path, 1, id, parties) };
  return rest.length === 0 ? { field: { type: "object" } } : ANYTHING;
}

function actorFields(known: Known): { readonly [name: string]: Field } {
  const roles: Field = known.rolesAreOpen
    ? TEXT
    : { type: "text", choices: [...known.roles, ...known.relations], noun: "role" };
  const parties = known.definitions.flatMap((one) => Object.keys(one.parties ?? {}));
  const party: Field = known.isOpen.definition ? TEXT : { type: "text", choices: parties, noun: "party" };
  return {
    id: TEXT,
    roles: { type: "list", items: roles },
    unit: TEXT,
    assurance: { type: "number" },
    parties: { type: "list", items: party },
  };
}

function factPath(known: Known, path: string, [id = "", ...rest]: readonly string[]): Looked {
  if (!known.ids.fact.includes(id)) return { wrong: unknown("", "fact", id, known.ids.fact) };
  return last(path, rest, factField(known, id));
}

export function factField(known: Known, id: string): Field {
  const fact = Object.hasOwn(known.release.facts, id) ? known.release.facts[id] : undefined;
  if (fact === undefined || fact.type === "scalar") return {};
  if (fact.type !== "number") return { type: fact.type };
  if (fact.count !== undefined || fact.distinct !== undefined) return COUNT;
  return isWhole(known, id, 0) ? { type: fact.type, whole: true } : { type: fact.type };
}

/** Whether a fact gives whole numbers only; what is not known does not. */
function isWhole(known: Known, id: string, depth: number): boolean {
  const fact = Object.hasOwn(known.release.facts, id) ? known.release.facts[id] : undefined;
  if (fact === undefined || depth > 10) return false;
  if (fact.minus === undefined) {
    return [fact.count, fact.distinct, fact.sum, fact.times, fact.elapsed, fact.schoolYear].some(
      (operator) => operator !== undefined,
    );
  }
  return fact.minus.every((part) => {
    if (typeof part === "number") return Number.isInteger(part);
    if (typeof part === "string") return false;
    if ("fact" in part) return isWhole(known, part.fact, depth + 1);
    if ("value" in part) return Number.isInteger(known.release.values[part.value]?.value);
    return "path" in part && lookAt(known, part.path).field?.whole === true;
  });
}

function valuePath(known: Known, path: string, [id = "", ...rest]: readonly string[]): Looked {
  if (!known.ids.value.includes(id)) return { wrong: unknown("", "value", id, known.ids.value) };
  return last(path, rest, {});
}

function calendarPath(known: Known, path: string, [id = "", ...rest]: readonly string[]): Looked {
  if (!known.calendarIsOpen && !known.days.includes(id)) return { wrong: unknown("", "calendar", id, known.days) };
  const [part, ...more] = rest;
  return part === "schoolYear" ? last(path, more, { type: "day" }) : last(path, rest, { type: "day" });
}

/** What somebody fills in with an action, or with something that is recorded: any such form may be meant. */
function inputPath(known: Known, path: string, parts: readonly string[]): Looked {
  const [name] = parts;
  if (name === undefined) return { wrong: tooShort(path) };
  const forms = [...inputForms(known.definitions), ...Object.values(known.release.records).map(({ form }) => form)];
  const fields = forms.map((form) => fieldsOf(known, form));
  if (known.isOpen.definition || known.isOpen.record || fields.includes(undefined)) return ANYTHING;
  const names = [...new Set(fields.flatMap((one) => Object.keys(one ?? {})))];
  return names.includes(name) ? ANYTHING : { wrong: misspelt(path, 1, name, names) };
}

/** A field of a form, or a field within that; anything when the form itself is not known. */
function inForm(known: Known, form: string | undefined, name: string, way?: string, path?: string): Looked {
  if (form === undefined) return way === undefined ? ANYTHING : { wrong: unknown("", "field", name, [], way) };
  const fields = fieldsOf(known, form);
  return fields === undefined ? ANYTHING : fieldLooked(formField(fields), name, path);
}

const formField = onceFor((properties: JsonObject): Field => lookAtField({ type: "object", properties }));

function fieldLooked(within: Field, name: string, path?: string): Looked {
  const found = fieldAt(within, name.split("."));
  if (found.field !== undefined) return { field: found.field };
  const guess = nearest(found.missing, found.known);
  const whole = path ?? name;
  const fix =
    guess === undefined ? undefined : whole.replace(new RegExp(`(^|\\.)${found.missing}(?=\\.|$)`), `$1${guess}`);
  const noun = path === undefined ? "field" : "path";
  return { wrong: unknown("", noun, whole, fix === undefined ? [] : [fix], `Er is geen veld “${found.missing}”.`) };
}

/** The next part must be one of these, and the last. */
function among(
  path: string,
  at: number,
  [name, ...more]: readonly string[],
  fields: { readonly [name: string]: Field },
  noun: "path" | "field" = "path",
): Looked {
  if (name === undefined) return { wrong: tooShort(path) };
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return field === undefined ? { wrong: misspelt(path, at, name, Object.keys(fields), noun) } : last(path, more, field);
}

function last(path: string, more: readonly string[], field: Field): Looked {
  if (more.length === 0) return { field };
  const shorter = path.split(".").slice(0, -more.length).join(".");
  return { wrong: error("", "unknown-path", `De plek “${path}” gaat te ver. Schrijf “${shorter}”.`, shorter) };
}

function misspelt(
  path: string,
  at: number,
  name: string,
  names: readonly string[],
  noun: "path" | "field" = "path",
): Found {
  const guess = nearest(name, names);
  const fixed = path.split(".").map((part, index) => (index === at ? (guess ?? part) : part));
  const few = names.length > 0 && names.length <= 12 ? ` Kies uit: ${names.join(", ")}.` : "";
  const way = `Er is geen “${name}”.${few}`;
  return unknown("", noun, path, guess === undefined ? [] : [fixed.join(".")], way);
}

function tooShort(path: string): Found {
  return error("", "unknown-path", `De plek “${path}” is niet af. Noem ook wat u daar wilt zien.`);
}
