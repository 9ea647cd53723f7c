/** Checks the guards of one action against each other: a branch that is never chosen, values without a branch, and where the order decides. */

import type { Transition } from "../../../../definitions/grammar/types.generated.ts";
import { error, type Found, hint, warning } from "../found.ts";
import type { Known } from "../known.ts";
import { allOf, type Logic, logicOf, type Said } from "./boxes.ts";

/** `at`: where a branch stands. */
export function guardFaults(
  known: Known,
  state: string,
  branches: readonly Transition[],
  at: (branch: number) => string,
): Found[] {
  if (branches[0]?.guard === undefined) return [];
  const logic = logicOf(known);
  const here = logic.only("instance.state", [state]);
  const guards = branches.map(({ guard }) => guard);
  const free = guards.indexOf(undefined);
  const asked = (free === -1 ? guards : guards.slice(0, free)).filter((guard) => guard !== undefined);
  return [
    ...shadowed(logic, here, asked, at),
    ...overlaps(logic, here, asked, at),
    ...(free === -1 ? gaps(logic, here, asked, at(branches.length - 1)) : []),
  ];
}

/** A branch is chosen when its guard holds and all before it are known not to. */
function shadowed(logic: Logic, here: Said, guards: readonly string[], at: (branch: number) => string): Found[] {
  return guards.flatMap((guard, index) => {
    const before = guards.slice(0, index);
    if (index === 0 || isNever(allOf([here, logic.yes(guard)]))) return [];
    if (!isNever(allOf([here, logic.yes(guard), ...before.map(logic.no)]))) return [];
    const message = `Deze tak wordt nooit gekozen: als “${guard}” uitkomt, komt een tak ervoor ook uit. Zet deze tak eerder.`;
    return [warning(`${at(index)}/guard`, "shadowed-branch", message)];
  });
}

/** Two guards that can both hold, while neither is a special case of the other. */
function overlaps(logic: Logic, here: Said, guards: readonly string[], at: (branch: number) => string): Found[] {
  return guards.flatMap((guard, index) =>
    guards.slice(0, index).flatMap((before) => {
      const [one, other] = [logic.yes(before), logic.yes(guard)];
      const common = example(logic, allOf([here, one, other]));
      const isSpecial = isNever(allOf([one, logic.no(guard)])) || isNever(allOf([other, logic.no(before)]));
      if (common === undefined || isSpecial) return [];
      const message = `“${before}” en “${guard}” kunnen allebei uitkomen, bijvoorbeeld bij ${common}. De eerste tak wint. Is dat de bedoeling?`;
      return [hint(`${at(index)}/guard`, "guard-overlap", message)];
    }),
  );
}

/** What is left when no guard holds. */
function gaps(logic: Logic, here: Said, guards: readonly string[], last: string): Found[] {
  const left = allOf([here, ...guards.map(logic.no)]);
  if (isNever(left)) return [];
  const missing = example(logic, left);
  if (missing === undefined) {
    const message = "Als geen enkele toets uitkomt, gebeurt er niets. Voeg een tak zonder guard toe.";
    return [error(last, "no-else", message)];
  }
  const message = `Bij ${missing} komt geen enkele tak uit, en dan gebeurt er niets. Voeg een tak zonder guard toe.`;
  return [warning(last, "guard-gap", message)];
}

export function isNever({ boxes }: Said): boolean {
  return boxes.length === 0;
}

/** One value for which it is so, when that is sure: of one place only, since places may depend on each other. */
function example(logic: Logic, { boxes, exact }: Said): string | undefined {
  if (!exact) return undefined;
  for (const box of boxes) {
    const [place, ...more] = [...box].filter(([path]) => path !== "instance.state");
    if (place === undefined || more.length > 0) continue;
    return told(logic, place);
  }
  return undefined;
}

function told(logic: Logic, [path, cells]: readonly [string, ReadonlySet<number>]): string | undefined {
  const [cell] = cells;
  return cell === undefined ? undefined : `“${path}” = ${JSON.stringify(logic.valueAt(path, cell))}`;
}
