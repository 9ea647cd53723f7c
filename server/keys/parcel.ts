/** The keys folder in one sealed file, which only the holder of a private key can open. */

import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from "node:crypto";
import { basename, dirname, join } from "node:path";
import { isObject } from "../../definitions/grammar/json.ts";
import { BACKUP_FILES } from "../store/asked-backup.ts";
import { parseDocument, readDocument, writeDocument } from "../store/document.ts";
import type { Files } from "../store/files.ts";
import { Refused } from "../store/refused.ts";
import { replaceFile } from "../store/replace.ts";
import { decrypt, encrypt } from "./cipher.ts";

/*
 * The file is one line of JSON with a checksum, as every document of the store:
 *   format     1
 *   at         when it was made
 *   recipient  the public key it is for, and `ephemeral` a public key made for this file alone: X25519, SPKI, DER, base64url
 *   sealed     base64url of a nonce (12 bytes), the ciphertext, and a tag (16 bytes): AES-256-GCM
 * Key: HKDF-SHA-256 of the X25519 secret of both, salt = ephemeral ‖ recipient (DER), info = `draaiboek keys 1`, 32 bytes.
 * Associated data: the JSON array [format, at, recipient, ephemeral]. Plain text: a JSON object, base64 of each file by name.
 */

export interface ParcelOptions {
  readonly files: Files;
  /** The keys folder. */
  readonly keys: string;
  /** The sealed file. */
  readonly parcel: string;
}

/**
 * Checks all that can be checked before, so that nothing is copied in vain; the result writes the file.
 * @param recipient a public key in PEM. @throws Refused when there are no keys, no such public key, or something in the place.
 */
export async function keysSealer(
  { files, keys, parcel }: ParcelOptions,
  recipient: string,
): Promise<(at: string) => Promise<void>> {
  const forWhom = keyOf(recipient, createPublicKey, "openbare");
  if ((await files.list(dirname(parcel))).includes(basename(parcel))) throw filled(parcel);
  if (!(await files.list(keys)).includes("master.json")) {
    throw new Refused("keys-missing", `In ${keys} staan geen sleutels. Wijs met DRAAIBOEK_KEYS de goede map aan.`);
  }
  return async (at) => {
    const { publicKey, privateKey } = generateKeyPairSync("x25519");
    const head = { format: 1, at, recipient: der(forWhom), ephemeral: der(publicKey) };
    const key = secret(head, { privateKey, publicKey: forWhom });
    const sealed = encrypt(key, await contents(files, keys), associated(head)).toString("base64url");
    await writeDocument(files, parcel, { ...head, sealed });
  };
}

async function contents(files: Files, keys: string): Promise<Uint8Array> {
  const plain: Record<string, string> = {};
  for (const name of await files.list(keys)) {
    if (name.startsWith("lock.json") || name.endsWith(".tmp") || BACKUP_FILES.includes(name)) continue;
    const bytes = await files.read(join(keys, name));
    if (bytes !== undefined) plain[name] = Buffer.from(bytes).toString("base64");
  }
  return Buffer.from(JSON.stringify(plain));
}

/**
 * Into a keys folder that is new or empty, but for a list of erased keys: what either list names stays erased.
 * @param identity the private key in PEM. @throws Refused; nothing was written then.
 */
export async function openKeys({ files, keys, parcel }: ParcelOptions, identity: string): Promise<void> {
  const mine = keyOf(identity, createPrivateKey, "geheime");
  const there = (await files.list(keys)).filter((name) => name !== "lock.json");
  if (there.some((name) => name !== ERASED)) throw filled(keys);
  const plain = await opened(files, parcel, mine);
  const erased = await readDocument(files, join(keys, ERASED));
  if (erased !== undefined) {
    const both = [...erasedIn(erased), ...erasedIn(parseDocument(plain.get(ERASED) ?? new Uint8Array()) ?? {})];
    await writeDocument(files, join(keys, ERASED), { ...erased, keys: [...new Set(both)] });
  }
  for (const [name, bytes] of plain) {
    if (erased === undefined || name !== ERASED) await replaceFile(files, join(keys, name), bytes);
  }
  await files.syncFolder(dirname(keys));
}

const ERASED = "erased.json";

interface Head {
  readonly format: number;
  readonly at: string;
  readonly recipient: string;
  readonly ephemeral: string;
}

async function opened(files: Files, parcel: string, mine: KeyObject): Promise<ReadonlyMap<string, Uint8Array>> {
  const value = await readDocument(files, parcel);
  if (value === undefined) throw new Refused("keys-missing", `Het bestand ${parcel} is er niet.`);
  const { format, at, recipient, ephemeral, sealed } = value;
  try {
    const head = { format: Number(format), at: String(at), recipient: String(recipient), ephemeral: String(ephemeral) };
    if (head.format !== 1 || head.recipient !== der(createPublicKey(mine))) throw new Error("for another");
    const publicKey = createPublicKey({ key: Buffer.from(head.ephemeral, "base64url"), format: "der", type: "spki" });
    const bytes = decrypt(
      secret(head, { privateKey: mine, publicKey }),
      Buffer.from(String(sealed), "base64url"),
      associated(head),
    );
    const plain: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    if (!isObject(plain)) throw new Error("not a list of files");
    return new Map(Object.entries(plain).map(([name, text]) => [basename(name), Buffer.from(String(text), "base64")]));
  } catch {
    throw new Refused(
      "keys-differ",
      `Het bestand ${parcel} gaat met deze geheime sleutel niet open. Er is niets gewijzigd.`,
    );
  }
}

function secret(head: Head, pair: { readonly privateKey: KeyObject; readonly publicKey: KeyObject }): Uint8Array {
  const salt = Buffer.concat([Buffer.from(head.ephemeral, "base64url"), Buffer.from(head.recipient, "base64url")]);
  return new Uint8Array(hkdfSync("sha256", diffieHellman(pair), salt, "draaiboek keys 1", 32));
}

function associated({ format, at, recipient, ephemeral }: Head): Uint8Array {
  return Buffer.from(JSON.stringify([format, at, recipient, ephemeral]));
}

function der(key: KeyObject): string {
  return key.export({ type: "spki", format: "der" }).toString("base64url");
}

function keyOf(pem: string, read: (pem: string) => KeyObject, which: string): KeyObject {
  try {
    const key = read(pem);
    if (key.asymmetricKeyType === "x25519") return key;
  } catch {
    // Said below: what a file of keys holds goes into no message.
  }
  throw new Refused("keys-missing", `Het sleutelbestand is geen ${which} X25519-sleutel in PEM, zonder wachtwoord.`);
}

function erasedIn({ keys }: { readonly [key: string]: unknown }): readonly string[] {
  return Array.isArray(keys) ? keys.map(String) : [];
}

function filled(place: string): Refused {
  return new Refused("not-empty", `Op ${place} staat al iets. Kies een andere plaats. Er is niets gewijzigd.`);
}
