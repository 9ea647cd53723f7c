/** Who sees what of a procedure, in words: its views, as far as they are about it. */

import type { Definition, View } from "../../definitions/grammar/types.generated.ts";
import { conditionWords } from "./readable-condition.ts";
import { list, lowered, type Words } from "./readable-words.ts";

/** One bullet per view that shows something of this procedure. */
export function sightLines(words: Words): string[] {
  return Object.values(words.release.views).flatMap((view) => {
    const parts = aboutThis(words, view);
    if (parts.length === 0) return [];
    const when = (view.when ?? []).map((id) => conditionWords(words, id));
    const only = when.length === 0 ? "" : ` Alleen als ${list(when, "en")}.`;
    const how = view.as === "filed" ? "zoals het was toen het werd gestuurd" : "zoals het nu is";
    return [`- **${words.who(view.for)}**, ${how}: ${parts.join("; ")}.${only}`];
  });
}

/** Forms and records of the sections of a view. */
export function formsIn(words: Words, sections: View["sections"]): string[] {
  return Object.entries(sections).flatMap(([section, fields]) => {
    const [kind, id = ""] = section.split(".");
    if (kind !== "forms" && kind !== "records") return [];
    const form = kind === "forms" ? id : (words.release.records[id]?.form ?? id);
    const title = kind === "forms" ? words.form(id) : (words.release.records[id]?.title ?? id);
    return [`‘${title}’${fieldsOf(words, form, fields)}`];
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
function aboutThis(words: Words, { id, sections }: View): string[] {
  const { definition } = words;
  if (filedBy(definition).has(id)) return formsIn(words, sections);
  const forms = formIds(definition);
  const header = definition.kind === "cycle" ? "steps" : `requests.${definition.id}`;
  const own = Object.fromEntries(
    Object.entries(sections).filter(([section]) => section.startsWith("forms.") && forms.has(section.slice(6))),
  );
  const seen = sections[header];
  if (seen === undefined && Object.keys(own).length === 0) return [];
  const stand = seen === undefined ? [] : [definition.kind === "cycle" ? "hoever de stappen zijn" : "de stand"];
  const general = seen === undefined ? [] : Object.keys(GENERAL).filter((section) => sections[section] !== undefined);
  const told = general.map((section) => `${GENERAL[section] ?? section}${partsOf(sections[section] ?? "all")}`);
  return [...stand, ...told, ...formsIn(words, own)];
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

/** The views through which this procedure makes a dossier known. */
function filedBy({ states }: Definition): ReadonlySet<string> {
  const transitions = Object.values(states).flatMap(({ on }) => Object.values(on ?? {}).flat());
  const effects = transitions.flatMap(({ actions }) => actions ?? []);
  return new Set(effects.flatMap((effect) => (effect.type === "file" ? effect.params.view : [])));
}
