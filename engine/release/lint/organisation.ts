/** Checks the organisation: units that link to each other, and people with a role where that role exists. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import type { Organisation } from "../../../definitions/grammar/types.generated.ts";
import { error, type Found, inFile, step, unknown } from "./found.ts";
import { type Known, organisationFile } from "./known.ts";
import { unitRoleFaults } from "./who.ts";

export function organisationFindings(known: Known): Finding[] {
  const { organisation } = known.linted;
  if (organisation === undefined) return [];
  return inFile(organisationFile(known), [...unitFaults(organisation), ...peopleFaults(known, organisation)]);
}

function unitFaults({ units, controllers }: Organisation): Found[] {
  return Object.entries(units).flatMap(([id, { controller, links }]) => {
    const here = `/units${step(id)}`;
    const unanswered = Object.hasOwn(controllers, controller)
      ? []
      : [unknown(`${here}/controller`, "controller", controller, Object.keys(controllers))];
    return [
      ...unanswered,
      ...Object.entries(links ?? {}).flatMap(([kind, unit]) =>
        placeFaults(units, `${here}/links${step(kind)}`, kind, unit),
      ),
    ];
  });
}

function peopleFaults(known: Known, { people, units }: Organisation): Found[] {
  return Object.entries(people).flatMap(([id, { roles }]) =>
    roles.flatMap(({ role, unit }, index) => {
      const here = `/people${step(id)}/roles${step(index)}`;
      const wrong = unitRoleFaults(known, `${here}/role`, role);
      return wrong.length > 0 ? wrong : placeFaults(units, `${here}/unit`, role.split(".")[0] ?? "", unit);
    }),
  );
}

/** The unit must be there, and of the kind that is meant. */
export function placeFaults(units: Organisation["units"], pointer: string, kind: string, unit: string): Found[] {
  const found = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (found === undefined) return [unknown(pointer, "unit", unit, Object.keys(units))];
  if (found.kind === kind) return [];
  const message = `“${unit}” is van de soort “${found.kind}”, en hier hoort “${kind}”. Kies een andere organisatie.`;
  return [error(pointer, "wrong-unit-kind", message)];
}
