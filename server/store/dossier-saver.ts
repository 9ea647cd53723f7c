/** Saving dossiers: each whole in its file, in rounds that share the syncs of folders, a little at a time. */

import { join } from "node:path";
import { durableTail, settle } from "./account.ts";
import type { Cache } from "./cache.ts";
import { dossierFile } from "./dossier-file.ts";
import type { Files } from "./files.ts";
import { dossierPlace } from "./layout.ts";
import type { Ledger } from "./ledger.ts";
import { inParallel, limitSyncs, oneAtATurn, type Round, syncRound } from "./parallel.ts";
import { headOf } from "./part.ts";
import { damaged } from "./refused.ts";

export interface DossierSaver {
  /** Takes each stream out of the set when its file is durable and read back good. */
  save(streams: Set<string>): Promise<void>;
}

/** Dossiers that are written together and share the sync of their folders. Two rounds are in memory at a time. */
const ROUND = 64;
/** Of the four threads of the pool the journal keeps one. */
const SYNCS_AT_A_TIME = 3;

export function dossierSaver({
  files,
  root,
  ledger,
  cache,
}: {
  files: Files;
  root: string;
  ledger: Ledger;
  cache: Cache;
}): DossierSaver {
  const ownTurn = oneAtATurn();
  const slow = limitSyncs(files, SYNCS_AT_A_TIME);
  const folders = new Set<string>();

  async function saveOne(stream: string, round: Round): Promise<void> {
    let asked = false;
    function syncFolder(folder: string): Promise<void> {
      asked = true;
      return round.sync(folder);
    }
    try {
      await write(stream, syncFolder);
    } finally {
      // The others wait for everyone.
      if (!asked) round.gaveUp();
    }
  }

  async function write(stream: string, syncFolder: Files["syncFolder"]): Promise<void> {
    const account = ledger.account(stream);
    const place = dossierPlace(root, stream);
    // Printing a dossier takes a part of a millisecond, and no command waits for more than one.
    await ownTurn();
    await ensureFolder(place.folder);
    const file = dossierFile(slow, root, stream, syncFolder);
    const cached = account.saved === 0 ? [] : cache.get(stream);
    if (cached === undefined) await file.read();
    const base = cached ?? file.data.commits;
    const added = durableTail(account, base.length);
    const follows = added[0]?.previous ?? file.data.head;
    if (base.length < account.saved || (cached === undefined && follows !== file.data.head)) {
      throw damaged(place.current, 0, "het bestand past niet bij de boekhouding");
    }
    const commits = added.length === 0 ? base : [...base, ...added];
    const head = headOf(commits);
    file.data = { format: 1, stream, revision: commits.length, head, commits };
    await file.write();
    settle(account, commits.length, head);
    cache.put(stream, commits);
  }

  async function ensureFolder(folder: string): Promise<void> {
    if (folders.has(folder)) return;
    await files.makeFolder(folder);
    await files.syncFolder(join(root, "dossiers"));
    folders.add(folder);
  }

  return {
    save: (streams) =>
      // While one round waits for its folders, the next is printed.
      inParallel(rounds(byFolder(root, streams)), 2, async (dossiers) => {
        const round = syncRound(slow.syncFolder, dossiers.length);
        await inParallel(dossiers, ROUND, async (stream) => {
          await saveOne(stream, round);
          streams.delete(stream);
        });
      }),
  };
}

function* rounds<T>(items: readonly T[]): Iterable<readonly T[]> {
  for (let at = 0; at < items.length; at += ROUND) yield items.slice(at, at + ROUND);
}

/** Neighbours share the sync of their folder. */
function byFolder(root: string, streams: Iterable<string>): readonly string[] {
  return [...streams]
    .map((stream) => ({ stream, path: dossierPlace(root, stream).current }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ stream }) => stream);
}
