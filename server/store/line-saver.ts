/** Saving what only grows: endless streams and audit lines per month, claimed tokens, and the groups of the journal. */

import { durableTail, settle } from "./account.ts";
import type { Cache } from "./cache.ts";
import type { Growing } from "./growing.ts";
import { auditFile, CHAIN, endlessFolder, TOKENS } from "./layout.ts";
import type { Ledger } from "./ledger.ts";
import { headOf, partText } from "./part.ts";
import type { Pending } from "./pending.ts";

export interface LineSaver {
  /** Takes out of `pending` what is durable in its file. `counted` hears of audit lines. */
  save(pending: Pending, counted: (auditLines: number) => void): Promise<void>;
}

/** A group is held in memory and synced at once. */
const LINES_PER_GROUP = 10_000;

export function lineSaver({ ledger, growing, cache }: { ledger: Ledger; growing: Growing; cache: Cache }): LineSaver {
  async function saveEndless(stream: string): Promise<void> {
    const account = ledger.account(stream);
    const folder = `${endlessFolder(stream)}/`;
    const parts = durableTail(account, account.saved);
    let period = growing.names(folder).at(-1)?.slice(folder.length, -".ndjson".length) ?? "";
    for (let at = 0; at < parts.length; ) {
      // Never back to an earlier file, whatever the clock says: the files in order are the stream in order.
      const month = parts[at]?.at.slice(0, 7) ?? "";
      if (month > period) period = month;
      const later = parts.findIndex((part, place) => place > at && part.at.slice(0, 7) > period);
      const chunk = parts.slice(at, later < 0 ? parts.length : later);
      await growing.append(`${folder}${period}.ndjson`, inGroups(chunk.map(partText)));
      const base = cache.get(stream);
      if (base?.length === account.saved) cache.put(stream, [...base, ...chunk]);
      settle(account, chunk.at(-1)?.revision ?? account.saved, headOf(chunk));
      at += chunk.length;
    }
  }

  return {
    async save(pending, counted) {
      for (const stream of pending.endless) {
        await saveEndless(stream);
        pending.endless.delete(stream);
      }
      for (const [month, lines] of pending.audit) {
        await growing.append(auditFile(month), inGroups(lines));
        counted(lines.length);
        pending.audit.delete(month);
      }
      if (pending.tokens.length > 0) await growing.append(TOKENS, inGroups(pending.tokens));
      pending.tokens = [];
      if (pending.groups.length > 0) await growing.append(CHAIN, inGroups(pending.groups));
      pending.groups = [];
    },
  };
}

function* inGroups(lines: readonly string[]): Iterable<readonly string[]> {
  for (let at = 0; at < lines.length; at += LINES_PER_GROUP) yield lines.slice(at, at + LINES_PER_GROUP);
}
