/** Checks the end of reading of menus: it comes after the end, and it can come. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import type { Menu } from "../../../definitions/grammar/types.generated.ts";
import { error, type Found, inFile } from "./found.ts";
import { fileOf, type Known } from "./known.ts";

export function wayInFindings({ release }: Known): Finding[] {
  const menus = Object.values(release.menus);
  return menus.flatMap((menu) => inFile(fileOf("menu", menu.id), [...orderFaults(menu), ...endFaults(menu, menus)]));
}

function orderFaults({ from, until, readUntil }: Menu): Found[] {
  const last = until ?? from;
  if (readUntil === undefined || last === undefined || last <= readUntil) return [];
  return [error("/readUntil", "menu-days", "Deze dag ligt voor de laatste dag van het menu. Kies een latere dag.")];
}

/** What came in is known by its channel, so that is what reading ends for. */
function endFaults({ readUntil, channel, id }: Menu, menus: readonly Menu[]): Found[] {
  if (readUntil === undefined) return [];
  if (channel === undefined) {
    const message = "Zonder kanaal is niet bekend wat via dit menu binnenkwam. Vul bij “channel” een naam in.";
    return [error("/readUntil", "no-effect", message)];
  }
  const endless = menus.find((menu) => menu.channel === channel && menu.readUntil === undefined);
  if (endless === undefined) return [];
  const message = `“${endless.id}” heeft hetzelfde kanaal als “${id}” en geen einde. Vul daar ook “readUntil” in.`;
  return [error("/readUntil", "no-effect", message)];
}
