/** Reading a stream: its own file, and behind it what the journal holds and what is on its way. */

import type { Cache } from "./cache.ts";
import { dossierFile } from "./dossier-file.ts";
import type { Files } from "./files.ts";
import type { Growing } from "./growing.ts";
import { dossierPlace, endlessFolder } from "./layout.ts";
import type { Ledger } from "./ledger.ts";
import type { StoredPart } from "./port.ts";
import { damaged } from "./refused.ts";

export interface History {
  /** All parts of a stream, those that are queued included. @throws Refused (`damaged`). */
  read(stream: string): Promise<readonly StoredPart[]>;
}

export interface HistoryOptions {
  readonly files: Files;
  readonly root: string;
  readonly ledger: Ledger;
  readonly growing: Growing;
  readonly cache: Cache;
  isEndless(stream: string): boolean;
}

export function openHistory({ files, root, ledger, growing, cache, isEndless }: HistoryOptions): History {
  async function read(stream: string): Promise<readonly StoredPart[]> {
    for (let tries = 0; tries < 5; tries++) {
      if ((ledger.accounts.get(stream)?.saved ?? 0) === 0) return [...(ledger.accounts.get(stream)?.tail ?? [])];
      const base = cache.get(stream) ?? (await load(stream));
      const account = ledger.accounts.get(stream);
      // A checkpoint may have moved parts from the tail to the file while it was being read: then read again.
      if (account === undefined || base.length < account.saved) continue;
      if (cache.get(stream) === undefined) cache.put(stream, base);
      const added = account.tail.filter(({ revision }) => revision > base.length);
      return added.length === 0 ? base : [...base, ...added];
    }
    throw damaged(dossierPlace(root, stream).current, 0, "het bestand heeft minder handelingen dan de boekhouding");
  }

  async function load(stream: string): Promise<readonly StoredPart[]> {
    if (isEndless(stream)) return endlessParts(growing, stream);
    const file = dossierFile(files, root, stream);
    await file.read();
    return file.data.commits;
  }

  return { read };
}

/** The parts of an endless stream over all its periods. */
export async function endlessParts(growing: Growing, stream: string): Promise<readonly StoredPart[]> {
  const parts: StoredPart[] = [];
  for (const name of growing.names(`${endlessFolder(stream)}/`)) {
    for (const line of await growing.lines(name)) parts.push(parsePart(line));
  }
  return parts;
}

/** Of a line whose checksum was checked. */
function parsePart(line: string): StoredPart {
  const part: StoredPart = JSON.parse(line);
  return part;
}
