/** How far a step of the cycle is, for somebody who needs all of it, some fields, or nothing. */

import type { FormData, Instance } from "../streams/dossier.ts";

export type StepStatus = "missing" | "saved" | "complete" | "empty";

/** `asked` undefined: this step is not asked, so nothing is missing. */
export function stepStatus(
  cycle: Instance | undefined,
  state: string,
  asked: "all" | readonly string[] | undefined,
): StepStatus {
  if (asked === undefined) return "empty";
  if (cycle === undefined) return "missing";
  const statuses = (cycle.steps[state] ?? []).map((form) => formStatus(cycle.forms[form], asked));
  return ORDER.find((status) => statuses.includes(status)) ?? "empty";
}

/** The least ready form decides for the step. */
const ORDER: readonly StepStatus[] = ["missing", "saved", "complete", "empty"];

function formStatus(form: FormData | undefined, asked: "all" | readonly string[]): StepStatus {
  if (form === undefined) return "missing";
  if (form.status === "saved" && Object.keys(form.answers).length === 0) return "missing";
  if (form.status === "carried" || form.status === "saved") return "saved";
  if (asked.length === 0) return "empty";
  return covers(form.asked ?? [], asked) ? "complete" : "saved";
}

function covers(checked: "all" | readonly string[], asked: "all" | readonly string[]): boolean {
  if (checked === "all") return true;
  return asked !== "all" && asked.every((field) => checked.includes(field));
}
