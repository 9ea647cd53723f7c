/** Why nothing can be done any more with an instance: it is finished, or the way it came in is closed. */

import { endOf, isUnreadable } from "../rules/channel.ts";
import { inWords } from "../rules/days.ts";
import type { Instance } from "../streams/dossier.ts";
import type { Reason } from "../streams/reason.ts";
import { reason } from "./reasons.ts";
import type { Work } from "./whole.ts";
import { currentRelease } from "./work.ts";

/** Undefined when something can still be done. What the system does goes on, also where nobody reads it. */
export function overReason(
  work: Work,
  instance: Instance,
  place: Reason["place"],
  bySystem: boolean | undefined,
): Reason | undefined {
  if (instance.closed) return reason("finished", place, "Dit is afgerond; er kan niets meer aan worden gedaan.");
  return unreadableReasons(work, instance, bySystem, place)[0];
}

/** Empty while it can be read. */
export function unreadableReasons(
  work: Work,
  instance: Instance,
  bySystem: boolean | undefined,
  place: Reason["place"] = { instance: instance.id },
): Reason[] {
  const { days } = currentRelease(work);
  if (bySystem === true || !isUnreadable(instance, work.whole.today, days)) return [];
  const day = inWords(endOf(instance, days).reading ?? work.whole.today);
  return [reason("finished", place, `Dit kon tot en met ${day} worden gebruikt. Er kan niets meer aan worden gedaan.`)];
}

/** A way in that is closed takes no new question; what was filed before goes on until nobody reads it. */
export function filingReason(work: Work, instance: Instance): Reason | undefined {
  const { filing, reading } = endOf(instance, currentRelease(work).days);
  const end = instance.filings.length > 0 ? reading : filing;
  if (end === undefined || work.whole.today <= end) return undefined;
  const message = `Dit kon tot en met ${inWords(end)} worden ingediend. Stel de vraag opnieuw, via het menu van nu.`;
  return reason("menu", { instance: instance.id }, message);
}
