/** The journal with lowdb behind it against the bare journal: the same bytes, everything that was written checkpointed too. */

import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { embeddedStore } from "../../server/store/embedded.ts";
import { commitLine } from "../../server/store/entry.ts";
import { openJournal } from "../../server/store/journal.ts";
import { nodeFiles } from "../../server/store/node-files.ts";
import { partText } from "../../server/store/part.ts";
import type { Commit } from "../../server/store/port.ts";
import { openWriter } from "../../server/store/writer.ts";
import { type BenchRow, ratioRow } from "./row.ts";

/** Commits per dossier between two checkpoints decide: each dossier costs one file sync, however few commits it had. */
export interface Load {
  readonly clients: number;
  readonly dossiers: number;
  readonly commits: number;
  readonly rounds: number;
}

/** Eight clients who stay with their dossier for a while; and the load that suits this store least, kept in sight. */
export async function rows(): Promise<BenchRow[]> {
  return [
    await measure({ clients: 8, dossiers: 64, commits: 6400, rounds: 15 }, { least: 0.5, aim: "0.8" }),
    await measure({ clients: 8, dossiers: 640, commits: 6400, rounds: 3 }, { least: 0.5, aim: "0.8" }),
  ];
}

export async function measure(
  { clients, dossiers, commits, rounds }: Load,
  bar: { readonly least: number; readonly aim: string },
): Promise<BenchRow> {
  const measured: { subject: number; baseline: number }[] = [];
  await round(journalWithFiles, { clients, dossiers, commits: commits / 4 });
  await round(bareJournal, { clients, dossiers, commits: commits / 4 });
  for (let at = 0; at < rounds; at++) {
    // In turn the first one, so that neither always meets the disk that the other left.
    const early = at % 2 === 0 ? await round(bareJournal, { clients, dossiers, commits }) : undefined;
    const subject = await round(journalWithFiles, { clients, dossiers, commits });
    measured.push({ subject, baseline: early ?? (await round(bareJournal, { clients, dossiers, commits })) });
  }
  const name = `commits per second, ${clients} clients, ${dossiers} dossiers, ${commits} commits and a full checkpoint, vs bare journal`;
  return ratioRow(name, measured, bar);
}

interface Subject {
  append(commit: Commit): Promise<unknown>;
  /** Part of what is measured. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

async function round(
  open: (folder: string) => Promise<Subject>,
  { clients, dossiers, commits }: Omit<Load, "rounds">,
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "draaiboek-bench-"));
  try {
    const subject = await open(folder);
    const revisions = new Array<number>(dossiers).fill(0);
    let next = 0;
    async function client(): Promise<void> {
      while (next < commits) {
        const at = next++;
        const dossier = at % dossiers;
        const expected = revisions[dossier] ?? 0;
        revisions[dossier] = expected + 1;
        await subject.append(commitOf(at, `dossier-${dossier}`, expected));
      }
    }
    const start = performance.now();
    await Promise.all(Array.from({ length: clients }, client));
    await subject.finish();
    const seconds = (performance.now() - start) / 1000;
    await subject.close();
    return commits / seconds;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function journalWithFiles(folder: string): Promise<Subject> {
  const store = await embeddedStore({
    folder,
    sealer: { sealBytes: (bytes) => bytes, openBytes: (bytes) => bytes },
    project: () => [],
    fatal(error) {
      throw error;
    },
  });
  return { append: store.append, finish: store.checkpoint, close: store.close };
}

/** The same queue, frame and sync, and nothing behind it. */
export async function bareJournal(folder: string): Promise<Subject> {
  await mkdir(join(folder, "journal"));
  const journal = openJournal(nodeFiles(), folder, 1, { segment: 1, after: { n: 0, hash: "" } });
  const writer = openWriter({
    append: journal.append,
    fence() {},
    refused() {},
    written() {},
    fatal(error) {
      throw error;
    },
  });
  return {
    append({ id, at, actor, streams, audit }) {
      const texts = streams.map(({ stream, expected, skeleton, content }) =>
        partText({
          format: 1,
          commit: id,
          at,
          actor,
          stream,
          revision: expected + 1,
          previous: PREVIOUS,
          skeleton,
          content,
        }),
      );
      const line = commitLine(texts, [], audit ?? []);
      return new Promise<void>((done, failed) => writer.put({ line, done, failed }));
    },
    async finish() {},
    close: journal.close,
  };
}

const PREVIOUS = "p".repeat(43);

/** About 1.6 kB on disk, sealed for two controllers. */
function commitOf(n: number, stream: string, expected: number): Commit {
  const at = "2026-01-05T08:00:00.000Z";
  const skeleton = [{ type: "formSaved", form: "observation", rules: "r".repeat(64), shown: "s".repeat(64) }];
  const content = ["board-a", "board-b"].map((controller) => ({
    controller,
    keyId: "k".repeat(16),
    nonce: "n".repeat(16),
    ciphertext: "c".repeat(420),
  }));
  const rows = ["board-a", "board-b"].map((controller) => ({
    ...{ stream, controller, audiences: [`${controller} writer`], order: at },
    shows: { title: "t".repeat(40) },
  }));
  const audit = [{ at, person: "p".repeat(22), route: "/v1/dossiers/{id}/commands", outcome: 200 }];
  return {
    id: `commit-${n}`,
    at,
    actor: "p".repeat(22),
    streams: [{ stream, expected, skeleton, content, rows }],
    audit,
  };
}
