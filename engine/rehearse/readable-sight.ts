/** Who sees what of a procedure, in words: its views, as far as they are about it. */

import type { Definition, View } from "../../definitions/grammar/types.generated.ts";
import { conditionWords } from "./readable-condition.ts";
import { list, lowered, type Words } from "./readable-words.ts";

/** One bullet for all who see the same in the same way. */
export function sightLines(words: Words): string[] {
  const byWho = new Map<string, Map<string, Seen>>();
  for (const view of Object.values(words.release.views)) addView(words, view, byWho);
  const alike = new Map<string, string[]>();
  for (const [who, seen] of byWho) {
    for (const line of linesOf(words, [...seen.values()])) alike.set(line, [...(alike.get(line) ?? []), who]);
  }
  return [...alike].map(([line, whos]) => `- **${words.who(whos)}**, ${line}`);
}

/** What one sees under the same conditions, all views together. */
interface Seen {
  readonly as: View["as"];
  readonly when: readonly string[];
  /** The title of a part, and its fields. */
  readonly parts: Map<string, string>;
}

function addView(words: Words, view: View, byWho: Map<string, Map<string, Seen>>): void {
  const when = view.when ?? [];
  if (when.some((id) => neverHolds(words, id))) return;
  const parts = aboutThis(words, view);
  for (const who of view.for) {
    if (parts.length === 0 || !(who.includes(".") || Object.hasOwn(words.definition.parties ?? {}, who))) continue;
    const seen = byWho.get(who) ?? new Map<string, Seen>();
    byWho.set(who, seen);
    const key = view.as === "filed" ? view.id : when.join(" ");
    const one = seen.get(key) ?? { as: view.as, when, parts: new Map<string, string>() };
    seen.set(key, one);
    for (const [title, fields] of parts) {
      const known = one.parts.get(title);
      one.parts.set(
        title,
        known === undefined || known === fields ? fields : known === "" || fields === "" ? "" : `${known}${fields}`,
      );
    }
  }
}

/** What is always seen is not said again for when a condition holds. */
function linesOf(words: Words, all: readonly Seen[]): string[] {
  const always = all.find(({ as, when }) => as === "live" && when.length === 0)?.parts;
  return all.flatMap(({ as, when, parts }) => {
    const hasMore = ([title, fields]: [string, string]) =>
      as === "filed" || when.length === 0 || (always?.get(title) !== "" && always?.get(title) !== fields);
    const told = [...parts].filter(hasMore).map((part) => part.join(""));
    if (told.length === 0) return [];
    const held = when.map((id) => conditionWords(words, id));
    const only = held.length === 0 ? "" : ` Alleen als ${list(held, "en")}.`;
    const how = as === "filed" ? "zoals het was toen het werd gestuurd" : "zoals het nu is";
    return [`${how}: ${told.join("; ")}.${only}`];
  });
}

/** It asks for an action or a state that this procedure does not have. */
function neverHolds(words: Words, id: string): boolean {
  const { release, definition } = words;
  const { match, all } = release.conditions[id] ?? {};
  if (all?.some((one) => neverHolds(words, one)) === true) return true;
  return Object.entries(match ?? {}).some(([path, fragment]) => {
    const [section, name = ""] = path.split(".");
    const { const: one, enum: some, minimum: least } = fragment;
    if (path === "instance.state") {
      const states = Array.isArray(some) ? some : one === undefined ? undefined : [one];
      return states?.every((state) => !Object.hasOwn(definition.states, String(state))) === true;
    }
    const rows = section === "facts" ? release.facts[name]?.count?.rows : undefined;
    if (typeof least !== "number" || least < 1 || rows?.startsWith("instance.actions.") !== true) return false;
    const action = rows.slice("instance.actions.".length);
    return Object.values(definition.states).every(({ on }) => !Object.hasOwn(on ?? {}, action));
  });
}

/** Forms and records of the sections of a view. */
export function formsIn(words: Words, sections: View["sections"]): string[] {
  return formParts(words, sections).map((part) => part.join(""));
}

function formParts(words: Words, sections: View["sections"]): [title: string, fields: string][] {
  return Object.entries(sections).flatMap(([section, fields]) => {
    const [kind, id = ""] = section.split(".");
    if (kind !== "forms" && kind !== "records") return [];
    const form = kind === "forms" ? id : (words.release.records[id]?.form ?? id);
    const title = kind === "forms" ? words.form(id) : (words.release.records[id]?.title ?? id);
    return [[`‘${title}’`, fieldsOf(words, form, fields)]];
  });
}

function fieldsOf({ field }: Words, form: string, fields: "all" | readonly string[]): string {
  if (fields === "all") return "";
  return ` (alleen ${list(
    fields.map((id) => lowered(field(form, id) ?? id)),
    "en",
  )})`;
}

const GENERAL: { readonly [section: string]: string } = {
  terms: "de termijnen",
  tasks: "de taken",
  history: "wat er is gebeurd",
};

/** Fields of a term, a task or a line of history. */
const PARTS: { readonly [field: string]: string } = {
  title: "wat het is",
  status: "of het loopt",
  due: "de laatste dag",
  overdue: "of het te laat is",
  to: "voor wie",
  mine: "of het voor u is",
  at: "de dag en het uur",
  by: "door wie",
  type: "de soort",
  instance: "waarbij",
  text: "wat er gebeurde",
};

function partsOf(fields: "all" | readonly string[]): string {
  if (fields === "all") return "";
  return ` (alleen ${list(
    fields.map((field) => PARTS[field] ?? field),
    "en",
  )})`;
}

/** Empty when the view shows nothing of this procedure. */
function aboutThis(words: Words, { id, as, sections }: View): [title: string, fields: string][] {
  const { definition } = words;
  if (as === "filed") {
    const action = filedBy(definition).get(id);
    return action === undefined ? [] : [[`wat bij ‘${action}’ is gestuurd`, ""]];
  }
  const forms = formIds(definition);
  const header = definition.kind === "cycle" ? "steps" : `requests.${definition.id}`;
  const own = Object.fromEntries(
    Object.entries(sections).filter(([section]) => section.startsWith("forms.") && forms.has(section.slice(6))),
  );
  if (sections[header] === undefined) return formParts(words, own);
  const told = Object.keys(GENERAL).flatMap((section): [string, string][] => {
    const fields = sections[section];
    return fields === undefined ? [] : [[GENERAL[section] ?? section, partsOf(fields)]];
  });
  return [[definition.kind === "cycle" ? "hoever de stappen zijn" : "de stand", ""], ...told, ...formParts(words, own)];
}

function formIds({ states }: Definition): ReadonlySet<string> {
  return new Set(
    Object.values(states).flatMap(({ meta, on }) => [
      ...(meta.forms ?? []).map(({ form }) => form),
      ...Object.values(on ?? {}).flatMap((transition) =>
        [transition].flat().flatMap(({ meta: { input } }) => input ?? []),
      ),
    ]),
  );
}

/** The views through which this procedure makes a dossier known, each with the label of the action. */
function filedBy({ states }: Definition): ReadonlyMap<string, string> {
  const transitions = Object.values(states).flatMap(({ on }) => Object.values(on ?? {}).flat());
  return new Map(
    transitions.flatMap(({ actions, meta }) =>
      (actions ?? []).flatMap((effect) => (effect.type === "file" ? [[effect.params.view, meta.label] as const] : [])),
    ),
  );
}
