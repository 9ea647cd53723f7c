/** The command `restore`: puts a back-up in an empty data folder, and sealed keys in an empty keys folder. */

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { openKeys, type ParcelOptions } from "../keys/parcel.ts";
import { restoreFolder } from "../store/backup.ts";
import { nodeFiles } from "../store/node-files.ts";
import type { Call, Exit, Io } from "./command.ts";
import { notCopied, ownFolder } from "./copying.ts";
import { folders } from "./folders.ts";
import { headLines, signedHead } from "./head.ts";

/** 1 when the back-up does not hold, and then nothing was written; 2 when the data folder is in use or not empty. */
export async function restore({ words, values }: Call, io: Io): Promise<Exit> {
  const places = folders(io);
  if (places === undefined) return 2;
  const { data, keys } = places;
  const from = resolve(words[0] ?? "");
  const files = nodeFiles();
  try {
    const identity = values["identity"] === undefined ? undefined : await readFile(values["identity"], "utf8");
    await ownFolder(files, data);
    const unlock = await files.lock(data);
    try {
      if (identity !== undefined) await restoreKeys({ files, keys, parcel: `${from}.keys` }, identity, io);
      const { streams, commits, head } = await restoreFolder({ files, from, to: data });
      io.out(`Teruggezet in: ${data}`);
      io.out(`Dossiers: ${streams}. Handelingen: ${commits}. Alles is nagelezen en klopt.`);
      for (const line of headLines(head, await signedHead(files, places, head))) io.out(line);
      io.out(`Start de server met de sleutels die bij deze gegevens horen: DRAAIBOEK_KEYS is nu ${keys}.`);
      return 0;
    } finally {
      await unlock();
    }
  } catch (error) {
    return notCopied(error, io);
  }
}

/** Before the data: a server that has the data must find their keys. */
async function restoreKeys(options: ParcelOptions, identity: string, io: Io): Promise<void> {
  const { files, keys } = options;
  await ownFolder(files, keys);
  const unlock = await files.lock(keys);
  try {
    await openKeys(options, identity);
  } finally {
    await unlock();
  }
  io.out(`Sleutels teruggezet in: ${keys}`);
}
