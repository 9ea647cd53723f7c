/** Who sends a request: a signed token says it, and the organisation says what that person may do. */

import { createHash } from "node:crypto";
import type { CryptoKey, JWTPayload } from "jose";
import { jwtVerify } from "jose/jwt/verify";
import { isObject } from "../../definitions/grammar/json.ts";
import type { Organisation } from "../../definitions/grammar/types.generated.ts";
import type { Actor } from "../../engine/streams/command.ts";
import { actorOf } from "../handle/context.ts";

/** Undefined for anything but a good token of a person whom the organisation knows. Why not is nobody's business. */
export type Identify = (authorization: string | undefined) => Promise<Actor | undefined>;

export interface IdentityOptions {
  /** Public key of the issuer. */
  readonly key: CryptoKey;
  readonly issuer: string;
  readonly audience: string;
  /** `sub` is the id of the person in the organisation: for development, where the server signs its own tokens. */
  readonly subIsPerson: boolean;
  readonly organisation: () => Organisation;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const ALGORITHMS = ["ES256"];
const TYPE = "at+jwt";
/** A token that was made longer ago is no longer good, whatever it says itself. */
const MOST_SECONDS = 12 * 3600;
const MOST_CHARACTERS = 8 * 1024;
/** Verified tokens that are remembered. */
const MOST_TOKENS = 10_000;

interface Verified {
  readonly issuer: string;
  readonly sub: string;
  readonly assurance: Actor["assurance"];
  /** Milliseconds since 1970. */
  readonly until: number;
}

export function openIdentity(options: IdentityOptions): Identify {
  const { organisation, now, subIsPerson } = options;
  const verified = new Map<string, Verified>();

  return async (authorization) => {
    const token = tokenIn(authorization);
    if (token === undefined) return undefined;
    const hash = createHash("sha256").update(token).digest("base64url");
    const known = verified.get(hash) ?? (await verify(options, token));
    if (known === undefined || known.until <= now()) {
      verified.delete(hash);
      return undefined;
    }
    keep(verified, hash, known);
    const people = organisation();
    const person = subIsPerson ? known.sub : personOf(people, known);
    return person === undefined ? undefined : actorOf(people, person, known.assurance);
  };
}

function tokenIn(authorization: string | undefined): string | undefined {
  if (authorization === undefined || authorization.length > MOST_CHARACTERS) return undefined;
  return /^Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/i.exec(authorization)?.[1];
}

async function verify({ key, issuer, audience, now }: IdentityOptions, token: string): Promise<Verified | undefined> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ALGORITHMS,
      issuer,
      audience,
      typ: TYPE,
      requiredClaims: ["sub", "exp", "iat"],
      maxTokenAge: MOST_SECONDS,
      currentDate: new Date(now()),
    });
    return verifiedOf(payload);
  } catch {
    return undefined;
  }
}

function verifiedOf({ iss, sub, exp, iat, assurance }: JWTPayload): Verified | undefined {
  if (iss === undefined || sub === undefined || exp === undefined || iat === undefined) return undefined;
  const until = Math.min(exp, iat + MOST_SECONDS) * 1_000;
  return { issuer: iss, sub, assurance: assurance === 2 || assurance === 1 ? assurance : 0, until };
}

function keep(verified: Map<string, Verified>, hash: string, known: Verified): void {
  verified.delete(hash);
  verified.set(hash, known);
  for (const oldest of verified.keys()) {
    if (verified.size <= MOST_TOKENS) return;
    verified.delete(oldest);
  }
}

const bySubject = new WeakMap<Organisation, Map<string, string>>();

function personOf(organisation: Organisation, { issuer, sub }: Verified): string | undefined {
  let known = bySubject.get(organisation);
  if (known === undefined) {
    known = new Map();
    for (const [person, { subject }] of Object.entries(organisation.people))
      if (isObject(subject)) known.set(JSON.stringify([subject.issuer, subject.sub]), person);
    bySubject.set(organisation, known);
  }
  return known.get(JSON.stringify([issuer, sub]));
}
