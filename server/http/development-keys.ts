/** The signing key of development mode: made once, kept with the other keys, good for tokens of this server only. */

import { randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { CryptoKey, JWK } from "jose";
import { SignJWT } from "jose/jwt/sign";
import { exportJWK } from "jose/key/export";
import { generateKeyPair } from "jose/key/generate/keypair";
import { importJWK } from "jose/key/import";
import type { Actor } from "../../engine/streams/command.ts";

export const DEVELOPMENT_ISSUER = "urn:draaiboek:development";
export const DEVELOPMENT_AUDIENCE = "draaiboek";

export interface DevelopmentKeys {
  readonly publicKey: CryptoKey;
  /** A token for a person of the organisation, by id. Nothing checks here whether the organisation knows the person. */
  signToken(person: string, options?: TokenOptions): Promise<string>;
}

export interface TokenOptions {
  /** 8 hours unless told. */
  readonly lifeSeconds?: number;
  readonly assurance?: Actor["assurance"];
  /** Milliseconds since 1970. */
  readonly now?: number;
}

/** `keysFolder`: DRAAIBOEK_KEYS. Two processes that both make the key end up with the same one. */
export async function developmentKeys(keysFolder: string): Promise<DevelopmentKeys> {
  const path = join(keysFolder, "development-signing.json");
  const { d, ...open } = (await readKey(path)) ?? (await makeKey(keysFolder, path));
  const publicKey = await imported(open);
  const privateKey = await imported(d === undefined ? open : { ...open, d });

  return {
    publicKey,
    signToken(person, { lifeSeconds = 8 * 3600, assurance = 2, now = Date.now() } = {}) {
      const at = Math.floor(now / 1_000);
      return new SignJWT({ assurance })
        .setProtectedHeader({ alg: "ES256", typ: "at+jwt" })
        .setIssuer(DEVELOPMENT_ISSUER)
        .setAudience(DEVELOPMENT_AUDIENCE)
        .setSubject(person)
        .setIssuedAt(at)
        .setExpirationTime(at + lifeSeconds)
        .sign(privateKey);
    },
  };
}

async function readKey(path: string): Promise<JWK | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  return JSON.parse(text) as JWK;
}

/** Written beside, made durable, and given its name only when nobody else has. */
async function makeKey(folder: string, path: string): Promise<JWK> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const temporary = `${path}.${randomUUID()}.tmp`;
  const file = await open(temporary, "wx", 0o600);
  try {
    await file.writeFile(JSON.stringify(await exportJWK(privateKey)));
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(temporary, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await rm(temporary, { force: true });
  }
  const names = await open(folder, "r");
  await names.sync().finally(() => names.close());
  const made = await readKey(path);
  if (made === undefined) throw new Error("the signing key was not written");
  return made;
}

async function imported(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, "ES256");
  if (key instanceof Uint8Array) throw new Error("the signing key is no key pair");
  return key;
}
