/** Reads the files of a source folder: `definitions/` and `forms/`, as text. */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** More than any source has; a folder with more is not a source. */
const MOST_FILES = 5_000;

/**
 * Files by path from the folder, with `/`. The grammar folders are code, not content, and are left out.
 * One of the two folders may be missing: a change that touches only the other has none.
 * @throws when neither can be read, or there are too many files.
 */
export async function readSource(folder: string): Promise<Map<string, string>> {
  const present = await readdir(folder);
  const parts = ["definitions", "forms"].filter((part) => present.includes(part));
  if (parts.length === 0) throw new Error(`no definitions or forms in ${folder}`);
  const paths = (await Promise.all(parts.map((part) => pathsIn(folder, part)))).flat().sort();
  if (paths.length > MOST_FILES) throw new Error(`more than ${MOST_FILES} files in ${folder}`);
  const texts = await Promise.all(paths.map((path) => readFile(join(folder, path), "utf8")));
  return new Map(paths.map((path, index) => [path, texts[index] ?? ""]));
}

async function pathsIn(folder: string, part: string): Promise<string[]> {
  const names = await readdir(join(folder, part), { recursive: true });
  return names
    .map((name) => `${part}/${name.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(".json") && !/\/(grammar|decisions)\//.test(path));
}
