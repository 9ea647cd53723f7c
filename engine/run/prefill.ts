/** Forms that open start with what is already known elsewhere in the dossier. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import type { Scope } from "../rules/scope.ts";
import { dossierIn, emit, releaseFor, scopeIn, type Work } from "./work.ts";

/** Only forms of the present state that nobody filled in yet; the field says with `x-from` where to look. */
export function prefill(work: Work, id: string): void {
  const instance = dossierIn(work).instances[id];
  if (instance === undefined) return;
  const release = releaseFor(work, instance);
  const forms = release.release.definitions[instance.definition]?.states[instance.state]?.meta.forms ?? [];
  for (const { form, as } of forms) {
    const key = as ?? form;
    const fields = release.release.forms[form]?.["properties"];
    if (instance.forms[key] !== undefined || !isObject(fields)) continue;
    const found = prefilled(scopeIn(work, instance), fields as JsonObject);
    if (Object.keys(found.changed).length === 0) continue;
    emit(work, { type: "formSaved", instance: id, form: key, schema: form, removed: [], reconfirms: [], ...found });
  }
}

function prefilled(scope: Scope, fields: JsonObject): { changed: JsonObject; from: { [field: string]: string } } {
  const changed: Record<string, Json> = {};
  const from: Record<string, string> = {};
  for (const [field, schema] of Object.entries(fields)) {
    const path = isObject(schema) ? schema["x-from"] : undefined;
    if (typeof path !== "string") continue;
    const value = scope.read(path.split("."));
    if (value === undefined) continue;
    changed[field] = value;
    from[field] = path;
  }
  return { changed, from };
}
