/** Claims what is shared and gives it back, in the pool and in the dossier whose it is. */

import type { Json } from "../../definitions/grammar/json.ts";
import type { ClaimEffect, Pool as PoolRules } from "../../definitions/grammar/types.generated.ts";
import {
  capacityIn,
  heldIn,
  keyOf,
  periodAt,
  placeText,
  poolParts,
  poolRules,
  queueOf,
  roomFor,
} from "../rules/pool.ts";
import { operand } from "../rules/value.ts";
import type { Instance } from "../streams/dossier.ts";
import { bucketOf, type Pool } from "../streams/pool.ts";
import type { Reason } from "../streams/reason.ts";
import { enter } from "./enter.ts";
import { reason } from "./reasons.ts";
import { lineIn, type Making, type Turn, type Whole, type Work, workIn } from "./whole.ts";
import { dossierIn, emit, instanceIn, releaseFor, scopeIn } from "./work.ts";

/** Nobody in particular: what is shared belongs to all controllers. */
const CONTROLLER = "shared";

type Claimed = Omit<Turn, "line" | "rules">;

/** Held, or waiting where the pool lets wait; else why not. */
export function claim(work: Work, id: string, { pool, amount: asked = 1 }: ClaimEffect["params"]): Reason[] {
  const instance = instanceIn(work, id);
  const scope = scopeIn(work, instance);
  const rules = poolRules(scope, pool);
  const place = { instance: id, pool };
  if (rules === undefined) throw new Error(`pool ${pool} is not in this release`);
  const by = keyOf(scope, rules);
  const amount = operand(scope, asked);
  if (by === undefined || typeof amount !== "number" || amount < 0) {
    return [reason("undecided", place, `Voor ‘${rules.title}’ is nog niet alles ingevuld.`)];
  }
  const has = instance?.claims[pool];
  const period = periodAt(rules, work.whole.today);
  if (has !== undefined && (has.claim === "waiting" || has.period === period)) {
    const already = has.claim === "waiting" ? "staat al op de wachtlijst" : "heeft dit al";
    return [reason("effect", place, `Deze aanvraag ${already}: ‘${rules.title}’.`)];
  }
  const claimed = { dossier: work.id, instance: id, by, amount };
  const line = openedPool(work.whole, rules);
  if (rules.capacity === undefined) {
    hold(work, { line, rules, ...claimed });
    return [];
  }
  const { free } = roomFor(scope, rules, by);
  if (free === undefined) {
    return [reason("undecided", place, `Hoeveel er is van ‘${rules.title}’, is nog niet bekend.`)];
  }
  if (amount <= free) hold(work, { line, rules, ...claimed });
  else if (rules.full === "wait") wait(work, line, rules, claimed);
  else return [reason("full", place, fullText(rules, free, amount))];
  return [];
}

/** Gives back what is held, or ends the waiting. Nothing when there is neither. */
export function free(work: Work, id: string, pool: string): Reason[] {
  if (instanceIn(work, id)?.claims[pool] === undefined) return [];
  const day = work.whole.today;
  emit(work, { type: "freed", instance: id, pool, day });
  const line = poolLine(work.whole, pool);
  enter(work.whole, line, { type: "placeFreed", dossier: work.id, instance: id, day });
  return [];
}

/** Per key those who wait and can have it, the first one first. Nobody passes somebody for whom there is too little left. */
export function turnsIn(whole: Whole): readonly Turn[] {
  return [...whole.lines.values()].flatMap((line): Turn[] => {
    const { state } = line;
    if (state?.kind !== "pool" || state.waiting.length === 0 || line.events.length === 0) return [];
    const rules = whole.context.catalog.current(whole.today).release.pools[state.pool];
    if (rules === undefined) return [];
    const keys = new Map(state.waiting.map(({ by }) => [bucketOf("", by), by]));
    return [...keys.values()].flatMap((by) => {
      const queue = queueOf(state, by);
      const left = leftFor(whole, state, rules, queue);
      const end = queue.findIndex(({ amount }) => amount > left);
      return queue.slice(0, end === -1 ? queue.length : end).map((one) => ({ ...one, line, rules }));
    });
  });
}

/** Looked at again, so that whoever waits may have what came free: a new period, or more of it. */
export function lookForRoom(work: Work): void {
  for (const pool of awaitedPools(work)) lookIn(work.whole, pool);
}

export function lookIn(whole: Whole, line: Making): void {
  const { state } = line;
  if (state?.kind !== "pool" || state.waiting.length === 0) return;
  enter(whole, line, { type: "poolLooked", day: whole.today });
}

/** Who is done waits no longer, and gives back a place. A number is for ever, and an amount is used: that stays until it is freed. */
export function letGo(work: Work, id: string): void {
  const instance = instanceIn(work, id);
  if (instance === undefined) return;
  const waiting = awaitedBy(instance);
  const places = Object.keys(instance.claims).filter(
    (pool) => !waiting.includes(pool) && isPlace(work, instance, pool),
  );
  for (const pool of [...waiting, ...places]) free(work, id, pool);
}

/** One of so many, asked without an amount: somebody else can have it after. */
function isPlace(work: Work, instance: Instance, pool: string): boolean {
  if (poolRules(scopeIn(work, instance), pool)?.capacity === undefined) return false;
  const states = releaseFor(work, instance).release.definitions[instance.definition]?.states ?? {};
  const effects = Object.values(states).flatMap(({ on }) =>
    Object.values(on ?? {}).flatMap((given) => [given].flat().flatMap(({ actions }) => actions ?? [])),
  );
  return effects.every((one) => one.type !== "claim" || one.params.pool !== pool || one.params.amount === undefined);
}

function awaitedBy({ claims }: Instance): readonly string[] {
  return Object.keys(claims).filter((pool) => claims[pool]?.claim === "waiting");
}

/** The pools that this dossier waits for. */
function awaitedPools(work: Work): readonly Making[] {
  const open = Object.values(dossierIn(work).instances).filter(({ closed, group }) => !closed && group === undefined);
  return [...new Set(open.flatMap(awaitedBy))].map((pool) => poolLine(work.whole, pool));
}

/** In the pool with the next number of its period, in the dossier with what the pool makes of it. */
export function hold(work: Work, { line, rules, instance, by, amount }: Turn): void {
  const day = work.whole.today;
  const period = periodAt(rules, day);
  const given = line.state?.kind === "pool" ? line.state.given[bucketOf(period, by)] : undefined;
  const place = (given ?? 0) + 1;
  const counted = rules.capacity === undefined ? {} : { amount };
  enter(work.whole, line, { type: "placeHeld", dossier: work.id, instance, period, by, place, ...counted, day });
  const text = placeText(rules, period, day, place);
  emit(work, { type: "claimed", instance, pool: rules.id, claim: "held", period, place: text, day });
}

function wait(work: Work, line: Making, rules: PoolRules, { instance, by, amount }: Claimed): void {
  const day = work.whole.today;
  const scope = scopeIn(work, instanceIn(work, instance));
  const order = (rules.order ?? []).map((path): Json => scope.read(path.split(".")) ?? null);
  enter(work.whole, line, { type: "placeAwaited", dossier: work.id, instance, by, order, amount, day });
  emit(work, { type: "claimed", instance, pool: rules.id, claim: "waiting", period: periodAt(rules, day), day });
}

/** What nobody holds. A capacity that is not a plain number is judged where the first one waits. */
function leftFor(whole: Whole, pool: Pool, rules: PoolRules, queue: Pool["waiting"]): number {
  const [first] = queue;
  const { capacity } = rules;
  const isPlain = typeof capacity === "number" || (capacity !== undefined && "value" in capacity);
  const work = first === undefined || isPlain ? undefined : workIn(whole, first.dossier);
  const current = whole.context.catalog.current(whole.today).book;
  const scope = work === undefined ? { current } : scopeIn(work, instanceIn(work, first?.instance));
  return (capacityIn(scope, rules) ?? 0) - heldIn(pool, periodAt(rules, whole.today), first?.by ?? []);
}

function fullText({ title, unit }: PoolRules, free: number, amount: number): string {
  if (amount === 1) return `‘${title}’ is vol. Probeer het later opnieuw.`;
  return `Van ‘${title}’ is nog ${free} ${unit ?? ""} over, en hiervoor is ${amount} nodig.`.replace("  ", " ");
}

function openedPool(whole: Whole, { id }: PoolRules): Making {
  const line = poolLine(whole, id);
  if (line.state === undefined) {
    enter(whole, line, { type: "poolOpened", pool: id, controller: CONTROLLER, day: whole.today });
  }
  return line;
}

function poolLine(whole: Whole, pool: string): Making {
  return lineIn(whole, whole.context.newStream(poolParts(pool)));
}
