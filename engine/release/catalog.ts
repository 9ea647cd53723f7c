/** All releases that are in use: the one that applies today, and those that running instances are pinned to. */

import type { Instance } from "../streams/dossier.ts";
import type { Day } from "../streams/event.ts";
import type { CompiledRelease } from "./compile.ts";

export interface Catalog {
  readonly current: (today: Day) => CompiledRelease;
  /** Undefined when that release is not there (any more). */
  readonly pinned: (hash: string) => CompiledRelease | undefined;
}

/** `applies` in any order: from which local day each release counts. @throws when none applies on the day asked. */
export function catalogOf(releases: readonly { readonly from: Day; readonly release: CompiledRelease }[]): Catalog {
  const newestFirst = [...releases].sort((a, b) => a.from.localeCompare(b.from)).reverse();
  const byHash = new Map(releases.map(({ release }) => [release.pin.hash, release]));
  return {
    current(today) {
      for (const { from, release } of newestFirst) if (from <= today) return release;
      throw new Error(`no release applies on ${today}`);
    },
    pinned: (hash) => byHash.get(hash),
  };
}

/** The release an instance runs under. @throws when it is gone: the instance can then be read, not continued. */
export function releaseOf(catalog: Catalog, instance: Instance): CompiledRelease {
  const found = catalog.pinned(instance.release.hash);
  if (found === undefined) throw new Error(`release ${instance.release.hash} of ${instance.id} is not there`);
  return found;
}
