/** Checks the names in scenarios: who plays along, and what each step says. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import type { Scenario } from "../../../definitions/grammar/types.generated.ts";
import { commandFaults } from "./commands.ts";
import { type Found, inFile, step } from "./found.ts";
import type { Known } from "./known.ts";
import { among } from "./named.ts";
import { placeFaults } from "./organisation.ts";
import { promiseFaults } from "./promises.ts";
import { unitRoleFaults } from "./who.ts";

type Step = Scenario["steps"][number];

export function scenarioFindings(known: Known): Finding[] {
  return [...known.linted.scenarios].flatMap(([file, scenario]) =>
    inFile(file, [
      ...actorFaults(known, scenario),
      ...scenario.steps.flatMap((one, index) => stepFaults(known, scenario, one, `/steps${step(index)}`)),
    ]),
  );
}

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
    ...(expect === undefined ? [] : promiseFaults(known, actors, expect, `${here}/expect`)),
  ];
}
