/** The checks of what a tester sends: a scenario as the grammar says it, and the names in it against the release. */

import { grammarCheck } from "../../definitions/grammar/check.ts";
import command from "../../definitions/grammar/command.schema.json" with { type: "json" };
import common from "../../definitions/grammar/common.schema.json" with { type: "json" };
import { isObject, type Json } from "../../definitions/grammar/json.ts";
import scenarioGrammar from "../../definitions/grammar/scenario.schema.json" with { type: "json" };
import type { Organisation, Scenario } from "../../definitions/grammar/types.generated.ts";
import type { Actors, Step } from "../../engine/rehearse/play.ts";
import { knownIn } from "../../engine/release/lint/known.ts";
import { scenarioFindings } from "../../engine/release/lint/scenarios.ts";
import type { Release } from "../../engine/release/release.ts";
import type { BodyFault } from "./command-check.ts";

/** What begins a simulation: a scenario, whole or with steps to follow. */
export interface Begin {
  readonly title: string;
  readonly start?: string;
  readonly actors: Actors;
  readonly steps: readonly Step[];
}

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly BodyFault[] };

interface Among {
  readonly release: Release;
  readonly organisation: Organisation;
}

const REFS = { refs: [common, command] };
const { steps, ...others } = scenarioGrammar.properties;
/** As a scenario, but that what is played by hand need not have a name, a day to begin and a first step. */
const beginCheck = grammarCheck(
  { ...scenarioGrammar, required: ["actors"], properties: { ...others, steps: { ...steps, minItems: 0 } } },
  REFS,
);
const stepCheck = grammarCheck(steps.items, REFS);

/** `now`: the start of a scenario that names none, UTC instant. */
export function checkedBegin(body: Json, now: string, among: Among): Checked<Begin> {
  const wrong = beginCheck("", body);
  if (wrong.length > 0) return { ok: false, faults: wrong.map(faultOf) };
  const { title = UNTITLED, start, actors, steps: given = [] } = body as unknown as Partial<Scenario> & Begin;
  if (start !== undefined && Number.isNaN(Date.parse(start))) return { ok: false, faults: [NO_DAY] };
  const faults = nameFaults({ title, start: start ?? now, actors, steps: [...given] }, among);
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, value: { title, ...(start === undefined ? {} : { start }), actors, steps: given } };
}

export function checkedStep(body: Json, scenario: Pick<Begin, "title" | "actors">, among: Among): Checked<Step> {
  const wrong = stepCheck("", body);
  if (wrong.length > 0) return { ok: false, faults: wrong.map(faultOf) };
  const step = body as unknown as Step;
  if (isObject(body) && Object.keys(body).length === 0) return { ok: false, faults: [NOTHING] };
  const found = nameFaults({ ...scenario, start: "", steps: [step] }, among);
  const faults = found.map((fault) => ({ ...fault, pointer: fault.pointer.replace(/^\/steps\/0/, "") }));
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: step };
}

/** Roles, units, actors, procedures, forms and whatever else is named must be there. */
function nameFaults(scenario: Scenario, { release, organisation }: Among): BodyFault[] {
  const scenarios = new Map([["", scenario]]);
  const known = knownIn({ release, organisation, scenarios, files: new Map(), broken: false });
  return scenarioFindings(known)
    .filter(({ severity }) => severity === "error")
    .map(faultOf);
}

function faultOf({ pointer, code, message }: BodyFault): BodyFault {
  return { pointer, code, message };
}

const UNTITLED = "Simulatie";

const NO_DAY: BodyFault = {
  pointer: "/start",
  code: "no-instant",
  message: "Dit is geen bestaand moment. Schrijf het zoals 2026-11-24T09:00:00+01:00.",
};

const NOTHING: BodyFault = {
  pointer: "",
  code: "nothing",
  message: "Deze stap doet niets. Noem een opdracht in do, of een tijd om te wachten in wait.",
};
