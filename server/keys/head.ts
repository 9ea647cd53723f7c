/** Signs the head of a data folder with a key that lies with the keys, and tells whether a head was signed so. */

import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import type { Files } from "../store/files.ts";
import { deriveKey } from "./derived.ts";
import { ownMaster } from "./folder.ts";

/** What is signed: so many groups, the checksum of the last one, and when that was looked at. */
export interface SignedHead {
  readonly groups: number;
  /** 43 characters. */
  readonly hash: string;
  /** UTC instant, ISO 8601. */
  readonly at: string;
  /** Ed25519, base64url: 86 characters. */
  readonly signature: string;
}

export interface HeadSigner {
  sign(head: Omit<SignedHead, "signature">): SignedHead;
  /** False for a head that was changed, and for one of a folder with other keys. */
  isSigned(head: SignedHead): boolean;
}

/** Undefined when the keys of this data folder are not there: nobody else can sign for it. Reads, and locks nothing. */
export async function headSigner({
  files,
  keys,
  data,
}: {
  readonly files: Files;
  readonly keys: string;
  readonly data: string;
}): Promise<HeadSigner | undefined> {
  const found = await ownMaster(files, keys, data);
  if (found === undefined) return undefined;
  const privateKey = signingKey(found.master);
  const publicKey = createPublicKey(privateKey);
  const text = ({ groups, hash, at }: Omit<SignedHead, "signature">) =>
    Buffer.from(`draaiboek head 1\n${found.id}\n${groups} ${hash} ${at}`);
  return {
    sign: (head) => ({ ...head, signature: sign(null, text(head), privateKey).toString("base64url") }),
    isSigned: (head) => verify(null, text(head), publicKey, Buffer.from(head.signature, "base64url")),
  };
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8, DER. */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

function signingKey(master: Uint8Array): KeyObject {
  const key = Buffer.concat([PKCS8, deriveKey(master, "sign head")]);
  return createPrivateKey({ key, format: "der", type: "pkcs8" });
}
