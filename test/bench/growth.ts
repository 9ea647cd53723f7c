/** What a large folder costs: one write at 100,000 dossiers against one at 100, and the rows that one worklist page reads. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { type EmbeddedStore, embeddedStore } from "../../server/store/embedded.ts";
import type { Commit } from "../../server/store/port.ts";
import { type BenchRow, median, ratioRow } from "./row.ts";

const MANY = 100_000;
const FEW = 100;
const ROUNDS = 9;
const WRITES = 300;
const PAGE = 25;

export async function rows(): Promise<BenchRow[]> {
  const large = await filled(MANY);
  const small = await filled(FEW);
  try {
    const measured: { subject: number; baseline: number }[] = [];
    await write(large);
    await write(small);
    for (let round = 0; round < ROUNDS; round++) {
      measured.push({ subject: await write(large), baseline: await write(small) });
    }
    const name = `milliseconds for one write at ${MANY} dossiers vs at ${FEW}`;
    return [ratioRow(name, measured, { most: 1.2, aim: "1.0" }), await pageRow(large)];
  } finally {
    await close(large);
    await close(small);
  }
}

interface Filled {
  readonly store: EmbeddedStore;
  readonly folder: string;
  readonly dossiers: number;
  readonly revisions: number[];
}

/** Filled through the store itself; all of it stays in the journal, and the index is what a running store has. */
async function filled(dossiers: number): Promise<Filled> {
  const folder = await mkdtemp(join(tmpdir(), "draaiboek-growth-"));
  const first = await opened(folder);
  for (let at = 0; at < dossiers; at += 1000) {
    const until = Math.min(dossiers, at + 1000);
    await Promise.all(Array.from({ length: until - at }, (_, n) => first.append(commitOf(at + n, 0))));
  }
  return { store: first, folder, dossiers, revisions: new Array<number>(dossiers).fill(1) };
}

function opened(folder: string): Promise<EmbeddedStore> {
  return embeddedStore({
    folder,
    sealer: { sealBytes: (bytes) => bytes, openBytes: (bytes) => bytes },
    project: () => [],
    // No checkpoint in between: its work per commit is that of the journal row, and it is the same at any size.
    segmentBytes: 1 << 30,
    fatal(error) {
      throw error;
    },
  });
}

/** Median of many, one after another: alone, so that the sync and the index are all there is. */
async function write({ store, dossiers, revisions }: Filled): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < WRITES; at++) {
    const dossier = (at * 7919) % dossiers;
    const expected = revisions[dossier] ?? 0;
    revisions[dossier] = expected + 1;
    const start = performance.now();
    await store.append(commitOf(dossier, expected));
    times.push(performance.now() - start);
  }
  return median(times);
}

/** A count, not a time: rows read for the first and a later page, divided by the rows shown. */
async function pageRow({ store, dossiers }: Filled): Promise<BenchRow> {
  const before = store.counts().rowsRead;
  const first = await store.rows({ audience: "unit-1 writer", limit: PAGE, newestFirst: true });
  const second = await store.rows({
    audience: "unit-1 writer",
    limit: PAGE,
    newestFirst: true,
    after: first.next ?? "",
  });
  const shown = first.rows.length + second.rows.length;
  const read = store.counts().rowsRead - before;
  return {
    name: `rows read for two worklist pages at ${dossiers} dossiers vs rows shown`,
    ratio: read / shown,
    bar: "≤ 1",
    aim: "1",
    holds: read <= shown && shown === 2 * PAGE,
    medians: { subject: read, baseline: shown },
    spread: [read / shown, read / shown],
  };
}

async function close({ store, folder }: Filled): Promise<void> {
  // Not closed by a checkpoint of everything: that would write every dossier of a folder that goes away.
  await store.hold();
  await rm(folder, { recursive: true, force: true });
}

function commitOf(dossier: number, expected: number): Commit {
  const at = "2026-01-05T08:00:00.000Z";
  const stream = `dossier-${dossier}`;
  const content = [
    { controller: "board-a", keyId: "k".repeat(16), nonce: "n".repeat(16), ciphertext: "c".repeat(400) },
  ];
  const order = `${String(expected).padStart(6, "0")}-${dossier}`;
  const rows = ["board-a", "board-b"].map((controller, index) => ({
    ...{ stream, controller, audiences: [index === 0 ? "unit-1 writer" : "unit-2 reader"], order },
    shows: { title: "t".repeat(40) },
  }));
  return {
    ...{ id: `commit-${dossier}-${expected}`, at, actor: "p".repeat(22) },
    streams: [{ stream, expected, skeleton: [{ type: "formSaved" }], content, rows }],
  };
}
