/** Which conditions look at answers in forms: only those can change when somebody saves. */

import { isObject } from "../../definitions/grammar/json.ts";
import type { Release } from "./release.ts";

/** True also where it is not clear: then the longer way is taken, which is always right. */
export function readsAnswers(release: Release, condition: string, asked: readonly string[] = []): boolean {
  const found = release.conditions[condition];
  if (found === undefined || asked.includes(condition)) return found === undefined;
  const parts = [...(found.all ?? []), ...(found.any ?? [])];
  if (parts.some((part) => readsAnswers(release, part, [...asked, condition]))) return true;
  return Object.keys(found.match ?? {}).some((path) => pathReads(release, path));
}

function pathReads(release: Release, path: string): boolean {
  const [head = "", second = ""] = path.split(".");
  if (head === "facts") return factReads(release, second);
  return ["instance", "cycle", "about"].includes(head) && ANSWERS.includes(second);
}

const ANSWERS = ["forms", "steps", "confirmed"];

/** Counting rows outside forms is all that surely reads no answer. */
function factReads(release: Release, id: string): boolean {
  const fact = release.facts[id];
  const operator = fact?.count ?? fact?.distinct;
  if (!isObject(operator) || operator["within"] !== undefined) return true;
  return typeof operator["rows"] !== "string" || operator["rows"].includes(".forms.");
}
