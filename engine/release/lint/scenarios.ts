/** Checks the names in scenarios: who acts, with what, and what is promised. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import type { CommandBody, Definition, Scenario } from "../../../definitions/grammar/types.generated.ts";
import type { ReasonCode } from "../../streams/reason.ts";
import { type Found, inFile, step, unknown } from "./found.ts";
import { actionsOf, askedForms, type Known, transitionsOf } from "./known.ts";
import { formOf, lookAt, statesOf } from "./look.ts";
import { placeFaults } from "./organisation.ts";
import { partiesOf, unitRoleFaults, whoFaults } from "./who.ts";

type Step = Scenario["steps"][number];

export function scenarioFindings(known: Known): Finding[] {
  return [...known.linted.scenarios].flatMap(([file, scenario]) =>
    inFile(file, [
      ...actorFaults(known, scenario),
      ...scenario.steps.flatMap((one, index) => stepFaults(known, scenario, one, `/steps${step(index)}`)),
    ]),
  );
}

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
  exists: 0,
} satisfies Record<ReasonCode, 0>);

function actorFaults(known: Known, { actors }: Scenario): Found[] {
  const units = known.linted.organisation?.units;
  return Object.entries(actors).flatMap(([name, { roles, unit }]) => {
    const here = `/actors${step(name)}`;
    const wrong = roles.flatMap((role, index) => unitRoleFaults(known, `${here}/roles${step(index)}`, role));
    if (wrong.length > 0 || unit === undefined || units === undefined) return wrong;
    const kinds = [...new Set(roles.map((role) => role.split(".")[0] ?? ""))];
    return kinds.flatMap((kind) => placeFaults(units, `${here}/unit`, kind, unit)).slice(0, 1);
  });
}

function stepFaults(known: Known, scenario: Scenario, one: Step, here: string): Found[] {
  const { as, do: body, expect } = one;
  const actors = Object.keys(scenario.actors);
  // A step may show that what is not there is refused.
  const meansIt = expect?.reasons?.includes("unknown") !== true;
  return [
    ...(as === undefined ? [] : among(`${here}/as`, "actor", as, actors)),
    ...(body === undefined || !meansIt ? [] : commandFaults(known, scenario, body, `${here}/do`)),
    ...(expect === undefined ? [] : expectFaults(known, actors, expect, `${here}/expect`)),
  ];
}

function commandFaults(known: Known, scenario: Scenario, body: CommandBody, here: string): Found[] {
  switch (body.type) {
    case "open":
      return openFaults(known, scenario, body, here);
    case "start":
      return [
        ...listed(`${here}/definitions`, "definition", body.definitions, known.ids.definition),
        ...listed(`${here}/aims`, "definition", body.aims ?? [], known.ids.definition),
        ...(body.menu === undefined ? [] : among(`${here}/menu`, "menu", body.menu, known.ids.menu)),
        ...(body.about === undefined ? [] : instanceFaults(known, `${here}/about`, body.about)),
        ...listed(`${here}/acknowledged`, "condition", body.acknowledged ?? [], known.ids.condition),
      ];
    case "save":
      return inInstance(known, `${here}/instance`, body.instance, (definition) =>
        among(`${here}/form`, "form", body.form, [...askedForms([definition]).keys()]),
      );
    case "act":
      return [
        ...inInstance(known, `${here}/instance`, body.instance, (definition) =>
          among(`${here}/action`, "action", body.action, actionsOf(definition)),
        ),
        ...listed(`${here}/acknowledged`, "condition", body.acknowledged ?? [], known.ids.condition),
      ];
    case "record":
      return [
        ...among(`${here}/kind`, "record", body.kind, known.ids.record),
        ...(body.of === undefined ? [] : ofFaults(known, `${here}/of`, body.of)),
        ...listed(`${here}/acknowledged`, "condition", body.acknowledged ?? [], known.ids.condition),
      ];
    case "withdraw":
      return among(`${here}/record`, "record", kindOf(body.record), known.ids.record);
    case "assign":
      return [
        ...people(scenario, known, `${here}/people`, body.people),
        ...(body.instance === undefined
          ? whoFaults(known, `${here}/party`, body.party, undefined)
          : inInstance(known, `${here}/instance`, body.instance, (definition) =>
              among(`${here}/party`, "party", body.party, partiesOf(definition)),
            )),
      ];
    case "elapse":
      return [];
    default:
      return body satisfies never;
  }
}

function openFaults(
  known: Known,
  scenario: Scenario,
  { unit, relations, records }: Extract<CommandBody, { type: "open" }>,
  here: string,
): Found[] {
  const units = known.linted.organisation?.units;
  return [
    ...(unit === undefined || units === undefined ? [] : among(`${here}/unit`, "unit", unit, Object.keys(units))),
    ...Object.entries(relations ?? {}).flatMap(([relation, who]) => [
      ...(known.rolesAreOpen ? [] : among(`${here}/relations${step(relation)}`, "role", relation, known.relations)),
      ...people(scenario, known, `${here}/relations${step(relation)}`, who),
    ]),
    ...(records ?? []).flatMap(({ kind }, index) =>
      among(`${here}/records${step(index)}/kind`, "record", kind, known.ids.record),
    ),
  ];
}

/** People are actors of the scenario, or people of the organisation; without one, anybody. */
function people(scenario: Scenario, known: Known, pointer: string, who: readonly unknown[]): Found[] {
  const { organisation } = known.linted;
  if (organisation === undefined) return [];
  const names = [...Object.keys(scenario.actors), ...Object.keys(organisation.people)];
  return who.flatMap((person, index) =>
    typeof person === "string" ? among(pointer + step(index), "actor", person, names) : [],
  );
}

function expectFaults(
  known: Known,
  actors: readonly string[],
  expect: NonNullable<Step["expect"]>,
  here: string,
): Found[] {
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

function taskTitles(definitions: readonly Definition[]): readonly string[] {
  const effects = definitions.flatMap(transitionsOf).flatMap(({ actions }) => actions ?? []);
  return effects.flatMap((effect) => (effect.type === "task" ? [effect.params.title] : []));
}

/** `dossier.unit`, `forms.<form>.<field>`, `records.<kind>.<field>`, `requests.<definition>`. */
function seenFaults(known: Known, pointer: string, paths: readonly string[]): Found[] {
  return paths.flatMap((path, index) => {
    const [section, name = ""] = path.split(".");
    const here = pointer + step(index);
    if (section === "requests") return among(here, "definition", name, known.ids.definition);
    if (section === "dossier") return [];
    if (section === "records" && !known.ids.record.includes(name)) return among(here, "record", name, known.ids.record);
    const whole = section === "records" ? path : section === "forms" ? `instance.${path}` : undefined;
    if (whole === undefined) return [unknown(here, "path", path, [], "Begin met dossier, forms, records of requests.")];
    if (section === "records" && formOf(known, name) === undefined) return [];
    const { wrong } = lookAt(known, whole);
    if (wrong === undefined) return [];
    const fix = wrong.fix?.replace(/^instance\./, "");
    return [unknown(here, "path", path, fix === undefined ? [] : [fix])];
  });
}

/** An instance is named by its definition and a number. */
function inInstance(known: Known, pointer: string, id: string, check: (definition: Definition) => Found[]): Found[] {
  const definition = kindOf(id);
  const found = Object.hasOwn(known.release.definitions, definition)
    ? known.release.definitions[definition]
    : undefined;
  return found === undefined ? instanceFaults(known, pointer, id) : check(found);
}

function instanceFaults(known: Known, pointer: string, id: string): Found[] {
  return among(pointer, "definition", kindOf(id), known.ids.definition);
}

function ofFaults(known: Known, pointer: string, of: string): Found[] {
  return among(pointer, "definition", kindOf(of), [...known.ids.definition, ...known.ids.record]);
}

function kindOf(numbered: string): string {
  return numbered.replace(/-\d+$/, "");
}

function listed(
  pointer: string,
  noun: Parameters<typeof unknown>[1],
  values: readonly string[],
  names: readonly string[],
) {
  return values.flatMap((value, index) => among(pointer + step(index), noun, value, names));
}

function among(pointer: string, noun: Parameters<typeof unknown>[1], value: string, names: readonly string[]): Found[] {
  return names.includes(value) ? [] : [unknown(pointer, noun, value, names)];
}
