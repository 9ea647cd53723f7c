/** AES-256-GCM with a random 96-bit nonce, as bytes: nonce, ciphertext, tag. */

import { createCipheriv, createDecipheriv, type KeyObject, randomFillSync } from "node:crypto";

export const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function encrypt(key: Uint8Array | KeyObject, plain: Uint8Array, associated: Uint8Array): Buffer {
  const nonce = nextNonce();
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associated);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Random bytes are asked for by the thousand nonces: each is used once, and a question each would cost as much as a seal. */
const pool = Buffer.alloc(1_000 * NONCE_BYTES);
let used = pool.length;

function nextNonce(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const nonce = Buffer.from(pool.subarray(used, used + NONCE_BYTES));
  used += NONCE_BYTES;
  return nonce;
}

/** @throws Error when key, bytes or associated data are not those of `encrypt`. */
export function decrypt(key: Uint8Array | KeyObject, sealed: Uint8Array, associated: Uint8Array): Buffer {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new Error("sealed bytes are too short");
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(associated);
  decipher.setAuthTag(sealed.subarray(end));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, end)), decipher.final()]);
}
