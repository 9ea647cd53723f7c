/** Carries out what follows from a step: messages, tasks, filings, records, and new procedures. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import type { Effect, TaskEffect } from "../../definitions/grammar/types.generated.ts";
import { shift } from "../rules/days.ts";
import { unitFor } from "../rules/party.ts";
import { operand, periodOf } from "../rules/value.ts";
import type { Reason } from "../streams/reason.ts";
import { file } from "./file.ts";
import { reason } from "./reasons.ts";
import { checkRecord, performRecord } from "./record.ts";
import { checkStart, performStart } from "./start.ts";
import { currentRelease, dossierIn, emit, placeIn, scopeIn, type Work } from "./work.ts";

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
      return message(work, id, effect.params);
    case "task":
      return task(work, id, effect.params);
    case "file":
      return file(work, id, effect.params);
    case "start": {
      const request = { definition: effect.params.definition, bySystem: true };
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
    case "free":
      return [reason("effect", { instance: id }, "Gedeelde ruimte wordt nog niet bijgehouden.")];
    default:
      return effect satisfies never;
  }
}

/** To a role at the unit that the organisation links; to a relation or party without a unit. */
export function message(work: Work, instance: string, params: { template: string; to: unknown }): Reason[] {
  const to = String(params.to);
  emit(work, { type: "messageSent", instance, message: params.template, to, ...unitOf(work, instance, to) });
  return [];
}

function task(work: Work, instance: string, params: TaskEffect["params"]): Reason[] {
  const of = dossierIn(work).instances[instance];
  const to = String(params.to);
  const due = typeof params.due === "string" ? of?.terms[params.due]?.due : dueAfter(work, instance, params.due);
  emit(work, {
    type: "taskOpened",
    task: `task-${Object.keys(dossierIn(work).tasks).length + 1}`,
    instance,
    state: of?.state ?? "",
    title: params.title,
    to,
    ...unitOf(work, instance, to),
    ...(due === undefined ? {} : { due }),
  });
  return [];
}

function dueAfter(work: Work, instance: string, due: Exclude<TaskEffect["params"]["due"], string>): string | undefined {
  const period = due === undefined ? undefined : periodOf(scopeIn(work, dossierIn(work).instances[instance]), due);
  return period === undefined ? undefined : shift(work.today, period.n, period.unit, currentRelease(work).days);
}

function unitOf(work: Work, instance: string, to: string): { unit?: string } {
  if (!to.includes(".") || to.startsWith("dossier.")) return {};
  const unit = unitFor(placeIn(work, dossierIn(work).instances[instance]), to);
  return unit === undefined ? {} : { unit };
}
