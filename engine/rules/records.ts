/** Which records count now, and what they say together. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import type { Dossier, Instance, RecordEntry } from "../streams/dossier.ts";
import { own } from "./scope.ts";

/** Entries that count: not replaced, not withdrawn, and what they were bound to is still what was shown. Oldest first. */
export function counting(dossier: Dossier, kind: string, cycle: Instance | undefined): readonly RecordEntry[] {
  const entries = own(dossier.records, kind);
  if (entries === undefined) return [];
  return entries.filter((entry) => !entry.replaced && !entry.withdrawn && !isVoid(dossier, entry, cycle));
}

/** A binding record is void once its form was changed, or once another cycle counts. */
export function isVoid(dossier: Dossier, entry: RecordEntry, cycle: Instance | undefined): boolean {
  const { binds } = entry;
  if (entry.changed === "keep") return false;
  if (binds === undefined) return true; // it was bound to nothing, or what it was bound to was erased
  const bound = dossier.instances[binds.instance];
  if (bound === undefined) return true;
  if (bound.kind === "cycle" && bound.id !== cycle?.id) return true;
  return (bound.forms[binds.form]?.revision ?? 0) !== binds.revision;
}

/** What the entries say together: the newest whole, or the newest value of each field. */
export function merged(entries: readonly RecordEntry[]): JsonObject {
  const newest = entries.at(-1);
  if (newest === undefined) return {};
  if (newest.merge === "entry") return newest.answers;
  const fields: Record<string, Json> = {};
  for (const entry of entries) Object.assign(fields, entry.answers);
  return fields;
}
