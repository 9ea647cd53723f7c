/** Reads the files of a source folder: `definitions/` and `forms/`, as text. */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** More than any source has; a folder with more is not a source. */
const MOST_FILES = 5_000;

/**
 * Files by path from the folder, with `/`. The grammar folders are code, not content, and are left out.
 * @throws when the folder cannot be read, or holds too many files.
 */
export async function readSource(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const part of ["definitions", "forms"]) await readFolder(folder, part, files);
  return files;
}

async function readFolder(folder: string, path: string, files: Map<string, string>): Promise<void> {
  const entries = await readdir(join(folder, path), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
    const inner = `${path}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name !== "grammar" && entry.name !== "decisions") await readFolder(folder, inner, files);
    } else if (entry.name.endsWith(".json")) {
      if (files.size >= MOST_FILES) throw new Error(`more than ${MOST_FILES} files in ${folder}`);
      files.set(inner, await readFile(join(folder, inner), "utf8"));
    }
  }
}
