/** Who sees what of a procedure, in words: its views, as far as they are about it. */

import type { Definition, View } from "../../definitions/grammar/types.generated.ts";
import { conditionWords } from "./readable-condition.ts";
import { formParts, type Part } from "./readable-parts.ts";
import { list, type Words } from "./readable-words.ts";

/**
 * A table: what there is to see below each other, beside it each group of people that sees the same. A cell says `ja`,
 * or the letters of when it is seen; the letters are explained above the table.
 */
export function sightLines(words: Words): string[] {
  const all = allSeen(words);
  const seen = all.filter((one) => !all.some((other) => isMore(other, one)));
  if (seen.length === 0) return [];
  const rows = alike(
    seen,
    ({ part }) => part.join(""),
    ({ who, when }) => `${who}: ${when}`,
  );
  const columns = alike(
    seen,
    ({ who }) => who,
    ({ part, when }) => `${part.join("")}: ${when}`,
  );
  const whens = [...new Set(seen.flatMap(({ when }) => (when === "" ? [] : [when])))];
  const cell = (parts: readonly string[], whos: readonly string[]) => {
    const found = seen.filter(({ who, part }) => who === whos[0] && part.join("") === parts[0]);
    const letters = new Set(found.map(({ when }) => (when === "" ? "ja" : letter(whens.indexOf(when)))));
    return [...letters].sort().join(" ");
  };
  return [
    [
      ...columns.map((whos, index) => `${letter(index).toUpperCase()}: ${words.who(whos, "en")}.`),
      "ja: altijd.",
      ...whens.map((when, index) => `${letter(index)}: ${when}.`),
      "Leeg: nooit.",
    ].join(" "),
    "",
    row(
      "",
      columns.map((_, index) => letter(index).toUpperCase()),
    ),
    row(
      "---",
      columns.map(() => "---"),
    ),
    ...formsLast(rows).map((parts) =>
      row(
        parts.join(", "),
        columns.map((whos) => cell(parts, whos)),
      ),
    ),
  ];
}

function row(title: string, cells: readonly string[]): string {
  return `| ${[title, ...cells].join(" | ")} |`;
}

function letter(index: number): string {
  const before = index < 26 ? "" : letter(Math.floor(index / 26) - 1);
  return `${before}${String.fromCodePoint(97 + (index % 26))}`;
}

/** Behind what every procedure has. */
function formsLast(rows: readonly string[][]): string[][] {
  const isForm = ([first]: string[]) => first?.startsWith("‘") === true;
  return [...rows.filter((one) => !isForm(one)), ...rows.filter(isForm)];
}

/** What is named the same is one; those of which all the rest is the same stand together. */
function alike(seen: readonly Seen[], name: (one: Seen) => string, rest: (one: Seen) => string): string[][] {
  const byName = new Map<string, Set<string>>();
  for (const one of seen) byName.set(name(one), (byName.get(name(one)) ?? new Set()).add(rest(one)));
  const groups = new Map<string, string[]>();
  for (const [one, rests] of byName) {
    const key = [...rests].sort().join("\n");
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

interface Seen {
  readonly who: string;
  /** Empty when it is always seen. */
  readonly when: string;
  readonly part: Part;
}

/** What is always seen, is not said again for when a condition holds. */
function isMore(other: Seen, one: Seen): boolean {
  const [title, fields] = one.part;
  if (other === one || other.who !== one.who || other.part[0] !== title) return false;
  const all = other.part[1] === "" || other.part[1] === fields;
  return all && other.when === "" && (one.when !== "" || fields !== other.part[1]);
}

function allSeen(words: Words): Seen[] {
  const { release, definition } = words;
  return Object.values(release.views).flatMap((view) => {
    const ids = view.when ?? [];
    if (ids.some((id) => neverHolds(words, id))) return [];
    const held = ids.map((id) => conditionWords(words, id));
    const when = held.length === 0 ? "" : `als ${list(held, "en")}`;
    const parts = aboutThis(words, view);
    const whos = view.for.filter((who) => who.includes(".") || Object.hasOwn(definition.parties ?? {}, who));
    return whos.flatMap((who) => parts.map((part) => ({ who, when, part })));
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

const GENERAL: { readonly [section: string]: string } = {
  terms: "termijnen",
  tasks: "taken",
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
function aboutThis(words: Words, { id, as, sections }: View): Part[] {
  const { definition } = words;
  if (as === "filed") {
    const action = filedBy(definition).get(id);
    return action === undefined ? [] : [[`wat bij ‘${action}’ is gestuurd, zoals het toen was`, ""]];
  }
  const forms = formIds(definition);
  const header = definition.kind === "cycle" ? "steps" : `requests.${definition.id}`;
  const own = Object.fromEntries(
    Object.entries(sections).filter(([section]) => section.startsWith("forms.") && forms.has(section.slice(6))),
  );
  if (sections[header] === undefined) return formParts(words, own);
  const told = Object.keys(GENERAL).flatMap((section): Part[] => {
    const fields = sections[section];
    return fields === undefined ? [] : [[GENERAL[section] ?? section, partsOf(fields)]];
  });
  return [[definition.kind === "cycle" ? "hoever de stappen zijn" : "stand", ""], ...told, ...formParts(words, own)];
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
