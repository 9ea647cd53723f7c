/** Keeps time passing in every stream: catches up at the start, and looks again at every whole minute and so at midnight. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Desk } from "../handle/desk.ts";
import type { Clock } from "./clock.ts";

export interface ClockOptions {
  readonly desk: Pick<Desk, "elapseDue">;
  readonly clock: Clock;
  /** One JSON line for an operator, without content. */
  readonly report: (line: JsonObject) => void;
  /** Dossiers in one go; others come to their turn in between. */
  readonly batch?: number;
  /** Done at each tick besides. */
  readonly alsoEachMinute?: () => void;
}

export interface RunningClock {
  /** Settles when nothing was due any more at the start. */
  readonly caughtUp: Promise<void>;
  /** Waits for what is being fired. */
  stop(): Promise<void>;
}

export function startClock({ desk, clock, report, batch = 50, alsoEachMinute }: ClockOptions): RunningClock {
  let stopped = false;
  let running: Promise<void> | undefined;

  function tick(): Promise<void> {
    running ??= fireAll().finally(() => {
      running = undefined;
    });
    return running;
  }

  async function fireAll(): Promise<void> {
    try {
      for (;;) {
        const { fired, failed } = await desk.elapseDue(batch);
        for (const { stream, error } of failed) report(line(clock, stream, error));
        if (stopped || fired + failed.length < batch) return;
      }
    } catch (error) {
      // The store takes no writes; the next minute tries again.
      report(line(clock, "", error));
    }
  }

  const caughtUp = tick();
  const stopTicking = clock.everyMinute(() => {
    alsoEachMinute?.();
    void tick();
  });
  return {
    caughtUp,
    async stop() {
      stopped = true;
      stopTicking();
      await running;
    },
  };
}

/** The name of the error only: its message may repeat what is in the stream. */
function line(clock: Clock, stream: string, error: unknown): JsonObject {
  const at = new Date(clock.now()).toISOString();
  const name = error instanceof Error ? error.name : typeof error;
  return { level: "error", at, what: "a term did not fire", ...(stream === "" ? {} : { stream }), error: name };
}
