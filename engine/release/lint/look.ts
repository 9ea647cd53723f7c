/** Looks along a path of the document: does it exist, what stands there, and which values are possible. */

import { COUNT, type Field, TEXT } from "./field.ts";
import { unknown } from "./found.ts";
import { anyStateAndOutcome, instancePath, stateAndOutcome } from "./instance-path.ts";
import { fieldsOf, inputForms, type Known } from "./known.ts";
import { ANYTHING, among, fieldLooked, inForm, type Looked, last, misspelt, tooShort } from "./looked.ts";

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
