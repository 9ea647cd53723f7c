/** Laws of what is shared: never more than there is, no number twice, and each side tells the same about the other. */

import { capacityIn } from "../../engine/rules/pool.ts";
import type { Dossier, Instance } from "../../engine/streams/dossier.ts";
import { bucketOf, type Pool } from "../../engine/streams/pool.ts";
import { isDossier } from "../../engine/streams/stream.ts";
import type { World } from "../support/world.ts";
import { same } from "./laws.ts";
import type { Point } from "./path.ts";

export function sharesFairly(world: World, { streams, commits }: Point): void {
  const all = Object.values(streams);
  const dossiers = all.filter(isDossier);
  const pools = all.filter((one) => one.kind === "pool");
  for (const pool of pools) {
    holdsNoMoreThanThereIs(world, pool);
    agreesWithDossiers(world, pool, dossiers);
    same(doubles((commits[pool.id] ?? []).flatMap(({ events }) => events.flatMap(placeIn))), [], pool.id);
  }
  // A member tells the number of its group again.
  const isMirror = ({ instances }: Dossier, event: Happened) =>
    event.type === "claimed" && instances[event.instance]?.group !== undefined;
  const numbers = dossiers.flatMap((dossier) =>
    (commits[dossier.id] ?? []).flatMap(({ events }) =>
      events.filter((one) => !isMirror(dossier, one)).flatMap(numberIn),
    ),
  );
  same(doubles(numbers), []);
  for (const dossier of dossiers) agreesWithMembers(dossier, streams);
}

type Happened = Point["commits"][string][number]["events"][number];

function placeIn(event: Happened): string[] {
  return event.type === "placeHeld" ? [JSON.stringify([bucketOf(event.period, event.by ?? []), event.place])] : [];
}

/** A number as it is written: of a whole pool, so that no two are alike. */
function numberIn(event: Happened): string[] {
  return event.type === "claimed" && typeof event.place === "string" ? [`${event.pool} ${event.place}`] : [];
}

function doubles(all: readonly string[]): readonly string[] {
  return all.filter((one, index) => all.indexOf(one) < index);
}

/** By a capacity that is known without a dossier. */
function holdsNoMoreThanThereIs(world: World, { pool, held }: Pool): void {
  const { release, book } = world.release;
  const rules = release.pools[pool];
  const { capacity } = rules ?? {};
  if (rules === undefined || capacity === undefined) return;
  if (typeof capacity === "object" && !("value" in capacity)) return;
  const most = capacityIn({ current: book }, rules) ?? 0;
  const sums = new Map<string, number>();
  for (const { period, by, amount } of held) {
    const bucket = bucketOf(period, by);
    sums.set(bucket, (sums.get(bucket) ?? 0) + amount);
  }
  for (const [bucket, sum] of sums) same(sum <= most, true, { pool, bucket, sum, most });
}

/** Who holds and who waits, as the pool has it and as each dossier and group has it. */
function agreesWithDossiers(world: World, { pool, held, waiting }: Pool, dossiers: readonly Dossier[]): void {
  const isCounted = world.release.release.pools[pool]?.capacity !== undefined;
  const told = (claim: "held" | "waiting") =>
    dossiers.flatMap(({ id, instances }) =>
      Object.values(instances)
        .filter(({ claims, group }) => group === undefined && claims[pool]?.claim === claim)
        .map((instance) => `${id} ${instance.id}`),
    );
  const known = (of: readonly { readonly dossier: string; readonly instance: string }[]) =>
    of.map(({ dossier, instance }) => `${dossier} ${instance}`).sort();
  same(known(waiting), told("waiting").sort(), pool);
  same(known(held), isCounted ? told("held").sort() : [], pool);
}

/** Who takes part, how far it is and what is filled in together, as the group has it and as each member has it. */
function agreesWithMembers(dossier: Dossier, streams: Point["streams"]): void {
  for (const [id, { mirror, membership }] of Object.entries(dossier.members ?? {})) {
    const [main] = Object.values(dossier.instances);
    const member = streams[id];
    const instance = isDossier(member) ? member.instances[mirror] : undefined;
    same(instance?.group, { id: dossier.id, membership }, id);
    if (membership === "left" || instance === undefined || main === undefined) {
      same(instance?.closed, true, id);
      continue;
    }
    same(shared(instance), shared(main), id);
    for (const [form, { answers }] of Object.entries(main.forms)) same(instance.forms[form]?.answers, answers, form);
  }
  for (const { id, group } of Object.values(dossier.instances)) {
    if (group === undefined || group.membership === "left") continue;
    const of = streams[group.id];
    same(isDossier(of) ? of.members?.[dossier.id]?.mirror : undefined, id, dossier.id);
  }
}

function shared({ state, closed, outcome, parties }: Instance) {
  return { state, closed, outcome, parties };
}
