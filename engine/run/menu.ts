/** Menus: what can be chosen together, when, and under which conditions. */

import type { Menu, StartCommand } from "../../definitions/grammar/types.generated.ts";
import { operand } from "../rules/value.ts";
import type { Reason } from "../streams/reason.ts";
import { reason } from "./reasons.ts";
import type { Work } from "./whole.ts";
import { currentRelease, scopeIn } from "./work.ts";

/** Conditions that the menu adds to what the procedure itself asks. */
export function menuConditions(menu: Menu | undefined, id: string): { requires: string[]; advises: string[] } {
  const asked = (given: Menu["requires"]) =>
    (given ?? []).filter(({ except }) => except?.includes(id) !== true).map(({ holds }) => holds);
  return { requires: asked(menu?.requires), advises: asked(menu?.advises) };
}

/** The menu that is meant, and every reason why it does not allow this choice. */
export function menuFor(work: Work, command: StartCommand): { menu: Menu | undefined; reasons: Reason[] } {
  const { release } = currentRelease(work);
  const menus = Object.values(release.menus);
  const offered = menus.filter(({ items }) => command.definitions.some((id) => items.includes(id)));
  if (command.menu === undefined && offered.length === 0) {
    const many = command.definitions.length > 1;
    return {
      menu: undefined,
      reasons: many ? [reason("menu", {}, "Deze procedures staan niet samen in een menu.")] : [],
    };
  }
  const candidates = command.menu === undefined ? offered : menus.filter(({ id }) => id === command.menu);
  const open = candidates.filter((menu) => isOpen(menu, work.whole.today));
  const menu = open[0] ?? candidates[0];
  if (menu === undefined)
    return { menu, reasons: [reason("unknown", { menu: command.menu ?? "" }, "Dit menu bestaat niet.")] };
  return { menu, reasons: menuReasons(work, menu, command.definitions) };
}

function isOpen(menu: Menu, today: string): boolean {
  return (menu.from ?? "") <= today && (menu.until === undefined || today <= menu.until);
}

export function menuReasons(work: Work, menu: Menu, chosen: readonly string[]): Reason[] {
  const place = { menu: menu.id };
  const reasons: Reason[] = [];
  if (!isOpen(menu, work.whole.today)) {
    const later = menu.from !== undefined && work.whole.today < menu.from;
    const message = later ? `‘${menu.title}’ kan vanaf ${menu.from}.` : `‘${menu.title}’ kon tot en met ${menu.until}.`;
    reasons.push(reason("menu", place, message, later && menu.from !== undefined ? { until: menu.from } : {}));
  }
  const outside = chosen.filter((id) => !menu.items.includes(id));
  for (const id of outside)
    reasons.push(reason("menu", { ...place, definition: id }, `${id} staat niet in ‘${menu.title}’.`));
  const max = menu.max === undefined ? undefined : operand(scopeIn(work, undefined), menu.max);
  if (typeof max === "number" && chosen.length > max) {
    reasons.push(reason("menu", place, `In ‘${menu.title}’ kunt u er hoogstens ${max} tegelijk kiezen.`));
  }
  if (menu.pairs !== undefined && chosen.length > 1 && !allPaired(menu.pairs, chosen)) {
    reasons.push(reason("menu", place, `Deze keuzes mogen niet samen in ‘${menu.title}’.`));
  }
  return reasons;
}

function allPaired(pairs: readonly (readonly string[])[], chosen: readonly string[]): boolean {
  return chosen.every((a, index) =>
    chosen.slice(index + 1).every((b) => pairs.some((pair) => pair.includes(a) && pair.includes(b) && a !== b)),
  );
}
