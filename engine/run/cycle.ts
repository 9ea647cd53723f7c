/** What a cycle asks for its aims, and which answers of the cycle before come along. */

import type { Definition } from "../../definitions/grammar/types.generated.ts";
import { carryOver } from "../../forms/grammar/carry.ts";
import type { CompiledRelease } from "../release/compile.ts";
import { localDay, schoolYearStart } from "../rules/days.ts";
import type { DossierEvent } from "../streams/event.ts";
import type { Work } from "./whole.ts";
import { dossierIn } from "./work.ts";

type Started = Extract<DossierEvent, { type: "instanceStarted" }>;

/** Per step of the cycle the names of its forms. */
export function stepForms(cycle: Definition): { [state: string]: string[] } {
  const steps: Record<string, string[]> = {};
  for (const [state, { meta }] of Object.entries(cycle.states)) {
    if (meta.forms !== undefined) steps[state] = meta.forms.map(({ form, as }) => as ?? form);
  }
  return steps;
}

/** Per step the union of what the aims ask. Without aims everything is asked: the cycle is then an end in itself. */
export function asksOf(
  current: CompiledRelease,
  cycle: Definition,
  aims: readonly string[],
): { [state: string]: "all" | readonly string[] } {
  const asks: Record<string, "all" | readonly string[]> = {};
  for (const state of Object.keys(stepForms(cycle))) {
    const asked = aims.map((aim) => current.release.definitions[aim]?.meta.steps?.[state] ?? []);
    if (aims.length === 0 || asked.includes("all")) asks[state] = "all";
    else asks[state] = [...new Set(asked.flat())];
  }
  return asks;
}

/** Which answers of the cycle before come along, and which of those must be confirmed in another school year. */
export function carriesOf(work: Work, current: CompiledRelease): Started["carries"] {
  const dossier = dossierIn(work);
  const before = dossier.cycle === undefined ? undefined : dossier.instances[dossier.cycle];
  if (before === undefined) return undefined;
  const forms: Record<string, { drops: readonly string[]; reconfirms: readonly string[] }> = {};
  for (const [key, data] of Object.entries(before.forms)) {
    const schema = current.release.forms[data.schema];
    if (schema === undefined) continue;
    const { dropped, reconfirm } = carryOver(schema, data.answers);
    const stale = (field: string) => {
      const at = data.origins[field]?.at;
      return at === undefined || schoolYearStart(localDay(at)) !== schoolYearStart(work.whole.today);
    };
    const reconfirms = reconfirm.filter((field) => stale(field) || data.reconfirms.includes(field));
    forms[key] = { drops: dropped, reconfirms };
  }
  return { from: before.id, forms };
}
