/** Reading a stream: its own file, and behind it what the journal holds and what is on its way. */

import { type Account, trimTail } from "./account.ts";
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
    const account = ledger.accounts.get(stream);
    if (account === undefined) return [];
    const cached = account.saved === 0 ? [] : cache.get(stream);
    return cached !== undefined && cached.length >= account.saved ? withTail(cached, account) : readFile(account);
  }

  /** A checkpoint may move parts from the tail to the file meanwhile: the tail keeps them for whoever is reading. */
  async function readFile(account: Account): Promise<readonly StoredPart[]> {
    const { stream, saved } = account;
    account.readers += 1;
    try {
      const base = await load(stream);
      if (base.length < saved)
        throw damaged(dossierPlace(root, stream).current, 0, "er zijn minder handelingen dan in de boekhouding");
      if (base.length >= account.saved) cache.put(stream, base);
      return withTail(base, account);
    } finally {
      account.readers -= 1;
      trimTail(account);
    }
  }

  async function load(stream: string): Promise<readonly StoredPart[]> {
    if (isEndless(stream)) return endlessParts(growing, stream);
    const file = dossierFile(files, root, stream);
    await file.read();
    return file.data.commits;
  }

  return { read };
}

function withTail(base: readonly StoredPart[], { tail }: Account): readonly StoredPart[] {
  const added = tail.filter(({ revision }) => revision > base.length);
  return added.length === 0 ? base : [...base, ...added];
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
