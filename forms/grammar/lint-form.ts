/** Finds everything that is wrong in a form file, before any answer is checked with it. */

import { grammarCheck } from "../../definitions/grammar/check.ts";
import type { Finding } from "../../definitions/grammar/finding.ts";
import { isObject, type JsonObject } from "../../definitions/grammar/json.ts";
import grammar from "./form.schema.json" with { type: "json" };
import type { FormFault } from "./form-fault.ts";
import { interpretChecks } from "./interpret.ts";
import { fieldFaults } from "./lint-fields.ts";
import { ruleFaults } from "./lint-rules.ts";
import type { FormCompiler } from "./port.ts";

/** More than any form needs; compiling grows with it, and a huge schema overflows the stack. */
const maxCharacters = 200_000;

/**
 * All findings of a form, in the order of the file: first what the grammar says, then what it cannot say (names that
 * do not exist, ranges that nothing fits, tests that hold on an empty form, patterns that hang).
 * `schema` is the parsed file, whatever it holds; never throws. What passes here compiles with Ajv too: a property test
 * holds it, so that a start need not compile every form.
 */
export function lintForm(file: string, schema: unknown, compiler: FormCompiler = interpretChecks()): Finding[] {
  if (JSON.stringify(schema ?? null).length > maxCharacters) return [{ file, ...tooBig }];
  const findings = checkGrammar(file, schema);
  if (!isObject(schema) || findings.some(({ code }) => code === "too-deep")) return findings;
  const own = [...fieldFaults(schema), ...ruleFaults(schema)].map((fault) => ({ file, ...fault }));
  const all = [...findings, ...own];
  return all.length === 0 && !compiles(schema as JsonObject, compiler) ? [{ file, ...notCompiled }] : all;
}

const checkGrammar = grammarCheck(grammar as JsonObject);

const tooBig: FormFault = {
  severity: "error",
  pointer: "",
  code: "too-big",
  message: "Dit formulier is te groot. Maak er meer formulieren van.",
};

const notCompiled: FormFault = {
  severity: "error",
  pointer: "",
  code: "not-compiled",
  message: "Dit formulier is niet te gebruiken. Meld dit aan wie de software beheert.",
};

/** The last net: what the validator itself refuses must never reach a release. */
function compiles(schema: JsonObject, compiler: FormCompiler): boolean {
  try {
    const checks = compiler(schema);
    checks.complete({});
    checks.draft({});
    return true;
  } catch {
    return false;
  }
}
