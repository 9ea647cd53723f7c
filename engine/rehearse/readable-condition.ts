/** A condition in words, for when it holds: its own sentence only says what to do when it does not. */

import { isObject, type Json } from "../../definitions/grammar/json.ts";
import type { Definition, Fragment } from "../../definitions/grammar/types.generated.ts";
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
  const counted = countWords(words, path, fragment);
  if (counted !== undefined) return counted;
  const place = placeOf(words, path);
  return `${place.title} ${fragmentWords(words, place, fragment)}`;
}

/** `‘Tellen’ is gedaan` says more than that it was done once or more; undefined for another test. */
function countWords({ release, action }: Words, path: string, fragment: Fragment): string | undefined {
  const [section, id = "", last] = path.split(".");
  const { minimum, maximum } = fragment;
  const isOne = Object.keys(fragment).length === 1;
  if (!isOne || !(minimum === 1 || maximum === 0)) return undefined;
  const none = maximum === 0;
  if (section === "records" && last === "count") {
    return `‘${release.records[id]?.title ?? spaced(id)}’ ${none ? "niet is vastgelegd" : "is vastgelegd"}`;
  }
  if (section === "pools" && last === "free")
    return `er ${none ? "geen" : "een"} plaats is in ‘${release.pools[id]?.title ?? spaced(id)}’`;
  if (section === "requests") {
    const title = `‘${release.definitions[id]?.title ?? spaced(id)}’`;
    return last === "open" ? `er ${none ? "geen" : "een"} ${title} loopt` : `er ${none ? "geen" : "een"} ${title} is`;
  }
  const { rows, ...narrower } = release.facts[id]?.count ?? {};
  const done = /^instance\.actions\.(.+)$/.exec(section === "facts" ? (rows ?? "") : "")?.[1];
  if (done === undefined || Object.keys(narrower).length > 0) return undefined;
  const label = action(done);
  return label === done ? undefined : `‘${label}’ ${none ? "niet is gedaan" : "is gedaan"}`;
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
  if (section === "pools")
    return { title: `het aantal plaatsen in ‘${release.pools[id]?.title ?? id}’ (${spaced(last)})`, field: last };
  if (section === "parties") return { title: who([id]), field: last };
  if (section === "actor") return { title: "wie dit doet", field: last };
  if (parts.includes("steps")) return { title: `de stap ‘${stepTitle(words, last)}’`, field: "steps" };
  if (path === "instance.state") return { title: "de stand", field: OWN_STATE };
  if (last === "state") return { title: OTHERS[section ?? ""] ?? "de stand", field: "state" };
  return { title: `‘${state(last) === last ? lowered(spaced(last)) : state(last)}’`, field: last };
}

/** No field can have this name. */
const OWN_STATE = " state";

const OTHERS: { readonly [section: string]: string } = {
  cycle: "de cyclus",
  about: "de stand van waar dit over gaat",
};

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
  if (place.field === OWN_STATE && (keyword === "const" || keyword === "enum"))
    return `is ${words.states(ownStates(words, [value].flat()))}`;
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

/** A condition may serve several procedures, and name states of each. */
function ownStates({ definition }: Words, values: readonly unknown[]): string[] {
  const ids = values.map(String);
  const own = ids.filter((id) => Object.hasOwn(definition.states, id));
  return own.length === 0 ? ids : own;
}

function scalar({ release, definition, choice, reference }: Words, { form, field }: Place, value: unknown): string {
  if (isObject(value)) return reference(value as { value: string });
  if (field === "steps") return STEPS[String(value)] ?? String(value);
  if (field === "state") return `‘${stateTitle(release.definitions, definition, String(value))}’`;
  if (typeof value === "boolean") return value ? "waar" : "niet waar";
  return choice(form, field, value as Json);
}

const STEPS: { readonly [status: string]: string } = {
  missing: "nog leeg",
  saved: "opgeslagen",
  complete: "klaar",
  empty: "klaar zonder antwoorden",
};

/** A state of the cycle, or of what this may be about. */
function stateTitle(definitions: Words["release"]["definitions"], { meta }: Definition, state: string): string {
  const about = Object.keys(meta.start.about ?? {}).flatMap((id) => definitions[id] ?? []);
  const all = [...about, ...Object.values(definitions)];
  return all.find(({ states }) => Object.hasOwn(states, state))?.states[state]?.meta.label ?? spaced(state);
}
