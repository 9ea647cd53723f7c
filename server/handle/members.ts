/** Who is in a group, as far as somebody may know: the dossiers that they see themselves, and how many there are. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import { needsStreams } from "../../engine/streams/stream.ts";
import { type Looked, lookAt } from "./look.ts";

/**
 * Nothing for a dossier. The others are only counted: who sees a group does not see its members by that.
 * @throws needsStreams for the members' own dossiers.
 */
export function membersIn({ dossier, context }: Looked): { readonly members?: JsonObject } {
  const { members } = dossier;
  if (members === undefined) return {};
  const { others = {} } = context;
  const missing = Object.keys(members).filter((id) => !Object.hasOwn(others, id));
  if (missing.length > 0) throw needsStreams(missing);
  const counts = { waiting: 0, taking: 0, left: 0 };
  const items: JsonObject[] = [];
  for (const [id, { membership, since }] of Object.entries(members)) {
    counts[membership] += 1;
    if (lookAt(others[id], "dossier", context) === undefined) continue;
    items.push({ dossier: id, state: membership, since });
  }
  return { members: { items, counts } };
}

/** Ids of the members that a page names. */
export function membersShown(page: Json | undefined): readonly string[] {
  const members = isObject(page) ? page["members"] : undefined;
  const items = isObject(members) && Array.isArray(members["items"]) ? members["items"] : [];
  return items.map((one: JsonObject) => String(one["dossier"]));
}
