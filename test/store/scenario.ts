/** A small life of a store, and what must be true of the folder afterwards whatever befell the disk. */

import { type EmbeddedStore, embeddedStore } from "../../server/store/embedded.ts";
import { readGroups, START } from "../../server/store/frame.ts";
import { Conflict, NotUnique, type StoredPart, Unavailable } from "../../server/store/port.ts";
import { verifyFolder } from "../../server/store/verify.ts";
import type { FaultDisk } from "./fault-disk.ts";
import type { Random } from "./random.ts";
import { commit, part, plainSealer, project } from "./sample.ts";

export const ROOT = "/data";
const STREAMS = ["dossier-1", "dossier-2", "dossier-3", "pool:p"];

export interface Asked {
  readonly id: string;
  readonly streams: readonly string[];
  readonly token: string;
  outcome: "acknowledged" | "refused" | "unknown";
}

/** Everything that was asked of a store, over several starts. */
export interface Log {
  readonly commits: Asked[];
  readonly audits: { readonly id: string; outcome: Asked["outcome"] }[];
  readonly publications: { readonly hash: string; outcome: Asked["outcome"] }[];
}

export function emptyLog(): Log {
  return { commits: [], audits: [], publications: [] };
}

function openOn(disk: FaultDisk, fatal: (error: unknown) => void, segmentBytes = 1500): Promise<EmbeddedStore> {
  return embeddedStore({
    ...{ folder: ROOT, files: disk.files, sealer: plainSealer, project, fatal, segmentBytes },
    ...{ reserveBytes: 4096, cacheBytes: 2000 },
  });
}

export interface Life {
  /** Number of the first step. */
  readonly start: number;
  readonly steps: number;
  /** Every commit is over all of these; absent: over some. */
  readonly streams?: readonly string[];
}

/**
 * Opens the store and uses it until it has done all steps, has died or the disk has crashed. Whatever has no answer by
 * then is unknown.
 */
export async function live(disk: FaultDisk, log: Log, random: Random, { start, steps, streams }: Life): Promise<void> {
  let died: () => void = () => undefined;
  const ended = Promise.race([disk.crashed(), new Promise<void>((resolve) => (died = resolve))]);
  const opening = openOn(disk, () => died());
  // A start that the disk refuses is no loss; one that throws anything else would fail the test here.
  const store = await Promise.race([opening.catch(refusedByDisk), ended]);
  if (store !== undefined)
    await Promise.race([use(store, log, random, { start, steps, ...(streams && { streams }) }), ended]);
  disk.stop();
}

function refusedByDisk(error: unknown): undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause !== undefined) return refusedByDisk(cause);
  if (code !== "EIO" && code !== "ENOSPC" && code !== "EMFILE") throw error;
  return undefined;
}

async function use(store: EmbeddedStore, log: Log, random: Random, { start, steps, streams }: Life): Promise<void> {
  const running: Promise<void>[] = [];
  for (let step = start; step < start + steps; step++) {
    // Several in flight, so that groups hold more than one and failures take others with them.
    if (running.length >= 3) await running.shift();
    running.push(random.chance(0.2) ? readOne(store, log, step) : commitOne(store, log, step, random, streams));
    if (random.chance(0.1)) running.push(publishOne(store, log, step));
    if (random.chance(0.1)) running.push(store.checkpoint().catch(() => undefined));
  }
  await Promise.all(running);
  await store.close();
}

async function commitOne(
  store: EmbeddedStore,
  log: Log,
  step: number,
  random: Random,
  all: readonly string[] | undefined,
): Promise<void> {
  const some = STREAMS.filter(() => random.chance(0.4));
  const streams = all ?? (some.length === 0 ? ["dossier-1"] : some);
  const asked: Asked = { id: `c-${step}`, streams, token: `t-${step}`, outcome: "unknown" };
  const before = await Promise.all(streams.map((stream) => store.read(stream).catch(() => [])));
  try {
    const parts = streams.map((stream, at) => {
      const full = part(stream, before[at]?.length ?? 0, asked.id, "x".repeat(100));
      // Sometimes nothing happens in the first stream, which then only keeps the command.
      return at === 0 && step % 5 === 0 ? { ...full, skeleton: [] } : full;
    });
    const audit = [{ at: "2026-01-05T08:00:00.000Z", id: asked.id }];
    const done = store.append(commit(asked.id, parts, { unique: [asked.token], audit }));
    log.commits.push(asked);
    await done;
    asked.outcome = "acknowledged";
  } catch (error) {
    if (!(error instanceof Conflict || error instanceof NotUnique || error instanceof Unavailable)) throw error;
    if (log.commits.includes(asked)) asked.outcome = "refused";
  }
}

async function readOne(store: EmbeddedStore, log: Log, step: number): Promise<void> {
  const asked: Log["audits"][number] = { id: `r-${step}`, outcome: "unknown" };
  log.audits.push(asked);
  try {
    await store.audit({ at: step % 3 === 0 ? "2026-02-01T08:00:00.000Z" : "2026-01-31T08:00:00.000Z", id: asked.id });
    asked.outcome = "acknowledged";
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    asked.outcome = "refused";
  }
}

async function publishOne(store: EmbeddedStore, log: Log, step: number): Promise<void> {
  const asked: Log["publications"][number] = { hash: String(step).padStart(64, "0"), outcome: "unknown" };
  log.publications.push(asked);
  try {
    await store.publish({ hash: asked.hash, from: "2026-01-01", at: "2026-01-01T00:00:00.000Z" });
    asked.outcome = "acknowledged";
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    asked.outcome = "refused";
  }
}

/** Opens the folder on a disk without faults and says everything that is wrong: nothing, when the store keeps its word. */
export async function wrongs(disk: FaultDisk, log: Log): Promise<readonly string[]> {
  const wrong: string[] = [];
  const store = await openOn(disk, (error) => wrong.push(`fatal: ${String(error)}`), 1 << 20);
  const streams = new Map<string, readonly StoredPart[]>();
  for (const stream of STREAMS) streams.set(stream, await store.read(stream));

  const known = new Set(log.commits.map(({ id }) => id));
  for (const [stream, parts] of streams) {
    const ids = parts.map(({ commit }) => commit);
    if (new Set(ids).size !== ids.length) wrong.push(`${stream} has a commit twice`);
    for (const id of ids) if (!known.has(id)) wrong.push(`${stream} has ${id}, which nobody asked for`);
    const rows = await store.rows({ audience: "everyone", limit: 100 });
    const mine = rows.rows.filter((row) => row.stream === stream);
    if (JSON.stringify(mine) !== JSON.stringify(project(stream, parts)))
      wrong.push(`${stream} has rows of another commit`);
  }
  for (const { id, streams: asked, outcome } of log.commits) {
    const found = asked.filter((stream) => streams.get(stream)?.some(({ commit }) => commit === id)).length;
    if (outcome === "acknowledged" && found < asked.length) wrong.push(`${id} was acknowledged and is lost`);
    if (outcome === "refused" && found > 0) wrong.push(`${id} was refused and is there`);
    if (found > 0 && found < asked.length) wrong.push(`${id} is there in half of its streams`);
  }
  const before = await store.publications();
  for (const { hash, outcome } of log.publications) {
    const times = before.filter((publication) => publication.hash === hash).length;
    if (outcome === "acknowledged" && times !== 1) wrong.push(`publication ${hash} is there ${times} times`);
    if (outcome === "refused" && times !== 0) wrong.push(`publication ${hash} was refused and is there`);
  }
  wrong.push(...(await wrongTokens(store, log, streams)));
  await store.close();

  const lines = auditLines(disk);
  for (const { id, outcome } of [...log.audits, ...log.commits]) {
    const times = lines.filter((line) => line === id).length;
    if (outcome === "acknowledged" && times !== 1) wrong.push(`the audit line ${id} is there ${times} times`);
    if (times > 1) wrong.push(`the audit line ${id} is there ${times} times`);
    if (id.startsWith("c-") && outcome === "refused" && times > 0)
      wrong.push(`the audit line of refused ${id} is there`);
  }
  const verified = await verifyFolder(disk.files, ROOT);
  wrong.push(...verified.problems.map(({ file, what }) => `${file}: ${what}`));
  return wrong;
}

/** A token is claimed exactly when its commit is there. The tries name a token that is taken, so that nothing is added. */
async function wrongTokens(
  store: EmbeddedStore,
  log: Log,
  streams: ReadonlyMap<string, readonly StoredPart[]>,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  try {
    await store.append(commit("taken", [], { unique: ["taken"] }));
  } catch (error) {
    if (!(error instanceof NotUnique)) throw error;
  }
  for (const { id, token, streams: asked } of log.commits) {
    const there = asked.some((stream) => streams.get(stream)?.some(({ commit }) => commit === id));
    let claimed = false;
    try {
      await store.append(commit("never", [], { unique: ["taken", token] }));
    } catch (error) {
      claimed = error instanceof NotUnique && error.tokens.includes(token);
    }
    if (claimed !== there) wrong.push(`token ${token} is ${claimed ? "" : "not "}claimed`);
  }
  return wrong;
}

function auditLines(disk: FaultDisk): readonly string[] {
  const files = [...disk.contents()].filter(([path]) => path.startsWith(`${ROOT}/audit/`));
  return files.flatMap(([, bytes]) =>
    readGroups(bytes, START).groups.flatMap(({ lines }) => lines.map((line) => String(JSON.parse(line).id))),
  );
}
