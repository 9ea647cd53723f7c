/** A picture that would be too wide: all states below each other, what can be done beside each, and a rail to each state. */

import type { Layout, PlacedArrow, PlacedBox } from "./diagram-layout.ts";
import type { Arrow, Box, Parts } from "./diagram-parts.ts";
import type { Place } from "./diagram-routes.ts";
import { type Size, sizeOf } from "./diagram-text.ts";

const MARGIN = 16;
/** Between two states, two labels, two rails, in px. */
const GAP = { states: 26, labels: 10, rails: 14 } as const;
/** Arrows come in here, above all labels of a state. */
const ENTRY = 16;
/** From a box to its labels, and from the widest label to the first rail. */
const ASIDE = 44;

/** Never wider than two texts and a rail per state. */
export function columnOf({ boxes, arrows }: Parts): Layout {
  const boxWidth = Math.max(...boxes.map(({ lines }) => sizeOf(lines).width + 24));
  const labelWidth = Math.max(0, ...arrows.map(({ lines }) => sizeOf(lines).width + 12));
  const right = MARGIN + boxWidth;
  const rows = rowsOf(boxes, arrows);
  const labelsRight = right + ASIDE + labelWidth;
  const rails = railsOf(rows, arrows);
  const railX = (to: string) => labelsRight + ASIDE / 2 + (rails.get(to) ?? 0) * GAP.rails;
  const placed = rows.map(({ box, top, height }): PlacedBox => {
    return { ...box, place: { x: MARGIN + boxWidth / 2, y: top + height / 2, width: boxWidth, height } };
  });
  const drawn = rows.flatMap(({ labels }) =>
    labels.map(({ arrow, y, size }): PlacedArrow => {
      const place: Place = { ...size, x: right + ASIDE + labelWidth / 2, y };
      const entry = (rows.find(({ box }) => box.id === arrow.to)?.top ?? 0) + ENTRY;
      return { ...arrow, place, route: [], drawn: lineOf(arrow, place, right, railX(arrow.to), entry) };
    }),
  );
  const width = Math.ceil(labelsRight + ASIDE / 2 + Math.max(0, ...rails.values()) * GAP.rails + MARGIN);
  const last = rows.at(-1);
  const height = Math.ceil((last === undefined ? 0 : last.top + last.height) + MARGIN);
  return {
    width,
    height,
    boxes: placed,
    arrows: arrows.flatMap((one) => drawn.filter(({ title }) => title === one.title)),
  };
}

interface Row {
  readonly box: Box;
  readonly top: number;
  readonly height: number;
  readonly labels: readonly { readonly arrow: Arrow; readonly y: number; readonly size: Size }[];
}

function rowsOf(boxes: readonly Box[], arrows: readonly Arrow[]): Row[] {
  const rows: Row[] = [];
  let top = MARGIN;
  for (const box of boxes) {
    let below = top + 2 * ENTRY;
    const labels = arrows
      .filter(({ from }) => from === box.id)
      .map((arrow) => {
        const { width, height } = sizeOf(arrow.lines);
        const size = { width: width + 12, height: height + 8 };
        const y = below + size.height / 2;
        below += size.height + GAP.labels;
        return { arrow, y, size };
      });
    const height = Math.max(sizeOf(box.lines).height + 24, labels.length === 0 ? 0 : below - top);
    rows.push({ box, top, height, labels });
    top += height + GAP.states;
  }
  return rows;
}

/** One rail per state that arrows come to; rails beside each other where they would run together. */
function railsOf(rows: readonly Row[], arrows: readonly Arrow[]): ReadonlyMap<string, number> {
  const spans = rows.flatMap(({ box, top }) => {
    const from = rows.flatMap(({ labels }) =>
      labels.flatMap(({ arrow, y }) => (arrow.to === box.id && arrow.from !== box.id ? [y] : [])),
    );
    const ys = [top + ENTRY, ...from];
    return from.length === 0 ? [] : [{ to: box.id, first: Math.min(...ys), last: Math.max(...ys) }];
  });
  const taken: { rail: number; first: number; last: number }[] = [];
  const rails = new Map<string, number>();
  for (const span of spans.sort((a, b) => a.last - a.first - (b.last - b.first))) {
    const inTheWay = taken.filter(({ first, last }) => first <= span.last && span.first <= last);
    const rail = arrows.findIndex((_, index) => inTheWay.every((one) => one.rail !== index));
    taken.push({ rail, first: span.first, last: span.last });
    rails.set(span.to, rail);
  }
  return rails;
}

/** From the box past the label to the rail, along it, and back into the other box; or to the label and back. */
function lineOf(
  { from, to }: Arrow,
  label: Place,
  right: number,
  rail: number,
  entry: number,
): { path: string; tip: string } {
  const [left, end] = [label.x - label.width / 2, label.x + label.width / 2];
  if (from === to) {
    const [top, low] = [label.y - 9, label.y + 9];
    const path = `M${at(right)},${at(top)}C${at(left + 4)},${at(top - 4)} ${at(left + 4)},${at(low + 4)} ${at(right + 6)},${at(low)}`;
    return { path, tip: tipOf(right, low) };
  }
  const path = `M${at(right)},${at(label.y)}L${at(left)},${at(label.y)}M${at(end)},${at(label.y)}L${at(rail)},${at(label.y)}L${at(rail)},${at(entry)}L${at(right + 6)},${at(entry)}`;
  return { path, tip: tipOf(right, entry) };
}

function tipOf(x: number, y: number): string {
  return `M${at(x)},${at(y)}L${at(x + 9)},${at(y - 5)}L${at(x + 9)},${at(y + 5)}Z`;
}

function at(number: number): number {
  return Math.round(number * 10) / 10;
}
