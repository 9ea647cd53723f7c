/** One process per folder: an abstract socket where there is one, and a lock file that names the holder. */

import { randomUUID } from "node:crypto";
import { readFile, readlink, realpath, rename, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { isObject } from "../../definitions/grammar/json.ts";
import { sha256 } from "./hash.ts";
import { Refused } from "./refused.ts";

/** Returns the way to let go. A killed process lets go by itself: its socket closes, and its lock file is seen to be stale. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, "lock.json");
  const socket = await takeSocket(await realpath(folder));
  if (socket === "taken") throw inUse(folder, await readHolder(path));
  try {
    await takeFile(folder, path);
  } catch (error) {
    socket?.close();
    throw error;
  }
  return async () => {
    await rm(path, { force: true });
    socket?.close();
  };
}

interface Holder {
  readonly pid: number;
  /** Boot and process namespace: elsewhere the pid says nothing. */
  readonly place: string;
  readonly nonce: string;
}

/** The kernel drops an abstract name when its process ends, however it ends. Only Linux has them. */
function takeSocket(folder: string): Promise<Server | "taken" | undefined> {
  if (process.platform !== "linux") return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy());
    server.once("error", (error) => {
      if ("code" in error && error.code === "EADDRINUSE") resolve("taken");
      else reject(error);
    });
    server.listen(`\0draaiboek-${sha256(folder)}`, () => resolve(server.unref()));
  });
}

async function takeFile(folder: string, path: string): Promise<void> {
  const me: Holder = { pid: process.pid, place: await place(), nonce: randomUUID() };
  for (let tries = 0; tries < 3; tries++) {
    if (await created(path, JSON.stringify(me))) return;
    const holder = await readHolder(path);
    // Another boot or container: its pid cannot be asked. It is taken over; should it live, the epoch stops its writer.
    if (holder !== undefined && holder.place === me.place && holder.pid !== me.pid && lives(holder.pid)) {
      throw inUse(folder, holder);
    }
    // By rename: of two processes that find the same stale file, only one moves it away.
    const aside = `${path}.${me.nonce}`;
    await rename(path, aside).catch(() => undefined);
    await rm(aside, { force: true });
  }
  throw inUse(folder, await readHolder(path));
}

async function created(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, "utf8"));
    if (!isObject(value)) return undefined;
    const { pid, place, nonce } = value;
    if (typeof pid !== "number" || typeof place !== "string" || typeof nonce !== "string") return undefined;
    return { pid, place, nonce };
  } catch {
    return undefined;
  }
}

async function place(): Promise<string> {
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  const namespace = await readlink("/proc/self/ns/pid").catch(() => "");
  return `${boot.trim()} ${namespace}`.trim();
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal, but alive.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function inUse(folder: string, holder: Holder | undefined): Refused {
  const who = holder === undefined ? "een ander proces" : `proces ${holder.pid}`;
  return new Refused(
    "in-use",
    `De map ${folder} is in gebruik door ${who}. Stop dat proces eerst, of kies een andere map.`,
  );
}
