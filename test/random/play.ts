/** Plays random paths through one random source, and looks at every law after every step. */

import { load } from "../../engine/release/load.ts";
import { decide } from "../../engine/run/decide.ts";
import { fold } from "../../engine/streams/commit.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import type { DossierEvent } from "../../engine/streams/event.ts";
import { dossierIn } from "../../engine/streams/stream.ts";
import { stored } from "../support/given.ts";
import { later } from "../support/points.ts";
import { contextOf, type World, worldOf } from "../support/world.ts";
import { drawFrom } from "./draw.ts";
import { catchesUpOnce, frozen, holdsAt, same, wellFormed } from "./laws.ts";
import { nextCommand, type Point } from "./path.ts";
import { randomSource } from "./source.ts";

/** What was met, so that a law is not kept by standing still. */
export interface Tally {
  /** Sources that were accepted. */
  played: number;
  refusedSources: number;
  steps: number;
  /** Different points, each looked at by everybody. */
  points: number;
  accepted: number;
  refused: number;
  actions: number;
  allowed: number;
  /** Where what is asked is written down, when somebody wants to know. */
  readonly asked?: unknown[];
  /** Findings of sources that were refused. */
  readonly codes: Map<string, number>;
  readonly events: Map<string, number>;
  readonly reasons: Map<string, number>;
}

export function newTally(): Tally {
  const counts = { played: 0, refusedSources: 0, steps: 0, points: 0, accepted: 0, refused: 0, actions: 0, allowed: 0 };
  return { ...counts, codes: new Map(), events: new Map(), reasons: new Map() };
}

export function playSource(numbers: readonly number[], paths: readonly Path[], tally: Tally): void {
  const { release, organisation, findings } = load(randomSource(numbers));
  if (release === undefined || organisation === undefined) {
    tally.refusedSources += 1;
    const wrong = findings.filter(({ severity }) => severity === "error");
    for (const code of new Set(wrong.map((one) => one.code))) count(tally.codes, code);
    return;
  }
  tally.played += 1;
  const world = worldOf(release, organisation);
  const known = new Set<string>();
  for (const path of paths) playPath(path, world, tally, known);
}

/** A source and what was asked in it until a law was broken, for whoever has to find out why. */
export function storyOf(numbers: readonly number[], paths: readonly Path[]): string {
  const files = randomSource(numbers);
  const asked: unknown[] = [];
  const tally = { ...newTally(), asked };
  try {
    for (const path of paths) {
      asked.length = 0;
      playSource(numbers, [path], tally);
    }
  } catch {
    // What was asked last broke it.
  }
  const shown = [...files].filter(([path]) => !/roles|organisation|calendar/.test(path));
  return [...shown.map(([path, text]) => `${path}\n${text}`), ...asked.map((one) => JSON.stringify(one))].join("\n");
}

/** Numbers for each of the steps. */
export type Path = readonly (readonly number[])[];

const WAITS = [0, 0, 0, 0, 0, 0, 1, 3, 9, 30, 120, 800];

/** `known`: points that were looked at already; equal commands on equal days lead to equal points. */
function playPath(path: Path, world: World, tally: Tally, known: Set<string>): void {
  let point: Point = { state: undefined, day: "2023-09-04", number: 1, commits: [] };
  let told: Dossier | undefined;
  for (const step of path) {
    const draw = drawFrom(step);
    const { state, number } = point;
    const day = later(point.day, state === undefined ? 0 : draw.one(WAITS));
    const { person, body } = nextCommand(draw, world, { ...point, day });
    tally.asked?.push({ day, person, body });
    const context = contextOf(world, number, person, day);
    const decision = frozen(decide({ dossier: state }, { dossier: "dossier", body }, context));
    wellFormed(decision);
    tally.steps += 1;
    if (!decision.ok) {
      tally.refused += 1;
      for (const { code } of decision.reasons) count(tally.reasons, code);
      point = { ...point, day };
    } else {
      tally.accepted += 1;
      const events = (decision.streams[0]?.events ?? []) as readonly DossierEvent[];
      for (const { type } of events) count(tally.events, type);
      const commit = { id: context.commit, at: context.at, actor: person, events };
      if (events.length > 0) told = fold("dossier", [stored(commit)], told);
      const after = dossierIn(decision.states, "dossier");
      // History tells the same as the state, commit by commit.
      same(told, after);
      const commits = events.length > 0 ? [...point.commits, commit] : point.commits;
      point = { state: after, day, number: commits.length + 1, commits };
    }
    const name = JSON.stringify([point.state, point.day]);
    if (known.has(name)) continue;
    known.add(name);
    tally.points += 1;
    holdsAt(drawFrom(step), world, point, tally);
    catchesUpOnce(world, point);
  }
  // And from the first event on, as a store gives them back.
  same(fold("dossier", point.commits.map(stored)), point.state);
}

function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}
