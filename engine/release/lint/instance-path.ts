/** What can be asked of an instance: its state and outcome, its forms, terms and steps. */

import type { Definition } from "../../../definitions/grammar/types.generated.ts";
import { type Field, TEXT } from "./field.ts";
import { askedForms, type Known } from "./known.ts";
import { ANYTHING, among, inForm, type Looked, last, misspelt } from "./looked.ts";
import { onceFor } from "./once.ts";

export const statesOf = onceFor((definitions: readonly Definition[]): readonly string[] => [
  ...new Set(definitions.flatMap(({ states }) => Object.keys(states))),
]);

export function instancePath(
  known: Known,
  definitions: readonly Definition[],
  path: string,
  parts: readonly string[],
): Looked {
  const [head = "", key = "", ...rest] = parts;
  const isOpen = known.isOpen.definition;
  const states = statesOf(definitions);
  const named = (names: readonly string[], field: Field): Looked =>
    isOpen || names.includes(key) ? last(path, rest, field) : { wrong: misspelt(path, 2, key, names) };
  switch (head) {
    case "forms":
      return formPath(known, definitions, path, key, rest);
    case "confirmed":
      return named([...askedForms(definitions).keys()], { type: "boolean" });
    case "entered":
      return named(states, { type: "day" });
    case "terms": {
      const terms = definitions.flatMap((one) => Object.keys(one.terms ?? {}));
      if (!isOpen && !terms.includes(key)) return { wrong: misspelt(path, 2, key, terms) };
      const status = { type: "text", choices: ["running", "suspended", "stopped", "fired"], noun: "choice" } as const;
      return among(path, 3, rest, { due: { type: "day" }, status, overdue: { type: "boolean" } });
    }
    case "needs":
      return named(statesOf(known.cycles), { type: "text", choices: ["all", "some", "none"], noun: "choice" });
    case "steps": {
      const choices = ["missing", "saved", "complete", "empty"];
      return named(statesOf(known.cycles), { type: "text", choices, noun: "choice" });
    }
    default:
      return among(path, 1, parts, instanceFields(known, definitions, states));
  }
}

function instanceFields(known: Known, definitions: readonly Definition[], states: readonly string[]) {
  const state: Field = known.isOpen.definition ? TEXT : { type: "text", choices: states, noun: "state" };
  return {
    id: TEXT,
    state,
    started: { type: "day" },
    number: { type: "number" },
    channel: TEXT,
    outcome: outcomeField(known, definitions),
    forms: {},
    confirmed: {},
    entered: {},
    terms: {},
    needs: {},
    steps: {},
  } as const;
}

function outcomeField(known: Known, definitions: readonly Definition[]): Field {
  return known.isOpen.definition ? TEXT : { type: "text", choices: outcomesOf(definitions), noun: "choice" };
}

const outcomesOf = onceFor((definitions: readonly Definition[]): readonly string[] => {
  const states = definitions.flatMap((one) => Object.values(one.states));
  return [...new Set(states.flatMap(({ meta }) => meta.outcome ?? []))];
});

function formPath(
  known: Known,
  definitions: readonly Definition[],
  path: string,
  key: string,
  rest: readonly string[],
): Looked {
  const asked = askedForms(definitions);
  const form = asked.get(key);
  if (form === undefined) {
    return known.isOpen.definition ? ANYTHING : { wrong: misspelt(path, 2, key, [...asked.keys()]) };
  }
  return rest.length === 0 ? { field: { type: "object" } } : inForm(known, form, rest.join("."), undefined, path);
}

export function anyStateAndOutcome(known: Known): { state: Field; outcome: Field } {
  const state: Field = { type: "text", choices: statesOf(known.definitions), noun: "state" };
  return { state: known.isOpen.definition ? TEXT : state, outcome: outcomeField(known, known.definitions) };
}

export function stateAndOutcome(known: Known, id: string): { state: Field; outcome: Field } {
  const definition = Object.hasOwn(known.release.definitions, id) ? known.release.definitions[id] : undefined;
  if (definition === undefined) return { state: TEXT, outcome: TEXT };
  const { states } = definition;
  return {
    state: { type: "text", choices: Object.keys(states), noun: "state" },
    outcome: outcomeField(known, [definition]),
  };
}
