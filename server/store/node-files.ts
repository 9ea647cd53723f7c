/** The file layer on `node:fs`. */

import { close, constants, fdatasync, fstat, ftruncate, open, read, readSync, write } from "node:fs";
import { mkdir, open as openHandle, readdir, readFile, rename, rm } from "node:fs/promises";
import { promisify } from "node:util";
import type { Files, OpenFile } from "./files.ts";
import { lockFolder } from "./lock.ts";

export function nodeFiles(): Files {
  return {
    open: openFile,
    read: (path) => orWhenAbsent(readFile(path), undefined),
    list: async (folder) => (await orWhenAbsent(readdir(folder), [])).sort(),
    async makeFolder(folder) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    },
    rename,
    remove: (path) => rm(path, { force: true }),
    syncFolder,
    lock: lockFolder,
  };
}

const opened = promisify(open);
const closed = promisify(close);
const synced = promisify(fdatasync);
const truncated = promisify(ftruncate);
const status = promisify(fstat);
// Spelled out: promisify loses the overload that takes an offset and a length.
const written = (fd: number, bytes: Uint8Array, from: number, position: number) =>
  new Promise<number>((resolve, reject) => {
    write(fd, bytes, from, bytes.length - from, position, (error, count) => (error ? reject(error) : resolve(count)));
  });
const filled = (fd: number, bytes: Uint8Array, position: number) =>
  new Promise<number>((resolve, reject) => {
    read(fd, bytes, 0, bytes.length, position, (error, count) => (error ? reject(error) : resolve(count)));
  });

/** No letter flag both keeps what is there and makes the file: `r+` refuses a new one, `a+` always writes at the end. */
const KEEP = constants.O_RDWR | constants.O_CREAT;

async function openFile(path: string, mode: "create" | "update"): Promise<OpenFile> {
  const fd = await opened(path, mode === "create" ? "w+" : KEEP, 0o600);
  return {
    async write(bytes, position) {
      for (let done = 0; done < bytes.length; ) {
        const count = await written(fd, bytes, done, position + done);
        // A write of nothing without an error would loop for ever.
        if (count === 0) throw Object.assign(new Error(`short write to ${path}`), { code: "ENOSPC" });
        done += count;
      }
    },
    async read(position, length) {
      const bytes = Buffer.alloc(length);
      let done = 0;
      while (done < length) {
        const count = await filled(fd, bytes.subarray(done), position + done);
        if (count === 0) break;
        done += count;
      }
      return bytes.subarray(0, done);
    },
    peek(position, length) {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(fd, bytes, 0, length, position));
    },
    datasync: () => synced(fd),
    truncate: (length) => truncated(fd, length),
    size: async () => (await status(fd)).size,
    close: () => closed(fd),
  };
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder, and makes names durable by itself.
  if (process.platform === "win32") return;
  const handle = await openHandle(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function orWhenAbsent<T, U>(value: Promise<T>, absent: U): Promise<T | U> {
  try {
    return await value;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return absent;
    throw error;
  }
}
