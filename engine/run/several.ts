/** How decisions use other streams than the addressed one: for a server and for rehearsals, not for a page. */

import { roomIn } from "../rules/pool.ts";
import { changeMembership, memberReasons, openGroup } from "./group.ts";
import { checkLeave, followMemberships, join } from "./join.ts";
import { cancelIn, enterIn } from "./ledger.ts";
import { claim, free, hold, letGo, lookForRoom, lookIn, turnsIn } from "./pool.ts";
import type { Several } from "./whole.ts";

export const several: Several = {
  ...{ claim, free, letGo, room: roomIn, lookForRoom, lookIn, turnsIn, hold },
  ...{ openGroup, memberReasons, join, checkLeave, followMemberships },
  leave: (work, instance) => changeMembership(work, instance, "left"),
  ...{ enterIn, cancelIn },
};
