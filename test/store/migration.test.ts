/** A folder of an older format is moved to the present one once, and a power cut on the way loses nothing. */

import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { backupFolder } from "../../server/store/backup.ts";
import { documentBytes } from "../../server/store/document.ts";
import { embeddedStore } from "../../server/store/embedded.ts";
import type { Files } from "../../server/store/files.ts";
import { type Migration, openFormat } from "../../server/store/format.ts";
import { sha256 } from "../../server/store/hash.ts";
import { verifyFolder } from "../../server/store/verify.ts";
import { type FaultDisk, faultDisk, type Loss } from "./fault-disk.ts";
import { randomFrom } from "./random.ts";
import { commit, part, plainSealer, project } from "./sample.ts";

const ROOT = "/data";
const STREAMS = ["dossier-1", "dossier-2", "dossier-3", "dossier-4"];

function opened(disk: FaultDisk) {
  return embeddedStore({
    ...{ folder: ROOT, files: disk.files, sealer: plainSealer, project, reserveBytes: 4096 },
    fatal(error) {
      throw error;
    },
  });
}

/** Where format 0 kept a dossier: in one of 256 folders, by two letters of its name; now there are 16. */
function older(path: string): string {
  const [, name = ""] = /^\/data\/dossiers\/[0-9a-f]\/([0-9a-f]{32}\.(?:previous\.)?json)$/.exec(path) ?? [];
  return name === "" ? path : `${ROOT}/dossiers/${name.slice(0, 2)}/${name}`;
}

/** The step that somebody would write for it: every file to its new place, the old ones away when the new are durable. */
const TO_SIXTEEN: Migration = {
  from: 0,
  async run(files: Files, folder: string) {
    const root = join(folder, "dossiers");
    const old = (await files.list(root)).filter((name) => name.length === 2);
    for (const name of new Set(old.map((two) => two.slice(0, 1)))) await files.makeFolder(join(root, name));
    await files.syncFolder(root);
    for (const two of old) {
      for (const name of await files.list(join(root, two))) {
        await files.rename(join(root, two, name), join(root, two.slice(0, 1), name));
      }
      await files.syncFolder(join(root, two.slice(0, 1)));
      await files.syncFolder(join(root, two));
    }
  },
};

const NOW = { format: 1, migrations: [TO_SIXTEEN] };

/** A folder as it was under format 0, with a checkpoint and a journal behind it. */
async function folderOfBefore(): Promise<FaultDisk> {
  const made = faultDisk(ROOT);
  const store = await opened(made);
  for (const stream of STREAMS) await store.append(commit(`${stream}-a`, [part(stream, 0, `${stream}-a`)]));
  await store.checkpoint();
  for (const stream of STREAMS) await store.append(commit(`${stream}-b`, [part(stream, 1, `${stream}-b`)]));
  await store.checkpoint();
  await store.append(commit("late", [part("dossier-1", 2, "late")]));
  const disk = faultDisk(ROOT);
  for (const [path, bytes] of made.contents()) {
    if (path.includes("lock")) continue;
    const to = older(path);
    for (let folder = dirname(to); folder !== "/"; folder = dirname(folder)) await disk.files.makeFolder(folder);
    disk.put(to, path.endsWith("format.json") ? documentBytes({ format: 0 }) : bytes);
  }
  for (const folder of [ROOT, `${ROOT}/dossiers`, ...[...disk.contents().keys()].map(dirname)]) {
    await disk.files.syncFolder(folder);
  }
  return disk;
}

/** Names within a folder say where a file lies; here only what it is and holds. */
function held(disk: FaultDisk): ReadonlyMap<string, string> {
  const files = [...disk.contents()].filter(([path]) => !/format\.json|lock|\.tmp$/.test(path));
  return new Map(
    files
      .map(([path, bytes]): [string, string] => [
        path.includes("/dossiers/") ? `dossier ${basename(path)}` : path,
        sha256(bytes),
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

async function commitsIn(disk: FaultDisk): Promise<readonly (readonly string[])[]> {
  const store = await opened(disk);
  const all = await Promise.all(STREAMS.map(async (stream) => (await store.read(stream)).map((one) => one.commit)));
  await store.close();
  return all;
}

const ALL = [
  ["dossier-1-a", "dossier-1-b", "late"],
  ["dossier-2-a", "dossier-2-b"],
  ["dossier-3-a", "dossier-3-b"],
  ["dossier-4-a", "dossier-4-b"],
];

describe("A folder of format 0", () => {
  it("is moved to format 1 once, and keeps every byte of what it holds", async () => {
    const disk = await folderOfBefore();
    const before = held(disk);
    expect([...before.keys()].filter((name) => name.startsWith("dossier "))).toHaveLength(8);
    await openFormat(disk.files, ROOT, NOW);
    expect(held(disk)).toEqual(before);
    expect(disk.contents().get(`${ROOT}/format.json`)).toEqual(documentBytes({ format: 1 }));
    expect((await verifyFolder(disk.files, ROOT)).problems).toEqual([]);
    const operations = disk.operations();
    await openFormat(disk.files, ROOT, NOW);
    expect(disk.operations() - operations).toBe(1);
    expect(await commitsIn(disk)).toEqual(ALL);
  });

  it("is opened, checked and copied by nobody who cannot move it, and is left as it was", async () => {
    const disk = await folderOfBefore();
    const before = new Map(disk.contents());
    const code = "older-format";
    await expect(opened(disk)).rejects.toMatchObject({ code });
    await expect(verifyFolder(disk.files, ROOT)).rejects.toMatchObject({ code });
    const copy = { files: disk.files, from: ROOT, to: `${ROOT}/copy`, at: "2026-01-05T10:00:00.000Z" };
    await expect(backupFolder(copy)).rejects.toThrow(
      "zijn geschreven door een oudere versie (indeling 0; deze versie kent 1) en zijn nog niet omgezet",
    );
    expect(new Map(disk.contents())).toEqual(before);
  });

  it("loses nothing when the power fails at any moment of the move", async () => {
    const whole = await folderOfBefore();
    const start = whole.operations();
    await openFormat(whole.files, ROOT, NOW);
    const steps = whole.operations() - start;
    expect(steps).toBeGreaterThan(10);
    for (let at = 1; at <= steps; at++) {
      for (const loss of ["lost", "kept", "torn"] satisfies Loss[]) {
        const disk = await folderOfBefore();
        const before = held(disk);
        const began = disk.operations();
        disk.plan((n) => (n === began + at ? "crash" : undefined));
        await Promise.race([openFormat(disk.files, ROOT, NOW).catch(() => undefined), disk.crashed()]);
        const next = disk.after(loss, randomFrom(at));
        await openFormat(next.files, ROOT, NOW);
        expect([at, loss, held(next)]).toEqual([at, loss, before]);
        expect([at, loss, await commitsIn(next)]).toEqual([at, loss, ALL]);
      }
    }
  });
});

describe("A folder of a newer format", () => {
  it("is opened, checked and copied by nobody, and the message says what to do", async () => {
    const disk = await folderOfBefore();
    await openFormat(disk.files, ROOT, NOW);
    disk.put(`${ROOT}/format.json`, documentBytes({ format: 2 }));
    const before = new Map(disk.contents());
    const message =
      "De gegevens in /data zijn geschreven door een nieuwere versie (indeling 2; deze versie kent 1). Installeer de nieuwere versie. Er is niets gewijzigd.";
    const copy = { files: disk.files, from: ROOT, to: `${ROOT}/copy`, at: "2026-01-05T10:00:00.000Z" };
    await expect(opened(disk)).rejects.toThrow(message);
    await expect(verifyFolder(disk.files, ROOT)).rejects.toThrow(message);
    await expect(backupFolder(copy)).rejects.toThrow(message);
    expect(new Map(disk.contents())).toEqual(before);
  });
});
