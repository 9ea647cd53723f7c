/** Carries out what follows from a step: messages, tasks, filings, records, and new procedures. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import type { Effect, Receiver, TaskEffect } from "../../definitions/grammar/types.generated.ts";
import { shift } from "../rules/days.ts";
import { operand, periodOf } from "../rules/value.ts";
import type { Reason } from "../streams/reason.ts";
import { file } from "./file.ts";
import { claim, free } from "./pool.ts";
import { receiverOf } from "./receiver.ts";
import { checkRecord, performRecord } from "./record.ts";
import { checkStart, performStart } from "./start.ts";
import type { Work } from "./whole.ts";
import { currentRelease, dossierIn, emit, scopeIn } from "./work.ts";

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
      return task(work, id, effect.params, input);
    case "file":
      return file(work, id, effect.params, input);
    case "start": {
      const { definition } = effect.params;
      const { about } = currentRelease(work).release.definitions[definition]?.meta.start ?? {};
      const request = { definition, bySystem: true, ...(about === undefined ? {} : { about: id }) };
      const { reasons } = checkStart(work, request);
      if (reasons.length === 0) performStart(work, request);
      return reasons;
    }
    case "record": {
      const scope = scopeIn(work, dossierIn(work).instances[id], input);
      const given = Object.entries(effect.params.from).map(([field, from]): [string, Json] => [
        field,
        typeof from === "boolean" ? from : (operand(scope, from) ?? null),
      ]);
      const request = { kind: effect.params.kind, of: id, answers: Object.fromEntries(given), bySystem: true };
      const { reasons } = checkRecord(work, request);
      if (reasons.length === 0) performRecord(work, request);
      return reasons;
    }
    case "claim":
      return claim(work, id, effect.params);
    case "free":
      return free(work, id, effect.params.pool);
    default:
      return effect satisfies never;
  }
}

export function message(
  work: Work,
  instance: string,
  params: { template: string; to: Receiver },
  input?: JsonObject,
): Reason[] {
  const to = receiverOf(work, instance, params.to, input);
  if ("code" in to) return [to];
  emit(work, { type: "messageSent", instance, message: params.template, ...to });
  return [];
}

function task(work: Work, instance: string, params: TaskEffect["params"], input: JsonObject | undefined): Reason[] {
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
  return period === undefined ? undefined : shift(work.today, period.n, period.unit, currentRelease(work).days);
}
