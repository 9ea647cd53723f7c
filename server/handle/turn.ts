/** Takes a turn over all streams that it turns out to need: on the newest states, without a break, again when it must. */

import type { Keyring } from "../keys/keyring.ts";
import { Unavailable } from "../store/port.ts";
import { openGates } from "./gates.ts";
import { isLater, type Later, later } from "./later.ts";
import type { Held, States } from "./states.ts";

/** Runs `turn` until it says something else than `later`. The first of its streams is `stream`. @throws Unavailable */
export type TakeTurn = <T extends { readonly kind: string }>(
  stream: string,
  turn: (held: Held) => T | Later,
) => Promise<T>;

/** A conflict means that another process or a lost cache came between; more than these is no accident. */
const MOST_TRIES = 3;

export function openTurns({ keyring, states }: { keyring: Keyring; states: States }): TakeTurn {
  const gates = openGates();

  /** Undefined when nobody goes alone in any of these streams but perhaps this turn itself. */
  function busy(held: Held, mine: readonly string[] | undefined): Later | undefined {
    const streams = [...held.keys()];
    const others = streams.filter((stream) => mine?.includes(stream) !== true);
    // Who goes alone must have closed every stream that is needed.
    const waits = mine === undefined ? gates.opening(others) !== undefined : others.length > 0;
    return waits ? later({ busy: streams }) : undefined;
  }

  return async (stream, turn) => {
    let streams: readonly string[] = [stream];
    for (let conflicts = 0; conflicts < 2 * MOST_TRIES; ) {
      const mine = conflicts < MOST_TRIES ? undefined : streams;
      const open = mine && (await gates.close(mine));
      try {
        const done = await states.on(streams, (held) => busy(held, mine) ?? turn(held));
        if (!isLater(done)) return done;
        const { why } = done;
        if ("keys" in why) {
          for (const { stream: of, controllers } of why.keys) await keyring.ready(of, controllers);
        } else if ("busy" in why) {
          streams = why.busy;
          if (mine === undefined) await gates.opening(streams);
        } else {
          conflicts += 1;
          states.drop(why.moved);
          streams = [...new Set([...streams, ...why.streams])];
        }
      } finally {
        open?.();
      }
    }
    throw new Unavailable(`${stream} keeps moving`, false);
  };
}
