/** After a failed sync nobody knows what the disk holds, and a second try proves nothing: then the process must end. */

import { type Files, isFull, type OpenFile } from "./files.ts";

/** The same file layer, that also reports every failed sync. Without space nothing was unsure: what was written is written anew. */
export function guardSyncs(files: Files, failed: (error: unknown) => void): Files {
  async function guard(sync: Promise<void>): Promise<void> {
    try {
      await sync;
    } catch (error) {
      if (!isFull(error)) failed(error);
      throw error;
    }
  }

  return {
    ...files,
    open: async (path, mode): Promise<OpenFile> => {
      const open = await files.open(path, mode);
      return { ...open, datasync: () => guard(open.datasync()) };
    },
    syncFolder: (folder) => guard(files.syncFolder(folder)),
  };
}
