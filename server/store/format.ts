/** The number of the folder format, and the steps from an older one. */

import { dirname, join } from "node:path";
import { parseDocument, readDocument, writeDocument } from "./document.ts";
import type { Files } from "./files.ts";
import { FORMAT_FILE } from "./layout.ts";
import { damaged, Refused } from "./refused.ts";

const FORMAT = 1;

/** Takes a folder of format `from` to `from + 1`. Must be able to run again after a crash half-way. */
export interface Migration {
  readonly from: number;
  run(files: Files, folder: string): Promise<void>;
}

/** Marks a new folder, migrates an older one, and refuses what it cannot migrate before that step changes anything. @throws Refused. */
export async function openFormat(
  files: Files,
  folder: string,
  { format = FORMAT, migrations = [] }: { format?: number; migrations?: readonly Migration[] } = {},
): Promise<void> {
  const path = join(folder, FORMAT_FILE);
  const found = (await readDocument(files, path))?.["format"];
  if (found === undefined) {
    const names = await files.list(folder);
    // The folder may be new itself.
    await files.syncFolder(dirname(folder));
    if (names.includes("journal")) throw damaged(path, 0, "het bestand ontbreekt, maar er staan wel gegevens");
    await writeDocument(files, path, { format });
    return;
  }
  if (typeof found !== "number" || found > format) throw newer(folder, found, format);
  for (let at = found; at < format; at++) {
    const step = migrations.find(({ from }) => from === at);
    if (step === undefined) throw older(folder, at, format);
    await step.run(files, folder);
    await writeDocument(files, path, { format: at + 1 });
  }
}

/** For whoever only reads or copies a folder: nothing can be said about bytes that mean something else. @throws Refused. */
export async function refuseOtherFormat(files: Files, folder: string): Promise<void> {
  const bytes = await files.read(join(folder, FORMAT_FILE));
  const found = bytes && parseDocument(bytes)?.["format"];
  if (found === undefined || found === FORMAT) return;
  throw typeof found === "number" && found < FORMAT ? older(folder, found, FORMAT) : newer(folder, found, FORMAT);
}

function newer(folder: string, found: unknown, format: number): Refused {
  return new Refused(
    "newer-format",
    `De gegevens in ${folder} zijn geschreven door een nieuwere versie (indeling ${String(found)}; deze versie kent ${format}). Installeer de nieuwere versie. Er is niets gewijzigd.`,
  );
}

function older(folder: string, found: number, format: number): Refused {
  return new Refused(
    "older-format",
    `De gegevens in ${folder} zijn geschreven door een oudere versie (indeling ${found}; deze versie kent ${format}) en zijn nog niet omgezet. Start eerst de server met een versie die indeling ${found} omzet. Er is niets gewijzigd.`,
  );
}
