/** Reads the files of the house as text, so that rules about them can be tests. */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Text by path from the root of the project, with `/`. */
export type Files = ReadonlyMap<string, string>;

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What stands at the root but is no part of the house: made by tools, or hidden. */
const OUTSIDE = /^(node_modules|coverage|\..*)$/;

/** Folders at the root, hidden ones and installed packages left out. */
export function topFolders(): readonly string[] {
  return readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !OUTSIDE.test(entry.name))
    .map(({ name }) => name)
    .sort();
}

/** All files of these folders whose name ends so. */
export function filesIn(folders: readonly string[], end: string): Files {
  const files = new Map<string, string>();
  for (const folder of folders) add(folder, end, files);
  return files;
}

function add(folder: string, end: string, files: Map<string, string>): void {
  for (const entry of readdirSync(`${ROOT}${folder}`, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!OUTSIDE.test(entry.name)) add(path, end, files);
    } else if (entry.name.endsWith(end)) files.set(path, readFileSync(`${ROOT}${path}`, "utf8"));
  }
}
