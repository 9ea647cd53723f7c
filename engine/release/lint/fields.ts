/** Checks names of fields, against the form or the part of the document they belong to. */

import { isObject, type JsonObject } from "../../../definitions/grammar/json.ts";
import type { RecordKind } from "../../../definitions/grammar/types.generated.ts";
import { lookAtField } from "./field.ts";
import { error, type Found, step, unknown } from "./found.ts";
import { statesOf } from "./instance-path.ts";
import { askedForms, fieldsOf, inputForms, type Known } from "./known.ts";
import type { Place } from "./places.ts";

/** Each name must be a field of the form; nothing is said when the form itself is not known. */
export function ofFields(pointer: string, names: readonly string[], fields: JsonObject | undefined): readonly Found[] {
  if (fields === undefined) return [];
  return names.flatMap((name, index) =>
    Object.hasOwn(fields, name) ? [] : [unknown(pointer + step(index), "field", name, Object.keys(fields))],
  );
}

/** What a request asks of a step: the step must be there, and the fields in one of its forms. */
export function stepFields(known: Known, { pointer, value, keys }: Place): readonly Found[] {
  if (known.isOpen.definition) return [];
  const [state = ""] = keys;
  const states = statesOf(known.cycles);
  if (!states.includes(state)) return [unknown(pointer, "state", state, states)];
  if (!Array.isArray(value)) return [];
  const forms = known.cycles.flatMap(({ states: all }) => all[state]?.meta.forms ?? []).map(({ form }) => form);
  const fields = forms.map((form) => fieldsOf(known, form));
  return fields.includes(undefined) ? [] : ofFields(pointer, value.map(String), Object.assign({}, ...fields));
}

export function recordFields(known: Known, whole: unknown): readonly Found[] {
  const { form, unique, dated, binds, grants, of } = whole as RecordKind;
  const fields = fieldsOf(known, form);
  const dayFaults = dated === undefined ? [] : one("/dated", dated, fields);
  const expiryFaults = grants?.expires === undefined ? [] : one("/grants/expires", grants.expires, fields);
  return [
    ...ofFields("/unique", unique ?? [], fields),
    ...dayFaults,
    ...(dated !== undefined && dayFaults.length === 0 ? noDay("/dated", dated, fields) : []),
    ...expiryFaults,
    ...(binds === undefined ? [] : boundForm(known, binds.form, of)),
  ];
}

/** What is bound must be asked somewhere: by the cycle, or by what the record belongs to. */
function boundForm(known: Known, form: string, of: RecordKind["of"]): readonly Found[] {
  if (known.isOpen.definition || !known.ids.form.includes(form)) return [];
  const owners = isObject(of) ? known.definitions.filter(({ id }) => Object.hasOwn(of, id)) : [];
  const asked = [...askedForms([...known.cycles, ...owners]).keys()];
  return asked.includes(form) ? [] : [unknown("/binds/form", "form", form, asked)];
}

const DOSSIER = ["id", "unit", "title", "opened", "relations"];
const REQUEST = [
  "state",
  "label",
  "started",
  "closed",
  "help",
  "outcome",
  "cycle",
  "aims",
  "about",
  "channel",
  "group",
  "membership",
  "pools",
];

/** A section must name what is there, and show fields that exist. */
export function viewSections(known: Known, { pointer, value, keys }: Place): readonly Found[] {
  const [section = ""] = keys;
  const [part, name = ""] = section.split(".");
  const shown = Array.isArray(value) ? value.map(String) : [];
  const listed = (names: readonly string[]) =>
    shown.flatMap((field, index) =>
      names.includes(field) ? [] : [unknown(pointer + step(index), "field", field, names)],
    );
  switch (part) {
    case "dossier":
      return listed(DOSSIER);
    case "steps":
      return known.isOpen.definition
        ? []
        : listed(statesOf(known.cycles)).map((found) => ({ ...found, code: "unknown-state" }));
    case "requests":
      if (known.ids.definition.includes(name)) return listed(REQUEST);
      return [unknown(pointer, "definition", name, known.ids.definition)];
    case "records": {
      if (!known.ids.record.includes(name)) return [unknown(pointer, "record", name, known.ids.record)];
      const form = Object.hasOwn(known.release.records, name) ? known.release.records[name]?.form : undefined;
      return form === undefined ? [] : ofFields(pointer, shown, fieldsOf(known, form));
    }
    case "forms": {
      const asked = askedForms(known.definitions);
      const names = [...new Set([...asked.values(), ...inputForms(known.definitions)])];
      if (names.includes(name)) return ofFields(pointer, shown, fieldsOf(known, name));
      // A form is shown by its own name, under whatever name a state asks it.
      const own = asked.get(name);
      if (own === undefined) return known.isOpen.definition ? [] : [unknown(pointer, "form", name, names)];
      return [{ ...unknown(pointer, "form", name, [], `Het formulier zelf heet “${own}”.`), fix: own }];
    }
    default:
      return Object.hasOwn(PARTS_OF, part ?? "") ? listed(PARTS_OF[part ?? ""] ?? []) : [];
  }
}

const PARTS_OF: { readonly [part: string]: readonly string[] } = {
  terms: ["title", "status", "due", "overdue"],
  tasks: ["title", "to", "due", "mine"],
  history: ["at", "by", "type", "instance", "text"],
};

function one(pointer: string, name: string, fields: JsonObject | undefined): readonly Found[] {
  if (fields === undefined || Object.hasOwn(fields, name)) return [];
  return [unknown(pointer, "field", name, Object.keys(fields))];
}

function noDay(pointer: string, name: string, fields: JsonObject | undefined): readonly Found[] {
  const schema = fields?.[name];
  if (!isObject(schema) || lookAtField(schema as JsonObject).type === "day") return [];
  return [error(pointer, "wrong-type", `“${name}” is geen dag. Kies een veld waarin een dag staat.`)];
}
