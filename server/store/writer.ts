/** The group commit: everything that is asked for while one sync runs goes to disk with the next. */

import { NotWritten } from "./framed-file.ts";

/** One line on its way to the journal. Exactly one of the two is called, or neither when the outcome is unknown. */
export interface Task {
  readonly line: string;
  done(): void;
  failed(reason: NotWritten): void;
}

export interface Writer<T extends Task> {
  put(task: T): void;
  /** Runs the work when no group is on its way, before the next one is written. */
  between<R>(work: () => R): Promise<R>;
  /** Resolves when nothing is queued. Never, when the outcome of a group is unknown. */
  idle(): Promise<void>;
}

export interface WriterOptions<T extends Task> {
  append(lines: readonly string[]): Promise<void>;
  /** Runs after each sync and before the answers. A throw means: do not answer. */
  fence(): void;
  /** All tasks that fail together, in the order in which they were put. Runs in one turn with their `failed`. */
  refused(tasks: readonly T[]): void;
  /** Runs after each group that was written. */
  written(): void;
  fatal(error: unknown): void;
}

/** A group is held in memory and written at once; this bounds both. */
const GROUP_BYTES = 4_000_000;

export function openWriter<T extends Task>({ append, fence, refused, written, fatal }: WriterOptions<T>): Writer<T> {
  let queue: T[] = [];
  let works: (() => void)[] = [];
  let waiting: (() => void)[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    // What else this turn puts belongs to the same group.
    await undefined;
    while (queue.length > 0 || works.length > 0) {
      const now = works;
      works = [];
      for (const work of now) work();
      const group = takeGroup();
      if (group.length === 0) continue;
      try {
        await append(group.map(({ line }) => line));
        fence();
      } catch (error) {
        // Still running: nothing is written or answered any more.
        if (!(error instanceof NotWritten)) return fatal(error);
        // What was queued meanwhile was decided on the commits that are now gone.
        const gone = [...group, ...queue];
        queue = [];
        refused(gone);
        for (const task of gone) task.failed(error);
        continue;
      }
      for (const task of group) task.done();
      written();
    }
    running = false;
    const idle = waiting;
    waiting = [];
    for (const resolve of idle) resolve();
  }

  function takeGroup(): readonly T[] {
    let bytes = 0;
    const end = queue.findIndex(({ line }, at) => {
      bytes += line.length;
      return at > 0 && bytes > GROUP_BYTES;
    });
    return queue.splice(0, end < 0 ? queue.length : end);
  }

  return {
    put(task) {
      queue.push(task);
      if (!running) void run();
    },
    between: (work) =>
      new Promise((resolve, reject) => {
        works.push(() => {
          try {
            resolve(work());
          } catch (error) {
            reject(error);
          }
        });
        if (!running) void run();
      }),
    idle: () => (running ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
  };
}
