/** The file layer on `node:fs`: what only touches memory runs at once, what waits for the disk runs beside the commands. */

import {
  closeSync,
  constants,
  fdatasync,
  fstatSync,
  ftruncate,
  mkdirSync,
  openSync,
  read,
  readSync,
  renameSync,
  write,
  writeSync,
} from "node:fs";
import { open as openHandle, readdir, readFile, rm } from "node:fs/promises";
import { promisify } from "node:util";
import type { Files, OpenFile } from "./files.ts";
import { lockFolder } from "./lock.ts";

/**
 * A hop through the thread pool costs ten times an open, a rename or a small write into the page cache, and the pool is
 * where the journal waits for its sync. Syncs, and reads that may have to wait for the disk, do take the hop.
 */
export function nodeFiles(): Files {
  return {
    open: async (path, mode) => openFile(openSync(path, FLAGS[mode], 0o600), path),
    read: (path) => orWhenAbsent(readFile(path), undefined),
    list: async (folder) => (await orWhenAbsent(readdir(folder), [])).sort(),
    async makeFolder(folder) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    },
    rename: async (from, to) => renameSync(from, to),
    remove: (path) => rm(path, { force: true }),
    syncFolder,
    lock: lockFolder,
  };
}

/** No letter flag both keeps what is there and makes the file: `r+` refuses a new one, `a+` always writes at the end. */
const FLAGS = { new: "wx+", create: "w+", update: constants.O_RDWR | constants.O_CREAT } as const;

/** Up to here a write into the page cache is shorter than the hop. */
const AT_ONCE_BYTES = 256 * 1024;

function openFile(fd: number, path: string): OpenFile {
  return {
    async write(bytes, position) {
      for (let done = 0; done < bytes.length; ) {
        const rest = bytes.subarray(done);
        const at = position + done;
        const count =
          rest.length > AT_ONCE_BYTES ? await written(fd, rest, at) : writeSync(fd, rest, 0, rest.length, at);
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
      const bytes = Buffer.allocUnsafe(length);
      return bytes.subarray(0, readSync(fd, bytes, 0, length, position));
    },
    datasync: () => synced(fd),
    truncate: (length) => truncated(fd, length),
    size: async () => fstatSync(fd).size,
    close: async () => closeSync(fd),
  };
}

const synced = promisify(fdatasync);
const truncated = promisify(ftruncate);
// Spelled out: promisify loses the overloads that take an offset.
const written = (fd: number, bytes: Uint8Array, position: number) =>
  new Promise<number>((resolve, reject) => {
    write(fd, bytes, 0, bytes.length, position, (error, count) => (error ? reject(error) : resolve(count)));
  });
const filled = (fd: number, bytes: Uint8Array, position: number) =>
  new Promise<number>((resolve, reject) => {
    read(fd, bytes, 0, bytes.length, position, (error, count) => (error ? reject(error) : resolve(count)));
  });

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
