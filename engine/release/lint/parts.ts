/** Finds parts that nobody can play: one must be somebody else than oneself, or have what nobody has. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import type { Definition, Party } from "../../../definitions/grammar/types.generated.ts";
import { error, type Found, inFile, step, warning } from "./found.ts";
import { fileOf, type Known } from "./known.ts";

export function partFindings(known: Known): Finding[] {
  return known.definitions.flatMap((definition) => {
    const parties = Object.entries(definition.parties ?? {});
    return inFile(fileOf("definition", definition.id), [
      ...parties.flatMap(([id, party]) => selfFaults(id, party)),
      ...parties.flatMap(([id, party]) => holderFaults(known, id, party)),
      ...takenFaults(definition),
    ]);
  });
}

function selfFaults(id: string, { differs }: Party): Found[] {
  const at = differs?.indexOf(id) ?? -1;
  if (at === -1) return [];
  const message = `“${id}” moet iemand anders zijn dan “${id}”, dus niemand kan het worden. Noem een andere partij.`;
  return [error(`/parties${step(id)}/differs${step(at)}`, "party-never", message)];
}

/** Who takes an action becomes the party: not when everybody who may take it must be somebody else. */
function takenFaults({ parties = {}, states }: Definition): Found[] {
  const differs = (one: string, other: string) =>
    parties[one]?.differs?.includes(other) === true || parties[other]?.differs?.includes(one) === true;
  return Object.entries(states).flatMap(([state, { on }]) =>
    Object.entries(on ?? {}).flatMap(([action, given]) =>
      [given].flat().flatMap(({ meta: { as, roles } }, index) => {
        if (as === undefined || roles === undefined || !roles.every((role) => differs(as, role))) return [];
        const at = `/states${step(state)}/on${step(action)}${Array.isArray(given) ? step(index) : ""}/meta/as`;
        const message = `Wie dit mag, moet iemand anders zijn dan “${as}”. Laat een andere rol dit doen, of haal “as” weg.`;
        return [error(at, "party-never", message)];
      }),
    ),
  );
}

/** Looked up among all people that are known: those of the organisation, and those who play in scenarios. */
function holderFaults({ linted: { organisation, scenarios }, relations }: Known, id: string, { who }: Party): Found[] {
  if (organisation === undefined) return [];
  const here = `/parties${step(id)}/who`;
  const people = [
    ...Object.values(organisation.people).map(({ roles, attributes }) => ({
      roles: roles.map(({ role }) => role),
      attributes,
    })),
    ...[...scenarios.values()].flatMap(({ actors }) => Object.values(actors)),
  ];
  const held = who.roles.some((role) => relations.includes(role) || people.some(({ roles }) => roles.includes(role)));
  if (!held) {
    const message = `Niemand heeft een rol die “${id}” kan zijn. Geef iemand die rol, of kies een andere.`;
    return [warning(`${here}/roles`, "part-nobody", message)];
  }
  return Object.keys(who.person ?? {})
    .filter((name) => !people.some(({ attributes }) => Object.hasOwn(attributes ?? {}, name)))
    .map((name) => {
      const message = `Van niemand is “${name}” bekend, dus niemand kan “${id}” zijn. Vul het in bij de mensen, of haal het weg.`;
      return warning(`${here}/person${step(name)}`, "part-nobody", message);
    });
}
