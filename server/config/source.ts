/** Reads the files of a source folder: `definitions/` and `forms/`, as text. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** More than any source has; a folder with more is not a source. */
const MOST_FILES = 5_000;

/**
 * Read in one go, before anybody waits for something else: a promise per file costs more than the file.
 * Files by path from the folder, with `/`. The grammar folders are code, not content, and are left out.
 * One of the two folders may be missing: a change that touches only the other has none.
 * @throws when neither can be read, or there are too many files.
 */
export function readSource(folder: string): Map<string, string> {
  const present = readdirSync(folder);
  const parts = ["definitions", "forms"].filter((part) => present.includes(part));
  if (parts.length === 0) throw new Error(`no definitions or forms in ${folder}`);
  const paths = parts.flatMap((part) => pathsIn(folder, part)).sort();
  if (paths.length > MOST_FILES) throw new Error(`more than ${MOST_FILES} files in ${folder}`);
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

function pathsIn(folder: string, part: string): string[] {
  const names = readdirSync(join(folder, part), { recursive: true, encoding: "utf8" });
  return names
    .map((name) => `${part}/${name.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(".json") && !/\/(grammar|decisions)\//.test(path));
}
