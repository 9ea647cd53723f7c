/** Checks forms without generated code, so that it runs in a page that forbids `eval`; says exactly what Ajv says. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import { draftOf } from "./draft.ts";
import type { Failure } from "./failure.ts";
import { all, type Test } from "./keyword.ts";
import { keywords } from "./keywords.ts";
import type { Check, FormCompiler } from "./port.ts";
import { problemsOf } from "./problems.ts";

/**
 * The form compiler for the page. A form is compiled at its first check.
 * @throws at that check, when the schema holds a keyword outside the dialect: lint refuses such a form.
 */
export function interpretChecks(): FormCompiler {
  return (schema, options) => ({
    complete: checkOf(schema, () => schema),
    draft: checkOf(schema, () => draftOf(schema, options?.hardDates)),
  });
}

/**
 * The test of one schema fragment, compiled into closures: it runs for every condition of every action.
 * @throws when the fragment holds a keyword outside the dialect.
 */
export function interpretFragment(schema: JsonObject): (value: unknown) => boolean {
  const test = compile(schema);
  return (value) => test(value, "", undefined);
}

function checkOf(form: JsonObject, schema: () => JsonObject): Check {
  let test: Test | undefined;
  return (answers) => {
    test ??= compile(schema());
    if (test(answers, "", undefined)) return [];
    const failures: Failure[] = [];
    test(answers, "", failures);
    return problemsOf(form, answers, failures);
  };
}

/** Keys that say something to people or to the engine; `then` and `else` are read by `if`. */
const silent = new Set(["$schema", "$id", "id", "title", "description", "then", "else"]);

function compile(schema: unknown): Test {
  const tests: Test[] = [];
  for (const [key, limit] of Object.entries(schema ?? {})) {
    if (silent.has(key) || key.startsWith("x-")) continue;
    const make = Object.hasOwn(keywords, key) ? keywords[key] : undefined;
    if (make === undefined) throw new Error(`the keyword "${key}" is not in the dialect of forms`);
    tests.push(make(limit as never, schema as JsonObject, compile));
  }
  return all(tests);
}
