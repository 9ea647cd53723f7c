/** Text in a picture: how wide it may be, where it breaks, and what may stand in XML. */

export interface Line {
  readonly text: string;
  /** Height of the letters in px. */
  readonly size: number;
  readonly tone: "strong" | "plain" | "soft";
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Letters of common sans-serif fonts are at most so wide, as parts of their height; others are taken as wide as high. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijlI.,:;'’‘|!]/, 0.31],
  [/[ frt()[\]/-]/, 0.41],
  [/[mwMW@%&]/, 0.95],
  [/[A-Z]/, 0.75],
  [/[a-zà-ÿ0-9•]/, 0.6],
];
/** A word that is wider is cut, in px. */
const LONGEST = 200;
const STRONG = 1.08;
const LEADING = 1.3;

/** Lines of at most `width` px, but for a long word, which has a line to itself; only a very long one is cut. */
export function wrapped(text: string, style: Omit<Line, "text">, width: number): Line[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).flatMap((one) => cut(one, style, Math.max(width, LONGEST)))) {
    const longer = `${lines.at(-1) ?? ""} ${word}`;
    if (lines.length === 0 || widthOf({ ...style, text: longer.trim() }) > width) lines.push(word);
    else lines[lines.length - 1] = longer.trim();
  }
  return lines.map((line) => ({ ...style, text: line }));
}

export function sizeOf(lines: readonly Line[]): Size {
  return {
    width: Math.ceil(Math.max(0, ...lines.map(widthOf))),
    height: Math.ceil(lines.reduce((sum, { size }) => sum + size * LEADING, 0)),
  };
}

/** The base line of each line, from the top of the block. */
export function baselines(lines: readonly Line[]): number[] {
  let top = 0;
  return lines.map(({ size }) => {
    top += size * LEADING;
    return top - size * (LEADING - 1);
  });
}

/** Safe as text and between double quotes; characters that XML does not know become `�`. */
export function escaped(text: string): string {
  return [...text]
    .map(
      (char) =>
        ENTITIES.get(char) ?? (/[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(char) ? char : "�"),
    )
    .join("");
}

const ENTITIES = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

function widthOf({ text, size, tone }: Line): number {
  const ems = [...text].reduce((sum, char) => sum + (WIDTHS.find(([pattern]) => pattern.test(char))?.[1] ?? 1), 0);
  return ems * size * (tone === "strong" ? STRONG : 1);
}

function cut(word: string, style: Omit<Line, "text">, width: number): string[] {
  const parts = [""];
  for (const char of word) {
    const longer = `${parts.at(-1)}${char}`;
    if (parts.at(-1) !== "" && widthOf({ ...style, text: longer }) > width) parts.push(char);
    else parts[parts.length - 1] = longer;
  }
  return parts;
}
