/** Checks that a form calls itself what its file is called. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import { error, inFile } from "./found.ts";
import { fileOf, type Known } from "./known.ts";

export function formNameFindings({ release: { forms } }: Known): Finding[] {
  return Object.entries(forms).flatMap(([name, form]) => {
    const id = form["id"];
    if (typeof id !== "string" || id === name) return [];
    const message = `De naam van het bestand en het id verschillen: ${id}. Maak ze gelijk.`;
    return inFile(fileOf("form", name), [error("/id", "file-name", message, name)]);
  });
}
