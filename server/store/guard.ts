/** The file layer of a writer that stops in time: after a failed sync, and when another process took the folder over. */

import { type Files, isFull, type OpenFile } from "./files.ts";

export interface Guards {
  /** After a failed sync nobody knows what the disk holds, and a second try proves nothing: the process must end. */
  failed(error: unknown): void;
  /** Runs before everything that changes the disk, and throws to stop it: a writer that was left behind must spoil nothing. */
  fence(): void;
}

export function guarded(files: Files, { failed, fence }: Guards): Files {
  async function synced(sync: Promise<void>): Promise<void> {
    try {
      await sync;
    } catch (error) {
      // Without space nothing is unsure: what was written is written anew.
      if (!isFull(error)) failed(error);
      throw error;
    }
  }

  return {
    ...files,
    async open(path, mode): Promise<OpenFile> {
      fence();
      const open = await files.open(path, mode);
      return {
        ...open,
        async write(bytes, position) {
          fence();
          await open.write(bytes, position);
        },
        async truncate(length) {
          fence();
          await open.truncate(length);
        },
        datasync: () => synced(open.datasync()),
      };
    },
    async rename(from, to) {
      fence();
      await files.rename(from, to);
    },
    async remove(path) {
      fence();
      await files.remove(path);
    },
    syncFolder: (folder) => synced(files.syncFolder(folder)),
  };
}
