/** The books in memory: the revision of every stream, the claimed tokens, and how one commit is entered and taken back. */

import { type Account, newAccount } from "./account.ts";
import type { Index } from "./index.ts";
import { refuseMisuse } from "./misuse.ts";
import { partChecksum, partText } from "./part.ts";
import { type Commit, Conflict, NotUnique, type StoredPart, type StreamPart } from "./port.ts";

/** One entered commit. `texts` are the parts as they are hashed and written. `undo` must run last in, first out. */
export interface Entered {
  readonly parts: readonly StoredPart[];
  readonly texts: readonly string[];
  undo(): void;
}

export interface Ledger {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly tokens: ReadonlySet<string>;
  /** Compares everything first, so that a refusal leaves no trace. Throws Conflict or NotUnique. */
  enter(commit: Commit): Entered;
  /** The account, made when it is not there yet: for start-up, where revisions come from disk. */
  account(stream: string): Account;
  claim(token: string): void;
}

export function openLedger(index: Index): Ledger {
  const accounts = new Map<string, Account>();
  const tokens = new Set<string>();

  function account(stream: string): Account {
    const found = accounts.get(stream) ?? newAccount(stream);
    accounts.set(stream, found);
    return found;
  }

  return {
    accounts,
    tokens,
    account,
    claim: (token) => void tokens.add(token),
    enter(commit) {
      refuseMisuse(commit);
      const moved = commit.streams.filter(({ stream, expected }) => (accounts.get(stream)?.revision ?? 0) !== expected);
      if (moved.length > 0) throw new Conflict(moved.map(({ stream }) => stream));
      const unique = [...new Set(commit.unique)];
      const taken = unique.filter((token) => tokens.has(token));
      if (taken.length > 0) throw new NotUnique(taken);

      const undos: (() => void)[] = [];
      const parts: StoredPart[] = [];
      const texts: string[] = [];
      for (const asked of commit.streams.filter(isKept)) {
        const entry = account(asked.stream);
        const { revision, head } = entry;
        const part = storedPart(commit, asked, revision + 1, head);
        const text = partText(part);
        entry.revision = part.revision;
        entry.head = partChecksum(text);
        entry.tail.push(part);
        const rows = asked.rows && index.put(asked.stream, asked.rows);
        parts.push(part);
        texts.push(text);
        undos.push(() => {
          entry.revision = revision;
          entry.head = head;
          entry.tail.pop();
          if (rows !== undefined) index.put(asked.stream, rows);
          if (revision === 0) accounts.delete(asked.stream);
        });
      }
      for (const token of unique) tokens.add(token);
      return {
        parts,
        texts,
        undo() {
          for (const undo of undos.reverse()) undo();
          for (const token of unique) tokens.delete(token);
        },
      };
    },
  };
}

/** Else it only says which version the commit was decided on. */
function isKept({ skeleton, content }: StreamPart): boolean {
  return skeleton.length > 0 || content.length > 0;
}

function storedPart(commit: Commit, asked: StreamPart, revision: number, previous: string): StoredPart {
  return {
    format: 1,
    commit: commit.id,
    at: commit.at,
    actor: commit.actor,
    stream: asked.stream,
    revision,
    previous,
    skeleton: asked.skeleton,
    content: asked.content,
  };
}
