/** Given what happened in several streams, when somebody asks something in one of them, then these events in each. */

import { expect } from "vitest";
import type { Action } from "../../engine/run/action.ts";
import { available } from "../../engine/run/available.ts";
import { type Decision, decide } from "../../engine/run/decide.ts";
import { type HistoryLine, history } from "../../engine/run/history.ts";
import { type Page, page } from "../../engine/run/page.ts";
import type { Context } from "../../engine/run/whole.ts";
import { type DossierCommit, fold, join, type StreamCommit, split } from "../../engine/streams/commit.ts";
import type { Dossier, Instance } from "../../engine/streams/dossier.ts";
import type { Reason } from "../../engine/streams/reason.ts";
import {
  dossierIn,
  type StreamEvent,
  type StreamState,
  type Streams,
  withStreams,
} from "../../engine/streams/stream.ts";
import type { Step } from "./given.ts";
import { contextOf, type World } from "./world.ts";

/** A step in one of the streams. */
export type StepIn = Step & { readonly stream: string };

/** Says in which stream the steps are taken. */
export function inStream(stream: string, ...steps: readonly Step[]): readonly StepIn[] {
  return steps.map((step) => ({ ...step, stream }));
}

export interface Several {
  readonly world: World;
  readonly streams: Readonly<Record<string, StreamState>>;
  readonly commits: Readonly<Record<string, readonly StreamCommit[]>>;
  readonly day: string;
  readonly when: (step: readonly StepIn[]) => OutcomeIn;
  /** The same past, and more of it. Every step must be accepted. */
  readonly and: (...steps: readonly (readonly StepIn[])[]) => Several;
  /** The same past in another world, such as one with a newer release. */
  readonly in: (world: World) => Several;
  readonly instance: (stream: string, id: string) => Instance;
  readonly stream: (id: string) => StreamState;
  readonly pageOf: (stream: string, person: string, day?: string) => Page | undefined;
  readonly actionsOf: (stream: string, person: string, day?: string) => readonly Action[];
  readonly historyOf: (stream: string, person: string) => readonly HistoryLine[];
}

export interface OutcomeIn {
  readonly decision: Decision;
  readonly after: Several;
  /** Accepted with exactly these events per stream; a stream without is not named. Gives what then is. */
  readonly thenEvents: (events: Readonly<Record<string, readonly StreamEvent[]>>) => Several;
  readonly thenRefused: (...reasons: readonly Reason[]) => void;
  readonly thenNothing: () => Several;
}

const FIRST_DAY = "2023-09-04";

/** A past in which every step was accepted. @throws with the reasons when one is not. */
export function givenSeveral(world: World, ...steps: readonly (readonly StepIn[])[]): Several {
  return past(world, {}, {}, FIRST_DAY).and(...steps);
}

function past(world: World, streams: Several["streams"], commits: Several["commits"], day: string): Several {
  const number = new Set(Object.values(commits).flatMap((all) => all.map(({ id }) => id))).size + 1;
  const load = (id: string) => streams[id];
  const looking = <T>(person: string, on: string, ask: (context: Context) => T) =>
    withStreams(load, [], (others) => ask({ ...contextOf(world, number, person, on), others }));
  const dossier = (id: string): Dossier => {
    const found = dossierIn(streams, id);
    if (found === undefined) throw new Error(`${id} is not there`);
    return found;
  };
  const self: Several = {
    world,
    streams,
    commits,
    day,
    when: ([step]) => outcomeOf(self, step, number),
    and: (...steps) =>
      steps.flat().reduce((before, step) => {
        const { decision, after } = before.when([step]);
        if (!decision.ok) throw new Error(`${JSON.stringify(step)} is refused: ${JSON.stringify(decision.reasons)}`);
        return after;
      }, self),
    in: (other) => past(other, streams, commits, day),
    instance: (stream, id) => {
      const found = dossier(stream).instances[id];
      if (found === undefined) throw new Error(`${id} is not in ${stream}`);
      return found;
    },
    stream: (id) => {
      const found = streams[id];
      if (found === undefined) throw new Error(`${id} is not there`);
      return found;
    },
    pageOf: (stream, person, on = day) => looking(person, on, (context) => page(dossier(stream), context)),
    actionsOf: (stream, person, on = day) => looking(person, on, (context) => available(dossier(stream), context)),
    historyOf: (stream, person) =>
      looking(person, day, (context) => history(commits[stream] as readonly DossierCommit[], dossier(stream), context)),
  };
  return self;
}

function outcomeOf(before: Several, step: StepIn | undefined, number: number): OutcomeIn {
  if (step === undefined) throw new Error("one step");
  const { stream, by, body, night } = step;
  const day = step.day ?? before.day;
  const { world, streams } = before;
  const context = contextOf(world, number, by, day, night);
  const load = (id: string) => streams[id];
  const decision = withStreams(load, [stream], (states: Streams) => decide(states, { dossier: stream, body }, context));
  const changes = decision.ok ? decision.streams.filter(({ events }) => events.length > 0) : [];
  const commits = { ...before.commits };
  for (const { stream: id, expected, events } of changes) {
    const all = commits[id] ?? [];
    expect([id, expected]).toEqual([id, all.length]);
    commits[id] = [...all, { id: context.commit, at: context.at, actor: by, events }];
  }
  const states = decision.ok ? { ...streams, ...decision.states } : streams;
  // Whatever is tested, history tells the same in every stream: through JSON, split and joined, from the first event.
  for (const { stream: id } of changes) expect(replayedStream(id, commits[id] ?? [])).toEqual(states[id]);
  const after = past(world, states, commits, day);
  const accepted = () => expect(decision.ok ? [] : decision.reasons).toEqual([]);
  const events = Object.fromEntries(changes.map((change) => [change.stream, change.events]));
  return {
    decision,
    after,
    thenEvents: (wanted) => {
      accepted();
      expect(events).toEqual(wanted);
      return after;
    },
    thenRefused: (...reasons) => expect(decision.ok ? events : decision.reasons).toEqual(reasons),
    thenNothing: () => {
      accepted();
      expect(events).toEqual({});
      return after;
    },
  };
}

/** Folds the commits of any stream as a store gives them back. */
export function replayedStream(id: string, commits: readonly StreamCommit[]): StreamState | undefined {
  const back = <T>(json: T): T => JSON.parse(JSON.stringify(json)) as T;
  return fold(
    id,
    commits.map((commit) => ({
      ...commit,
      events: commit.events.map((event) => {
        const { skeleton, content } = split(event);
        return join(back(skeleton), content === undefined ? undefined : back(content));
      }),
    })),
  );
}
