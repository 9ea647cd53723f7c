/** Finds everything that is wrong in the layout of a form. */

import { grammarCheck } from "../../definitions/grammar/check.ts";
import type { Finding } from "../../definitions/grammar/finding.ts";
import { isObject, type JsonObject } from "../../definitions/grammar/json.ts";
import { error, type FormFault, listOf, type Part, unknownField } from "./form-fault.ts";
import grammar from "./ui.schema.json" with { type: "json" };

/**
 * All findings of a layout, given the form that it shows: names that are no field, fields that are shown twice, and
 * fields that are not shown at all (a warning: the engine may fill them). Never throws.
 */
export function lintUi(file: string, ui: unknown, form: unknown): Finding[] {
  const findings = checkGrammar(file, ui);
  if (findings.length > 0 || !isObject(ui) || !isObject(form)) return findings;
  const shown = new Set<string>();
  const faults = elementFaults(ui, form, "", shown);
  for (const name of Object.keys(fieldsOf(form))) if (!shown.has(name)) faults.push(notShown(name));
  return faults.map((fault) => ({ file, ...fault }));
}

const checkGrammar = grammarCheck(grammar as JsonObject);

function elementFaults(element: Part, form: Part, pointer: string, shown: Set<string>): FormFault[] {
  const found = listOf(element["elements"]).flatMap((inner, index) =>
    isObject(inner) ? elementFaults(inner, form, `${pointer}/elements/${index}`, shown) : [],
  );
  const { scope, rule, options } = element;
  const condition = isObject(rule) ? rule["condition"] : undefined;
  if (isObject(condition) && fieldOf(form, condition["scope"]) === undefined)
    found.push(noField(form, condition["scope"], `${pointer}/rule/condition/scope`));
  if (typeof scope !== "string") return found;

  const field = fieldOf(form, scope);
  if (field === undefined) return [...found, noField(form, scope, `${pointer}/scope`)];
  if (shown.has(scope))
    found.push(error(`${pointer}/scope`, "shown-twice", "Dit veld staat al in het formulier. Haal er één weg."));
  shown.add(scope).add(scope.split("/")[2] ?? "");
  if (isObject(options) && isObject(options["detail"])) {
    const rows = isObject(field["items"]) ? field["items"] : field;
    found.push(...elementFaults(options["detail"], rows, `${pointer}/options/detail`, new Set()));
  }
  return found;
}

function fieldOf(form: Part, scope: unknown): Part | undefined {
  let field: unknown = form;
  for (const name of namesOf(scope))
    field = isObject(field) && Object.hasOwn(fieldsOf(field), name) ? fieldsOf(field)[name] : undefined;
  return isObject(field) ? field : undefined;
}

/** `#/properties/a/properties/b` names `a` and then `b`. */
function namesOf(scope: unknown): string[] {
  return String(scope)
    .split("/")
    .filter((_, index) => index > 0 && index % 2 === 0);
}

function fieldsOf(form: Part): Part {
  return isObject(form["properties"]) ? form["properties"] : {};
}

function noField(form: Part, scope: unknown, pointer: string): FormFault {
  return unknownField(pointer, namesOf(scope).join("."), Object.keys(fieldsOf(form)));
}

function notShown(name: string): FormFault {
  const message = `Het veld “${name}” staat niet op het scherm. Voeg een Control toe, of haal het veld uit het formulier.`;
  return { ...error("", "not-shown", message), severity: "warning" };
}
