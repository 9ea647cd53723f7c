/** The file layer as a port: the few things a store asks of a disk, so that tests can bring a disk that fails. */

export interface OpenFile {
  /** Writes all bytes at the position or throws; after a throw part of them may be there. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** At most `length` bytes, fewer at the end of the file. */
  read(position: number, length: number): Promise<Uint8Array>;
  /** The same in the turn of the caller: for what is in memory for sure, such as the epoch or what was just written. */
  peek(position: number, length: number): Uint8Array;
  /** Makes the bytes and the size durable. After a throw the outcome is unknown, and a second try proves nothing. */
  datasync(): Promise<void>;
  truncate(length: number): Promise<void>;
  size(): Promise<number>;
  close(): Promise<void>;
}

export type OpenMode = "new" | "create" | "update";

export interface Files {
  /** `new` refuses what is there (EEXIST), `create` empties it, `update` keeps it. Makes the file, mode 0600. */
  open(path: string, mode: OpenMode): Promise<OpenFile>;
  /** The whole file, or undefined when there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Names in a folder, sorted; empty when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** Makes the folder (mode 0700) and those above it. Durable after `syncFolder` of the folder above. */
  makeFolder(folder: string): Promise<void>;
  /** Replaces `to`. Durable after `syncFolder`. */
  rename(from: string, to: string): Promise<void>;
  /** No error when there is no such file. Durable after `syncFolder`. */
  remove(path: string): Promise<void>;
  /** Makes the names in a folder durable. */
  syncFolder(folder: string): Promise<void>;
  /** Takes the folder for this process alone. @throws Refused (`in-use`) when another has it. */
  lock(folder: string): Promise<() => Promise<void>>;
}

/** Whether an error of the file layer means that there is no space left: the disk, a quota or a file limit. */
export function isFull(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG";
}
