/** A store that fails when it is told to: at once, or when others have seen the commit already. */

import type { MemoryStore } from "../../server/store/memory.ts";
import { type Commit, Conflict, type Store, type StoredPart, Unavailable } from "../../server/store/port.ts";
import { openSite, type SiteOptions } from "./site.ts";

type How = "well" | "full" | "later-full" | "later-broken" | "conflict";

export interface Faults {
  appends: How;
  audits: "well" | "broken";
  /** Runs while a commit is queued, before it is taken back. */
  meanwhile(): Promise<void>;
  /** Called instead of the memory store's own. */
  append: Store["append"];
  /** Runs before a stream is read. */
  read(): Promise<void>;
}

/** Stands before a memory store and lets it fail as a disk does: at once, or when others have seen the commit already. */
function failing(store: MemoryStore): { faults: Faults; through: Store } {
  const undone: ((streams: readonly string[]) => void)[] = [];
  const pending = new Map<string, StoredPart[]>();
  // A line that comes after a commit is never durable before it.
  let before: Promise<void> = Promise.resolve();
  const faults: Faults = {
    appends: "well",
    audits: "well",
    meanwhile: async () => {},
    append: store.append,
    read: async () => {},
  };

  async function takenBack({ id: commit, at, actor, streams }: Commit, full: boolean): Promise<readonly StoredPart[]> {
    const kept = streams.filter(({ skeleton, content }) => skeleton.length > 0 || content.length > 0);
    for (const { stream, expected, skeleton, content } of kept) {
      const revision = expected + 1;
      pending.set(stream, [{ format: 1, commit, at, actor, stream, revision, previous: "", skeleton, content }]);
    }
    let over: () => void = () => undefined;
    before = new Promise((resolve) => {
      over = resolve;
    });
    await faults.meanwhile();
    pending.clear();
    over();
    for (const listener of undone) listener(kept.map(({ stream }) => stream));
    throw new Unavailable("taken back", full);
  }

  const through: Store = {
    ...store,
    async read(stream) {
      await faults.read();
      return [...(await store.read(stream)), ...(pending.get(stream) ?? [])];
    },
    append(commit) {
      switch (faults.appends) {
        case "well":
          return faults.append(commit);
        case "full":
          throw new Unavailable("full", true);
        case "later-full":
          return takenBack(commit, true);
        case "later-broken":
          return takenBack(commit, false);
        case "conflict":
          throw new Conflict(commit.streams.map(({ stream }) => stream));
        default:
          return faults.appends satisfies never;
      }
    },
    onUndone: (listener) => void undone.push(listener),
    async audit(line) {
      await before;
      if (faults.audits === "broken") throw new Unavailable("broken", false);
      await store.audit(line);
    },
  };
  return { faults, through };
}

/** A site on such a store. */
export async function brokenSite(options: Omit<SiteOptions, "through"> = {}) {
  let faults: Faults | undefined;
  const site = await openSite({
    ...options,
    through(store) {
      const made = failing(store);
      faults = made.faults;
      return made.through;
    },
  });
  if (faults === undefined) throw new Error("the store was not asked for");
  return { site, faults };
}
