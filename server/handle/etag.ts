/** Preconditions: what a command touches, and the mark of the version that its sender looked at. */

import { isObject } from "../../definitions/grammar/json.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import type { Keyring } from "../keys/keyring.ts";

/** Marks of versions, quotes included. An HMAC: it says nothing about how often something was changed. */
export interface Etags {
  instance(dossier: Dossier, instance: string): string | undefined;
  form(dossier: Dossier, instance: string, form: string): string | undefined;
}

export function etagsOf(keyring: Keyring): Etags {
  const quoted = (parts: readonly string[]) => `"${keyring.token("etag", parts)}"`;
  return {
    instance(dossier, id) {
      const instance = Object.hasOwn(dossier.instances, id) ? dossier.instances[id] : undefined;
      return instance && quoted([dossier.id, id, String(instance.revision)]);
    },
    form(dossier, id, form) {
      const instance = Object.hasOwn(dossier.instances, id) ? dossier.instances[id] : undefined;
      const data = instance !== undefined && Object.hasOwn(instance.forms, form) ? instance.forms[form] : undefined;
      return instance && quoted([dossier.id, id, form, String(data?.revision ?? 0)]);
    },
  };
}

/** What the body touches, as far as that can be read from it; undefined when it needs no precondition. */
export function touchedBy(body: unknown): { readonly instance: string; readonly form?: string } | undefined {
  if (!isObject(body)) return undefined;
  const { type, form } = body;
  const instance = typeof body["instance"] === "string" ? body["instance"] : undefined;
  if (type === "save") return { instance: instance ?? "", form: typeof form === "string" ? form : "" };
  if (type === "act") return { instance: instance ?? "" };
  return type === "assign" && instance !== undefined ? { instance } : undefined;
}

/** Strong comparison: a weak mark never matches, and `*` names no version. */
export function matches(ifMatch: string, etag: string): boolean {
  return ifMatch.split(",").some((one) => one.trim() === etag);
}
