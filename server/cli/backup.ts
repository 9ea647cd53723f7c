/** The command `backup`: a checked copy of the data folder, and when asked its keys in a sealed file beside it. */

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { systemClock } from "../clock/clock.ts";
import { isWithin } from "../config/config.ts";
import { keysSealer } from "../keys/parcel.ts";
import { askBackup, type BackedUp } from "../store/asked-backup.ts";
import { backupFolder } from "../store/backup.ts";
import type { Files } from "../store/files.ts";
import { nodeFiles } from "../store/node-files.ts";
import { Refused } from "../store/refused.ts";
import type { Call, Exit, Io } from "./command.ts";
import { notCopied, ownFolder } from "./copying.ts";
import { folders } from "./folders.ts";
import { headLines, signedHead } from "./head.ts";

/** 1 when the copy does not hold; 2 when there is no data, nobody can copy it, or the place is wrong. */
export async function backup({ words, values }: Call, io: Io): Promise<Exit> {
  const places = folders(io);
  if (places === undefined) return 2;
  const { data, keys } = places;
  const to = resolve(words[0] ?? "");
  const files = nodeFiles();
  if (!(await files.list(data)).includes("format.json")) {
    io.err(`In ${data} staan geen gegevens. Wijs met DRAAIBOEK_DATA de goede map aan.`);
    return 2;
  }
  if ([data, keys].some((place) => isWithin(to, place) || isWithin(place, to))) {
    io.err(`De map ${to} ligt in ${data} of ${keys}, of andersom. Kies een map die daar los van staat.`);
    return 2;
  }
  try {
    const recipient = values["keys"] === undefined ? undefined : await readFile(values["keys"], "utf8");
    const unlock = await freeFolder(files, data);
    try {
      const seal = recipient && (await keysSealer({ files, keys, parcel: `${to}.keys` }, recipient));
      const at = new Date(systemClock.now()).toISOString();
      const made = await copied(files, { data, keys, to, at }, unlock);
      if (made === undefined) return notAnswered(data, io);
      const { streams, commits, head } = made;
      io.out(`Back-up: ${to}`);
      io.out(`Dossiers: ${streams}. Handelingen: ${commits}. De kopie is nagelezen en klopt.`);
      for (const line of headLines(head, await signedHead(files, places, head))) io.out(line);
      if (!seal) {
        io.out(`De sleutels zitten er niet in. Bewaar een kopie van ${keys} op een andere plaats.`);
        return 0;
      }
      // After the data: every key that sealed something is there by now.
      await seal(at);
      io.out(
        `Sleutels: ${to}.keys, verzegeld voor ${resolve(values["keys"] ?? "")}. Bewaar dit bestand op een andere plaats.`,
      );
      return 0;
    } finally {
      await unlock?.();
    }
  } catch (error) {
    return notCopied(error, io);
  }
}

/** Undefined when another process has the folder. */
async function freeFolder(files: Files, data: string): Promise<(() => Promise<void>) | undefined> {
  try {
    return await files.lock(data);
  } catch (error) {
    if (error instanceof Refused && error.code === "in-use") return undefined;
    throw error;
  }
}

interface Copying {
  readonly data: string;
  readonly keys: string;
  readonly to: string;
  readonly at: string;
}

/** By this process when the folder is free, else by the server that has it open; undefined when that says nothing. */
async function copied(files: Files, { data, keys, to, at }: Copying, unlock: unknown): Promise<BackedUp | undefined> {
  if (unlock !== undefined) {
    await ownFolder(files, to);
    return backupFolder({ files, from: data, to, at });
  }
  if (!(await files.list(keys)).includes("master.json")) return undefined;
  await ownFolder(files, to);
  return askBackup({ files, folder: keys, data, to, at });
}

function notAnswered(data: string, io: Io): Exit {
  io.err(
    `De map ${data} is in gebruik door een ander proces, en dat maakt geen back-up. Stop het, en probeer het opnieuw. Is het de server? Wijs dan met DRAAIBOEK_KEYS zijn sleutels aan.`,
  );
  return 2;
}
