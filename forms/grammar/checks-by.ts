/** Checks forms with an Ajv that somebody else brings, when it is first needed. */

import type { Ajv2020, ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { draftOf } from "./draft.ts";
import { type Failure, step, stepsOf } from "./failure.ts";
import { formats } from "./formats.ts";
import { valueAt } from "./place.ts";
import type { Check, FormCompiler } from "./port.ts";
import { problemsOf } from "./problems.ts";

/**
 * The form compiler, with one Ajv of its own: made at the first check of the first form, by `make`.
 * @throws at that check, when Ajv refuses the schema: lint finds such a form before.
 */
export function checksBy(make: (options: AjvOptions) => Ajv2020): FormCompiler {
  let made: Ajv2020 | undefined;
  const ajv = () => {
    made ??= make(OPTIONS).addVocabulary(["x-example", "x-from", "x-options", "x-carry", "x-reconfirm"]);
    return made;
  };
  return (form, options) => ({
    complete: checkOf(ajv, form, () => form),
    draft: checkOf(ajv, form, () => draftOf(form, options?.hardDates)),
  });
}

const OPTIONS = { strict: true, allErrors: true, ownProperties: true, formats } as const;

export type AjvOptions = typeof OPTIONS;

function checkOf(ajv: () => Ajv2020, form: JsonObject, schema: () => JsonObject): Check {
  let compiled: { readonly fits: ValidateFunction; readonly schema: JsonObject } | undefined;
  return (answers) => {
    // Both readings would claim the same `$id`; nothing refers to a form, so neither has one.
    if (compiled === undefined) {
      const { $schema, $id, id, ...nameless } = schema();
      compiled = { fits: ajv().compile(nameless), schema: nameless };
    }
    const { fits } = compiled;
    if (fits(answers)) return [];
    const errors = (fits.errors ?? []).filter(isOwn);
    return problemsOf(
      form,
      answers,
      errors.map((error) => failureOf(error, compiled?.schema)),
    );
  };
}

/** An error of its own, and not one from inside a choice or a test, whose outcome Ajv reports besides. */
function isOwn({ keyword, schemaPath }: ErrorObject): boolean {
  if (keyword === "if") return false;
  const path = schemaPath.split("/").slice(1, -1);
  for (let index = 0; index < path.length; index++) {
    // What follows `properties` is a field, which may be called `contains` or `not`.
    if (path[index] === "properties") index += 1;
    else if (["oneOf", "anyOf", "contains", "not", "if"].includes(path[index] ?? "")) return false;
  }
  return true;
}

function failureOf({ instancePath, keyword, schemaPath, params }: ErrorObject, schema: unknown): Failure {
  const name: unknown = params["missingProperty"] ?? params["additionalProperty"];
  return {
    pointer: instancePath + (typeof name === "string" ? step(name) : ""),
    code: keyword === "anyOf" ? "oneOf" : keyword,
    limit: valueAt(
      schema,
      `/${stepsOf(decodeURIComponent(schemaPath))
        .map((part) => step(part).slice(1))
        .join("/")}`,
    ),
  };
}
