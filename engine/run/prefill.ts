/** Forms that open start with what is already known elsewhere in the dossier. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import type { Prefill } from "../release/compile.ts";
import type { Scope } from "../rules/scope.ts";
import type { Instance } from "../streams/dossier.ts";
import { isFilledInHere } from "./seat.ts";
import type { Work } from "./whole.ts";
import { dossierIn, emit, releaseFor, scopeIn } from "./work.ts";

/** Only forms of the present state that nobody filled in yet; the field says with `x-from` where to look. */
export function prefill(work: Work, id: string): void {
  const instance = dossierIn(work).instances[id];
  if (instance === undefined) return;
  const release = releaseFor(work, instance);
  const forms = release.release.definitions[instance.definition]?.states[instance.state]?.meta.forms ?? [];
  for (const { form, as } of forms) {
    const key = as ?? form;
    const fields = release.prefills(form);
    if (fields.length === 0 || instance.forms[key] !== undefined || !isFilledInHere(work, instance, form)) continue;
    const found = prefilled(scopeIn(work, instance), fields);
    if (Object.keys(found.changed).length === 0) continue;
    emit(work, { type: "formSaved", instance: id, form: key, schema: form, removed: [], reconfirms: [], ...found });
  }
}

/** What a form that goes with an action or a record can start with, and where each answer comes from. */
export interface Offer {
  readonly answers: JsonObject;
  /** Field → path. */
  readonly from: { readonly [field: string]: string };
}

/** Undefined when nothing is known yet. Nothing is kept: who fills in the form sends the answers along. */
export function offerFor(work: Work, instance: Instance | undefined, form: string): Offer | undefined {
  const fields = releaseFor(work, instance).prefills(form);
  const { changed: answers, from } = prefilled(scopeIn(work, instance), fields);
  return Object.keys(answers).length === 0 ? undefined : { answers, from };
}

function prefilled(
  scope: Scope,
  fields: readonly Prefill[],
): { changed: JsonObject; from: { [field: string]: string } } {
  const changed: Record<string, Json> = {};
  const from: Record<string, string> = {};
  for (const { field, path, parts } of fields) {
    const value = scope.read(parts);
    if (value === undefined) continue;
    changed[field] = value;
    from[field] = path;
  }
  return { changed, from };
}
