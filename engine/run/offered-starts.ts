/** What can begin here: from a menu, freely, or by joining a group of others. */

import type { Definition, Menu } from "../../definitions/grammar/types.generated.ts";
import { playsOne } from "../rules/party.ts";
import type { Sight } from "../rules/view.ts";
import type { Instance } from "../streams/dossier.ts";
import type { Reason, Warning } from "../streams/reason.ts";
import type { Offered } from "./action.ts";
import { menuReasons } from "./menu.ts";
import { distinct } from "./reasons.ts";
import { settle } from "./settle.ts";
import { checkStart, performStart } from "./start.ts";
import { severalIn, trialOf, type Work } from "./whole.ts";
import { currentRelease, dossierIn, placeIn } from "./work.ts";

/** The requests that the cycle is for, then the rest of the menus that stay. */
export function starts(work: Work, sight: Sight, cycle: Instance | undefined): Offered[] {
  const { aimed, staying } = itemsIn(work, cycle);
  return [...aimed, ...staying].flatMap(({ definition, menu }) => start(work, sight, definition, menu));
}

/** What can be chosen for a while yet, from a menu with an end: nobody begins with a way in that is going to close. */
export function endingStarts(work: Work, sight: Sight, cycle: Instance | undefined): Offered[] {
  return itemsIn(work, cycle).ending.flatMap(({ definition, menu }) => start(work, sight, definition, menu));
}

interface Item {
  readonly menu: Menu;
  readonly definition: Definition;
}

/** Each item of the menus that are not over, once. */
function itemsIn(work: Work, cycle: Instance | undefined): Record<"aimed" | "staying" | "ending", readonly Item[]> {
  const { release } = currentRelease(work);
  const menus = Object.values(release.menus).filter(({ until }) => until === undefined || work.whole.today <= until);
  const items = menus.flatMap((menu) =>
    menu.items.flatMap((id): Item[] => {
      const definition = release.definitions[id];
      return definition === undefined ? [] : [{ menu, definition }];
    }),
  );
  const isAim = ({ definition }: Item) => cycle?.aims?.includes(definition.id) === true;
  const rest = items.filter((item) => !isAim(item));
  return {
    aimed: items.filter(isAim),
    staying: rest.filter(({ menu }) => menu.until === undefined),
    ending: rest.filter(({ menu }) => menu.until !== undefined),
  };
}

/** What stands in no menu: cycles, and requests that can always be made. */
export function freeStarts(work: Work, sight: Sight): Offered[] {
  const { release } = currentRelease(work);
  const inMenu = new Set(Object.values(release.menus).flatMap(({ items }) => items));
  const free = Object.values(release.definitions).filter(({ id }) => !inMenu.has(id));
  return free.flatMap((definition) => start(work, sight, definition, undefined));
}

/** Only for who may do it, once for each thing that it can be about. */
function start(work: Work, sight: Sight, definition: Definition, menu: Menu | undefined): Offered[] {
  const { roles, about } = definition.meta.start;
  if (!playsOne(placeIn(work, undefined), work.whole.actor, roles)) return [];
  if (about === undefined) return startOf(work, definition, menu, undefined);
  const seen = Object.values(dossierIn(work).instances).filter(
    ({ id }) => sight.instances.get(id)?.request !== undefined,
  );
  return seen
    .filter((one) => Object.hasOwn(about, one.definition) && about[one.definition]?.includes(one.state) === true)
    .flatMap((one) => startOf(work, definition, menu, one.id));
}

/** A group can be begun or joined: of the two ways in, what is asked of this dossier is the same. */
function startOf(work: Work, definition: Definition, menu: Menu | undefined, about: string | undefined): Offered[] {
  const more = about === undefined ? {} : { about };
  const asked = { definition: definition.id, ...more, ...(menu === undefined ? {} : { menu }) };
  const closed = menu === undefined ? [] : menuReasons(work, menu, [definition.id]);
  const first = checkStart(work, asked);
  const request = { ...asked, acknowledged: first.warnings.map(({ place }) => place.condition) };
  const { reasons, warnings } = first.warnings.length === 0 ? first : checkStart(work, request);
  const found = distinct([...closed, ...reasons]);
  const join = definition.meta.group === undefined ? [] : [joining(definition, menu, found, warnings)];
  if (found.length === 0) {
    const trial = trialOf(work);
    performStart(trial, request);
    found.push(...settle(trial.whole));
  }
  return [
    {
      id: [menu?.id ?? "start", definition.id, ...(about === undefined ? [] : [about])].join("."),
      kind: "start",
      label: definition.title,
      command: {
        type: "start",
        definitions: [definition.id],
        ...more,
        ...(menu === undefined ? {} : { menu: menu.id }),
      },
      ...(definition.description === undefined ? {} : { help: definition.description }),
      allowed: found.length === 0,
      reasons: found,
      warnings,
    },
    ...join,
  ];
}

/** Which group, whoever asks fills in. */
function joining(
  { id, title }: Definition,
  menu: Menu | undefined,
  found: readonly Reason[],
  warnings: readonly Warning[],
): Offered {
  return {
    id: `join.${id}`,
    kind: "join",
    label: `${title}: aansluiten bij een groep`,
    command: { type: "join", ...(menu === undefined ? {} : { menu: menu.id }) },
    allowed: found.length === 0,
    reasons: [...found],
    warnings,
  };
}

export function leaves(work: Work, instance: Instance, title: string): Offered[] {
  const several = severalIn(work.whole);
  if (instance.group === undefined || several === undefined) return [];
  const reasons = several.checkLeave(work, instance.id);
  return [
    {
      id: `leave.${instance.id}`,
      kind: "leave",
      label: `${title}: niet meer meedoen`,
      command: { type: "leave", instance: instance.id },
      allowed: reasons.length === 0,
      reasons,
      warnings: [],
    },
  ];
}
