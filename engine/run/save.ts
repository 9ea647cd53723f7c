/** Keeps answers without asking that they are complete. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import type { SaveCommand, State } from "../../definitions/grammar/types.generated.ts";
import { dropEmpty } from "../../forms/grammar/empty.ts";
import type { CompiledRelease } from "../release/compile.ts";
import type { Instance } from "../streams/dossier.ts";
import type { Reason } from "../streams/reason.ts";
import { choiceProblems } from "./choices.ts";
import { overReason } from "./over.ts";
import { notHereReason, reason, roleReasons } from "./reasons.ts";
import { isFilledInHere, seatOf } from "./seat.ts";
import type { Work } from "./whole.ts";
import { emit, instanceIn, releaseFor, scopeIn } from "./work.ts";

/** Fields that are not named stay as they are; a field that is named and empty is taken out. */
export function save(work: Work, command: SaveCommand): Reason[] {
  const found = checkSave(work, command);
  if (found.reasons.length > 0 || found.instance === undefined) return found.reasons;
  const { release, instance, schema, work: there } = found;
  const given = command.answers as JsonObject;
  const answers = dropEmpty(given);
  const wrong = [
    ...release.checks(schema).draft(answers),
    ...choiceProblems(release.release.forms[schema] ?? {}, answers, work.context.organisation),
  ];
  if (wrong.length > 0) {
    const place = { instance: command.instance, form: command.form };
    return [reason("invalid", place, "Dit kan zo niet worden opgeslagen.", { problems: wrong })];
  }
  const old = instance.forms[command.form];
  const changed = differing(answers, old?.answers ?? {});
  const removed = Object.keys(given).filter((field) => !(field in answers) && field in (old?.answers ?? {}));
  const reconfirms = (old?.reconfirms ?? []).filter((field) => !(field in given));
  const stays = Object.keys(changed).length === 0 && removed.length === 0;
  if (stays && reconfirms.length === (old?.reconfirms.length ?? 0)) return [];
  emit(there, { type: "formSaved", instance: instance.id, form: command.form, schema, changed, removed, reconfirms });
  return [];
}

type Found =
  | { readonly reasons: Reason[]; readonly instance: undefined }
  | {
      readonly reasons: Reason[];
      readonly instance: Instance;
      readonly release: CompiledRelease;
      readonly schema: string;
      /** Where it is saved: a shared form in the group. */
      readonly work: Work;
    };

/** Every reason why this form cannot be filled in now by this actor, whatever the answers are. */
export function checkSave(work: Work, { instance: id, form }: { instance: string; form: string }): Found {
  const instance = instanceIn(work, id);
  const place = { instance: id, form };
  if (instance === undefined)
    return { reasons: [reason("unknown", place, "Deze aanvraag staat niet in dit dossier.")], instance };
  const over = overReason(work, instance, place, false);
  if (over !== undefined) return { reasons: [over], instance: undefined };
  const release = releaseFor(work, instance);
  const states = release.release.definitions[instance.definition]?.states ?? {};
  const formIn = (state: State | undefined) => state?.meta.forms?.find((one) => (one.as ?? one.form) === form);
  const open = formIn(states[instance.state]);
  if (open === undefined) {
    const elsewhere = Object.values(states).filter((one) => formIn(one) !== undefined);
    const labels = elsewhere.map(({ meta }) => meta.label);
    const now = states[instance.state]?.meta.label ?? instance.state;
    const why =
      labels.length === 0
        ? reason("unknown", place, "Dit formulier hoort hier niet bij.")
        : notHereReason(place, "Dit formulier staat nu niet open", now, labels);
    return { reasons: [why], instance: undefined };
  }
  const seat = isFilledInHere(work, instance, open.form) ? { work, instance: id } : seatOf(work, id);
  const there = instanceIn(seat.work, seat.instance);
  if (there === undefined) throw new Error(`${seat.instance} is not there`);
  if (seat.work === work && work.state?.members !== undefined && !isFilledInHere(work, instance, open.form)) {
    return {
      reasons: [reason("not-here", place, "Dit vult ieder die meedoet zelf in, in het eigen dossier.")],
      instance: undefined,
    };
  }
  const reasons = roleReasons(scopeIn(seat.work, there), release, open.roles, place);
  return { reasons, instance: there, release, schema: open.form, work: seat.work };
}

function differing(answers: JsonObject, old: JsonObject): JsonObject {
  const entries = Object.entries(answers) as [string, Json][];
  return Object.fromEntries(
    entries.filter(
      ([field, value]) => !Object.hasOwn(old, field) || JSON.stringify(old[field]) !== JSON.stringify(value),
    ),
  );
}
