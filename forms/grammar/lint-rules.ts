/** Finds what is wrong in the rules of a form: `if`, `then`, `else` and `allOf`. */

import { isObject } from "../../definitions/grammar/json.ts";
import { step } from "./failure.ts";
import { error, type FormFault, listOf, type Part, unknownField } from "./form-fault.ts";
import { limitFaults, valueFaults } from "./lint-fields.ts";

/** Looks at the rules at the root and at those in `allOf`; a rule only says more about fields that exist. */
export function ruleFaults(form: Part): FormFault[] {
  const parts = listOf(form["allOf"]).flatMap((rule, index) =>
    isObject(rule) ? [{ rule, pointer: `/allOf/${index}` }] : [],
  );
  return [
    ...conditionFaults(form, form, ""),
    ...parts.flatMap(({ rule, pointer }) => [
      ...conditionFaults(form, rule, pointer),
      ...(rule["if"] === undefined ? blockFaults(form, rule, pointer, false) : []),
    ]),
  ];
}

function conditionFaults(form: Part, rule: Part, pointer: string): FormFault[] {
  const { if: test, then, else: otherwise } = rule;
  const found = isObject(test) ? testFaults(form, test, `${pointer}/if`) : [];
  if (pointer === "" && test !== undefined && then === undefined && otherwise === undefined)
    found.push(error("/if", "no-consequence", "Er staat een if zonder then. Voeg toe wat er dan gevraagd wordt."));
  if (pointer === "" && test === undefined && (then ?? otherwise) !== undefined)
    found.push(
      error(then === undefined ? "/else" : "/then", "no-test", "Er staat een then of else zonder if. Voeg de if toe."),
    );
  if (isObject(then)) found.push(...blockFaults(form, then, `${pointer}/then`, false));
  if (isObject(otherwise)) found.push(...blockFaults(form, otherwise, `${pointer}/else`, false));
  return found;
}

function testFaults(form: Part, test: Part, pointer: string): FormFault[] {
  const found = blockFaults(form, test, pointer, true);
  for (const word of ["allOf", "anyOf"])
    for (const [index, inner] of listOf(test[word]).entries())
      if (isObject(inner)) found.push(...testFaults(form, inner, `${pointer}/${word}/${index}`));
  if (isObject(test["not"])) found.push(...testFaults(form, test["not"], `${pointer}/not`));
  return found;
}

/** One object of `properties` and `required` that speaks about the fields of `owner`. */
function blockFaults(owner: Part, block: Part, pointer: string, isTest: boolean): FormFault[] {
  const fields = isObject(owner["properties"]) ? owner["properties"] : {};
  const named = isObject(block["properties"]) ? block["properties"] : {};
  const required = listOf(block["required"]).map(String);
  const found: FormFault[] = [];
  for (const [name, part] of Object.entries(named)) {
    const here = `${pointer}/properties${step(name)}`;
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) found.push(unknownField(here, name, Object.keys(fields)));
    if (!isObject(field) || !isObject(part)) continue;
    if (isTest && Object.keys(part).length > 0 && !required.includes(name)) found.push(emptyTest(pointer, name));
    found.push(...partFaults(field, part, here, isTest));
  }
  const meant = found.map(({ fix }) => fix);
  for (const [index, name] of required.entries()) {
    const here = `${pointer}/required/${index}`;
    if (!Object.hasOwn(fields, name)) found.push(unknownField(here, name, Object.keys(fields)));
    else if (!Object.hasOwn(named, name) && !meant.includes(name)) found.push(notRepeated(here, name));
  }
  return found;
}

function partFaults(field: Part, part: Part, pointer: string, isTest: boolean): FormFault[] {
  const found = [...limitFaults(part, pointer), ...valueFaults(field, part, pointer)];
  if (part["type"] !== undefined && part["type"] !== field["type"]) {
    const type = String(field["type"]);
    found.push(error(`${pointer}/type`, "type-differs", `Dit veld is “${type}”. Schrijf hier hetzelfde type.`, type));
  }
  if (isObject(part["contains"]) && isObject(field["items"]))
    found.push(...partFaults(field["items"], part["contains"], `${pointer}/contains`, isTest));
  if (isObject(part["properties"]) || part["required"] !== undefined)
    found.push(...blockFaults(field, part, pointer, isTest));
  return found;
}

/** Without `required` a test holds on an empty field, so the rule would apply before anything is filled in. */
function emptyTest(pointer: string, name: string): FormFault {
  const message = `Deze toets slaagt ook als “${name}” leeg is. Zet “${name}” ook in required bij de if.`;
  return error(pointer, "empty-holds", message, name);
}

function notRepeated(pointer: string, name: string): FormFault {
  const message = `“${name}” staat wel in required, maar niet in properties hiernaast. Voeg daar “${name}”: {} toe.`;
  return error(pointer, "not-repeated", message, `"${name}": {}`);
}
