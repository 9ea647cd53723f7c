/** Files a request: copies what a view shows, as the dossier now is, for another unit. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Receiver, View } from "../../definitions/grammar/types.generated.ts";
import { counting, merged } from "../rules/records.ts";
import { cycleOf } from "../rules/scope.ts";
import { sectionsOf } from "../rules/sections.ts";
import { shown } from "../rules/view.ts";
import type { Dossier, Instance } from "../streams/dossier.ts";
import type { FiledCopy } from "../streams/event.ts";
import type { Reason } from "../streams/reason.ts";
import { filingReason } from "./over.ts";
import { filedUnit } from "./receiver.ts";
import { membersIn, type Work } from "./whole.ts";
import { currentRelease, dossierIn, emit } from "./work.ts";

/** Empty when it was filed; else why it cannot be. A group is filed with a copy of each dossier that takes part. */
export function file(
  work: Work,
  id: string,
  params: { to: Receiver; view: string },
  input: JsonObject | undefined,
): Reason[] {
  const instance = dossierIn(work).instances[id];
  const view = currentRelease(work).release.views[params.view];
  if (instance === undefined || view === undefined) throw new Error(`${params.view} cannot be filed`);
  const late = filingReason(work, instance);
  if (late !== undefined) return [late];
  const found = filedUnit(work, id, params.to, input);
  if ("code" in found) return [found];
  const { to, unit } = found;
  const controller = work.context.organisation.units[unit]?.controller;
  if (controller === undefined) throw new Error(`${unit} has no controller`);
  for (const seat of [{ work, instance: id }, ...membersIn(work, "taking")]) {
    const own = dossierIn(seat.work).instances[seat.instance];
    if (own === undefined) throw new Error(`${seat.instance} is not there`);
    const copy = copyOf(dossierIn(seat.work), own, view);
    emit(seat.work, { type: "filed", instance: own.id, view: view.id, to, unit, controller, copy });
  }
  return [];
}

/** Forms of the request itself go before forms of its cycle with the same name, and those before forms of what it is about. */
function copyOf(dossier: Dossier, instance: Instance, view: View): FiledCopy {
  const cycle = cycleOf({ dossier, instance });
  const sources = [dossier.instances[instance.about ?? ""], cycle, instance];
  const forms: Record<string, JsonObject> = {};
  const records: Record<string, readonly JsonObject[]> = {};
  for (const { part, name, fields } of sectionsOf(view).instance) {
    if (part === "forms") {
      for (const [key, data] of sources.flatMap((source) => Object.entries(source?.forms ?? {}))) {
        if (data.schema === name) forms[key] = shown(data.answers, fields);
      }
    } else if (part === "records") {
      const entries = counting(dossier, name, cycle);
      const told = entries.at(-1)?.merge === "field" ? [merged(entries)] : entries.map(({ answers }) => answers);
      records[name] = told.map((answers) => shown(answers, fields));
    }
  }
  return { forms, records };
}
