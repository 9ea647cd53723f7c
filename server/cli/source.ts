/** Opens the source that a command is about: the folder that was named, else the shipped one. */

import { fileURLToPath } from "node:url";
import { load, type Source } from "../../engine/release/load.ts";
import { readSource } from "../config/source.ts";
import type { Call, Io } from "./command.ts";

/** The folder: `--source`, else `DRAAIBOEK_SOURCE`, else what is shipped. */
export function sourceFolder(values: Call["values"], env: Io["env"]): string {
  return values["source"] ?? env["DRAAIBOEK_SOURCE"] ?? fileURLToPath(new URL("../../", import.meta.url));
}

/** Undefined when there is no such source; then it was said on standard error. */
export async function openSource({ values }: Pick<Call, "values">, io: Io): Promise<Source | undefined> {
  const folder = sourceFolder(values, io.env);
  try {
    return load(await readSource(folder));
  } catch (error) {
    io.err(`De bron ${folder} is niet te lezen: ${error instanceof Error ? error.message : String(error)}`);
    io.err("Een bron is een map met daarin de mappen definitions en forms.");
    return undefined;
  }
}
