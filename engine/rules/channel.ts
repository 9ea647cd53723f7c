/** Ways in: until when something may be filed that came in through one, and until when anybody may read it. */

import type { Menu } from "../../definitions/grammar/types.generated.ts";
import type { Instance } from "../streams/dossier.ts";
import type { Day } from "../streams/event.ts";

/** The last days of a way in; undefined: it has none. */
export interface ChannelEnd {
  readonly filing: Day | undefined;
  readonly reading: Day | undefined;
}

/** A way in is over when all its menus are. */
export function channelEnds(menus: readonly Menu[]): (channel: string) => ChannelEnd {
  return (channel) => {
    const own = menus.filter((menu) => menu.channel === channel);
    return {
      filing: last(own.map(({ until, readUntil }) => until ?? readUntil)),
      reading: last(own.map(({ readUntil }) => readUntil)),
    };
  };
}

/** What its day book says of the way in of this instance. */
export function endOf(
  { channel }: Pick<Instance, "channel">,
  days: { channelEnd: (id: string) => ChannelEnd },
): ChannelEnd {
  return channel === undefined ? NEVER : days.channelEnd(channel);
}

/** After the last day nobody reads it any more. */
export function isUnreadable(
  instance: Pick<Instance, "channel">,
  today: Day,
  days: { channelEnd: (id: string) => ChannelEnd },
): boolean {
  const { reading } = endOf(instance, days);
  return reading !== undefined && reading < today;
}

const NEVER: ChannelEnd = { filing: undefined, reading: undefined };

function last(days: readonly (Day | undefined)[]): Day | undefined {
  const known = days.filter((day) => day !== undefined).sort();
  return known.length < days.length ? undefined : known.at(-1);
}
