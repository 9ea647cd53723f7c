/** Who is in a group, as far as somebody may know: whom they see take part in the dossier itself, and how many there are. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import type { Membership } from "../../engine/streams/event.ts";
import { isDossier, needsStreams, type StreamState } from "../../engine/streams/stream.ts";
import { type Looked, lookAt } from "./look.ts";
import { seesInstance } from "./named.ts";

/**
 * Nothing for a dossier. `lost`: members who are not in this group now, because their dossiers cannot be read. The others are only counted: neither who sees a group nor who sees a dossier hears by that who is in it.
 * @throws needsStreams for the members' own dossiers.
 */
export function membersIn(
  { dossier, context }: Looked,
  lost: readonly Membership[],
): { readonly members?: JsonObject } {
  const { members } = dossier;
  if (members === undefined) return {};
  const { others = {} } = context;
  const missing = Object.keys(members).filter((id) => !Object.hasOwn(others, id));
  if (missing.length > 0) throw needsStreams(missing);
  const counts = { waiting: 0, taking: 0, left: 0 };
  for (const membership of lost) counts[membership] += 1;
  const items: JsonObject[] = [];
  for (const [id, { membership, since, mirror }] of Object.entries(members)) {
    counts[membership] += 1;
    const looked = lookAt(others[id], "dossier", context);
    if (looked === undefined || !seesInstance(mirror, looked.dossier, looked.sight)) continue;
    items.push({ dossier: id, state: membership, since });
  }
  const unreadable = lost.length === 0 ? {} : { unreadable: { count: lost.length, message: lostMessage(lost) } };
  return { members: { items, counts, ...unreadable } };
}

/** How those of these streams take part that are in this group. */
export function membershipsOf(group: StreamState | undefined, streams: ReadonlySet<string>): readonly Membership[] {
  const members = isDossier(group) ? (group.members ?? {}) : {};
  return Object.entries(members).flatMap(([id, { membership }]) => (streams.has(id) ? [membership] : []));
}

export function lostMessage(lost: readonly Membership[]): string {
  const how = lost.length === 1 ? "is 1 dossier" : `zijn ${lost.length} dossiers`;
  const until = holdUp(lost) ? " Zolang dat zo is, kan er in deze groep niets veranderen." : "";
  return `Van deze groep ${how} beschadigd en niet te lezen.${until} Er is niets gewist. Meld dit bij de beheerder.`;
}

/** What is done in a group is done in the dossiers of all but those who left. */
export function holdUp(lost: readonly Membership[]): boolean {
  return lost.some((membership) => membership !== "left");
}

/** Ids of the members that a page names. */
export function membersShown(page: Json | undefined): readonly string[] {
  const members = isObject(page) ? page["members"] : undefined;
  const items = isObject(members) && Array.isArray(members["items"]) ? members["items"] : [];
  return items.map((one: JsonObject) => String(one["dossier"]));
}
