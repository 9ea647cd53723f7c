/** Checks the names in what fits of a file that is wrong itself, so that all is told at once. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import { isObject } from "../../../definitions/grammar/json.ts";
import type { Definition } from "../../../definitions/grammar/types.generated.ts";
import { inFile } from "./found.ts";
import { type Known, PARTS, type Part } from "./known.ts";
import { inPlaces } from "./references.ts";

/** Only names of other files: what a file names of its own may stand in what does not fit. */
const ELSEWHERE: readonly string[] = [
  "condition",
  "form",
  "fact",
  "value",
  "definition",
  "view",
  "message",
  "resource",
  "record",
  "calendar",
].map((noun) => `unknown-${noun}`);

export function fittingFindings(known: Known): Finding[] {
  return [...(known.linted.fitting ?? [])].flatMap(([file, whole]) => {
    const kind = (Object.keys(PARTS) as Part[]).find((part) => file.startsWith(`${PARTS[part].folder}/`));
    if (kind === undefined || kind === "form") return [];
    const isWhole = kind === "definition" && isObject(whole["states"]);
    const definition = isWhole ? (whole as unknown as Definition) : undefined;
    const found = inPlaces(kind, { known, whole, definition });
    return inFile(
      file,
      found.filter(({ code }) => ELSEWHERE.includes(code)),
    );
  });
}
