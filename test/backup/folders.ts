/** A small store in a temporary folder, and what lies in a folder byte by byte. */

import { readdirSync, readFileSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type EmbeddedStore, embeddedStore } from "../../server/store/embedded.ts";
import { releaseHash } from "../../server/store/release-hash.ts";
import { commit, part, plainSealer, project } from "../store/sample.ts";

export interface Places {
  readonly data: string;
  readonly keys: string;
  readonly copy: string;
  readonly env: { readonly DRAAIBOEK_DATA: string; readonly DRAAIBOEK_KEYS: string };
}

export async function places(): Promise<Places> {
  const root = await mkdtemp(join(tmpdir(), "draaiboek-backup-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const [data, keys, copy] = [join(root, "data"), join(root, "keys"), join(root, "copies", "monday")];
  return { data, keys, copy, env: { DRAAIBOEK_DATA: data, DRAAIBOEK_KEYS: keys } };
}

export function opened(folder: string, segmentBytes = 1 << 20): Promise<EmbeddedStore> {
  return embeddedStore({
    ...{ folder, segmentBytes, project },
    sealer: plainSealer,
    reserveBytes: 4096,
    fatal(error) {
      throw error;
    },
  });
}

/** A release, and commits to a dossier and a pool, over two checkpoints. */
export async function filled(folder: string): Promise<void> {
  const store = await opened(folder);
  const bytes = Buffer.from('{"release":1}');
  await store.putRelease(releaseHash(bytes), bytes);
  await store.publish({ hash: releaseHash(bytes), from: "2026-01-05", at: "2026-01-05T08:00:00.000Z" });
  await store.append(commit("c-1", [part("dossier-1", 0, "c-1"), part("pool:p", 0, "c-1")], { unique: ["token-1"] }));
  await store.audit({ at: "2026-01-05T09:00:00.000Z", person: "person-2" });
  await store.checkpoint();
  await store.append(commit("c-2", [part("dossier-1", 1, "c-2"), part("dossier-2", 0, "c-2")]));
  await store.close();
}

/** Files by their path, and their bytes; the lock of a store that is open is no part of it. */
export function contents(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => statSync(join(folder, name)).isFile() && name !== "lock.json");
  return new Map(files.map((name) => [name, readFileSync(join(folder, name), "base64")]));
}

/** Modes of the folder and of everything in it, as an octal number; each once. */
export function modes(folder: string): { readonly folders: readonly string[]; readonly files: readonly string[] } {
  const all = ["", ...readdirSync(folder, { recursive: true, encoding: "utf8" })].map((name) =>
    statSync(join(folder, name)),
  );
  const once = (isWanted: boolean) => [
    ...new Set(all.filter((stat) => stat.isDirectory() === isWanted).map(({ mode }) => (mode & 0o777).toString(8))),
  ];
  return { folders: once(true), files: once(false) };
}
