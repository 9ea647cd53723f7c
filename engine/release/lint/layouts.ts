/** Checks each layout against the form that it shows. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import { lintUi } from "../../../forms/grammar/lint-ui.ts";
import { inFile, unknown } from "./found.ts";
import { fileOf, type Known } from "./known.ts";

export function layoutFindings({ release: { ui, forms }, ids }: Known): Finding[] {
  return Object.entries(ui).flatMap(([id, layout]) => {
    const file = `forms/ui/${id}.ui.json`;
    if (Object.hasOwn(forms, id)) return lintUi(file, layout, forms[id]);
    if (ids.form.includes(id)) return [];
    return inFile(file, [unknown("", "form", id, ids.form, `Maak ${fileOf("form", id)}, of haal dit bestand weg.`)]);
  });
}
