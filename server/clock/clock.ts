/** The clock as a port: what time it is, and to be woken again. */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs at every whole minute, so at every local midnight too, until the result is called. */
  everyMinute(run: () => void): () => void;
}

const MINUTE = 60_000;

export const systemClock: Clock = {
  now: () => Date.now(),
  everyMinute(run) {
    let timer: NodeJS.Timeout;
    const wait = () => {
      // A timer may come a little early; the next whole minute is then the same one again, which does no harm.
      timer = setTimeout(
        () => {
          run();
          wait();
        },
        MINUTE - (Date.now() % MINUTE),
      );
      timer.unref();
    };
    wait();
    return () => clearTimeout(timer);
  },
};
