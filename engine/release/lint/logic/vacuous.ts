/** Finds promises that nothing keeps as well: “none is wrong” holds when there is none at all. */

import type { Finding } from "../../../../definitions/grammar/finding.ts";
import { isObject } from "../../../../definitions/grammar/json.ts";
import type { Fact, Fragment } from "../../../../definitions/grammar/types.generated.ts";
import { interpretFragment } from "../../../../forms/grammar/interpret.ts";
import { inFile, warning } from "../found.ts";
import { fieldsOf, type Known } from "../known.ts";
import { filledIn } from "./boxes.ts";
import { demandsOf, fileOfDemand } from "./demands.ts";

/** Says nothing while something else that is asked in the same file wants at least one of the same rows. */
export function vacuousFindings(known: Known): Finding[] {
  const files = new Map<string, { readonly condition: string; readonly pointer: string; readonly own: boolean }[]>();
  for (const demand of demandsOf(known)) {
    const file = fileOfDemand(demand);
    const asked = files.get(file) ?? [];
    for (const { condition, pointer, elsewhere } of demand.asked) {
      asked.push({ condition, pointer, own: elsewhere !== true });
    }
    files.set(file, asked);
  }
  return [...files].flatMap(([file, asked]) => {
    const wanted = new Set(asked.flatMap(({ condition }) => wantedRows(known, condition)));
    const told = new Set<string>();
    return asked.flatMap(({ condition, pointer, own }) => {
      const empty = emptyRows(known, condition).find((rows) => !wanted.has(rows));
      if (empty === undefined || !own || told.has(condition)) return [];
      told.add(condition);
      const message = `“${condition}” komt ook uit als er in “${empty}” nog niets staat. Vraag daar ook minstens één van.`;
      return inFile(file, [warning(pointer, "vacuous-truth", message)]);
    });
  });
}

/** Rows of which there must be one before the condition can hold. */
function wantedRows(known: Known, condition: string): readonly string[] {
  return testsOf(known, condition).flatMap(({ path, test }) => {
    const [head, name = "", last] = path.split(".");
    if (test(0)) return [];
    if (head === "records" && last === "count") return [`records.${name}`, `cycle.records.${name}`];
    const fact = factAt(known, path);
    const rows = fact?.count?.rows ?? fact?.distinct?.rows ?? fact?.sum?.rows;
    return rows === undefined ? [] : [rows];
  });
}

/** Rows of which the condition wants none that is wrong, so that it holds of no rows at all. */
function emptyRows(known: Known, condition: string): readonly string[] {
  return testsOf(known, condition).flatMap(({ path, test }) => {
    const fact = factAt(known, path);
    const rows = fact === undefined ? undefined : wrongRows(known, fact);
    return rows === undefined || !test(0) || test(1) || isNeverEmpty(known, rows) ? [] : [rows];
  });
}

/** The rows of which a fact counts those that are wrong: filtered, or all of them minus some. */
function wrongRows(known: Known, { count, distinct, minus }: Fact): string | undefined {
  const counted = count ?? distinct;
  if (counted?.where !== undefined) return isOwn(counted.rows) ? counted.rows : undefined;
  const [all, some] = (minus ?? []).map((part) =>
    typeof part === "object" && "fact" in part ? factAt(known, `facts.${part.fact}`)?.count : undefined,
  );
  if (all === undefined || some === undefined || all.rows !== some.rows || some.where === undefined) return undefined;
  return isOwn(all.rows) ? all.rows : undefined;
}

/** That no request runs is said of none as well as of many; of what people fill in, somebody should have filled in one. */
function isOwn(rows: string): boolean {
  return !/^(requests\b|instance\.actions\.)/.test(rows);
}

/** A list of which the form asks at least one. */
function isNeverEmpty(known: Known, rows: string): boolean {
  const [, part, form = "", field = ""] = rows.split(".");
  const schema = part === "forms" ? fieldsOf(known, form)?.[field] : undefined;
  return isObject(schema) && typeof schema["minItems"] === "number" && schema["minItems"] > 0;
}

function factAt({ release: { facts } }: Known, path: string): Fact | undefined {
  const [head, id = ""] = path.split(".");
  return head === "facts" && Object.hasOwn(facts, id) ? facts[id] : undefined;
}

interface Test {
  readonly path: string;
  readonly test: (value: unknown) => boolean;
}

/** The tests that must all hold for the condition to hold. */
function testsOf(known: Known, id: string, depth = 0): readonly Test[] {
  const { conditions } = known.release;
  const condition = Object.hasOwn(conditions, id) ? conditions[id] : undefined;
  if (condition === undefined || depth > 20) return [];
  if (condition.all !== undefined) return condition.all.flatMap((part) => testsOf(known, part, depth + 1));
  return Object.entries(condition.match ?? {}).flatMap(([path, fragment]: [string, Fragment]) => {
    const whole = filledIn(known, fragment);
    return whole === undefined ? [] : [{ path, test: interpretFragment(whole) }];
  });
}
