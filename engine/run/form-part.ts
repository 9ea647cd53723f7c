/** Forms of an instance on a page: the answers that may be seen, where they came from, and what is still to do. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Problem } from "../../forms/grammar/port.ts";
import { subset } from "../../forms/grammar/subset.ts";
import { branchesOf, type CompiledRelease } from "../release/compile.ts";
import type { Fields } from "../rules/sections.ts";
import { type InstanceSight, shown } from "../rules/view.ts";
import type { FormData, Instance } from "../streams/dossier.ts";
import type { Reason } from "../streams/reason.ts";
import { askedOf } from "./complete.ts";
import { madeBy, titleOf } from "./names.ts";
import { checkSave } from "./save.ts";
import { isFilledInHere } from "./seat.ts";
import type { Work } from "./whole.ts";

export interface FormPart {
  /** The name under which the state asks it. */
  readonly key: string;
  readonly form: string;
  readonly title: string;
  readonly answers: JsonObject;
  readonly origins: { readonly [field: string]: { readonly at: string; readonly by: string } };
  readonly status: FormData["status"] | "missing";
  /** May be filled in now by this viewer; else why not. */
  readonly open: boolean;
  readonly reasons: readonly Reason[];
  /** What completing would still ask. */
  readonly toDo: readonly Problem[];
  readonly reconfirms: readonly string[];
  readonly revision: number;
  readonly release: string;
}

/** Forms that were filled in, and forms that are open now. */
export function formParts(
  work: Work,
  release: CompiledRelease,
  instance: Instance,
  seen: InstanceSight | undefined,
): FormPart[] {
  return [...keysOf(work, release, instance)].flatMap(([key, form]) => {
    const fields = seen?.forms.get(form);
    return fields === undefined ? [] : formPart(work, release, instance, key, form, fields);
  });
}

/** The forms of which something can be seen: filled in or open, or given with an action that was taken. */
export function formsIn(work: Work, release: CompiledRelease, instance: Instance): ReadonlySet<string> {
  const { definition } = instance;
  const given = instance.actions.flatMap(({ from, action, branch, input }) => {
    const form = branchesOf(release.release, definition, from, action)[branch]?.meta.input;
    return form === undefined || input === undefined ? [] : [form];
  });
  return new Set([...keysOf(work, release, instance).values(), ...given]);
}

function keysOf(work: Work, release: CompiledRelease, instance: Instance): ReadonlyMap<string, string> {
  const open = release.release.definitions[instance.definition]?.states[instance.state]?.meta.forms ?? [];
  const keys = new Map<string, string>(Object.entries(instance.forms).map(([key, { schema }]) => [key, schema]));
  const isGroup = work.state?.members !== undefined;
  for (const { form, as } of open) if (!isGroup || isFilledInHere(work, instance, form)) keys.set(as ?? form, form);
  return keys;
}

function formPart(
  work: Work,
  release: CompiledRelease,
  instance: Instance,
  key: string,
  form: string,
  fields: Fields,
): FormPart {
  const data = instance.forms[key];
  const { reasons } = checkSave(work, { instance: instance.id, form: key });
  const open = reasons.length === 0;
  const asked = instance.kind === "cycle" ? askedOf(instance, undefined) : "all";
  const problems = open ? release.checks(form).complete(data?.answers ?? {}) : [];
  return {
    key,
    form,
    title: titleOf(release, form),
    answers: shown(data?.answers ?? {}, fields),
    origins: originsOf(work, data, fields),
    status: data?.status ?? "missing",
    open,
    reasons,
    toDo: subset(problems, asked),
    reconfirms: (data?.reconfirms ?? []).filter((field) => fields === "all" || fields.has(field)),
    revision: data?.revision ?? 0,
    release: release.pin.hash,
  };
}

function originsOf(work: Work, data: FormData | undefined, fields: Fields): FormPart["origins"] {
  const entries = Object.entries(data?.origins ?? {}).filter(([field]) => fields === "all" || fields.has(field));
  return Object.fromEntries(entries.map(([field, origin]) => [field, madeBy(work, origin)]));
}
