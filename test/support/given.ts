/** Given what happened, when somebody asks something, then these events, or exactly these reasons. */

import { expect } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { CommandBody } from "../../definitions/grammar/types.generated.ts";
import type { Action } from "../../engine/run/action.ts";
import { available } from "../../engine/run/available.ts";
import { type Decision, decide } from "../../engine/run/decide.ts";
import { type Page, page } from "../../engine/run/page.ts";
import { type WorklistRow, worklist } from "../../engine/run/worklist.ts";
import { type DossierCommit, fold, join, split } from "../../engine/streams/commit.ts";
import type { Dossier, Instance } from "../../engine/streams/dossier.ts";
import type { DossierEvent } from "../../engine/streams/event.ts";
import type { Reason, Warning } from "../../engine/streams/reason.ts";
import { dossierIn } from "../../engine/streams/stream.ts";
import { contextOf, type World } from "./world.ts";

/** Who asks what, on which local day; without a day, on that of the step before. */
export interface Step {
  readonly by: string;
  readonly body: CommandBody;
  readonly day?: string;
  /** Just after midnight: the UTC day is still the day before. */
  readonly night?: boolean;
}

type Extras<T extends CommandBody["type"]> = Partial<Omit<Extract<CommandBody, { type: T }>, "type">>;

/** Names who asks; the verbs are those of the commands. */
export function as(by: string, day?: string) {
  const step = (body: CommandBody): Step => ({ by, body, ...(day === undefined ? {} : { day }) });
  return {
    open: (more: Extras<"open"> = {}) => step({ type: "open", ...more }),
    start: (definitions: string | string[], more: Extras<"start"> = {}) =>
      step({ type: "start", definitions: [definitions].flat(), ...more }),
    save: (instance: string, form: string, answers: JsonObject) => step({ type: "save", instance, form, answers }),
    act: (instance: string, action: string, more: Extras<"act"> = {}) =>
      step({ type: "act", instance, action, ...more }),
    record: (kind: string, answers: JsonObject, more: Extras<"record"> = {}) =>
      step({ type: "record", kind, answers, ...more }),
    withdraw: (record: string, more: Extras<"withdraw"> = {}) => step({ type: "withdraw", record, ...more }),
    assign: (party: string, people: Extras<"assign">["people"], instance?: string) =>
      step({ type: "assign", party, people: people ?? [], ...(instance === undefined ? {} : { instance }) }),
  };
}

/** The same step, just after midnight. */
export function atNight(step: Step): Step {
  return { ...step, night: true };
}

/** The clock calls: nobody asks anything, but time has passed. */
export function clock(day: string): Step {
  return { by: "system", body: { type: "elapse" }, day };
}

export interface Given {
  readonly world: World;
  readonly commits: readonly DossierCommit[];
  readonly day: string;
  /** The dossier as it then is. */
  readonly state: Dossier | undefined;
  readonly when: (step: Step) => Outcome;
  /** The same past, and more of it. Every step must be accepted. */
  readonly and: (...steps: readonly Step[]) => Given;
  /** The same past in another world, such as one with a newer release. */
  readonly in: (world: World) => Given;
  /** The same dossier as another history tells it, such as one with its content erased. */
  readonly withHistory: (commits: readonly DossierCommit[]) => Given;
  readonly instance: (id: string) => Instance;
  readonly pageOf: (person: string, day?: string) => Page | undefined;
  readonly actionsOf: (person: string, day?: string) => readonly Action[];
  readonly worklist: () => readonly WorklistRow[];
}

const FIRST_DAY = "2023-09-04";

/** A past in which every step was accepted. @throws with the reasons when one is not. */
export function given(world: World, ...steps: readonly Step[]): Given {
  return past(world, [], undefined, FIRST_DAY).and(...steps);
}

function past(world: World, commits: readonly DossierCommit[], state: Dossier | undefined, day: string): Given {
  const look = (person: string, on = day) => contextOf(world, commits.length + 1, person, on);
  const opened = () => {
    if (state === undefined) throw new Error("no dossier was opened");
    return state;
  };
  return {
    world,
    commits,
    day,
    state,
    when: (step) => outcomeOf(world, commits, state, step, step.day ?? day),
    in: (other) => past(other, commits, state, day),
    withHistory: (history) => past(world, history, replayed(history), day),
    and: (...steps) =>
      steps.reduce(
        (before, step) => {
          const { decision, after } = before.when(step);
          if (!decision.ok) throw new Error(`${JSON.stringify(step)} is refused: ${JSON.stringify(decision.reasons)}`);
          return after;
        },
        past(world, commits, state, day),
      ),
    instance: (id) => {
      const found = opened().instances[id];
      if (found === undefined) throw new Error(`${id} is not there`);
      return found;
    },
    pageOf: (person, on) => page(opened(), look(person, on)),
    actionsOf: (person, on) => available(opened(), look(person, on)),
    worklist: () => worklist(opened(), look("nobody")),
  };
}

export interface Outcome {
  readonly decision: Decision;
  readonly after: Given;
  /** Accepted with exactly these events, in this order. Gives what then is. */
  readonly thenEvents: (...events: readonly DossierEvent[]) => Given;
  /** Refused for exactly these reasons. */
  readonly thenRefused: (...reasons: readonly Reason[]) => void;
  /** Accepted, and nothing changes. */
  readonly thenNothing: () => Given;
  /** Accepted with exactly these warnings. Gives what then is. */
  readonly thenWarns: (...warnings: readonly Warning[]) => Given;
  /** What no other dossier of the unit may hold from now on. */
  readonly thenClaims: (...values: readonly (readonly string[])[]) => Given;
}

function outcomeOf(
  world: World,
  commits: readonly DossierCommit[],
  state: Dossier | undefined,
  { by, body, night }: Step,
  day: string,
): Outcome {
  const context = contextOf(world, commits.length + 1, by, day, night);
  const decision = decide({ dossier: state }, { dossier: "dossier", body }, context);
  const events = (decision.ok ? (decision.streams[0]?.events ?? []) : []) as readonly DossierEvent[];
  const { commit: id, at } = context;
  const next = events.length === 0 ? commits : [...commits, { id, at, actor: by, events }];
  const after = past(world, next, decision.ok ? dossierIn(decision.states, "dossier") : state, day);
  // Whatever is tested, history tells the same: through JSON, split and joined, folded from the first event.
  expect(replayed(next)).toEqual(after.state);
  const accepted = () => {
    expect(decision.ok ? [] : decision.reasons).toEqual([]);
    return after;
  };
  return {
    decision,
    after,
    thenEvents: (...wanted) => {
      accepted();
      expect(events).toEqual(wanted);
      return after;
    },
    thenRefused: (...reasons) => expect(decision.ok ? events : decision.reasons).toEqual(reasons),
    thenNothing: () => {
      accepted();
      expect(events).toEqual([]);
      return after;
    },
    thenWarns: (...warnings) => {
      accepted();
      expect(decision.ok && decision.warnings).toEqual(warnings);
      return after;
    },
    thenClaims: (...values) => {
      accepted();
      expect(decision.ok && decision.claims.map((claim) => claim.values)).toEqual(values);
      return after;
    },
  };
}

/** Folds commits as a store gives them back. */
export function replayed(commits: readonly DossierCommit[]): Dossier | undefined {
  return fold("dossier", commits.map(stored));
}

/** A commit as a store gives it back: split, through JSON, and joined. */
export function stored(commit: DossierCommit): DossierCommit {
  return { ...commit, events: commit.events.map(stringified) };
}

function stringified(event: DossierEvent): DossierEvent {
  const { skeleton, content } = split(event);
  const back = <T>(json: T): T => JSON.parse(JSON.stringify(json)) as T;
  return join(back(skeleton), content === undefined ? undefined : back(content));
}
