/** Completes forms with a step: what is asked, what still is missing, and in a group that of everybody who takes part. */

import type { Transition } from "../../definitions/grammar/types.generated.ts";
import { subset } from "../../forms/grammar/subset.ts";
import type { CompiledRelease } from "../release/compile.ts";
import { playsOne } from "../rules/party.ts";
import type { Instance } from "../streams/dossier.ts";
import type { Reason } from "../streams/reason.ts";
import { titleOf } from "./names.ts";
import { distinct, reason, requiredReason } from "./reasons.ts";
import { concernedBy, definitionOf, isFilledInHere } from "./seat.ts";
import type { Seat, Work } from "./whole.ts";
import { emit, instanceIn, placeIn } from "./work.ts";

/** One reason for each form that is not complete; of what each member fills in itself, one for each member. */
export function completeReasons(
  work: Work,
  release: CompiledRelease,
  instance: Instance,
  meta: Transition["meta"],
): Reason[] {
  const found = (meta.completes ?? []).flatMap(({ form, fields }) =>
    filledInBy(work, instance, form).flatMap((seat) => {
      const own = instanceIn(seat.work, seat.instance);
      const found = own === undefined ? [] : formReasons(release, own, form, fields);
      return seat.work === work ? found : found.map((one) => ofMember(one, seat, titleOf(release, form)));
    }),
  );
  return work.state?.members === undefined ? found : distinct(found);
}

export function complete(work: Work, release: CompiledRelease, instance: Instance, meta: Transition["meta"]): void {
  for (const { form, fields } of meta.completes ?? []) {
    const asked = askedOf(instance, fields);
    const key = keyOf(release, instance, form);
    for (const seat of filledInBy(work, instance, form)) {
      emit(seat.work, { type: "formCompleted", instance: seat.instance, form: key, schema: form, asked });
    }
  }
}

/** What completing asks of a form here: in a cycle what its aims need, elsewhere the named fields or all. */
export function askedOf(instance: Instance, fields: readonly string[] | undefined): "all" | readonly string[] {
  if (instance.kind === "request") return fields ?? "all";
  const asks = instance.asks[instance.state] ?? "all";
  if (fields === undefined || asks !== "all") return asks;
  return fields;
}

/** A group fills in what is shared; the rest each member does. */
function filledInBy(work: Work, instance: Instance, form: string): readonly Seat[] {
  return isFilledInHere(work, instance, form) ? [{ work, instance: instance.id }] : concernedBy(work, instance.id);
}

/** What is missing there, nobody hears who does not see that dossier; whose it is, only who could have let it join. */
function ofMember({ place }: Reason, { work, instance: id }: Seat, title: string): Reason {
  const instance = instanceIn(work, id);
  const roles = instance === undefined ? undefined : definitionOf(work, instance)?.meta.start.roles;
  const isTold = playsOne(placeIn(work, undefined), work.whole.actor, roles ?? []);
  const message = `‘${title}’ is bij iemand die meedoet nog niet compleet. Vul het daar aan.`;
  return reason("required", { form: place["form"] ?? "", ...(isTold ? { member: work.id } : {}) }, message);
}

function formReasons(
  release: CompiledRelease,
  instance: Instance,
  form: string,
  fields: readonly string[] | undefined,
): Reason[] {
  const asked = askedOf(instance, fields);
  if (asked.length === 0) return [];
  const key = keyOf(release, instance, form);
  const data = instance.forms[key];
  const problems = [
    ...subset(release.checks(form).complete(data?.answers ?? {}), asked), // empty inputs went out when they were saved
    ...(data?.reconfirms ?? [])
      .filter((field) => asked === "all" || asked.includes(field))
      .map((field) => ({
        pointer: `/${field}`,
        code: "reconfirm",
        message: `Bevestig ${release.book.fieldTitle(form, field) ?? field}: dit komt uit een ander schooljaar.`,
        kind: "missing" as const,
      })),
  ];
  return problems.length === 0 ? [] : [requiredReason(instance.id, key, titleOf(release, form), problems)];
}

/** The name under which the present state asks the form. */
function keyOf(release: CompiledRelease, instance: Instance, form: string): string {
  const forms = release.release.definitions[instance.definition]?.states[instance.state]?.meta.forms ?? [];
  return forms.find((one) => one.form === form)?.as ?? form;
}
