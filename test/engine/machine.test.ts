/** One function takes a step, in the states that XState's public `transition()` gives. */

import { describe, expect, it } from "vitest";
import { type AnyMachineSnapshot, createMachine, transition } from "xstate";
import type { Definition } from "../../definitions/grammar/types.generated.ts";
import { machineOf } from "../../engine/release/machine.ts";
import { stepsOf, tableMachine } from "../../engine/release/steps.ts";
import { fixture, shipped, type World } from "../support/world.ts";

/** The public way: a machine whose guards answer by list, its snapshot, and an event. */
function publicStep(definition: Definition, state: string, action: string, holding: readonly string[]): string {
  const names = Object.values(definition.states).flatMap(({ on }) => Object.values(on ?? {}).flat());
  const guards = Object.fromEntries(
    names.flatMap(({ guard }) => (guard === undefined ? [] : [[guard, () => holding.includes(guard)]])),
  );
  const machine = createMachine(definition as never, { guards });
  const snapshot = machine.resolveState({ value: state, context: {} } as never) as AnyMachineSnapshot;
  const [next] = transition(machine, snapshot as never, { type: action } as never);
  return String((next as AnyMachineSnapshot).value);
}

function everyStep(world: World): readonly (readonly [Definition, string, string, readonly string[]])[] {
  return Object.values(world.release.release.definitions).flatMap((definition) =>
    Object.entries(definition.states).flatMap(([state, { on }]) =>
      Object.entries(on ?? {}).flatMap(([action, given]) => {
        const guards = [given].flat().flatMap(({ guard }) => guard ?? []);
        // No guard holds, all do, and each one alone.
        const worlds = [[], guards, ...guards.map((guard) => [guard])];
        return worlds.map((holding) => [definition, state, action, holding] as const);
      }),
    ),
  );
}

function definitionOf(id: string): Definition {
  const found = fixture("act").release.release.definitions[id];
  if (found === undefined) throw new Error(`${id} is not there`);
  return found;
}

describe("A step", () => {
  const worlds = [shipped(), ...["act", "start", "record", "terms", "facts", "sight"].map(fixture)];

  it("gives the same state as XState, on every transition of every definition, whichever guards hold", () => {
    const steps = worlds.flatMap(everyStep);
    expect(steps.length).toBeGreaterThan(60);
    for (const [definition, state, action, holding] of steps) {
      const ours = machineOf(definition).step(state, action, (guard) => holding.includes(guard));
      expect([definition.id, state, action, ours]).toEqual([
        definition.id,
        state,
        action,
        publicStep(definition, state, action, holding),
      ]);
    }
  });

  it("that is remembered is the step that XState takes when only the chosen guard holds", () => {
    for (const world of worlds) {
      for (const [definition, state, action, holding] of everyStep(world).filter(
        ([, , , guards]) => guards.length < 2,
      )) {
        const { next } = world.release.machine(definition.id);
        const [guard] = holding;
        const expected = publicStep(definition, state, action, holding);
        expect([definition.id, state, action, next(state, action, guard), next(state, action, guard)]).toEqual([
          definition.id,
          state,
          action,
          expected,
          expected,
        ]);
      }
    }
  });

  it("may be read from a table, made where XState is", () => {
    for (const { release } of worlds) {
      const steps = stepsOf(release.release, machineOf);
      const table = tableMachine(steps);
      for (const definition of Object.values(release.release.definitions)) {
        for (const [place, to] of Object.entries(steps[definition.id] ?? {})) {
          const [state = "", action = "", guard = ""] = place.split(" ");
          expect(table(definition).next(state, action, guard === "" ? undefined : guard)).toBe(to);
          expect(release.machine(definition.id).next(state, action, guard === "" ? undefined : guard)).toBe(to);
        }
      }
    }
    expect(() => tableMachine({})(definitionOf("klus")).next("nieuw", "wegen", undefined)).toThrow("no step");
  });

  it("remembers nothing of the step before", () => {
    const machine = machineOf(definitionOf("klus"));
    const step = (holds: boolean) => machine.step("nieuw", "wegen", () => holds);
    expect([step(true), step(false), step(true), step(false)]).toEqual(["groot", "klein", "groot", "klein"]);
  });

  it("may be taken while another one asks its guard", () => {
    const machine = machineOf(definitionOf("klus"));
    const inner = () => machine.step("nieuw", "wegen", () => false) === "klein";
    expect(machine.step("nieuw", "wegen", inner)).toBe("groot");
  });
});
