/** A condition in words, for when it holds: its own sentence only says what to do when it does not. */

import { isObject, type Json } from "../../definitions/grammar/json.ts";
import type { Fragment } from "../../definitions/grammar/types.generated.ts";
import { list, lowered, spaced, type Words } from "./readable-words.ts";

/** `‘Leeftijd’ is 12 of meer en de stand is ‘Open’`; the id when there is no such condition. */
export function conditionWords(words: Words, id: string, inner = false): string {
  const condition = words.release.conditions[id];
  if (condition === undefined) return spaced(id);
  const { match, all, any } = condition;
  const tests = Object.entries(match ?? {}).map(([path, fragment]) => testWords(words, path, fragment));
  const parts = [...tests, ...[...(all ?? []), ...(any ?? [])].map((one) => conditionWords(words, one, true))];
  const joined = list(parts, any === undefined ? "en" : "of");
  return inner && parts.length > 1 ? `(${joined})` : joined;
}

function testWords(words: Words, path: string, fragment: Fragment): string {
  const place = placeOf(words, path);
  return `${place.title} ${fragmentWords(words, place, fragment)}`;
}

interface Place {
  readonly title: string;
  readonly form?: string;
  readonly field: string;
}

/** What a path of the document is called. */
function placeOf(words: Words, path: string): Place {
  const { release, field, who, state } = words;
  const parts = path.split(".");
  const last = parts.at(-1) ?? "";
  const at = parts.indexOf("forms");
  if (at >= 0) {
    const [form = "", name = ""] = parts.slice(at + 1);
    return { title: `‘${field(form, name) ?? spaced(name)}’`, form, field: name };
  }
  const [section, id = ""] = parts;
  if (section === "records") return recordPlace(words, id, last);
  if (section === "requests") {
    return {
      title: `het aantal keer ‘${release.definitions[id]?.title ?? id}’ ${COUNTED[last] ?? ""}`.trim(),
      field: last,
    };
  }
  if (section === "facts") return { title: `‘${release.facts[id]?.title ?? id}’`, field: id };
  if (section === "parties") return { title: who([id]), field: last };
  if (section === "actor") return { title: "wie dit doet", field: last };
  if (parts.includes("steps")) return { title: `de stap ‘${stepTitle(words, last)}’`, field: "steps" };
  if (last === "state") return { title: section === "cycle" ? "de cyclus" : "de stand", field: "state" };
  return { title: `‘${state(last) === last ? lowered(spaced(last)) : state(last)}’`, field: last };
}

const COUNTED: { readonly [key: string]: string } = { open: "dat nog loopt", total: "in totaal" };

function recordPlace({ release, field }: Words, kind: string, name: string): Place {
  const { title = kind, form = "" } = release.records[kind] ?? {};
  if (name === "count") return { title: `het aantal keer ‘${title}’`, field: name };
  return { title: `‘${field(form, name) ?? spaced(name)}’`, form, field: name };
}

function stepTitle({ release }: Words, state: string): string {
  const found = Object.values(release.definitions).find(
    ({ kind, states }) => kind === "cycle" && Object.hasOwn(states, state),
  );
  return found?.states[state]?.meta.label ?? spaced(state);
}

function fragmentWords(words: Words, place: Place, fragment: Fragment): string {
  const told = Object.entries(fragment).map(([keyword, value]) => keywordWords(words, place, keyword, value));
  return list(told, "en");
}

const BOUNDS: { readonly [keyword: string]: string } = {
  exclusiveMinimum: "is meer dan",
  exclusiveMaximum: "is minder dan",
  minItems: "heeft zoveel regels of meer:",
  maxItems: "heeft zoveel regels of minder:",
  minLength: "heeft zoveel tekens of meer:",
  maxLength: "heeft zoveel tekens of minder:",
};

function keywordWords(words: Words, place: Place, keyword: string, value: unknown): string {
  if (keyword === "const") return `is ${scalar(words, place, value)}`;
  if (keyword === "enum" && Array.isArray(value))
    return `is ${list(
      value.map((one) => scalar(words, place, one)),
      "of",
    )}`;
  if (keyword === "enum") return `is een van deze: ${scalar(words, place, value)}`;
  if (keyword === "not" && isObject(value))
    return `niet zo is dat het ${fragmentWords(words, place, value as Fragment)}`;
  if (keyword === "contains" && isObject(value))
    return `een regel heeft die ${fragmentWords(words, place, value as Fragment)}`;
  if (keyword === "maximum" && value === 0) return "is 0";
  if (keyword === "maximum") return `is ${scalar(words, place, value)} of minder`;
  if (keyword === "minimum") return `is ${scalar(words, place, value)} of meer`;
  const bound = BOUNDS[keyword];
  if (bound !== undefined) return `${bound} ${scalar(words, place, value)}`;
  return "is bekend";
}

function scalar({ release, choice, reference }: Words, { form, field }: Place, value: unknown): string {
  if (isObject(value)) return reference(value as { value: string });
  if (field === "steps") return STEPS[String(value)] ?? String(value);
  if (field === "state") return `‘${stateTitle(release.definitions, String(value))}’`;
  if (typeof value === "boolean") return value ? "waar" : "niet waar";
  return choice(form, field, value as Json);
}

const STEPS: { readonly [status: string]: string } = {
  missing: "nog leeg",
  saved: "opgeslagen",
  complete: "klaar",
  empty: "klaar zonder antwoorden",
};

function stateTitle(definitions: Words["release"]["definitions"], state: string): string {
  const found = Object.values(definitions).find(({ states }) => Object.hasOwn(states, state));
  return found?.states[state]?.meta.label ?? spaced(state);
}
