/** What `backup` and `restore` share: a folder of one's own, and what a copy that did not succeed says. */

import { chmod } from "node:fs/promises";
import { type Files, isFull } from "../store/files.ts";
import { Refused } from "../store/refused.ts";
import type { Exit, Io } from "./command.ts";

/** Makes the folder; one that is empty is closed to others. */
export async function ownFolder(files: Files, folder: string): Promise<void> {
  await files.makeFolder(folder);
  if ((await files.list(folder)).length === 0) await chmod(folder, 0o700);
}

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
  if (code === undefined || !["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOENT", "EISDIR"].includes(code))
    throw error;
  io.err(`Geen toegang tot ${path ?? "de map"}, of die is er niet, of het is geen map. Kies een andere plaats.`);
  return 2;
}
