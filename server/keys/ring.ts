/** The data keys: random, one per stream and controller, kept wrapped, unwrapped when used. */

import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { decrypt, encrypt } from "./cipher.ts";

/** As it lies in the keys file: key id, stream, controller, wrapped key (base64url). */
export type WrappedKey = readonly [keyId: string, stream: string, controller: string, wrapped: string];

export interface Slot {
  readonly stream: string;
  readonly controller: string;
}

export interface Ring {
  /** A new key, not yet in the ring: it comes in by `add` when it is durable. */
  make(slot: Slot): WrappedKey;
  add(key: WrappedKey): void;
  /** The newest key of a slot. */
  keyId(slot: Slot): string | undefined;
  stream(keyId: string): string | undefined;
  /** @throws Error when the wrapped key was changed. */
  unwrap(keyId: string): KeyObject | undefined;
}

/** Enough for every stream in use at once; a miss costs one decryption of 32 bytes. */
const UNWRAPPED = 4096;

export function openRing(wrapping: Uint8Array): Ring {
  const keys = new Map<string, WrappedKey>();
  const newest = new Map<string, string>();
  const unwrapped = new Map<string, KeyObject>();

  return {
    make({ stream, controller }) {
      const keyId = randomBytes(12).toString("base64url");
      const wrapped = encrypt(wrapping, randomBytes(32), bound(keyId, stream, controller));
      return [keyId, stream, controller, wrapped.toString("base64url")];
    },
    add(key) {
      const [keyId, stream, controller] = key;
      keys.set(keyId, key);
      newest.set(slotName({ stream, controller }), keyId);
    },
    keyId: (slot) => newest.get(slotName(slot)),
    stream: (keyId) => keys.get(keyId)?.[1],
    unwrap(keyId) {
      const ready = unwrapped.get(keyId);
      if (ready !== undefined) return ready;
      const key = keys.get(keyId);
      if (key === undefined) return undefined;
      const [, stream, controller, wrapped] = key;
      const plain = createSecretKey(
        decrypt(wrapping, Buffer.from(wrapped, "base64url"), bound(keyId, stream, controller)),
      );
      if (unwrapped.size >= UNWRAPPED) unwrapped.clear();
      unwrapped.set(keyId, plain);
      return plain;
    },
  };
}

/** A stream id holds no space. */
export function slotName({ stream, controller }: Slot): string {
  return `${stream} ${controller}`;
}

function bound(keyId: string, stream: string, controller: string): Uint8Array {
  return Buffer.from(JSON.stringify([keyId, stream, controller]));
}
