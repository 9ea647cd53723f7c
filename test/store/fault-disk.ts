/** A disk in memory that fails as real ones do: bytes and names are lost until they are synced, writes tear, space runs out. */

import { dirname } from "node:path";
import type { Files, OpenFile } from "../../server/store/files.ts";
import { Refused } from "../../server/store/refused.ts";
import type { Random } from "./random.ts";

export type Operation =
  | "open"
  | "write"
  | "datasync"
  | "truncate"
  | "rename"
  | "remove"
  | "syncFolder"
  | "makeFolder"
  | "read";

/** What befalls one operation. A crash: it is done in part, and nothing after it is. */
export type Fault = "EIO" | "ENOSPC" | "EMFILE" | "crash";

/** What of the unsynced survives: nothing, all of it (a killed process), or pieces. */
export type Loss = "lost" | "kept" | "torn";

export interface FaultDisk {
  readonly files: Files;
  /** Operations so far. */
  operations(): number;
  /** Called before each operation, with its number from 1. */
  plan(plan: (n: number, operation: Operation, path: string) => Fault | undefined): void;
  /** Nothing is done any more: the process has ended. */
  stop(): void;
  /** Resolves when the disk crashes. */
  crashed(): Promise<void>;
  /** Bytes that fit on the disk. */
  limit(bytes: number): void;
  /** The disk as the next start finds it. */
  after(loss: Loss, random: Random): FaultDisk;
  /** Every file that is there, as it is. */
  contents(): ReadonlyMap<string, Buffer>;
  put(path: string, bytes: Uint8Array): void;
  /** All bytes that were ever written, temporary files included. */
  everWritten(): readonly Uint8Array[];
}

interface Inode {
  live: Buffer;
  durable: Buffer;
  unsynced: Change[];
}
type Change = { readonly at: number; readonly bytes: Buffer } | { readonly length: number };
type Names = Map<string, Inode | "folder">;
/** A change of names in a folder. A rename is one: no file system shows half of it. */
interface Renaming {
  readonly folder: string;
  readonly names: readonly (readonly [path: string, to: Inode | "folder" | undefined])[];
}

/** Names as a running system sees them, as they lie on disk, and what leads from these to those. */
interface Planes {
  readonly live: Names;
  readonly durable: Names;
  readonly renamings: readonly Renaming[];
}

const SECTOR = 64;

function freshPlanes(root: string): Planes {
  const names: Names = new Map([[root, "folder"]]);
  return { live: names, durable: names, renamings: [] };
}

export function faultDisk(root: string, from: Planes = freshPlanes(root)): FaultDisk {
  const live: Names = new Map(from.live);
  const durable: Names = new Map(from.durable);
  const written: Uint8Array[] = [];
  const locked = new Set<string>();
  let renamings: Renaming[] = [...from.renamings];
  let count = 0;
  let plan: (n: number, operation: Operation, path: string) => Fault | undefined = () => undefined;
  let limit = Number.POSITIVE_INFINITY;
  let dead = false;
  let crash: () => void = () => undefined;
  const crashed = new Promise<void>((resolve) => {
    crash = resolve;
  });

  async function operate<T>(operation: Operation, path: string, work: (fault: Fault | undefined) => T): Promise<T> {
    // Later, as on a real disk, and for a sync later than everything else that waits.
    if (operation === "datasync" || operation === "syncFolder") await new Promise((resolve) => setImmediate(resolve));
    else await undefined;
    if (dead) return new Promise(() => undefined);
    count += 1;
    const fault = plan(count, operation, path);
    if (fault === "crash") {
      dead = true;
      try {
        work(fault);
      } catch {
        // Nobody is left to hear it.
      }
      crash();
      return new Promise(() => undefined);
    }
    return work(fault);
  }

  function refuse(fault: Fault | undefined, path: string): void {
    if (fault === undefined || fault === "crash") return;
    throw Object.assign(new Error(`${fault}: ${path}`), { code: fault });
  }

  function absent(path: string): never {
    throw Object.assign(new Error(`ENOENT: ${path}`), { code: "ENOENT" });
  }

  function name(path: string, to: Inode | "folder" | undefined, from?: string): void {
    const names = [[path, to] as const, ...(from === undefined ? [] : [[from, undefined] as const])];
    const renaming: Renaming = { folder: dirname(path), names };
    apply(live, renaming);
    renamings.push(renaming);
  }

  function used(): number {
    let bytes = 0;
    for (const inode of live.values()) if (inode !== "folder") bytes += inode.live.length;
    return bytes;
  }

  function openFile(path: string, inode: Inode): OpenFile {
    function change(made: Change): void {
      inode.live = changed(inode.live, made);
      inode.unsynced.push(made);
    }
    return {
      write: (bytes, position) =>
        operate("write", path, (fault) => {
          const all = Buffer.from(bytes);
          const space = limit - used() + Math.max(0, inode.live.length - position);
          // An error can come when all bytes have arrived, and when some have.
          const fits = fault === undefined ? Math.max(0, Math.min(all.length, space)) : all.length >> (count % 2);
          const part = all.subarray(0, fits);
          written.push(part);
          if (part.length > 0) change({ at: position, bytes: part });
          refuse(fault, path);
          if (fault === undefined && fits < all.length) refuse("ENOSPC", path);
        }),
      read: (position, length) =>
        operate("read", path, (fault) => {
          refuse(fault, path);
          return Buffer.from(inode.live.subarray(position, position + length));
        }),
      peek: (position, length) => Buffer.from(inode.live.subarray(position, position + length)),
      datasync: () =>
        operate("datasync", path, (fault) => {
          // A failed sync drops what was dirty: the bytes look written, and will never be.
          if (fault !== undefined && fault !== "crash") inode.unsynced = [];
          refuse(fault, path);
          if (fault === "crash") return;
          for (const made of inode.unsynced) inode.durable = changed(inode.durable, made);
          inode.unsynced = [];
        }),
      truncate: (length) =>
        operate("truncate", path, (fault) => {
          refuse(fault, path);
          change({ length });
        }),
      size: async () => inode.live.length,
      close: async () => undefined,
    };
  }

  const files: Files = {
    open: (path, mode) =>
      operate("open", path, (fault) => {
        refuse(fault, path);
        if (live.get(dirname(path)) !== "folder") absent(path);
        const there = live.get(path);
        if (there !== undefined && mode === "new")
          throw Object.assign(new Error(`EEXIST: ${path}`), { code: "EEXIST" });
        if (there === "folder") throw new Error(`${path} is a folder`);
        const inode = there ?? { live: Buffer.alloc(0), durable: Buffer.alloc(0), unsynced: [] };
        if (there === undefined) name(path, inode);
        const file = openFile(path, inode);
        if (mode === "create" && inode.live.length > 0) {
          inode.live = Buffer.alloc(0);
          inode.unsynced.push({ length: 0 });
        }
        return file;
      }),
    read: (path) =>
      operate("read", path, (fault) => {
        refuse(fault, path);
        const there = live.get(path);
        return there === undefined || there === "folder" ? undefined : Buffer.from(there.live);
      }),
    list: (folder) =>
      operate("read", folder, (fault) => {
        refuse(fault, folder);
        const under = [...live.keys()].filter((path) => dirname(path) === folder && path !== folder);
        return under.map((path) => path.slice(folder.length + 1)).sort();
      }),
    makeFolder: (folder) =>
      operate("makeFolder", folder, (fault) => {
        refuse(fault, folder);
        const missing: string[] = [];
        for (let at = folder; !live.has(at); at = dirname(at)) missing.unshift(at);
        for (const path of missing) name(path, "folder");
      }),
    rename: (from, to) =>
      operate("rename", from, (fault) => {
        refuse(fault, from);
        const there = live.get(from) ?? absent(from);
        name(to, there, from);
      }),
    remove: (path) =>
      operate("remove", path, (fault) => {
        refuse(fault, path);
        if (live.has(path)) name(path, undefined);
      }),
    syncFolder: (folder) =>
      operate("syncFolder", folder, (fault) => {
        // A file system with a journal keeps names for the next sync or stops altogether: only bytes are dropped.
        refuse(fault, folder);
        if (fault === "crash") return;
        const mine = renamings.filter((renaming) => renaming.folder === folder);
        renamings = renamings.filter((renaming) => renaming.folder !== folder);
        for (const renaming of mine) apply(durable, renaming);
      }),
    async lock(folder) {
      if (locked.has(folder)) throw new Refused("in-use", `De map ${folder} is in gebruik.`);
      locked.add(folder);
      return async () => void locked.delete(folder);
    },
  };

  return {
    files,
    operations: () => count,
    plan(next) {
      plan = next;
    },
    stop() {
      dead = true;
    },
    crashed: () => crashed,
    limit(bytes) {
      limit = bytes;
    },
    after(loss, random) {
      // A process that was killed leaves the disk as it is, the unsynced still unsynced.
      if (loss === "kept") return faultDisk(root, { live, durable, renamings });
      const kept: Names = new Map(durable);
      if (loss === "torn") for (const renaming of surviving(renamings, random)) apply(kept, renaming);
      const copies = new Map<Inode, Inode>();
      const next: Names = new Map();
      for (const [path, entry] of kept) {
        if (!reachable(kept, path, root)) continue;
        if (entry === "folder") next.set(path, entry);
        else {
          const copy = copies.get(entry) ?? crashedInode(entry, loss, random);
          copies.set(entry, copy);
          next.set(path, copy);
        }
      }
      return faultDisk(root, { live: next, durable: next, renamings: [] });
    },
    contents() {
      const found = new Map<string, Buffer>();
      for (const [path, entry] of live) if (entry !== "folder") found.set(path, entry.live);
      return found;
    },
    put(path, bytes) {
      const copy = Buffer.from(bytes);
      const inode: Inode = { live: copy, durable: copy, unsynced: [] };
      live.set(path, inode);
      durable.set(path, inode);
    },
    everWritten: () => written,
  };
}

function apply(names: Names, renaming: Renaming): void {
  for (const [path, to] of renaming.names) {
    if (to === undefined) names.delete(path);
    else names.set(path, to);
  }
}

/** A journaling file system keeps the order of names; others keep any of them. */
function surviving(renamings: readonly Renaming[], random: Random): readonly Renaming[] {
  if (random.chance(0.5)) return renamings.slice(0, random.below(renamings.length + 1));
  return renamings.filter(() => random.chance(0.5));
}

function reachable(names: Names, path: string, root: string): boolean {
  return path === root || (names.get(dirname(path)) === "folder" && reachable(names, dirname(path), root));
}

function crashedInode({ durable, unsynced }: Inode, loss: Loss, random: Random): Inode {
  let bytes = durable;
  if (loss === "torn") {
    for (const made of unsynced.slice(0, random.below(unsynced.length + 1))) {
      bytes = "at" in made ? torn(bytes, made, random) : changed(bytes, made);
    }
  }
  const copy = Buffer.from(bytes);
  return { live: copy, durable: copy, unsynced: [] };
}

/** All of a write, a beginning of it, or some of its sectors with zeros between them. */
function torn(bytes: Buffer, made: { readonly at: number; readonly bytes: Buffer }, random: Random): Buffer {
  const kind = random.below(3);
  if (kind === 0) return changed(bytes, made);
  if (kind === 1)
    return changed(bytes, { at: made.at, bytes: made.bytes.subarray(0, random.below(made.bytes.length + 1)) });
  let result = bytes;
  for (let at = 0; at < made.bytes.length; at += SECTOR) {
    if (random.chance(0.5)) result = changed(result, { at: made.at + at, bytes: made.bytes.subarray(at, at + SECTOR) });
  }
  return result;
}

function changed(before: Buffer, made: Change): Buffer {
  const length = "at" in made ? Math.max(before.length, made.at + made.bytes.length) : made.length;
  const result = Buffer.alloc(length);
  before.copy(result);
  if ("at" in made) made.bytes.copy(result, made.at);
  return result;
}
