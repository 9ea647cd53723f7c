/** Carries out what follows from a step: messages, tasks, filings, records, and new procedures. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import type { Effect, Receiver, RecordEffect, TaskEffect } from "../../definitions/grammar/types.generated.ts";
import { shift } from "../rules/days.ts";
import { operand, periodOf } from "../rules/value.ts";
import type { Reason } from "../streams/reason.ts";
import { file } from "./file.ts";
import { receiverOf } from "./receiver.ts";
import { checkRecord, performRecord } from "./record.ts";
import { concernedBy } from "./seat.ts";
import { checkStart, performStart } from "./start.ts";
import { type Seat, severalIn, type Work } from "./whole.ts";
import { currentRelease, dossierIn, emit, instanceIn, releaseFor, scopeIn } from "./work.ts";

/** `input`: the form that went with the action. Empty when all were done; a refused effect refuses the whole command. */
export function carryOut(
  work: Work,
  instance: string,
  effects: readonly Effect[],
  input: JsonObject | undefined,
): Reason[] {
  for (const effect of effects) {
    const reasons = carryOutOne(work, instance, effect, input);
    if (reasons.length > 0) return reasons;
  }
  return [];
}

function carryOutOne(work: Work, id: string, effect: Effect, input: JsonObject | undefined): Reason[] {
  switch (effect.type) {
    case "message":
      return message(work, id, effect.params, input);
    case "task":
      return addressees(work, id, effect.params.to).flatMap((seat) => task(seat, effect.params, input));
    case "file":
      return file(work, id, effect.params, input);
    case "start":
      return concernedBy(work, id).flatMap((seat) => start(seat, effect.params.definition));
    case "record":
      return recordedBy(work, id, effect.params.kind).flatMap((seat) => record(seat, effect.params, input));
    case "claim":
      return severalIn(work.whole)?.claim(work, id, effect.params) ?? [];
    case "free":
      return severalIn(work.whole)?.free(work, id, effect.params.pool) ?? [];
    default:
      return effect satisfies never;
  }
}

/** A relation is one of the dossier: in a group, of each that takes part. Whoever else is meant, is told once. */
function addressees(work: Work, id: string, to: Receiver): readonly Seat[] {
  const isRelation = typeof to === "string" && to.startsWith("dossier.");
  return isRelation ? concernedBy(work, id) : [{ work, instance: id }];
}

/** What belongs to a dossier is noted in each that takes part; what belongs to the procedure, once. */
function recordedBy(work: Work, id: string, kind: string): readonly Seat[] {
  const of = releaseFor(work, instanceIn(work, id)).book.recordKind(kind)?.of;
  return of === "dossier" ? concernedBy(work, id) : [{ work, instance: id }];
}

function start({ work, instance }: Seat, definition: string): Reason[] {
  const { about } = currentRelease(work).release.definitions[definition]?.meta.start ?? {};
  const request = { definition, bySystem: true, ...(about === undefined ? {} : { about: instance }) };
  const { reasons } = checkStart(work, request);
  if (reasons.length === 0) performStart(work, request);
  return reasons;
}

function record(
  { work, instance }: Seat,
  { kind, from }: RecordEffect["params"],
  input: JsonObject | undefined,
): Reason[] {
  const scope = scopeIn(work, instanceIn(work, instance), input);
  const given = Object.entries(from).map(([field, value]): [string, Json] => [
    field,
    typeof value === "boolean" ? value : (operand(scope, value) ?? null),
  ]);
  const request = { kind, of: instance, answers: Object.fromEntries(given), bySystem: true };
  const { reasons } = checkRecord(work, request);
  if (reasons.length === 0) performRecord(work, request);
  return reasons;
}

export function message(
  work: Work,
  instance: string,
  params: { template: string; to: Receiver },
  input?: JsonObject,
): Reason[] {
  return addressees(work, instance, params.to).flatMap((seat) => {
    const to = receiverOf(seat.work, seat.instance, params.to, input);
    if ("code" in to) return [to];
    emit(seat.work, { type: "messageSent", instance: seat.instance, message: params.template, ...to });
    return [];
  });
}

function task({ work, instance }: Seat, params: TaskEffect["params"], input: JsonObject | undefined): Reason[] {
  const of = dossierIn(work).instances[instance];
  const to = receiverOf(work, instance, params.to, input);
  if ("code" in to) return [to];
  const due = typeof params.due === "string" ? of?.terms[params.due]?.due : dueAfter(work, instance, params.due);
  emit(work, {
    type: "taskOpened",
    task: `task-${Object.keys(dossierIn(work).tasks).length + 1}`,
    instance,
    state: of?.state ?? "",
    title: params.title,
    ...to,
    ...(due === undefined ? {} : { due }),
  });
  return [];
}

function dueAfter(work: Work, instance: string, due: Exclude<TaskEffect["params"]["due"], string>): string | undefined {
  const period = due === undefined ? undefined : periodOf(scopeIn(work, dossierIn(work).instances[instance]), due);
  return period === undefined ? undefined : shift(work.whole.today, period.n, period.unit, currentRelease(work).days);
}
