/** Preconditions: what a command touches, and the mark of the version that its sender looked at. */

import { isObject } from "../../definitions/grammar/json.ts";
import type { Catalog } from "../../engine/release/catalog.ts";
import type { Dossier, Instance } from "../../engine/streams/dossier.ts";
import type { Keyring } from "../keys/keyring.ts";

/** Marks of versions, quotes included; undefined for what is not there. An HMAC: it says nothing about how often something changed. */
export interface Etags {
  instance(dossier: Dossier, instance: string): string | undefined;
  /** `form`: the name under which the procedure asks it, filled in or not. */
  form(dossier: Dossier, instance: string, form: string): string | undefined;
}

export function etagsOf(keyring: Keyring, catalog: Catalog): Etags {
  const quoted = (parts: readonly string[]) => `"${keyring.token("etag", parts)}"`;
  const found = ({ instances }: Dossier, id: string) => (Object.hasOwn(instances, id) ? instances[id] : undefined);
  return {
    instance(dossier, id) {
      const instance = found(dossier, id);
      return instance && quoted([dossier.id, id, String(instance.revision)]);
    },
    form(dossier, id, form) {
      const instance = found(dossier, id);
      if (instance === undefined) return undefined;
      const data = Object.hasOwn(instance.forms, form) ? instance.forms[form] : undefined;
      if (data === undefined && !isAsked(catalog, instance, form)) return undefined;
      return quoted([dossier.id, id, form, String(data?.revision ?? 0)]);
    },
  };
}

function isAsked(catalog: Catalog, { definition, release }: Instance, form: string): boolean {
  const states = catalog.pinned(release.hash)?.release.definitions[definition]?.states ?? {};
  return Object.values(states).some(({ meta }) => meta.forms?.some((one) => (one.as ?? one.form) === form));
}

/** What the body touches, as far as that can be read from it; undefined when it needs no precondition. */
export function touchedBy(body: unknown): { readonly instance: string; readonly form?: string } | undefined {
  if (!isObject(body)) return undefined;
  const { type, form } = body;
  const instance = typeof body["instance"] === "string" ? body["instance"] : undefined;
  if (type === "save") return { instance: instance ?? "", form: typeof form === "string" ? form : "" };
  if (type === "act" || type === "leave") return { instance: instance ?? "" };
  return type === "assign" && instance !== undefined ? { instance } : undefined;
}

/** Strong comparison: a weak mark never matches, and `*` names no version. */
export function matches(ifMatch: string, etag: string): boolean {
  return ifMatch.split(",").some((one) => one.trim() === etag);
}
