/** Finds what effects, terms and parties need before it can be filled in. */

import type { Finding } from "../../../../definitions/grammar/finding.ts";
import type { Definition, Effect } from "../../../../definitions/grammar/types.generated.ts";
import { error, type Found, inFile, step } from "../found.ts";
import { fileOf, type Known } from "../known.ts";
import { isAbsentFact, pathsIn } from "../reads.ts";
import { absentIn } from "./demands.ts";

export function lateFindings(known: Known): Finding[] {
  return known.definitions.flatMap((definition) =>
    inFile(fileOf("definition", definition.id), [
      ...effectFaults(known, definition),
      ...termFaults(known, definition),
      ...partyFaults(known, definition),
    ]),
  );
}

function effectFaults(known: Known, definition: Definition): Found[] {
  return Object.entries(definition.states).flatMap(([state, { on }]) =>
    Object.entries(on ?? {}).flatMap(([action, given]) =>
      [given].flat().flatMap(({ actions, meta }, branch) => {
        const at = `/states${step(state)}/on${step(action)}${Array.isArray(given) ? step(branch) : ""}/actions`;
        const isAbsent = absentIn(known, definition, state, meta.input);
        return (actions ?? []).flatMap((effect, index) =>
          needsOf(known, effect).flatMap(([part, value]) =>
            lateFaults(known, `${at}${step(index)}/params${part}`, value, [isAbsent]),
          ),
        );
      }),
    ),
  );
}

/** What an effect reads, and where that stands. */
function needsOf({ release: { pools } }: Known, { type, params }: Effect): readonly (readonly [string, unknown])[] {
  switch (type) {
    case "record":
      return Object.entries(params.from).map(([name, from]) => [`/from${step(name)}`, from]);
    case "task":
      return typeof params.due === "object" ? [["/due", params.due]] : [];
    case "claim": {
      const { by = [], order = [] } = (Object.hasOwn(pools, params.pool) ? pools[params.pool] : undefined) ?? {};
      return [["/pool", [...by, ...order].map((path) => ({ path }))]];
    }
    case "message":
    case "start":
    case "file":
    case "free":
      return [];
    default:
      return type satisfies never;
  }
}

/** A term reads its length when it starts, in each state in which that can happen. */
function termFaults(known: Known, definition: Definition): Found[] {
  return Object.entries(definition.terms ?? {}).flatMap(([id, { start, length }]) => {
    const states = Object.entries(definition.states)
      .filter(([state, { on }]) =>
        "action" in start ? Object.hasOwn(on ?? {}, start.action) : !("state" in start) || start.state === state,
      )
      .map(([state]) => absentIn(known, definition, state, undefined));
    const here = `/terms${step(id)}`;
    const started = "path" in start || "fact" in start ? lateFaults(known, `${here}/start`, start, states) : [];
    return [...started, ...lateFaults(known, `${here}/length`, length, states)];
  });
}

/** A person is named at any time; what is asked of a person must be asked somewhere. */
function partyFaults(known: Known, definition: Definition): Found[] {
  const states = Object.keys(definition.states).map((state) => absentIn(known, definition, state, undefined));
  return Object.entries(definition.parties ?? {}).flatMap(([id, { who }]) =>
    Object.entries(who.person ?? {}).flatMap(([name, given]) =>
      lateFaults(known, `/parties${step(id)}/who/person${step(name)}`, given, states),
    ),
  );
}

/** Late when it is absent at every moment at which it can be read. */
function lateFaults(
  known: Known,
  pointer: string,
  value: unknown,
  moments: readonly ((path: string) => boolean)[],
): Found[] {
  const late = pathsIn(value).find(
    (path) => moments.length > 0 && moments.every((isAbsent) => isAbsent(path) || isAbsentFact(known, path, isAbsent)),
  );
  if (late === undefined) return [];
  const message = `“${late}” is op dit moment nog nooit ingevuld. Vraag het in een eerdere stand, of gebruik iets anders.`;
  return [error(pointer, "field-too-late", message)];
}
