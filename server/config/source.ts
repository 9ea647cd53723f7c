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
  const files = new Map<string, string>();
  const present = await readdir(folder);
  const parts = ["definitions", "forms"].filter((part) => present.includes(part));
  if (parts.length === 0) throw new Error(`no definitions or forms in ${folder}`);
  for (const part of parts) await readFolder(folder, part, files);
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
