/** Makes of a way through a procedure a scenario to fill in. */

import type { Definition, Scenario } from "../../definitions/grammar/types.generated.ts";
import type { CompiledRelease } from "../release/compile.ts";
import { memberSteps } from "./beside-group.ts";
import { claimWord, placeSteps } from "./beside-pool.ts";
import type { Step } from "./play.ts";
import { type Hand, type Move, targetOf } from "./ways.ts";

/** A moment to begin at: a Monday morning, to be replaced. */
const START = "2024-01-08T09:00:00Z";

/** As the grammar has it. */
const LONGEST_ID = 41;

export function skeleton(compiled: CompiledRelease, definition: Definition, way: readonly Move[]): Scenario {
  const actors: Record<string, Scenario["actors"][string]> = {};
  const as = (who: string) => {
    const name = who.replace(".", "-").slice(0, LONGEST_ID);
    actors[name] = actorFor(compiled, definition, who);
    return name;
  };
  const step = (move: Move, dossier?: string) => stepOf(compiled, definition, move, as, dossier);
  const hand: Hand = { as, step };
  const steps = way.flatMap((move, index) => [
    ...memberSteps(compiled, definition, way, index, hand),
    ...placeSteps(compiled, definition, way, index, hand),
    step(move),
  ]);
  const last = way.at(-1);
  return {
    title: `${definition.id}: ${last?.action} vanuit ${last?.state}`,
    start: START,
    actors: Object.keys(actors).length === 0 ? NOBODY : actors,
    steps,
  };
}

function stepOf(
  compiled: CompiledRelease,
  definition: Definition,
  move: Move,
  as: Hand["as"],
  dossier: string | undefined,
): Step {
  const [who] = move.transition.meta.roles ?? [];
  const { input } = move.transition.meta;
  const instance = `${definition.id}-1`;
  const place = dossier === undefined ? {} : { dossier };
  const pools = claimWord(compiled, definition, move);
  const expect = { state: { [instance]: targetOf(move) }, ...(pools === undefined ? {} : { pools }) };
  if (who === undefined) return { ...place, ...stepByItself(move), expect };
  return {
    as: as(who),
    ...place,
    do: { type: "act", instance, action: move.action, ...(input === undefined ? {} : { input: {} }) },
    ...noteOf(definition, move),
    expect,
  };
}

/** A scenario has an actor, also when all happens by itself. */
const NOBODY: Scenario["actors"] = { iemand: { roles: [] } };

/** A relation has no role of its own: it is given when the dossier is opened. A party is one of its roles. */
function actorFor({ release }: CompiledRelease, { parties }: Definition, who: string): Scenario["actors"][string] {
  const role = who.includes(".") ? who : parties?.[who]?.who.roles[0];
  if (role === undefined || release.roles.relations.some(({ id }) => id === role)) return { roles: [] };
  return { roles: [role], unit: role.slice(0, role.indexOf(".")) };
}

/** Taken by a term, a pool or a condition: nobody acts, time passes or answers change. */
function stepByItself({ action }: Move): Pick<Step, "do" | "note"> {
  return { do: { type: "elapse" }, note: `Wacht tot ‘${action}’ vanzelf gebeurt.` };
}

/** Which of several branches is meant: the first one whose guard holds. */
function noteOf({ states }: Definition, { state, action, transition }: Move): { note?: string } {
  const branches = [states[state]?.on?.[action] ?? []].flat();
  if (branches.length < 2) return {};
  const { guard } = transition;
  if (guard === undefined) return { note: "Geef antwoorden waarbij geen van de andere takken geldt." };
  return { note: `Geef antwoorden waarbij ‘${guard}’ geldt, en geen tak die ervoor staat.` };
}
