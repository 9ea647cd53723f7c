/** What a client gets to see: pages with marks of versions, and what a command changed, both through the view of today. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import type { Sight } from "../../engine/rules/view.ts";
import type { FormPart } from "../../engine/run/form-part.ts";
import type { InstancePart } from "../../engine/run/instance-part.ts";
import type { Page } from "../../engine/run/page.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import type { StoredPart } from "../store/port.ts";
import type { Etags } from "./etag.ts";
import { seesInstance } from "./named.ts";

/** The page without revisions: how often something was changed before it was shown is nobody's business. */
export function shownPage(page: Page, dossier: Dossier, etags: Etags): JsonObject {
  const { cycle, requests, ...rest } = page;
  return {
    ...(rest as unknown as JsonObject),
    ...(cycle === undefined ? {} : { cycle: shownInstance(cycle, dossier, etags) }),
    requests: requests.map((one) => shownInstance(one, dossier, etags)),
  };
}

function shownInstance(part: InstancePart, dossier: Dossier, etags: Etags): JsonObject {
  const { revision: _revision, forms, ...rest } = part;
  return {
    ...(rest as unknown as JsonObject),
    etag: etags.instance(dossier, part.instance) ?? "",
    forms: forms.map((form) => shownForm(form, part.instance, dossier, etags)),
  };
}

function shownForm(part: FormPart, instance: string, dossier: Dossier, etags: Etags): JsonObject {
  const { revision: _revision, ...rest } = part;
  return { ...(rest as unknown as JsonObject), etag: etags.form(dossier, instance, part.key) ?? "" };
}

/**
 * What a commit touched, as it stands now: instances with their state and marks, and records, as far as the sender sees
 * them. The same for the first answer and for a repeated one.
 */
export function shownChange(
  skeleton: StoredPart["skeleton"],
  { dossier, sight }: { readonly dossier: Dossier; readonly sight: Sight },
  etags: Etags,
): { readonly instances: readonly Json[]; readonly records: readonly string[] } {
  const touched = new Map<string, Set<string>>();
  const records: string[] = [];
  for (const event of skeleton) {
    const { instance, form, record, kind } = event;
    if (typeof record === "string" && typeof kind === "string" && sight.records.has(kind)) records.push(record);
    if (typeof instance !== "string" || !seesInstance(instance, dossier, sight)) continue;
    const forms = touched.get(instance) ?? new Set();
    touched.set(instance, forms);
    if (typeof form === "string" && event["type"] === "formSaved") forms.add(form);
  }
  const instances = [...touched].map(([id, forms]): Json => {
    const instance = dossier.instances[id];
    const header = instance?.kind === "cycle" ? sight.steps : sight.instances.get(id)?.request;
    const seen = [...forms].filter((form) => sight.instances.get(id)?.forms.has(instance?.forms[form]?.schema ?? form));
    return {
      instance: id,
      ...(header === undefined || instance === undefined ? {} : { state: instance.state }),
      etag: etags.instance(dossier, id) ?? "",
      forms: seen.map((form) => ({ form, etag: etags.form(dossier, id, form) ?? "" })),
    };
  });
  return { instances, records: [...new Set(records)] };
}
