/** Checks the organisation: units that are linked or named, and people with a role where that role exists. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import { isObject } from "../../../definitions/grammar/json.ts";
import type { Organisation, Receiver } from "../../../definitions/grammar/types.generated.ts";
import { error, type Found, inFile, step, unknown } from "./found.ts";
import { fileOf, type Known, organisationFile } from "./known.ts";
import { unitRoleFaults } from "./who.ts";

export function organisationFindings(known: Known): Finding[] {
  const { organisation } = known.linted;
  if (organisation === undefined) return [];
  return [
    ...inFile(organisationFile(known), [...unitFaults(organisation), ...peopleFaults(known, organisation)]),
    ...receiverFaults(known, organisation),
  ];
}

/** Units that a value or a table names for a message, a task or a filing. Each value is told once. */
function receiverFaults({ definitions, release: { facts, values } }: Known, { units }: Organisation): Finding[] {
  const named = new Map<string, string>();
  for (const { role, at } of definitions.flatMap((definition) => receiversIn(definition))) {
    const lookup = "fact" in at && Object.hasOwn(facts, at.fact) ? facts[at.fact]?.lookup : undefined;
    const value = "value" in at ? at.value : lookup?.value;
    if (value !== undefined && Object.hasOwn(values, value)) named.set(value, role.split(".")[0] ?? "");
  }
  return [...named].flatMap(([id, kind]) => {
    const { value, table } = values[id] ?? {};
    const texts = [...textsIn("/value", value), ...textsIn("/table", table)];
    return inFile(
      fileOf("value", id),
      texts.flatMap(([pointer, unit]) => placeFaults(units, pointer, kind, unit)),
    );
  });
}

type Elsewhere = Exclude<Receiver, string>;

/** Every `to` that names a unit, wherever it stands. */
function receiversIn(value: unknown): readonly Elsewhere[] {
  if (Array.isArray(value)) return value.flatMap(receiversIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "to" && isObject(inner) && isObject(inner["at"]) ? [inner as unknown as Elsewhere] : receiversIn(inner),
  );
}

function textsIn(pointer: string, value: unknown): readonly (readonly [pointer: string, text: string])[] {
  if (typeof value === "string") return [[pointer, value]];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(pointer + step(key), inner));
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
