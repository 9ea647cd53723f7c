/** Which conditions look at answers: in forms, so that they can change when somebody saves, or in what goes with an action. */

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

/** Whether a condition looks at what is filled in together with an action or a record. */
export function readsInput({ conditions, facts }: Release, condition: string): boolean {
  const asked = new Set<string>();
  const ofCondition = (id: string): boolean => {
    const found = conditions[id];
    if (found === undefined || asked.has(`condition ${id}`)) return false;
    asked.add(`condition ${id}`);
    return (
      [...(found.all ?? []), ...(found.any ?? [])].some(ofCondition) || Object.keys(found.match ?? {}).some(ofPath)
    );
  };
  const ofPath = (path: string): boolean => {
    const [head, id = ""] = path.split(".");
    return head === "input" || (head === "facts" && ofFact(id));
  };
  const ofFact = (id: string): boolean => {
    if (asked.has(`fact ${id}`)) return false;
    asked.add(`fact ${id}`);
    return within(facts[id]);
  };
  const within = (part: unknown): boolean => {
    if (Array.isArray(part)) return part.some(within);
    if (!isObject(part)) return false;
    const { path, fact } = part;
    if (typeof path === "string" && ofPath(path)) return true;
    return (typeof fact === "string" && ofFact(fact)) || Object.values(part).some(within);
  };
  return ofCondition(condition);
}
