/** How lines run in a picture: straight through a row of boxes or labels, and bending only between two rows. */

import type { Size } from "./diagram-text.ts";

/** The middle and the size, in px. */
export interface Place extends Size {
  readonly x: number;
  readonly y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

interface PlacedBox {
  readonly id: string;
  readonly place: Place;
}

interface PlacedArrow {
  readonly from: string;
  readonly to: string;
  /** Of the label. */
  readonly place: Place;
  /** As Dagre gives them: one per row, the ends at the boxes. */
  readonly points: readonly Point[];
}

/** Two arrows at one side of a box stand at least so far apart, in px. */
const APART = 22;
const CORNER = 14;
/** An arrow leaves and comes straight over so many px. */
const STRAIGHT = 12;

/** One per arrow, empty for an arrow that stays: a straight piece within a row, then a bend to the next, in turn. */
export function routesOf(boxes: readonly PlacedBox[], arrows: readonly PlacedArrow[]): Point[][] {
  const rows = rowsOf([...boxes, ...arrows].map(({ place }) => place));
  const ends = endsOf(boxes, arrows);
  return arrows.map(({ points }, index) => {
    const [first, last] = [ends.get(`${index} from`), ends.get(`${index} to`)];
    if (first === undefined || last === undefined) return [];
    const down = last.y > first.y ? 1 : -1;
    const through = points.slice(1, -1).flatMap(({ x, y }) => {
      const half = (rows.get(row(y)) ?? 0) / 2;
      return [
        { x, y: y - down * half },
        { x, y: y + down * half },
      ];
    });
    const reach = (middle: number) => (rows.get(row(middle)) ?? 0) / 2 + STRAIGHT;
    const leave = { x: first.x, y: first.middle + down * reach(first.middle) };
    const enter = { x: last.x, y: last.middle - down * reach(last.middle) };
    return [{ x: first.x, y: first.y }, leave, ...through, enter, { x: last.x, y: last.y }];
  });
}

/** The height of each row, by its middle. */
function rowsOf(places: readonly Place[]): ReadonlyMap<number, number> {
  const rows = new Map<number, number>();
  for (const { y, height } of places) rows.set(row(y), Math.max(rows.get(row(y)) ?? 0, height));
  return rows;
}

function row(y: number): number {
  return Math.round(y);
}

interface End extends Point {
  /** Of the row in which the box stands. */
  readonly middle: number;
}

/** Where arrows touch a box, left to right as they come, by `index from` and `index to`; none for arrows that stay. */
function endsOf(boxes: readonly PlacedBox[], arrows: readonly PlacedArrow[]): ReadonlyMap<string, End> {
  const ends = new Map<string, End>();
  for (const { id, place } of boxes) {
    const touching = arrows.flatMap(({ from, to, points }, index) => {
      if (from === to) return [];
      return [
        ...(from === id ? [{ key: `${index} from`, next: points[1] }] : []),
        ...(to === id ? [{ key: `${index} to`, next: points.at(-2) }] : []),
      ];
    });
    for (const side of [-1, 1]) {
      const here = touching
        .flatMap(({ key, next }) =>
          next === undefined || Math.sign(next.y - place.y) !== side ? [] : [{ key, x: next.x }],
        )
        .sort((a, b) => a.x - b.x);
      const spread = spreadOver(
        place,
        here.map(({ x }) => x),
      );
      for (const [index, { key }] of here.entries()) {
        ends.set(key, { x: spread[index] ?? place.x, y: place.y + (side * place.height) / 2, middle: place.y });
      }
    }
  }
  return ends;
}

/** As near as may be to where each comes from. */
function spreadOver({ x, width }: Place, wanted: readonly number[]): number[] {
  const [left, right] = [x - width / 2 + CORNER, x + width / 2 - CORNER];
  const apart = Math.min(APART, (right - left) / Math.max(1, wanted.length - 1));
  const found: number[] = [];
  for (const [index, one] of wanted.entries()) {
    const least = index === 0 ? left : (found[index - 1] ?? left) + apart;
    const most = right - (wanted.length - 1 - index) * apart;
    found.push(Math.min(Math.max(one, least), most));
  }
  return found;
}
