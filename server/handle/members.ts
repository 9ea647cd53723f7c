/** Who is in a group, as far as somebody may know: whom they see take part in the dossier itself, and how many there are. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import { needsStreams } from "../../engine/streams/stream.ts";
import { type Looked, lookAt } from "./look.ts";
import { seesInstance } from "./named.ts";

/**
 * Nothing for a dossier. The others are only counted: neither who sees a group nor who sees a dossier hears by that who is in it.
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
  for (const [id, { membership, since, mirror }] of Object.entries(members)) {
    counts[membership] += 1;
    const looked = lookAt(others[id], "dossier", context);
    if (looked === undefined || !seesInstance(mirror, looked.dossier, looked.sight)) continue;
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
