/** Finds conditions that can never hold: on their own, together with others, in this state, or before a field is filled in. */

import type { Finding } from "../../../../definitions/grammar/finding.ts";
import { error, type Found, inFile } from "../found.ts";
import { fileOf, type Known } from "../known.ts";
import { isAbsentFact } from "../reads.ts";
import { allOf, type Logic, logicOf, type Said } from "./boxes.ts";
import { type Demand, demandsOf, fileOfDemand } from "./demands.ts";
import { isNever } from "./guards.ts";

export function togetherFindings(known: Known): Finding[] {
  const logic = logicOf(known);
  const conditions = Object.values(known.release.conditions).flatMap(({ id, all }) => {
    const parts = all ?? [];
    if (parts.some((part) => isNever(logic.yes(part))) || !isNever(logic.yes(...parts))) return [];
    const message = "Deze voorwaarden spreken elkaar tegen, dus dit komt nooit uit. Haal er één weg.";
    return inFile(fileOf("condition", id), [error("/all", "never-holds", message)]);
  });
  const demands = demandsOf(known).flatMap((demand) =>
    inFile(fileOfDemand(demand), demandFaults(known, logic, demand)),
  );
  return [...conditions, ...onePerPlace(demands)];
}

/** What a menu asks is asked of each of its items, and told once. */
function onePerPlace(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((one) => [`${one.file} ${one.pointer}`, one])).values()];
}

/** The first condition with which the list can no longer hold. */
function demandFaults(known: Known, logic: Logic, demand: Demand): Found[] {
  const isAbsent = (path: string) => demand.isAbsent(path) || isAbsentFact(known, path, demand.isAbsent);
  let ways: Said = demand.states === undefined ? allOf([]) : logic.only("instance.state", demand.states);
  for (const { condition, pointer, elsewhere } of demand.asked) {
    const said = logic.yes(condition);
    if (isNever(said)) return [];
    const present = { ...said, boxes: said.boxes.filter((box) => ![...box.keys()].some(isAbsent)) };
    if (isNever(present) && elsewhere !== true) {
      const late = said.boxes.flatMap((box) => [...box.keys()].filter(isAbsent))[0] ?? "";
      return [error(pointer, "field-too-late", lateMessage(condition, late))];
    }
    ways = allOf([ways, said]);
    if (!isNever(ways)) continue;
    if (elsewhere === true) return [];
    const message = `“${condition}” kan hier nooit uitkomen, samen met de stand en wat er nog meer wordt gevraagd. Haal er één weg.`;
    return [error(pointer, "never-allowed", message)];
  }
  return [];
}

function lateMessage(condition: string, path: string): string {
  return `“${condition}” vraagt “${path}”, en dat is op dit moment nog nooit ingevuld. Vraag het eerder, of toets het later.`;
}
