/** Where everything stands in a picture of a procedure: Dagre places the boxes and labels, lines run between the rows. */

import { Graph, layout } from "@dagrejs/dagre";
import type { Arrow, Box, Parts } from "./diagram-parts.ts";
import { type Place, type Point, routesOf } from "./diagram-routes.ts";
import { type Line, type Size, sizeOf } from "./diagram-text.ts";

export interface PlacedBox extends Box {
  readonly place: Place;
}

export interface PlacedArrow extends Arrow {
  /** Of the label. */
  readonly place: Place;
  /** From row to row: a straight piece runs within a row, a curve between two. */
  readonly route: readonly Point[];
  /** The line and its head, when they are no route between rows. */
  readonly drawn?: { readonly path: string; readonly tip: string };
}

export interface Layout extends Size {
  readonly boxes: readonly PlacedBox[];
  readonly arrows: readonly PlacedArrow[];
}

const SPACE = { nodesep: 28, edgesep: 16, ranksep: 56, marginx: 16, marginy: 16 } as const;

export function layoutOf({ boxes, arrows }: Parts): Layout {
  const graph = new Graph<Partial<Size>, Place, Place & { points: Point[] }>({ multigraph: true });
  graph.setGraph({ rankdir: "TB", ...SPACE });
  for (const { id, kind, lines } of boxes) {
    const { width, height } = padded(lines, kind === "start" ? 14 : 12, kind === "start" ? 6 : 12);
    graph.setNode(key(id), { x: 0, y: 0, width: kind === "start" ? width : Math.max(110, width), height });
  }
  for (const [index, { from, to, lines }] of arrows.entries()) {
    const label = { x: 0, y: 0, ...padded(lines, 6, 4), points: [], labelpos: "c" };
    graph.setEdge(key(from), key(to), label, String(index));
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  const placed = boxes.map((box) => ({ ...box, place: placeOf(graph.node(key(box.id))) }));
  const laid = arrows.map((arrow, index) => {
    const { points, ...place } = graph.edge(key(arrow.from), key(arrow.to), String(index));
    return { ...arrow, place: placeOf(place), points };
  });
  const routes = routesOf(placed, laid);
  const drawn = laid.map(({ points: _, ...arrow }, index) => ({ ...arrow, route: routes[index] ?? [] }));
  return { width: Math.ceil(width), height: Math.ceil(height), boxes: placed, arrows: drawn };
}

/** Dagre keeps nodes as keys of plain objects, which have a `constructor` of their own. */
function key(id: string): string {
  return `:${id}`;
}

function padded(lines: readonly Line[], x: number, y: number): Size {
  const { width, height } = sizeOf(lines);
  return { width: width + 2 * x, height: height + 2 * y };
}

function placeOf({ x, y, width, height }: Place): Place {
  return { x, y, width, height };
}
