/** Checks everything that can stand for a number, a day or a list: values, facts, paths and days of the calendar. */

import { isObject } from "../../../definitions/grammar/json.ts";
import type { Definition, Value } from "../../../definitions/grammar/types.generated.ts";
import { isDay } from "../../rules/days.ts";
import type { Field } from "./field.ts";
import { error, type Found, step, unknown } from "./found.ts";
import { statesOf } from "./instance-path.ts";
import { actionsOf, type Known } from "./known.ts";
import { factField, lookAt } from "./look.ts";

/** What is asked for; `any` is all right with everything that is no table. */
export type Wanted = "number" | "day" | "scalar" | "list" | "period" | "any";

const WORDS: Readonly<Record<Wanted, string>> = {
  number: "een getal",
  day: "een dag",
  scalar: "één getal of tekst",
  list: "een lijst",
  period: "een heel getal met een eenheid van tijd, zoals weeks",
  any: "een waarde",
};

const UNITS: readonly (string | undefined)[] = ["days", "workdays", "weeks", "schoolweeks", "months", "years"];

export function valueFaults(known: Known, pointer: string, id: unknown, wanted: Wanted): readonly Found[] {
  if (typeof id !== "string") return [];
  const here = `${pointer}/value`;
  if (!known.ids.value.includes(id)) return [unknown(here, "value", id, known.ids.value)];
  const value = known.release.values[id];
  if (value === undefined) return [];
  if (value.table !== undefined) {
    const message = `“${id}” is een tabel. Lees haar met een feit (lookup), en wijs dat feit hier aan.`;
    return [error(here, "table-value", message)];
  }
  if (fits(value, wanted)) return [];
  return [error(here, "value-type", `“${id}” kan hier niet: hier hoort ${WORDS[wanted]}. Kies een andere waarde.`)];
}

/** A number or text as it is, or a reference to one. */
export function referenceFaults(known: Known, pointer: string, given: unknown, wanted: Wanted): readonly Found[] {
  if (!isObject(given)) return literalFaults(pointer, given, wanted);
  if ("value" in given) return valueFaults(known, pointer, given["value"], wanted);
  if (typeof given["fact"] === "string") return factFaults(known, pointer, given["fact"], wanted);
  if (typeof given["path"] === "string") return pathFaults(known, `${pointer}/path`, given["path"], wanted);
  if (typeof given["calendar"] !== "string") return [];
  if (!known.calendarIsOpen && !known.days.includes(given["calendar"]))
    return [unknown(`${pointer}/calendar`, "calendar", given["calendar"], known.days)];
  return typeFaults(`${pointer}/calendar`, { type: "day" }, wanted);
}

export function pathFaults(known: Known, pointer: string, path: string, wanted: Wanted = "any"): readonly Found[] {
  const { wrong, field } = lookAt(known, path);
  if (wrong !== undefined) return [{ ...wrong, pointer }];
  const [head, id = ""] = path.split(".");
  if (head === "values") return valueFaults(known, pointer, id, wanted).map((found) => ({ ...found, pointer }));
  return typeFaults(pointer, field, wanted);
}

export function periodFaults(known: Known, pointer: string, given: unknown): readonly Found[] {
  if (!isObject(given)) return [];
  if ("value" in given) return valueFaults(known, pointer, given["value"], "period");
  return referenceFaults(known, `${pointer}/n`, given["n"], "number");
}

/** The day something counts from. `of` undefined: of any definition. */
export function anchorFaults(
  known: Known,
  pointer: string,
  given: unknown,
  of: readonly Definition[] = known.definitions,
): readonly Found[] {
  if (!isObject(given)) return [];
  if (typeof given["action"] === "string") {
    const actions = of.flatMap(actionsOf);
    return actions.includes(given["action"]) || (of === known.definitions && known.isOpen.definition)
      ? []
      : [unknown(`${pointer}/action`, "action", given["action"], actions)];
  }
  if (typeof given["state"] === "string") {
    const states = statesOf(of);
    return states.includes(given["state"]) || (of === known.definitions && known.isOpen.definition)
      ? []
      : [unknown(`${pointer}/state`, "state", given["state"], states)];
  }
  return referenceFaults(known, pointer, given, "day");
}

/** Two things of another kind are never the same; nor is a choice ever what it does not offer. */
export function sameFaults(known: Known, pointer: string, pair: unknown): readonly Found[] {
  if (!Array.isArray(pair)) return [];
  const [a, b] = pair.map((given: unknown) => typeOf(known, given));
  if (a === undefined || b === undefined) return [];
  if (a === b) return pair.flatMap((given: unknown, index) => unofferedFaults(known, pointer, given, pair, index));
  return [error(pointer, "never-same", "Deze twee zijn van een andere soort en dus nooit gelijk. Kies er een anders.")];
}

/** A word that stands there as it is, beside a field that has choices. */
function unofferedFaults(known: Known, pointer: string, given: unknown, pair: readonly unknown[], index: number) {
  const other = pair[1 - index];
  const { choices, noun } = (isObject(other) ? fieldOf(known, other) : undefined) ?? {};
  if (isObject(given) || choices === undefined || choices.includes(given)) return [];
  return [unknown(pointer + step(index), noun ?? "choice", String(given), choices.map(String))];
}

function typeOf(known: Known, given: unknown): Field["type"] {
  if (isObject(given) && typeof given["value"] === "string") {
    const value = known.release.values[given["value"]]?.value;
    return value === undefined ? undefined : literalType(value);
  }
  return isObject(given) ? fieldOf(known, given)?.type : literalType(given);
}

function literalType(value: unknown): Field["type"] {
  if (Array.isArray(value)) return "list";
  if (isDay(value)) return "day";
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "boolean" : "text";
}

/** A unit is named by a text: a value, a field, or something looked up. */
export function unitFaults(known: Known, pointer: string, given: unknown): readonly Found[] {
  const found = referenceFaults(known, pointer, given, "any");
  if (found.length > 0 || !isObject(given)) return found;
  const field = fieldOf(known, given);
  if (field?.type === undefined || field.type === "text") return [];
  return [error(pointer, "wrong-type", "Hier hoort de naam van een organisatie. Kies iets waarin die staat.")];
}

/** What a reference leads to, as far as that is known. */
export function fieldOf(known: Known, given: { readonly [key: string]: unknown }): Field | undefined {
  if (typeof given["calendar"] === "string") return { type: "day" };
  if (typeof given["fact"] === "string") return factField(known, given["fact"]);
  return typeof given["path"] === "string" ? lookAt(known, given["path"]).field : undefined;
}

function factFaults(known: Known, pointer: string, id: string, wanted: Wanted): readonly Found[] {
  if (!known.ids.fact.includes(id)) return [unknown(`${pointer}/fact`, "fact", id, known.ids.fact)];
  return typeFaults(`${pointer}/fact`, factField(known, id), wanted);
}

function typeFaults(pointer: string, { type }: Field, wanted: Wanted): readonly Found[] {
  if (type === undefined || (wanted !== "number" && wanted !== "day") || type === wanted) return [];
  if (wanted === "day" && type === "text")
    return [error(pointer, "wrong-type", `Hier hoort ${WORDS.day}, geen tekst.`)];
  return [error(pointer, "wrong-type", `Hier hoort ${WORDS[wanted]}. Kies iets dat dat is.`)];
}

function literalFaults(pointer: string, given: unknown, wanted: Wanted): readonly Found[] {
  if (wanted === "number" && typeof given === "string")
    return [error(pointer, "wrong-type", `Hier hoort ${WORDS.number}, geen tekst.`)];
  if (wanted !== "day" || given === undefined || isDay(given)) return [];
  return [error(pointer, "wrong-type", `Hier hoort ${WORDS.day}, geschreven als jaar-maand-dag.`)];
}

function fits({ value, unit }: Value, wanted: Wanted): boolean {
  switch (wanted) {
    case "number":
      return typeof value === "number";
    case "day":
      return isDay(value);
    case "scalar":
      return !Array.isArray(value);
    case "list":
      return Array.isArray(value);
    case "period":
      return Number.isInteger(value) && UNITS.includes(unit);
    case "any":
      return true;
    default:
      return wanted satisfies never;
  }
}
