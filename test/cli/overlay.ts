/** The shipped source with a few files laid over it, in a folder of its own. */

import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface Overlay {
  readonly folder: string;
  remove(): Promise<void>;
}

/** @param files by path, such as `definitions/values/x.json`; the text may be no JSON at all. */
export async function overlay(files: { readonly [path: string]: string }): Promise<Overlay> {
  const folder = await mkdtemp(join(tmpdir(), "draaiboek-source-"));
  for (const part of ["definitions", "forms"]) await cp(part, join(folder, part), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
