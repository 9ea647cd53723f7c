/** Plays random paths through one random source, and looks at every law after every step. */

import { load } from "../../engine/release/load.ts";
import { type DossierCommit, fold, type StreamCommit } from "../../engine/streams/commit.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import type { StreamState } from "../../engine/streams/stream.ts";
import { stored } from "../support/given.ts";
import { later } from "../support/points.ts";
import { type World, worldOf } from "../support/world.ts";
import { type Draw, drawFrom } from "./draw.ts";
import { catchesUpOnce, frozen, holdsAt, same, wellFormed } from "./laws.ts";
import { contextAt, deciding, nextCommand, type Point } from "./path.ts";
import { sharesFairly } from "./sharing.ts";
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
  const dossiers = sharesSomething(world) ? DOSSIERS : DOSSIERS.slice(0, 1);
  let point: Point = { streams: {}, commits: {}, day: "2023-09-04", number: 1 };
  const told: Record<string, StreamState | undefined> = {};
  for (const step of path) {
    const draw = drawFrom(step);
    const opened = dossiers.filter((id) => point.streams[id] !== undefined);
    // Where something starts itself again and again, nobody waits for years.
    const isFull = Object.keys(point.streams).length > 9;
    const day = later(point.day, opened.length === 0 ? 0 : Math.min(draw.one(WAITS), isFull ? 3 : 800));
    const at = placeOf(draw, point, dossiers);
    point = { ...point, day };
    const { person, body } = nextCommand(draw, world, point, at);
    tally.asked?.push({ day, at, person, body });
    const context = contextAt(world, point, person);
    const decision = frozen(deciding(point, at, body, context, true));
    // Who has all streams at hand decides the same as who loads what is asked for.
    if (Object.keys(point.streams).length > 1) same(deciding(point, at, body, context), decision);
    wellFormed(decision);
    tally.steps += 1;
    const changed = new Set([at]);
    if (!decision.ok) {
      tally.refused += 1;
      for (const { code } of decision.reasons) count(tally.reasons, code);
    } else {
      tally.accepted += 1;
      const commits = { ...point.commits };
      for (const [index, { stream, expected, events }] of decision.streams.entries()) {
        // The first one keeps the command, also when nothing happens in it.
        if (events.length === 0 && index > 0) continue;
        changed.add(stream);
        for (const { type } of events) count(tally.events, type);
        const commit: StreamCommit = { id: context.commit, at: context.at, actor: person, events };
        const before = commits[stream] ?? [];
        same(expected, before.length);
        commits[stream] = [...before, commit];
        told[stream] = fold(stream, [stored(commit as DossierCommit)], told[stream] as Dossier | undefined);
        // History tells the same as the state, commit by commit, in every stream.
        same(told[stream], decision.states[stream]);
      }
      const number = point.number + (decision.streams.length > 0 ? 1 : 0);
      point = { ...point, streams: { ...point.streams, ...decision.states }, commits, number };
    }
    sharesFairly(world, point);
    // Who waits long in another dossier is looked at as well: what is shared changes without a word there.
    for (const id of changed) {
      const name = JSON.stringify([id, point.streams, point.day]);
      if (known.has(name) || point.streams[id] === undefined) continue;
      known.add(name);
      tally.points += 1;
      holdsAt(drawFrom(step), world, point, id, tally);
      catchesUpOnce(world, point, id);
    }
  }
  // And from the first event on, as a store gives them back.
  for (const [id, commits] of Object.entries(point.commits)) {
    same(fold(id, (commits as readonly DossierCommit[]).map(stored)), point.streams[id]);
  }
}

const DOSSIERS = ["dossier-a", "dossier-b", "dossier-c"];

function sharesSomething({ release: { release } }: World): boolean {
  const { pools, records, definitions } = release;
  return (
    Object.keys(pools).length > 0 ||
    Object.values(records).some(({ stream }) => stream !== undefined) ||
    Object.values(definitions).some(({ meta }) => meta.group !== undefined)
  );
}

/** Mostly in a dossier, now and then in what several share. */
function placeOf(draw: Draw, { streams }: Point, dossiers: readonly string[]): string {
  const shared = Object.keys(streams).filter((id) => !dossiers.includes(id));
  const one = draw.chance(60) ? (dossiers[0] ?? "") : draw.one(dossiers);
  return shared.length > 0 && draw.chance(15) ? draw.one(shared) : one;
}

function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}
