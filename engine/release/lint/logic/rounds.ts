/** Finds rounds that a procedure would go by itself: conditions that lead from state to state and back, and can all hold. */

import type { Finding } from "../../../../definitions/grammar/finding.ts";
import type { Definition, Transition } from "../../../../definitions/grammar/types.generated.ts";
import { inFile, step, warning } from "../found.ts";
import { fileOf, type Known } from "../known.ts";
import { readsOf } from "../reads.ts";
import { allOf, logicOf, type Said } from "./boxes.ts";
import { isNever } from "./guards.ts";

/** One way that a condition takes by itself. */
interface Hop {
  readonly from: string;
  readonly to: string;
  readonly pointer: string;
  readonly holds: readonly string[];
  /** Something is noted or started on the way, which may end the round. */
  readonly changes: boolean;
}

export function roundFindings(known: Known): Finding[] {
  return known.definitions.flatMap((definition) => {
    const hops = hopsOf(definition);
    const told = new Set<string>();
    const found = hops.flatMap((hop) => {
      const round = told.has(hop.from) ? undefined : roundFrom(known, hops, [hop]);
      if (round === undefined) return [];
      for (const { from } of round) told.add(from);
      const names = [...round.map(({ from }) => from), hop.from].map((id) => `“${id}”`).join(" → ");
      const message = `Dit kan vanzelf blijven rondgaan: ${names}. Zorg dat een van deze voorwaarden dan niet meer uitkomt.`;
      return [warning(hop.pointer, "when-loop", message)];
    });
    return inFile(fileOf("definition", definition.id), found);
  });
}

function hopsOf({ states }: Definition): readonly Hop[] {
  return Object.entries(states).flatMap(([from, { meta, on }]) =>
    (meta.when ?? []).flatMap(({ holds, action }, index) => {
      const given: Transition | Transition[] = (Object.hasOwn(on ?? {}, action) ? on?.[action] : undefined) ?? [];
      return [given].flat().map(
        ({ target, guard, actions }): Hop => ({
          from,
          to: target ?? from,
          pointer: `/states${step(from)}/meta/when${step(index)}`,
          holds: [...holds, ...(guard === undefined ? [] : [guard])],
          changes: (actions ?? []).some(({ type }) => type !== "message" && type !== "task"),
        }),
      );
    }),
  );
}

/** The way back to where it began, as long as everything on it can hold at once. */
function roundFrom(known: Known, hops: readonly Hop[], way: readonly Hop[]): readonly Hop[] | undefined {
  const [first, last] = [way[0], way.at(-1)];
  if (first === undefined || last === undefined || last.changes || isNever(heldOn(known, way))) return undefined;
  if (last.to === first.from) return way;
  if (way.some(({ from }) => from === last.to)) return undefined;
  for (const next of hops) {
    const found = next.from === last.to ? roundFrom(known, hops, [...way, next]) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** When all conditions on the way hold at once; never, when the way itself changes what they look at. */
function heldOn(known: Known, way: readonly Hop[]): Said {
  const logic = logicOf(known);
  const said = way.flatMap(({ holds }) => holds.map((id) => logic.yes(id)));
  const isMoving = (path: string) => readsOf(known, path).some((read) => MOVING.test(read));
  const moves = said.some(({ boxes }) => boxes.length > 0 && boxes.every((box) => [...box.keys()].some(isMoving)));
  return moves ? { boxes: [], exact: false } : allOf(said);
}

/** Places that going round changes. */
const MOVING = /^instance\.(state|entered|terms|actions)\b|^requests\b/;
