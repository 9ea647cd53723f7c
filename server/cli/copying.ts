/** What a copy that did not succeed says, and with which exit. */

import { isFull } from "../store/files.ts";
import { Refused } from "../store/refused.ts";
import type { Exit, Io } from "./command.ts";

/** 1 when a copy does not hold or has no room, 2 when a place is wrong. @throws what nobody can mend at the prompt. */
export function notCopied(error: unknown, io: Io): Exit {
  if (error instanceof Refused) {
    io.err(error.message);
    return error.code === "damaged" ? 1 : 2;
  }
  if (isFull(error)) {
    io.err("De schijf is vol. Wat er al stond, is niet af: verwijder het, maak ruimte, en begin opnieuw.");
    return 1;
  }
  const { code, path } = error instanceof Error && "code" in error ? (error as NodeJS.ErrnoException) : {};
  if (code === undefined || !["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"].includes(code)) throw error;
  io.err(`Geen toegang tot ${path ?? "de map"}, of het is geen map. Kies een andere map.`);
  return 2;
}
