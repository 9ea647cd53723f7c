/** Checks the names in the commands of a scenario. */

import type { CommandBody, Scenario } from "../../../definitions/grammar/types.generated.ts";
import { type Found, step } from "./found.ts";
import { actionsOf, askedForms, type Known } from "./known.ts";
import { among, inInstance, instanceFaults, kindOf, listed } from "./named.ts";
import { partiesOf, whoFaults } from "./who.ts";

export function commandFaults(known: Known, scenario: Scenario, body: CommandBody, here: string): Found[] {
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
    case "join":
      return [
        ...(body.menu === undefined ? [] : among(`${here}/menu`, "menu", body.menu, known.ids.menu)),
        ...(body.about === undefined ? [] : instanceFaults(known, `${here}/about`, body.about)),
        ...listed(`${here}/acknowledged`, "condition", body.acknowledged ?? [], known.ids.condition),
      ];
    case "leave":
      return instanceFaults(known, `${here}/instance`, body.instance);
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

function ofFaults(known: Known, pointer: string, of: string): Found[] {
  return among(pointer, "definition", kindOf(of), [...known.ids.definition, ...known.ids.record]);
}
