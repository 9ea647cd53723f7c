/** Checks that a fact answers the type it says, and has what its operator needs. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import type { Fact } from "../../../definitions/grammar/types.generated.ts";
import { error, type Found, inFile } from "./found.ts";
import { fileOf, type Known } from "./known.ts";

const ANSWERS = {
  count: "number",
  sum: "number",
  distinct: "number",
  earliest: "day",
  latest: "day",
  minus: "number",
  times: "number",
  notAfter: "boolean",
  same: "boolean",
  lookup: undefined,
  shift: "day",
  elapsed: "number",
  schoolYear: "number",
  overlaps: "boolean",
} as const satisfies Partial<Record<keyof Fact, Fact["type"] | undefined>>;

export function factFindings({ release: { facts } }: Known): Finding[] {
  return Object.values(facts).flatMap((fact) => inFile(fileOf("fact", fact.id), shapeFaults(fact)));
}

function shapeFaults(fact: Fact): Found[] {
  const operator = (Object.keys(ANSWERS) as (keyof typeof ANSWERS)[]).find((key) => fact[key] !== undefined);
  const answers = operator === undefined ? undefined : ANSWERS[operator];
  const found: Found[] = [];
  if (answers !== undefined && answers !== fact.type) {
    found.push(error("/type", "fact-type", `“${operator}” geeft een ${answers}. Maak “type” daaraan gelijk.`, answers));
  }
  if (fact.sum !== undefined && fact.sum.of === undefined) {
    found.push(error("/sum", "missing-key", "“of” ontbreekt hier. Vul in welk veld wordt opgeteld."));
  }
  return found;
}
