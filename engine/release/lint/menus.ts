/** Finds menus from which nothing can be chosen: never open, room for none, or two that exclude each other. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import type { Menu } from "../../../definitions/grammar/types.generated.ts";
import { error, type Found, inFile, step, warning } from "./found.ts";
import { fileOf, type Known } from "./known.ts";
import { logicOf } from "./logic/boxes.ts";
import { isNever } from "./logic/guards.ts";

export function menuFindings(known: Known): Finding[] {
  return Object.values(known.release.menus).flatMap((menu) =>
    inFile(fileOf("menu", menu.id), [...dayFaults(menu), ...roomFaults(known, menu), ...pairFaults(known, menu)]),
  );
}

function dayFaults({ from, until }: Menu): Found[] {
  if (from === undefined || until === undefined || from <= until) return [];
  return [
    error("/until", "menu-closed", `Dit menu sluit (${until}) voordat het opengaat (${from}). Verbeter een van beide.`),
  ];
}

function roomFaults({ release: { values } }: Known, { max, pairs }: Menu): Found[] {
  const most = typeof max === "object" && "value" in max ? values[max.value]?.value : max;
  if (typeof most !== "number") return [];
  if (most < 1) return [error("/max", "menu-room", "Hier kan niets worden gekozen. Laat minstens één keuze toe.")];
  if (most > 1 || pairs === undefined || pairs.length === 0) return [];
  return [
    error(
      "/pairs",
      "no-effect",
      "Paren doen hier niets: er kan maar één keuze tegelijk. Haal ze weg, of verhoog “max”.",
    ),
  ];
}

/** Two that can be chosen at once must be able to start at once. */
function pairFaults(known: Known, { pairs, requires }: Menu): Found[] {
  const logic = logicOf(known);
  const { definitions } = known.release;
  const asked = (item: string) => [
    ...((Object.hasOwn(definitions, item) ? definitions[item]?.meta.start.requires : undefined) ?? []),
    ...(requires ?? []).flatMap(({ holds, except }) => (except?.includes(item) === true ? [] : [holds])),
  ];
  return (pairs ?? []).flatMap((pair, index) => {
    const alone = pair.some((item) => isNever(logic.yes(...asked(item))));
    if (alone || !isNever(logic.yes(...pair.flatMap(asked)))) return [];
    const message = `${pair.map((item) => `“${item}”`).join(" en ")} vragen het tegendeel van elkaar en kunnen nooit samen. Haal dit paar weg.`;
    return [warning(`/pairs${step(index)}`, "pair-never", message)];
  });
}
