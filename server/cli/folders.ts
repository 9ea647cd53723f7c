/** Where data and keys lie: what the environment says, else beside where the command was typed. */

import { resolve } from "node:path";
import type { Io } from "./command.ts";

export function dataFolder(env: Io["env"]): string {
  return resolve(env["DRAAIBOEK_DATA"] ?? ".data");
}

export function keysFolder(env: Io["env"]): string {
  return resolve(env["DRAAIBOEK_KEYS"] ?? ".keys");
}
