/** The picture of a procedure: its states and what leads from one to the other, as an SVG that can also be heard. */

import type { CompiledRelease } from "../release/compile.ts";
import { columnOf } from "./diagram-column.ts";
import { type Layout, layoutOf, type PlacedArrow, type PlacedBox } from "./diagram-layout.ts";
import { partsOf } from "./diagram-parts.ts";
import type { Place, Point } from "./diagram-routes.ts";
import { baselines, escaped, type Line, sizeOf } from "./diagram-text.ts";
import { wordsOf } from "./readable-words.ts";

/** Wider than this, the smallest letters fall under 12 px where the picture is shown 800 px wide. */
const WIDEST = 860;
/** How wide a text may be, in px; the first that makes a picture narrow enough is taken. */
const WRAPS = [170, 150, 130, 110] as const;
/** In a column. */
const WIDE = 230;
const INK = "#1b1f24";
const SOFT = "#47505a";
const LINE = "#56616d";

/**
 * SVG without scripts, styles or links, the same text for the same release; its natural size in px is its `width`.
 * @throws when the definition is not in the release.
 */
export function diagram({ release }: Pick<CompiledRelease, "release">, definition: string): string {
  const found = Object.hasOwn(release.definitions, definition) ? release.definitions[definition] : undefined;
  if (found === undefined) throw new Error(`${definition} is not in this release`);
  const words = wordsOf(release, found);
  const desc = found.description === undefined ? undefined : words.text(found.description);
  const rows = narrowEnough((width) => layoutOf(partsOf(words, width)));
  return drawing(rows.width <= WIDEST ? rows : columnOf(partsOf(words, WIDE)), found.title, desc);
}

function narrowEnough(at: (width: number) => Layout): Layout {
  const [first, ...rest] = WRAPS;
  let best = at(first);
  for (const width of rest) {
    if (best.width <= WIDEST) break;
    const next = at(width);
    if (next.width < best.width) best = next;
  }
  return best;
}

function drawing({ width, height, boxes, arrows }: Layout, title: string, desc: string | undefined): string {
  const whole = `Stroomschema: ${title}`;
  const told = desc === undefined ? [] : [`<desc>${escaped(desc)}</desc>`];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" lang="nl" role="group" aria-label="${escaped(whole)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Arial, Helvetica, sans-serif">`,
    `<title>${escaped(whole)}</title>`,
    ...told,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...boxes.flatMap((box) => [
      boxOf(box),
      ...arrows.filter(({ from }) => from === box.id).map((arrow) => arrowOf(arrow, boxes)),
    ]),
    "</svg>",
  ].join("\n");
}

function boxOf({ kind, title, desc, lines, place }: PlacedBox): string {
  switch (kind) {
    case "start":
      return group(kind, title, desc, [rect(place, 'rx="14" fill="#1f3a5f"'), textOf(lines, place, "#ffffff")]);
    case "open":
      return group(kind, title, desc, [rect(place, 'rx="6" fill="#e8f0fa" stroke="#1f3a5f"'), textOf(lines, place)]);
    case "final": {
      const inner = { ...place, width: place.width - 8, height: place.height - 8 };
      const border = 'fill="#e9f4ec" stroke="#22583a"';
      return group(kind, title, desc, [
        rect(place, `rx="6" ${border}`),
        rect(inner, `rx="3" ${border}`),
        textOf(lines, place),
      ]);
    }
    default:
      return kind satisfies never;
  }
}

function arrowOf(arrow: PlacedArrow, boxes: readonly PlacedBox[]): string {
  const { from, to, bySystem, title, desc, lines, place, route, drawn } = arrow;
  const box = boxes.find(({ id }) => id === from)?.place;
  const stays = from === to && box !== undefined;
  const { path, tip } = drawn !== undefined ? drawn : stays ? loopOf(box, place) : pathOf(route);
  const dashes = bySystem ? ' stroke-dasharray="6 4"' : "";
  return group("arrow", title, desc, [
    `<path d="${path}" fill="none" stroke="${LINE}" stroke-width="1.5"${dashes}/>`,
    `<path d="${tip}" fill="${LINE}"/>`,
    rect(place, 'fill="#ffffff"'),
    textOf(lines, place),
  ]);
}

/** Straight within a row, bent between two; the head points up or down. */
function pathOf(route: readonly Point[]): { path: string; tip: string } {
  const end = route.at(-1) ?? { x: 0, y: 0 };
  const up = end.y < (route[0]?.y ?? 0) ? -1 : 1;
  const steps = route.map(({ x, y }, index) => {
    const before = route[index - 1];
    if (before === undefined) return `M${at(x)},${at(y)}`;
    if (index % 2 === 1) return `L${at(x)},${at(index === route.length - 1 ? y - up * 6 : y)}`;
    const half = at((before.y + y) / 2);
    return `C${at(before.x)},${half} ${at(x)},${half} ${at(x)},${at(y)}`;
  });
  const back = at(end.y - up * 9);
  const tip = `M${at(end.x)},${at(end.y)}L${at(end.x - 5)},${back}L${at(end.x + 5)},${back}Z`;
  return { path: steps.join(""), tip };
}

/** From the right side of a box to its label and back. */
function loopOf(box: Place, label: Place): { path: string; tip: string } {
  const [x, end] = [box.x + box.width / 2, label.x - label.width / 2];
  const [top, low] = [box.y - 9, box.y + 9];
  const path = `M${at(x)},${at(top)}C${at(end + 4)},${at(top - 6)} ${at(end + 4)},${at(low + 6)} ${at(x + 6)},${at(low)}`;
  return { path, tip: `M${at(x)},${at(low)}L${at(x + 9)},${at(low - 4)}L${at(x + 8)},${at(low + 6)}Z` };
}

function group(kind: string, title: string, desc: string | undefined, inner: readonly string[]): string {
  const told = desc === undefined ? "" : `<desc>${escaped(desc)}</desc>`;
  const open = `<g class="${kind}" role="img" tabindex="0" aria-label="${escaped(title)}">`;
  return `${open}<title>${escaped(title)}</title>${told}${inner.join("")}</g>`;
}

function rect({ x, y, width, height }: Place, style: string): string {
  return `<rect x="${at(x - width / 2)}" y="${at(y - height / 2)}" width="${at(width)}" height="${at(height)}" ${style}/>`;
}

function textOf(lines: readonly Line[], { x, y }: Place, ink = INK): string {
  const top = y - sizeOf(lines).height / 2;
  const bases = baselines(lines);
  const spans = lines.map(({ text, size, tone }, index) => {
    const style = `${tone === "strong" ? ' font-weight="bold"' : ""}${tone === "soft" ? ` fill="${SOFT}"` : ""}`;
    return `<tspan x="${at(x)}" y="${at(top + (bases[index] ?? 0))}" font-size="${size}"${style}>${escaped(text)}</tspan>`;
  });
  return `<text text-anchor="middle" fill="${ink}">${spans.join("")}</text>`;
}

function at(number: number): number {
  return Math.round(number * 10) / 10;
}
