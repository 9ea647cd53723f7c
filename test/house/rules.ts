/** The rules of the house that one file can break by itself. */

import type { Files } from "./files.ts";

/** `path: what is wrong` for each. */
export type Faults = readonly string[];

/** A file opens with one sentence that says what it is for, a full stop, a blank line. */
export function openings(files: Files): Faults {
  return faults(files, "does not open with one sentence and a blank line", (text) => {
    const [, sentence] = /^(?:#![^\n]*\n)?\/\*\* ([^\n]+) \*\/\n\n/.exec(text) ?? [];
    return sentence === undefined || !/^[A-Z`].*[^.]\.$/.test(sentence) || /[.!?] [A-Z“‘`]/.test(sentence);
  });
}

export function defaultExports(files: Files): Faults {
  return faults(files, "has a default export", (text) =>
    /^\s*export\s+(default\b|\{[^}]*\bas\s+default\b)/m.test(text),
  );
}

/** No I/O, no clock, no randomness, no Node: data in, data out. */
export function impurities(files: Files): Faults {
  const forbidden: readonly (readonly [string, RegExp])[] = [
    [
      "takes from Node",
      /(?:\bfrom|\bimport\s*\(?)\s*["'](?:node:|(?:fs|path|os|crypto|process|timers|worker_threads)(?:\/[a-z]+)?["'])/,
    ],
    ["reads a clock", /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bperformance\.now\b|\bTemporal\.Now\b|fns\/Now/],
    ["draws lots", /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b/],
    ["does I/O", /\bfetch\(|\bprocess\.|\bconsole\.|\bsetTimeout\b|\bsetInterval\b|\blocalStorage\b/],
    ["makes code", /\beval\(|\bnew Function\b/],
    ["has a class", /^\s*(?:export\s+)?(?:abstract\s+)?class\s/m],
  ];
  return forbidden.flatMap(([what, pattern]) => faults(files, what, (text) => pattern.test(withoutComments(text))));
}

/** No longer than so many lines. */
export function tooLong(files: Files, most: (path: string) => number): Faults {
  return [...files].flatMap(([path, text]) => {
    const lines = text.replace(/\n$/, "").split("\n").length;
    return lines > most(path) ? [`${path}: has ${lines} lines, of at most ${most(path)}`] : [];
  });
}

function faults(files: Files, what: string, isWrong: (text: string) => boolean): Faults {
  return [...files].filter(([, text]) => isWrong(text)).map(([path]) => `${path}: ${what}`);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/[^\n]*/g, "$1");
}
