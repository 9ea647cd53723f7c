/** The import graph of the house: which file takes from which, where it breaks a floor, and where it goes round. */

import { posix } from "node:path";
import type { Files } from "./files.ts";

/** What each file takes: paths from the root, and names of packages (`node:fs`, `xstate`). */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** A folder imports itself and what stands to its right. `examples` and `test` stand on top of all. */
export const FLOORS: readonly string[] = ["server", "engine", "forms", "definitions"];

/** Types included, and what is imported only when it is needed. */
const IMPORT =
  /(?:^|[\n;}])\s*(?:import|export)\b[^;"'`]*?\bfrom\s*["']([^"']+)["']|\bimport\s*\(?\s*["']([^"']+)["']/g;

export function graphOf(files: Files): Graph {
  return new Map([...files].map(([path, text]) => [path, importsOf(path, text)]));
}

function importsOf(path: string, text: string): readonly string[] {
  const named = [...text.matchAll(IMPORT)].map(([, from, bare]) => from ?? bare ?? "");
  const paths = named.filter((name) => !name.includes("${")); // made up when it runs
  return paths.map((name) => (name.startsWith(".") ? posix.join(posix.dirname(path), name) : name));
}

/** `from → to` for every import that goes up. */
export function climbs(graph: Graph): readonly string[] {
  return edges(graph)
    .filter(([from, to]) => !to.startsWith("node:") && isClimb(floorOf(from), floorOf(to)))
    .map(([from, to]) => `${from} → ${to}`);
}

/** `from → to` for every import of a file that is not there under that name: without `.ts`, a folder, a missing file. */
export function loose(graph: Graph): readonly string[] {
  return edges(graph)
    .filter(
      ([from, to]) =>
        FOLDERS.includes(floorOf(to)) && !to.endsWith(".json") && !to.endsWith(".mjs") && !graph.has(to) && from !== to,
    )
    .map(([from, to]) => `${from} → ${to}`);
}

const FOLDERS: readonly string[] = [...FLOORS, "examples", "test"];

function isClimb(from: string, to: string): boolean {
  if (!FOLDERS.includes(to) || from === to || from === "test") return false;
  if (from === "examples") return to === "test";
  return FLOORS.indexOf(to) < FLOORS.indexOf(from);
}

/** Each circle once, as `a → b → a`, beginning with its first file by name. */
export function circles(graph: Graph): readonly string[] {
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]) => {
    const at = trail.indexOf(file);
    if (at >= 0) {
      found.add(turned(trail.slice(at)));
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) if (graph.has(next)) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return [...found];
}

function turned(circle: readonly string[]): string {
  const first = circle.indexOf([...circle].sort()[0] ?? "");
  const round = [...circle.slice(first), ...circle.slice(0, first)];
  return [...round, round[0]].join(" → ");
}

/** The graph by folder, one line for each, for whoever must mend it. */
export function drawn(graph: Graph): string {
  const folders = new Map<string, Map<string, number>>();
  for (const [from, to] of edges(graph)) {
    const [a, b] = [posix.dirname(from), graph.has(to) ? posix.dirname(to) : to.split("/")[0]];
    if (a === b || b === undefined) continue;
    const line = folders.get(a) ?? new Map<string, number>();
    folders.set(a, line.set(b, (line.get(b) ?? 0) + 1));
  }
  const lines = [...folders].sort(([a], [b]) => a.localeCompare(b));
  return lines
    .map(
      ([from, to]) =>
        `${from} → ${[...to]
          .sort()
          .map(([name, count]) => `${name} (${count})`)
          .join(", ")}`,
    )
    .join("\n");
}

function edges(graph: Graph): (readonly [string, string])[] {
  return [...graph].flatMap(([from, all]) => all.map((to) => [from, to] as const));
}

function floorOf(path: string): string {
  return path.split("/")[0] ?? "";
}
