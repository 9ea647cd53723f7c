/** Start-up from the journal: enters what it holds beyond the files. */

import { addDurable } from "./account.ts";
import { parseEntry } from "./entry.ts";
import type { JournalRead } from "./journal.ts";
import type { Ledger } from "./ledger.ts";
import { addTo, emptyPending, groupLine, type Pending } from "./pending.ts";
import type { StoredPart } from "./port.ts";
import { damaged, Refused } from "./refused.ts";

export interface ReplayOptions {
  isEndless(stream: string): boolean;
  knowsKey(keyId: string): boolean;
}

/** Skips a part that a file has already. Gives back what the next checkpoint must save. @throws Refused. */
export function replay({ groups }: JournalRead, ledger: Ledger, { isEndless, knowsKey }: ReplayOptions): Pending {
  const pending = emptyPending();
  for (const { path, group } of groups) {
    pending.groups.push(groupLine(group.n, group.checksum));
    for (const entry of group.lines.map(parseEntry)) {
      for (const part of entry.parts ?? []) {
        const account = ledger.account(part.stream);
        if (part.revision <= account.revision) continue;
        if (part.revision !== account.revision + 1 || part.previous !== account.head) {
          throw damaged(path, group.start, `handeling ${part.revision} van ${part.stream} volgt niet op de vorige`);
        }
        refuseWithoutKey(part, knowsKey, path);
        addDurable(account, part);
      }
      for (const token of entry.unique ?? []) ledger.claim(token);
      addTo(pending, entry, isEndless);
    }
  }
  return pending;
}

function refuseWithoutKey({ content }: StoredPart, knowsKey: (keyId: string) => boolean, path: string): void {
  const unknown = content.find(({ keyId }) => !knowsKey(keyId));
  if (unknown === undefined) return;
  throw new Refused(
    "keys-missing",
    `${path} is verzegeld met sleutel ${unknown.keyId}, en die staat niet in de sleutelmap. Zet de back-up van de sleutels terug. Er is niets gewijzigd.`,
  );
}
