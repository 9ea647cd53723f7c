/** The epoch of a folder: raised by every start, so that a writer that was left behind finds out before it answers. */

import { dirname } from "node:path";
import { documentBytes, parseDocument } from "./document.ts";
import type { Files } from "./files.ts";

export interface Epoch {
  readonly epoch: number;
  /** Whether a later start has raised it. One read of a page in memory, in the turn of the caller. */
  isRaised(): boolean;
  close(): Promise<void>;
}

/** Two slots, written in turn and in place: a torn write leaves the other one, and a full disk still lets the store start. */
export const SLOT_BYTES = 512;

/** Raises it above what the file holds and above `known`, an epoch that was met elsewhere in the folder. */
export async function raiseEpoch(files: Files, path: string, known: number): Promise<Epoch> {
  const file = await files.open(path, "update");
  const before = await file.read(0, 2 * SLOT_BYTES);
  const epoch = Math.max(known, ...slots(before).map((slot) => slot ?? 0)) + 1;
  if (before.length < 2 * SLOT_BYTES) {
    await file.write(Buffer.alloc(2 * SLOT_BYTES), 0);
    await file.datasync();
    await files.syncFolder(dirname(path));
  }
  await file.write(slotBytes(epoch), (epoch % 2) * SLOT_BYTES);
  await file.datasync();
  const mine = Buffer.from(file.peek(0, 2 * SLOT_BYTES));
  return {
    epoch,
    isRaised() {
      const now = file.peek(0, 2 * SLOT_BYTES);
      return !mine.equals(now) && slots(now).some((slot) => slot !== undefined && slot > epoch);
    },
    close: () => file.close(),
  };
}

/** The epoch in each slot; 0 when it was never written, undefined when its checksum does not hold. */
export function slots(bytes: Uint8Array): readonly (number | undefined)[] {
  return [0, 1].map((at) => {
    const slot = bytes.subarray(at * SLOT_BYTES, (at + 1) * SLOT_BYTES);
    if (slot.every((byte) => byte === 0)) return 0;
    const end = slot.indexOf(0);
    const value = parseDocument(slot.subarray(0, end))?.["epoch"];
    return typeof value === "number" && slot.subarray(end).every((byte) => byte === 0) ? value : undefined;
  });
}

function slotBytes(epoch: number): Buffer {
  const bytes = Buffer.alloc(SLOT_BYTES);
  documentBytes({ epoch }).copy(bytes);
  return bytes;
}
