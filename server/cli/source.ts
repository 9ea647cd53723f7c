/** Opens the source that a command is about: the folder that was named, else the shipped one. */

import { load, type Source } from "../../engine/release/load.ts";
import { readConfig } from "../config/config.ts";
import { readSource } from "../config/source.ts";
import type { Call, Io } from "./command.ts";
import { readFirstRun } from "./first-run.ts";

/** Undefined when there is no such source; then it was said on standard error. */
export async function openSource({ values }: Pick<Call, "values">, io: Io): Promise<Source | undefined> {
  const folder = sourceFolder(values, io.env);
  try {
    const source = load(readSource(folder));
    const { findings } = await readFirstRun(folder);
    return { ...source, findings: [...source.findings, ...findings] };
  } catch (error) {
    io.err(`De bron ${folder} is niet te lezen: ${error instanceof Error ? error.message : String(error)}`);
    io.err("Een bron is een map met daarin de mappen definitions en forms.");
    return undefined;
  }
}

/** `--source`, else `DRAAIBOEK_SOURCE`, else what is shipped. */
function sourceFolder(values: Call["values"], env: Io["env"]): string {
  const given = values["source"] ?? env["DRAAIBOEK_SOURCE"];
  const read = readConfig({ DRAAIBOEK_SOURCE: given });
  return read.ok ? read.config.source : (given ?? ".");
}
