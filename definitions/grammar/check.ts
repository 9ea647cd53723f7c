/** Checks a value against a closed grammar schema and tells in Dutch all that is wrong with it. */

import { explain, type Place, type Resolve } from "./explain.ts";
import type { Fault } from "./fault.ts";
import type { Finding } from "./finding.ts";
import { fitting } from "./fits.ts";
import { isObject, type JsonObject } from "./json.ts";

/** Far deeper than any grammar goes, far shallower than what overflows the stack. */
const maxDepth = 64;

/**
 * Makes the check of one grammar. `refs` are the other grammar schemas that it refers to, by their `$id`.
 * The check answers no finding exactly when Ajv accepts the value (a property test holds it), and never throws on a
 * value. Compiling the grammars with Ajv took a second of every start.
 */
export function grammarCheck(
  schema: JsonObject,
  options: { readonly refs?: readonly JsonObject[] } = {},
): (file: string, value: unknown) => Finding[] {
  const documents = [schema, ...(options.refs ?? [])];
  const whole = { schema, root: schema };
  const find: Resolve = (ref, root) => resolve(documents, ref, root);
  let fits: ((value: unknown) => boolean) | undefined;
  return (file, value) => {
    if (isDeeper(value, maxDepth)) return [finding(file, tooDeep)];
    fits ??= fitting(find)(whole);
    if (fits(value)) return [];
    const faults = explain(whole, value, find);
    return distinct(faults.length > 0 ? faults : [unexplained]).map((one) => finding(file, one));
  };
}

const tooDeep: Fault = {
  pointer: "",
  code: "too-deep",
  message: "Dit bestand is te diep genest. Maak het eenvoudiger.",
};
const unexplained: Fault = { pointer: "", code: "invalid", message: "Dit bestand volgt de grammatica niet." };

/** Follows a reference: `other.schema.json#/$defs/x`, or `#/$defs/x` in the document where it stands. */
function resolve(documents: readonly JsonObject[], ref: string, root: unknown): Place {
  const [name = "", path = ""] = ref.split("#");
  const document = name === "" ? root : documents.find((one) => one["$id"] === name);
  const keys = path.split("/").slice(1).map(unescaped);
  const schema = keys.reduce((at: unknown, key) => (isObject(at) ? at[key] : undefined), document);
  if (schema === undefined) throw new Error(`the grammar refers to ${ref}, which is not there`);
  return { schema, root: document };
}

function finding(file: string, { pointer, code, message, fix }: Fault): Finding {
  return { severity: "error", file, pointer, code, message, ...(fix === undefined ? {} : { fix }) };
}

function distinct(faults: readonly Fault[]): Fault[] {
  return [...new Map(faults.map((one) => [`${one.pointer} ${one.code} ${one.message}`, one])).values()];
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  for (const inner of Object.values(value)) if (isDeeper(inner, levels - 1)) return true;
  return false;
}

const unescaped = (key: string) => decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~");
