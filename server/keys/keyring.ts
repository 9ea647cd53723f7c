/** The keyring: the only place where content is sealed and opened. */

import type { Json } from "../../definitions/grammar/json.ts";
import type { Files } from "../store/files.ts";
import { NotWritten } from "../store/framed-file.ts";
import { nodeFiles } from "../store/node-files.ts";
import { type Sealed, Unavailable } from "../store/port.ts";
import type { Sealer } from "../store/sealer.ts";
import { decrypt, encrypt, NONCE_BYTES } from "./cipher.ts";
import { derivedSealer, deriveKey, type SealerPurpose, type TokenPurpose, tokens } from "./derived.ts";
import { type KeysFolder, openKeysFolder } from "./folder.ts";
import { openRing, type Ring, type Slot, slotName, type WrappedKey } from "./ring.ts";

export interface Keyring {
  /**
   * Makes the keys of a stream for these controllers where they are missing. Resolves when they are durable, so that
   * `seal` can follow in the turn of the command. Rejects with Unavailable.
   */
  ready(stream: string, controllers: readonly string[]): Promise<void>;
  /** Whether `seal` can follow at once. */
  isReady(stream: string, controllers: readonly string[]): boolean;
  /** `associated`: `associatedData` of the place that the content gets. @throws Error when the key is not ready. */
  seal(content: Json, into: { controller: string; stream: string; associated: Uint8Array }): Sealed;
  /** Undefined when the key was erased. @throws Error when the content was changed or moved, or its key is not there. */
  open(sealed: Sealed, from: { stream: string; associated: Uint8Array }): Json | undefined;
  /** Whether the key is there or is known to be erased. The store asks this at start. */
  knows(keyId: string): boolean;
  /** The same parts give the same token, and nobody without the master key can make or guess one. */
  token(purpose: TokenPurpose, parts: readonly string[]): string;
  sealer(purpose: SealerPurpose): Sealer;
  close(): Promise<void>;
}

/** `folder`: DRAAIBOEK_KEYS. `data`: the data folder that these keys belong to. @throws Refused. */
export async function openKeyring({
  folder,
  data,
  files = nodeFiles(),
}: {
  folder: string;
  data: string;
  files?: Files;
}): Promise<Keyring> {
  await files.makeFolder(folder);
  const unlock = await files.lock(folder);
  try {
    const opened = await openKeysFolder(files, folder, data);
    await opened.note();
    return keyring(opened, unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

function keyring(opened: KeysFolder, unlock: () => Promise<void>): Keyring {
  const { master, keys, erased, file, note } = opened;
  const ring = openRing(deriveKey(master, "wrap"));
  for (const key of keys) ring.add(key);
  const make = keyMaker(opened, ring);

  return {
    async ready(stream, controllers) {
      const missing = controllers
        .map((controller) => ({ stream, controller }))
        .filter((slot) => !usable(ring, erased, slot));
      if (missing.length > 0) await make(missing);
    },
    isReady: (stream, controllers) => controllers.every((controller) => usable(ring, erased, { stream, controller })),
    seal(content, { controller, stream, associated }) {
      const keyId = ring.keyId({ stream, controller });
      const key = keyId === undefined || erased.has(keyId) ? undefined : ring.unwrap(keyId);
      if (keyId === undefined || key === undefined) throw new Error(`no key is ready for ${controller} in ${stream}`);
      const bytes = encrypt(key, Buffer.from(JSON.stringify(content)), associated);
      return {
        controller,
        keyId,
        nonce: bytes.toString("base64url", 0, NONCE_BYTES),
        ciphertext: bytes.toString("base64url", NONCE_BYTES),
      };
    },
    open({ keyId, nonce, ciphertext }, { stream, associated }) {
      if (erased.has(keyId)) return undefined;
      const key = ring.stream(keyId) === stream ? ring.unwrap(keyId) : undefined;
      if (key === undefined) throw new Error(`there is no key ${keyId} for ${stream}`);
      const bytes = Buffer.concat([Buffer.from(nonce, "base64url"), Buffer.from(ciphertext, "base64url")]);
      const content: Json = JSON.parse(decrypt(key, bytes, associated).toString("utf8"));
      return content;
    },
    knows: (keyId) => erased.has(keyId) || ring.stream(keyId) !== undefined,
    token: tokens(master),
    sealer: (purpose) => derivedSealer(master, purpose),
    async close() {
      try {
        await note();
      } finally {
        await file.close();
        await unlock();
      }
    },
  };
}

function usable(ring: Ring, erased: ReadonlySet<string>, slot: Slot): boolean {
  const keyId = ring.keyId(slot);
  return keyId !== undefined && !erased.has(keyId);
}

/** Everything asked for while the previous batch was on its way goes into the next one: one sync for a thousand keys. */
function keyMaker({ file, erased }: KeysFolder, ring: Ring): (slots: readonly Slot[]) => Promise<void> {
  const wanted = new Map<string, Slot>();
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  async function batch(): Promise<void> {
    const made: WrappedKey[] = [...wanted.values()].filter((slot) => !usable(ring, erased, slot)).map(ring.make);
    wanted.clear();
    if (made.length === 0) return;
    try {
      await file.append(made.map((key) => JSON.stringify(key)));
    } catch (error) {
      throw new Unavailable("no key could be made", error instanceof NotWritten && error.full);
    }
    for (const key of made) ring.add(key);
  }

  return (slots) => {
    for (const slot of slots) wanted.set(slotName(slot), slot);
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        running = batch();
        return running;
      });
    return next;
  };
}
