/** Work side by side, and syncs of one folder that share their wait. */

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

/** A call that comes while a sync of its folder runs waits for the next one: the running one may have started too early. */
export function joinSyncs(sync: (folder: string) => Promise<void>): (folder: string) => Promise<void> {
  const running = new Map<string, Promise<void>>();
  const next = new Map<string, Promise<void>>();
  return (folder) => {
    const waiting = next.get(folder);
    if (waiting !== undefined) return waiting;
    const mine = (running.get(folder) ?? Promise.resolve())
      .catch(() => undefined)
      .then(async () => {
        next.delete(folder);
        const started = sync(folder);
        running.set(folder, started);
        try {
          await started;
        } finally {
          if (running.get(folder) === started) running.delete(folder);
        }
      });
    next.set(folder, mine);
    return mine;
  };
}
