/** What a decision needs from outside: who acts with which roles, the time, and what applies. */

import type { Organisation } from "../../definitions/grammar/types.generated.ts";
import type { Catalog } from "../../engine/release/catalog.ts";
import { several } from "../../engine/run/several.ts";
import type { Context } from "../../engine/run/whole.ts";
import type { Actor } from "../../engine/streams/command.ts";
import type { Clock } from "../clock/clock.ts";
import { localDay } from "../clock/local-day.ts";
import type { Keyring } from "../keys/keyring.ts";
import { newStream } from "./streams.ts";

/** What lasts longer than one request. `organisation` is asked each time: rights change while a token lives. */
export interface World {
  readonly clock: Clock;
  readonly catalog: Catalog;
  readonly organisation: () => Organisation;
  readonly keyring: Keyring;
}

/** For whoever only looks: what is tried out then is never stored. */
export const NO_COMMIT = "none";

/** `others`: the streams that were read for it. */
export function contextOf(
  { clock, catalog, organisation, keyring }: World,
  actor: Actor,
  commit: string,
  others: Context["others"] = {},
): Context {
  const now = clock.now();
  return {
    at: new Date(now).toISOString(),
    today: localDay(now),
    commit,
    actor,
    catalog,
    organisation: organisation(),
    several,
    newStream(parts) {
      return newStream(keyring, parts);
    },
    others,
  };
}

/** The person with the roles that the organisation gives now; undefined when it does not know the person. */
export function actorOf(organisation: Organisation, person: string, assurance: Actor["assurance"]): Actor | undefined {
  const known = Object.hasOwn(organisation.people, person) ? organisation.people[person] : undefined;
  return known && { person, roles: known.roles, assurance };
}
