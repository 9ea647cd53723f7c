/** What a compiled form answers: is it complete, may it be saved, and what stands in the way. */

import type { JsonObject } from "../../definitions/grammar/json.ts";

/** One thing that is wrong or missing in a set of answers. */
export interface Problem {
  /** JSON Pointer into the answers. A missing field has its own pointer, not that of its parent. */
  readonly pointer: string;
  /** Stable code: the JSON Schema keyword that failed (`required`, `type`, `maxLength`, `oneOf`, `format` …). */
  readonly code: string;
  /** Dutch sentence, made from field titles. */
  readonly message: string;
  /** Missing: still to be filled in. Wrong: filled in, but not like this. */
  readonly kind: "missing" | "wrong";
}

/** Checks answers from which empty inputs were already dropped. Never throws, whatever the answers are. */
export type Check = (answers: JsonObject) => readonly Problem[];

/** The readings of one form schema. */
export interface FormChecks {
  /** As written: what completing asks. */
  readonly complete: Check;
  /** Derived: what saving refuses. Formats and patterns are no part of it, save dates that facts use. */
  readonly draft: Check;
}

/** Makes the checks of one form schema; Ajv on the server, the interpreter in the browser. */
export type FormCompiler = (schema: JsonObject, options?: { readonly hardDates?: readonly string[] }) => FormChecks;
