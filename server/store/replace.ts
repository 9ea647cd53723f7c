/** Replacing a whole file so that a power cut leaves either the old one or the new one. */

import { dirname } from "node:path";
import type { Files } from "./files.ts";

/** Temporary file, sync, rename, sync of the folder. Durable when it resolves; on a throw the old file stands. */
export async function replaceFile(files: Files, path: string, bytes: Uint8Array): Promise<void> {
  await writeTemporary(files, path, bytes);
  await files.rename(temporary(path), path);
  await files.syncFolder(dirname(path));
}

/** The durable bytes beside the file that they will replace. */
export async function writeTemporary(files: Files, path: string, bytes: Uint8Array): Promise<void> {
  const open = await files.open(temporary(path), "create");
  try {
    await open.write(bytes, 0);
    await open.datasync();
  } finally {
    await open.close();
  }
}

/** One writer per folder, so the name need not be unique, and what a crash leaves behind is overwritten or swept. */
export function temporary(path: string): string {
  return `${path}.tmp`;
}
