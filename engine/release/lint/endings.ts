/** Finds terms that nothing ends: no state stops them, nothing is done when they are over, and no end of the procedure comes. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import type { Definition, Term } from "../../../definitions/grammar/types.generated.ts";
import { type Found, inFile, step, warning } from "./found.ts";
import { fileOf, type Known } from "./known.ts";
import { waysOf } from "./ways.ts";

export function endingFindings({ definitions }: Known): Finding[] {
  return definitions.flatMap((definition) => {
    const found = Object.entries(definition.terms ?? {}).flatMap(([id, term]) => endFaults(definition, id, term));
    return inFile(fileOf("definition", definition.id), found);
  });
}

function endFaults(definition: Definition, id: string, term: Term): Found[] {
  const { states } = definition;
  const after = new Set(startsIn(definition, term).flatMap((state) => [...waysOf(definition).after(state)]));
  const { due, stop } = term;
  if (stop?.holds !== undefined) return [];
  const ends = [...after].some((state) => {
    const found = states[state];
    const isDue = due !== undefined && Object.hasOwn(found?.on ?? {}, due);
    return found?.type === "final" || isDue || stop?.in?.includes(state) === true;
  });
  if (ends || after.size === 0) return [];
  const message = `Deze termijn houdt nooit op. Vul bij “stop” in bij welke stand, of bij “due” wat er na afloop gebeurt.`;
  return [warning(`/terms${step(id)}`, "term-without-end", message)];
}

/** Where the procedure is when the term begins. */
function startsIn({ states }: Definition, { start }: Term): readonly string[] {
  if ("state" in start) return Object.hasOwn(states, start.state) ? [start.state] : [];
  if (!("action" in start)) return Object.keys(states);
  return Object.entries(states).flatMap(([id, { on }]) =>
    Object.hasOwn(on ?? {}, start.action) ? [on?.[start.action] ?? []].flat().map(({ target }) => target ?? id) : [],
  );
}
