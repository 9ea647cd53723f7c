/** Reads a drawn procedure back: its parts with their texts and places, and whether it is sound XML. */

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Part {
  readonly kind: string;
  readonly label: string;
  /** What can be seen, on one line. */
  readonly text: string;
  readonly svg: string;
  readonly rect: Rect;
}

export function partsIn(svg: string): Part[] {
  return [...svg.matchAll(/<g class="([a-z]+)"[^>]* aria-label="([^"]*)"[^>]*>(.*?)<\/g>/gs)].map(
    ([whole, kind = "", label = "", inner = ""]) => ({
      kind,
      label: plain(label),
      text: plain([...inner.matchAll(/<tspan[^>]*>([^<]*)<\/tspan>/g)].map(([, text]) => text).join(" ")),
      svg: whole,
      rect: rectOf(inner),
    }),
  );
}

/** An ampersand stands in many a title. */
function plain(text: string): string {
  return text.replaceAll("&amp;", "&");
}

/** The first fault in the nesting, in an attribute or in a text; undefined when it is well-formed. */
export function faultIn(svg: string): string | undefined {
  const open: string[] = [];
  const rest = svg.replace(/<(\/?)([a-z]+)((?: [a-zA-Z-]+="[^"<]*")*)(\/?)>/g, (_, close, name, attributes, empty) => {
    if (close !== "" && open.pop() !== name) open.push(`</${name}>`);
    if (close === "" && empty === "") open.push(name);
    return attributes.replace(/ [a-zA-Z-]+="([^"]*)"/g, "$1");
  });
  if (open.length > 0) return `not closed: ${open.join(" ")}`;
  const bare = rest.replace(/&(?:amp|lt|gt|quot|#39);/g, "");
  const at = [...bare].findIndex((character) => "&<>".includes(character) || isControl(character));
  return at < 0 ? undefined : [...bare].slice(Math.max(0, at - 20), at + 1).join("");
}

/** XML knows no control characters but tab and the ends of a line. */
function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (code < 32 && ![9, 10, 13].includes(code)) || code === 0xfffe || code === 0xffff;
}

/** The pairs of parts of which the places overlap. */
export function overlaps(parts: readonly Part[]): string[] {
  return parts.flatMap((one, index) =>
    parts
      .slice(index + 1)
      .filter(
        ({ rect: b }) =>
          one.rect.x < b.x + b.width &&
          b.x < one.rect.x + one.rect.width &&
          one.rect.y < b.y + b.height &&
          b.y < one.rect.y + one.rect.height,
      )
      .map((other) => `${one.label} / ${other.label}`),
  );
}

/** The arrows that bend or turn within a box or a label that is not theirs. */
export function crossings(parts: readonly Part[]): string[] {
  return parts.flatMap((arrow) => {
    const path = / d="(M[^"Z]*)" fill="none"/.exec(arrow.svg)?.[1] ?? "";
    const points = [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
    return parts
      .filter(({ label }) => label !== arrow.label)
      .filter(({ rect }) =>
        points.some(
          ({ x, y }) => x > rect.x + 1 && x < rect.x + rect.width - 1 && y > rect.y + 1 && y < rect.y + rect.height - 1,
        ),
      )
      .map(({ label }) => `${arrow.label} / ${label}`);
  });
}

export function smallestLetters(svg: string): number {
  return Math.min(...[...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size)));
}

export function widthIn(svg: string): number {
  return Number(/ viewBox="0 0 (\d+) \d+"/.exec(svg)?.[1]);
}

function rectOf(inner: string): Rect {
  const [, x, y, width, height] =
    /<rect x="(-?[\d.]+)" y="(-?[\d.]+)" width="([\d.]+)" height="([\d.]+)"/.exec(inner) ?? [];
  return { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
}
