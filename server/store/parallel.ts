/** Work side by side: how many at a time, and syncs that many share. */

import type { Files } from "./files.ts";

/** Runs the work for every item, `limit` at a time. Stops at the first failure, after what is running has ended. */
export async function inParallel<T>(
  items: Iterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  let failed = false;
  async function lane(): Promise<void> {
    for (let next = iterator.next(); !next.done && !failed; next = iterator.next()) {
      try {
        await work(next.value);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  }
  const lanes = await Promise.allSettled(Array.from({ length: limit }, lane));
  for (const result of lanes) if (result.status === "rejected") throw result.reason;
}

/** For a round of writers: each folder is synced once, when every writer of the round has asked or has given up. */
export interface Round {
  sync(folder: string): Promise<void>;
  gaveUp(): void;
}

/** One sync for each writer would wait for the disk each time. */
export function syncRound(sync: (folder: string) => Promise<void>, writers: number): Round {
  const folders = new Set<string>();
  let missing = writers;
  let start: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    start = resolve;
  }).then(async () => {
    await Promise.all([...folders].map(sync));
  });
  // Each writer hears of a failure by its own call; without one of them nobody does.
  done.catch(() => undefined);

  function arrive(): void {
    missing -= 1;
    if (missing === 0) start();
  }

  return {
    sync(folder) {
      folders.add(folder);
      arrive();
      return done;
    },
    gaveUp: arrive,
  };
}

/** Spreads work that takes a while: each call resolves in a turn of its own, with everything that waits let through before. */
export function oneAtATurn(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.then(() => new Promise((resolve) => setImmediate(resolve)));
    return last;
  };
}

/** The same file layer with at most so many syncs at a time; the others wait in order. */
export function limitSyncs(files: Files, limit: number): Files {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function limited(sync: () => Promise<void>): Promise<void> {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      await sync();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }

  return {
    ...files,
    async open(path, mode) {
      const open = await files.open(path, mode);
      return { ...open, datasync: () => limited(open.datasync) };
    },
    syncFolder: (folder) => limited(() => files.syncFolder(folder)),
  };
}
