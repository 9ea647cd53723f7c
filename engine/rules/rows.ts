/** The lines that facts count: records, requests, taken actions, and lists in forms. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import { isObject } from "../../definitions/grammar/json.ts";
import type { Instance } from "../streams/dossier.ts";
import { localDay } from "./days.ts";
import { counting } from "./records.ts";
import { cycleOf, type Row, type Scope } from "./scope.ts";

/** Rows by the path of the vocabulary: `records.<kind>`, `requests`, `requests.<id>`, `instance.actions.<action>` … Oldest first. */
export function rowsOf(scope: Scope, path: string): readonly Row[] {
  const [head, second = "", third = "", fourth = ""] = scope.book.parts(path);
  switch (head) {
    case "records":
      return recordRows(scope, second);
    case "requests":
      return requestRows(scope, second);
    case "members":
      return memberRows(scope);
    case "cycle":
      return second === "records" ? cycleRecordRows(scope, third) : listRows(cycleOf(scope), third, fourth);
    case "instance":
      if (second === "actions") return actionRows(scope.instance, third);
      return second === "records" ? instanceRecordRows(scope, third) : listRows(scope.instance, third, fourth);
    default:
      return [];
  }
}

export function actionRows(instance: Instance | undefined, action: string): readonly Row[] {
  return (instance?.actions ?? [])
    .filter((taken) => taken.action === action)
    .map(({ by, on, input }) => ({ by, on, fields: input ?? {} }));
}

function recordRows(scope: Scope, kind: string): readonly Row[] {
  return counting(scope.dossier, kind, cycleOf(scope)).map(({ origin, on, answers }) => ({
    by: origin.by,
    on,
    fields: answers,
  }));
}

function cycleRecordRows(scope: Scope, kind: string): readonly Row[] {
  const cycle = cycleOf(scope);
  return counting(scope.dossier, kind, cycle)
    .filter((entry) => entry.cycle === cycle?.id)
    .map(({ origin, on, answers }) => ({ by: origin.by, on, fields: answers }));
}

function instanceRecordRows(scope: Scope, kind: string): readonly Row[] {
  return counting(scope.dossier, kind, cycleOf(scope))
    .filter((entry) => entry.of !== undefined && entry.of === scope.instance?.id)
    .map(({ origin, on, answers }) => ({ by: origin.by, on, fields: answers }));
}

/** Without a definition: every request, cycles are none. */
function requestRows(scope: Scope, definition: string): readonly Row[] {
  return Object.values(scope.dossier.instances)
    .filter((one) => (definition === "" ? one.kind === "request" : one.definition === definition))
    .filter((one) => one.id !== scope.instance?.id && counts(one))
    .map((instance) => {
      const { state, closed, filings } = instance;
      const fields: Record<string, Json> = {
        definition: instance.definition,
        state,
        open: !closed,
        filed: filings.length > 0,
      };
      if (instance.outcome !== undefined) fields["outcome"] = instance.outcome;
      if (instance.cycle !== undefined) fields["cycle"] = instance.cycle;
      return { by: instance.actions[0]?.by ?? "", on: instance.started, fields };
    });
}

/** In a group a request counts only for who takes part. */
export function counts({ group }: Instance): boolean {
  return group === undefined || group.membership === "taking";
}

/** Who they are is not told: only by whom and since when they are in it, and how they stand. */
function memberRows({ dossier }: Scope): readonly Row[] {
  return Object.values(dossier.members ?? {}).map(({ by, joined, membership }) => ({
    by,
    on: joined,
    fields: { state: membership },
  }));
}

function listRows(instance: Instance | undefined, form: string, field: string): readonly Row[] {
  const data = instance?.forms[form];
  const list = data?.answers[field];
  if (!Array.isArray(list)) return [];
  const origin = data?.origins[field];
  return list.map((item: Json) => ({
    by: origin?.by ?? "",
    on: origin === undefined ? "" : localDay(origin.at),
    fields: isObject(item) ? (item as JsonObject) : { value: item },
  }));
}
