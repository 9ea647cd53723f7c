/** Checks the names in what a scenario promises: states, terms, reasons, tasks, and who sees what. */

import type { Definition, Scenario } from "../../../definitions/grammar/types.generated.ts";
import type { ReasonCode } from "../../streams/reason.ts";
import { fieldAt, lookAtField } from "./field.ts";
import { type Found, step, unknown } from "./found.ts";
import { statesOf } from "./instance-path.ts";
import { askedForms, fieldsOf, inputForms, type Known, transitionsOf } from "./known.ts";
import { formOf, lookAt } from "./look.ts";
import { among, inInstance, listed } from "./named.ts";
import { onceFor } from "./once.ts";

type Promised = NonNullable<Scenario["steps"][number]["expect"]>;

/** Every code, so that a promise can be told from a condition; the type keeps the list whole. */
const CODES = Object.keys({
  unknown: 0,
  role: 0,
  condition: 0,
  undecided: 0,
  required: 0,
  invalid: 0,
  "not-here": 0,
  finished: 0,
  "already-open": 0,
  "no-cycle": 0,
  menu: 0,
  about: 0,
  acknowledge: 0,
  term: 0,
  differs: 0,
  party: 0,
  dated: 0,
  record: 0,
  unique: 0,
  effect: 0,
  chain: 0,
  full: 0,
  members: 0,
  exists: 0,
} satisfies Record<ReasonCode, 0>);

export function promiseFaults(known: Known, actors: readonly string[], expect: Promised, here: string): Found[] {
  const { reasons, warnings, state, steps, terms, tasks, messages, sees } = expect;
  const conditions = known.ids.condition;
  return [
    ...listed(`${here}/reasons`, "reason", reasons ?? [], [...CODES, ...conditions]),
    ...listed(`${here}/warnings`, "condition", warnings ?? [], conditions),
    ...Object.entries(state ?? {}).flatMap(([instance, id]) => {
      const pointer = `${here}/state${step(instance)}`;
      return inInstance(known, pointer, instance, ({ states }) => among(pointer, "state", id, Object.keys(states)));
    }),
    ...Object.keys(steps ?? {}).flatMap((id) =>
      known.isOpen.definition ? [] : among(`${here}/steps${step(id)}`, "state", id, statesOf(known.cycles)),
    ),
    ...Object.keys(terms ?? {}).flatMap((path) => {
      const [instance = "", term = ""] = path.split(".");
      const pointer = `${here}/terms${step(path)}`;
      return inInstance(known, pointer, instance, (one) => among(pointer, "term", term, Object.keys(one.terms ?? {})));
    }),
    ...(known.isOpen.definition ? [] : listed(`${here}/tasks`, "task", tasks ?? [], taskTitles(known.definitions))),
    ...listed(`${here}/messages`, "message", messages ?? [], known.ids.message),
    ...Object.entries(sees ?? {}).flatMap(([actor, { fields, hidden }]) => {
      const pointer = `${here}/sees${step(actor)}`;
      return [
        ...among(pointer, "actor", actor, actors),
        ...seenFaults(known, `${pointer}/fields`, fields ?? []),
        ...seenFaults(known, `${pointer}/hidden`, hidden ?? []),
      ];
    }),
  ];
}

const taskTitles = onceFor((definitions: readonly Definition[]): readonly string[] => {
  const effects = definitions.flatMap(transitionsOf).flatMap(({ actions }) => actions ?? []);
  return effects.flatMap((effect) => (effect.type === "task" ? [effect.params.title] : []));
});

/** `dossier.unit`, `forms.<form>.<field>`, `records.<kind>.<field>`, `requests.<definition>`. */
function seenFaults(known: Known, pointer: string, paths: readonly string[]): Found[] {
  return paths.flatMap((path, index) => {
    const [section, name = ""] = path.split(".");
    const here = pointer + step(index);
    if (section === "requests") return among(here, "definition", name, known.ids.definition);
    if (section === "dossier") return [];
    if (section === "records" && !known.ids.record.includes(name)) return among(here, "record", name, known.ids.record);
    if (section === "forms") return formFaults(known, here, path);
    if (section !== "records")
      return [unknown(here, "path", path, [], "Begin met dossier, forms, records of requests.")];
    if (formOf(known, name) === undefined) return [];
    const { wrong } = lookAt(known, path);
    return wrong === undefined ? [] : [unknown(here, "path", path, wrong.fix === undefined ? [] : [wrong.fix])];
  });
}

/** A form is seen by its own name, under whatever name a state asks it, and also when it goes with an action. */
function formFaults(known: Known, here: string, path: string): Found[] {
  const [section, name = "", ...rest] = path.split(".");
  const forms = [...new Set([...askedForms(known.definitions).values(), ...inputForms(known.definitions)])];
  const near = (names: readonly string[], at: (one: string) => readonly string[]) =>
    unknown(
      here,
      "path",
      path,
      names.map((one) => [section, ...at(one)].join(".")),
    );
  if (!forms.includes(name)) return known.isOpen.definition ? [] : [near(forms, (one) => [one, ...rest])];
  const fields = fieldsOf(known, name);
  if (fields === undefined || rest.length === 0) return [];
  const found = fieldAt(lookAtField({ type: "object", properties: fields }), rest);
  if (found.field !== undefined) return [];
  const { missing, known: names } = found;
  return [near(names, (one) => [name, ...rest.map((part) => (part === missing ? one : part))])];
}
