/** Finds who is meant by `to`: a role at the unit that is linked, or at the unit that something in the dossier names. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Receiver } from "../../definitions/grammar/types.generated.ts";
import { unitFor, unitsFor } from "../rules/party.ts";
import { refer } from "../rules/value.ts";
import type { Instance } from "../streams/dossier.ts";
import type { Reason } from "../streams/reason.ts";
import { reason } from "./reasons.ts";
import type { Work } from "./whole.ts";
import { dossierIn, placeIn, releaseFor, scopeIn } from "./work.ts";

export interface Found {
  readonly to: string;
  /** Absent for a relation or a party, and for a role of which no unit is known. */
  readonly unit?: string;
}

/** Who gets a message or a task. What is named must have been told about the request already: else it would wait unseen. */
export function receiverOf(work: Work, id: string, to: Receiver, input?: JsonObject): Found | Reason {
  const instance = dossierIn(work).instances[id];
  if (typeof to === "string") {
    if (!to.includes(".") || to.startsWith("dossier.")) return { to };
    const unit = unitFor(placeIn(work, instance), to);
    return unit === undefined ? { to } : { to, unit };
  }
  const found = named(work, id, to, input);
  if ("code" in found) return found;
  const told = [...unitsFor(placeIn(work, instance), to.role), ...(instance?.filings ?? []).map(({ unit }) => unit)];
  if (told.includes(found.unit)) return found;
  const title = work.context.organisation.units[found.unit]?.title ?? found.unit;
  return reason("effect", { instance: id }, `${title} kan dit nog niet zien. Dien het daar eerst in.`);
}

/** The unit to which something is filed. */
export function filedUnit(work: Work, id: string, to: Receiver, input?: JsonObject): Required<Found> | Reason {
  if (typeof to !== "string") return named(work, id, to, input);
  const unit = unitFor(placeIn(work, undefined), to);
  if (unit !== undefined && Object.hasOwn(work.context.organisation.units, unit)) return { to, unit };
  const who = releaseFor(work, dossierIn(work).instances[id]).whoTitle(to);
  const message = `Het is niet bekend wie ‘${who}’ is voor deze organisatie. Vraag de beheerder.`;
  return reason("effect", { instance: id }, message);
}

type Named = Exclude<Receiver, string>;

/** The unit must be there, and be one where people have that role. */
function named(work: Work, id: string, { role, at }: Named, input: JsonObject | undefined): Required<Found> | Reason {
  const instance: Instance | undefined = dossierIn(work).instances[id];
  const unit = refer(scopeIn(work, instance, input), at);
  const { units } = work.context.organisation;
  const who = releaseFor(work, instance).whoTitle(role);
  const refused = (message: string) => reason("effect", { instance: id }, message);
  if (typeof unit !== "string") {
    return refused(`Het is nog niet bekend naar welke organisatie dit gaat voor ‘${who}’. Vul dat eerst in.`);
  }
  const found = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (found === undefined)
    return refused(`De organisatie ${unit} is niet bekend. Kies een andere, of vraag de beheerder.`);
  if (found.kind === role.slice(0, role.indexOf("."))) return { to: role, unit };
  return refused(`${found.title} heeft niemand als ‘${who}’. Kies een andere organisatie, of vraag de beheerder.`);
}
