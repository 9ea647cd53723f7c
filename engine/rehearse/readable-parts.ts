/** The forms and records of a view by their titles, with the fields when it does not show all. */

import type { View } from "../../definitions/grammar/types.generated.ts";
import { list, lowered, type Words } from "./readable-words.ts";

/** Its title, and which fields of it; empty when all. */
export type Part = readonly [title: string, fields: string];

export function formParts(words: Words, sections: View["sections"]): Part[] {
  return Object.entries(sections).flatMap(([section, fields]): Part[] => {
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
