/** Checks what is filled in by itself against the form it goes in, which would refuse it only when it happens. */

import { isObject, type Json, type JsonObject } from "../../../definitions/grammar/json.ts";
import { nearest } from "../../../definitions/grammar/nearest.ts";
import type { RecordEffect } from "../../../definitions/grammar/types.generated.ts";
import { dropEmpty } from "../../../forms/grammar/empty.ts";
import { interpretChecks } from "../../../forms/grammar/interpret.ts";
import { withListedOptions } from "../options.ts";
import { type Field, lookAtField } from "./field.ts";
import { error, type Found, hint, step, unknown } from "./found.ts";
import { TYPE_WORDS } from "./fragment.ts";
import { fieldsOf, type Known } from "./known.ts";
import { lookAt } from "./look.ts";
import { fieldOf, referenceFaults } from "./refer.ts";

type Given = RecordEffect["params"]["from"][string];

/** What an effect notes: every field must be there, be answered like this, and together they must be complete. */
export function writtenFaults(known: Known, pointer: string, { kind, from }: RecordEffect["params"]): readonly Found[] {
  const record = Object.hasOwn(known.release.records, kind) ? known.release.records[kind] : undefined;
  const fields = record === undefined ? undefined : fieldsOf(known, record.form);
  const found = Object.entries(from).flatMap(([name, given]) => {
    const here = pointer + step(name);
    const schema = fields?.[name];
    if (fields !== undefined && !Object.hasOwn(fields, name))
      return [unknown(here, "field", name, Object.keys(fields))];
    const wrong = referenceFaults(known, here, given, "any");
    return wrong.length > 0 || !isObject(schema) ? wrong : answerFaults(known, here, given, schema as JsonObject);
  });
  // What is noted field by field may have been filled in before; a misspelt field is told once.
  const isTold = found.some(({ code }) => code === "unknown-field");
  if (fields === undefined || record === undefined || record.merge === "field" || isTold) return found;
  return [...found, ...missingFaults(known, pointer, known.release.forms[record.form] ?? {}, from)];
}

/** A field that starts with what stands elsewhere: that must be an answer to it. */
export function prefilledFaults(known: Known, pointer: string, schema: unknown): readonly Found[] {
  const path = isObject(schema) ? schema["x-from"] : undefined;
  if (!isObject(schema) || typeof path !== "string") return [];
  const { field } = lookAt(known, path);
  return field === undefined ? [] : sourceFaults(`${pointer}/x-from`, field, fieldIn(known, schema as JsonObject));
}

function answerFaults(known: Known, pointer: string, given: Given, schema: JsonObject): readonly Found[] {
  const said = literalOf(known, given);
  if (said !== undefined) return literalFaults(known, isObject(given) ? `${pointer}/value` : pointer, said, schema);
  const source = isObject(given) ? fieldOf(known, given) : undefined;
  return source === undefined ? [] : sourceFaults(pointer, source, fieldIn(known, schema));
}

/** What is written as it stands, or is the same for everybody. */
function literalOf(known: Known, given: Given): Json | undefined {
  if (!isObject(given)) return given;
  if (!("value" in given) || !Object.hasOwn(known.release.values, given.value)) return undefined;
  return known.release.values[given.value]?.value as Json | undefined;
}

function literalFaults(known: Known, pointer: string, said: Json, schema: JsonObject): readonly Found[] {
  const answers = dropEmpty({ answer: said });
  const form = { type: "object", properties: { answer: withListedOptions(known.release, schema) } };
  const problems = interpretChecks()(form).complete(answers);
  return problems.slice(0, 1).map(({ code, message }) => {
    const { type, choices } = fieldIn(known, schema);
    if (code === "oneOf" && choices !== undefined) {
      const names = choices.map(String);
      const guess = nearest(String(said), names);
      return unknown(pointer, "choice", String(said), guess === undefined ? [] : [guess], `Kies uit: ${few(names)}.`);
    }
    if (code === "type") return misfit(pointer, type);
    return error(pointer, "refused-answer", `Het formulier weigert dit, dus deze actie kan nooit. ${message}`);
  });
}

/** What comes from elsewhere in the dossier; a day is a text as well. */
function sourceFaults(pointer: string, source: Field, target: Field): readonly Found[] {
  const isText = source.type === "day" && target.type === "text" && target.choices === undefined;
  if (source.type === undefined || target.type === undefined) return [];
  if (source.type !== target.type && !isText) return [misfit(pointer, target.type)];
  const missing = (source.choices ?? []).filter((choice) => target.choices?.includes(choice) === false);
  if (missing.length === 0) return [];
  const message = `Dit formulier kent hiervan niet elke keuze: ${few(missing.map(String))}. Voeg die keuzes toe, of kies een ander veld.`;
  return [
    missing.length === source.choices?.length
      ? error(pointer, "choice-not-offered", message)
      : hint(pointer, "choice-not-offered", message),
  ];
}

/** Fields that must be filled in and are left out. Where all is known beforehand, also those that other answers ask. */
function missingFaults(known: Known, pointer: string, form: JsonObject, from: RecordEffect["params"]["from"]): Found[] {
  const said = Object.entries(from).map(([name, given]) => [name, literalOf(known, given)] as const);
  const answers = dropEmpty(Object.fromEntries(said) as JsonObject);
  const always = Array.isArray(form["required"]) ? form["required"].map(String) : [];
  const asked = said.every(([, literal]) => literal !== undefined)
    ? interpretChecks()(form)
        .complete(answers)
        .flatMap(({ code, pointer: at }) => (code === "required" ? [at.split("/")[1] ?? ""] : []))
    : always.filter((name) => !Object.hasOwn(from, name) || isEmpty(literalOf(known, from[name] as Given)));
  return [...new Set(asked)].map((name) => {
    const message = `“${name}” moet hier worden ingevuld, dus zo kan deze actie nooit. Zet het erbij.`;
    return error(pointer, "answer-missing", message);
  });
}

function isEmpty(said: Json | undefined): boolean {
  return said !== undefined && Object.keys(dropEmpty({ said })).length === 0;
}

function fieldIn(known: Known, schema: JsonObject): Field {
  return lookAtField(withListedOptions(known.release, schema));
}

function misfit(pointer: string, type: Field["type"]): Found {
  const message = `Hier hoort ${type === undefined ? "iets anders" : TYPE_WORDS[type]}. Kies iets dat dat is.`;
  return error(pointer, "wrong-type", message);
}

function few(names: readonly string[]): string {
  return names.length <= 12 ? names.join(", ") : `${names.slice(0, 12).join(", ")} …`;
}
