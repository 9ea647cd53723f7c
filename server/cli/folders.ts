/** Where data and keys lie, for commands that need no more of the settings than that. */

import { type Config, readConfig } from "../config/config.ts";
import type { Io } from "./command.ts";

/** Undefined when the settings are wrong; then it was said on standard error. */
export function folders({ env, err }: Io): Pick<Config, "data" | "keys"> | undefined {
  const read = readConfig({ DRAAIBOEK_DATA: env["DRAAIBOEK_DATA"], DRAAIBOEK_KEYS: env["DRAAIBOEK_KEYS"] });
  if (read.ok) return read.config;
  for (const fault of read.faults) err(fault);
  return undefined;
}
