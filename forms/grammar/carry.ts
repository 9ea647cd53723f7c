/** Decides which answers of the cycle before travel to a new one. */

import { isObject, type JsonObject } from "../../definitions/grammar/json.ts";

export interface CarriedOver {
  /** The answers that travel, in their own order. */
  readonly carried: JsonObject;
  /** Fields that were answered and stay behind: `x-carry` is false, or the form no longer has the field. */
  readonly dropped: readonly string[];
  /** Carried fields that must be looked at again: `x-reconfirm`. */
  readonly reconfirm: readonly string[];
}

/** Works on top-level fields, as they were saved. Whether a value still fits is for the checks to say. */
export function carryOver(schema: JsonObject, answers: JsonObject): CarriedOver {
  const fields = isObject(schema["properties"]) ? schema["properties"] : {};
  const marked = (name: string, key: string, value: boolean): boolean => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return isObject(field) ? field[key] === value : key === "x-carry";
  };
  const names = Object.keys(answers);
  const travelling = names.filter((name) => !marked(name, "x-carry", false));
  return {
    // fromEntries, so that a key `__proto__` can never become a prototype.
    carried: Object.fromEntries(Object.entries(answers).filter(([name]) => travelling.includes(name))),
    dropped: names.filter((name) => !travelling.includes(name)),
    reconfirm: travelling.filter((name) => marked(name, "x-reconfirm", true)),
  };
}
