/** Says who joins a group and who leaves it, before a step on a way can be taken. */

import type { Definition } from "../../definitions/grammar/types.generated.ts";
import type { CompiledRelease } from "../release/compile.ts";
import { ONLY, type Step } from "./play.ts";
import { type Hand, type Move, targetOf } from "./ways.ts";

/** More dossiers than anybody writes down. */
const MOST = 20;

/** What goes before the step at `index`; nothing where there is no group. The dossier that begins takes part itself. */
export function memberSteps(
  compiled: CompiledRelease,
  definition: Definition,
  way: readonly Move[],
  index: number,
  { as }: Hand,
): readonly Step[] {
  const { group, start } = definition.meta;
  const [who] = start.roles;
  if (group === undefined || who === undefined) return [];
  const counts = countsOn(compiled, definition, way);
  const [before = 1, now = 1] = [counts[index - 1], counts[index]];
  const instance = `${definition.id}-1`;
  const others = Array.from(
    { length: Math.abs(now - before) },
    (_none, at) => `${ONLY}-${Math.min(before, now) + at + 1}`,
  );
  if (now < before) {
    return others.map((dossier) => ({
      as: as(who),
      dossier,
      do: { type: "leave", instance },
      expect: { members: { [instance]: "left" } },
    }));
  }
  const asked = (group.joins ?? []).map((id) => `‘${id}’`).join(" en ");
  const note = `Open dit dossier eerst${asked === "" ? "." : `, en zorg dat ${asked} daarin geldt.`}`;
  return others.map((dossier) => ({
    as: as(who),
    dossier,
    do: { type: "join", group: `${ONLY}_${instance}` },
    note,
    expect: { members: { [instance]: "taking" } },
  }));
}

/** How many take part at each step. Who is needed once nobody can join any more, joins while that can be done. */
function countsOn(compiled: CompiledRelease, definition: Definition, way: readonly Move[]): readonly number[] {
  const counts: number[] = [];
  const isOpen = ({ state }: Move) => (definition.meta.group?.at ?? [definition.initial]).includes(state);
  for (const [index, move] of way.entries()) {
    const wanted = nearest(counts[index - 1] ?? 1, asked(compiled, definition, move));
    counts.push(wanted);
    const joined = isOpen(move) ? index : way.slice(0, index).findLastIndex(isOpen);
    for (let at = Math.max(joined, 0); at < index; at += 1) counts[at] = Math.max(counts[at] ?? 1, wanted);
  }
  return counts;
}

function nearest(count: number, fits: (count: number) => boolean): number {
  for (let more = 0; more <= MOST; more += 1) {
    if (fits(count + more)) return count + more;
    if (count - more >= 0 && fits(count - more)) return count - more;
  }
  return count;
}

/** The least that the group asks of who goes on, and what the conditions of the step ask of who takes part. */
function asked(compiled: CompiledRelease, definition: Definition, move: Move): (count: number) => boolean {
  const { group } = definition.meta;
  const open = group?.at ?? [definition.initial];
  const to = targetOf(move);
  const goesOn = open.includes(move.state) && !open.includes(to) && definition.states[to]?.type !== "final";
  const least = goesOn ? numberOf(compiled, group?.min) : 0;
  const { guard, meta } = move.transition;
  const waits = (definition.states[move.state]?.meta.when ?? []).filter(({ action }) => action === move.action);
  const [first] = meta.roles === undefined ? waits : [];
  const conditions = [...(guard === undefined ? [] : [guard]), ...(meta.requires ?? []), ...(first?.holds ?? [])];
  const tests = conditions.flatMap((id) => testsOf(compiled, id));
  return (count) => count >= least && tests.every((test) => test(count));
}

function testsOf(compiled: CompiledRelease, id: string, depth = 0): readonly ((count: number) => boolean)[] {
  const own = compiled.book.tests(id).filter(({ path }) => path === "members.taking");
  const parts = depth > 10 ? [] : (compiled.release.conditions[id]?.all ?? []);
  return [...own.map(({ test }) => test), ...parts.flatMap((part) => testsOf(compiled, part, depth + 1))];
}

/** A number that is known beforehand; one where it is not. */
function numberOf(compiled: CompiledRelease, given: unknown): number {
  if (typeof given === "number") return given;
  const { value: id } = (given ?? {}) as { value?: string };
  const value = id === undefined ? undefined : compiled.book.value(id)?.value;
  return typeof value === "number" ? value : 1;
}
