/** The command `restore`: puts a back-up in an empty data folder. */

import { resolve } from "node:path";
import { restoreFolder } from "../store/backup.ts";
import { nodeFiles } from "../store/node-files.ts";
import type { Call, Exit, Io } from "./command.ts";
import { notCopied } from "./copying.ts";
import { folders } from "./folders.ts";

/** 1 when the back-up does not hold, and then nothing was written; 2 when the data folder is in use or not empty. */
export async function restore({ words }: Call, io: Io): Promise<Exit> {
  const places = folders(io);
  if (places === undefined) return 2;
  const { data, keys } = places;
  const from = resolve(words[0] ?? "");
  const files = nodeFiles();
  try {
    await files.makeFolder(data);
    const unlock = await files.lock(data);
    try {
      const { streams, commits, head } = await restoreFolder({ files, from, to: data });
      io.out(`Teruggezet in: ${data}`);
      io.out(`Dossiers: ${streams}. Handelingen: ${commits}. Alles is nagelezen en klopt.`);
      io.out(`Kop: ${head.groups} ${head.hash}`);
      io.out(`Start de server met de sleutels die bij deze gegevens horen: DRAAIBOEK_KEYS is nu ${keys}.`);
      return 0;
    } finally {
      await unlock();
    }
  } catch (error) {
    return notCopied(error, io);
  }
}
