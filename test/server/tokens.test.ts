/** Tokens that are not good: all of them get the same 401. */

import { createHmac, generateKeyPairSync, KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { exportSPKI, importJWK, type JWK, SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, it } from "vitest";
import { DEVELOPMENT_AUDIENCE, DEVELOPMENT_ISSUER } from "../../server/http/development-keys.ts";
import { openIdentity } from "../../server/http/identity.ts";
import { openSite, START, temporaryFolder } from "./site.ts";

const SECONDS = START / 1_000;

interface Told {
  readonly header?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
}

async function signer(folder: string) {
  const jwk = JSON.parse(await readFile(join(folder, "development-signing.json"), "utf8")) as JWK;
  const key = await importJWK(jwk, "ES256");
  return ({ header = {}, claims = {} }: Told = {}) =>
    new SignJWT({
      ...{ iss: DEVELOPMENT_ISSUER, aud: DEVELOPMENT_AUDIENCE, sub: "ib-er", iat: SECONDS, exp: SECONDS + 600 },
      ...claims,
    })
      .setProtectedHeader({ alg: "ES256", typ: "at+jwt", ...header })
      .sign(key);
}

describe("A token", () => {
  it("that is good lets its person in, until it ends", async () => {
    const keys = join(await temporaryFolder(), "keys");
    const site = await openSite({ keys });
    const sign = await signer(keys);
    const authorization = `Bearer ${await sign()}`;
    const me = () => site.send("/v1/me", { headers: { authorization } });
    expect((await me()).body["person"]).toBe("ib-er");
    site.clock.set(START + 599_000);
    expect((await me()).status).toBe(200);
    site.clock.set(START + 600_000);
    expect((await me()).status).toBe(401);
  });

  it("that is not good is refused, whatever is wrong with it, in the same words", async () => {
    const keys = join(await temporaryFolder(), "keys");
    const site = await openSite({ keys });
    const sign = await signer(keys);
    const good = await sign();
    const [head = "", claims = "", mark = ""] = good.split(".");
    const spki = await exportSPKI(site.keys.publicKey);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const payload = {
      iss: DEVELOPMENT_ISSUER,
      aud: DEVELOPMENT_AUDIENCE,
      sub: "ib-er",
      iat: SECONDS,
      exp: SECONDS + 600,
    };
    const hs256 = (secret: string | Buffer) => {
      const text = `${part({ alg: "HS256", typ: "at+jwt" })}.${part(payload)}`;
      return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
    };
    const raw = Buffer.from(
      String((JSON.parse(await readFile(join(keys, "development-signing.json"), "utf8")) as JWK).x),
    );
    const foreign = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const stolen = new SignJWT(payload).setProtectedHeader({ alg: "ES256", typ: "at+jwt" });
    const withKey = new SignJWT(payload).setProtectedHeader({
      alg: "ES256",
      typ: "at+jwt",
      jwk: KeyObject.from(
        await crypto.subtle.importKey(
          "spki",
          foreign.publicKey.export({ type: "spki", format: "der" }),
          { name: "ECDSA", namedCurve: "P-256" },
          true,
          ["verify"],
        ),
      ).export({ format: "jwk" }) as JWK,
    });
    const hostile: Record<string, string> = {
      none: "",
      empty: "Bearer ",
      "no scheme": good,
      "other scheme": `Basic ${good}`,
      "two spaces": `Bearer  ${good}`,
      "two tokens": `Bearer ${good}, Bearer ${good}`,
      "alg none": `Bearer ${new UnsecuredJWT(payload).encode()}`,
      "alg none, signed": `Bearer ${part({ alg: "none", typ: "at+jwt" })}.${claims}.${mark}`,
      "HS256 with the public key as text": `Bearer ${hs256(spki)}`,
      "HS256 with the public key as bytes": `Bearer ${hs256(raw)}`,
      "another key": `Bearer ${await stolen.sign(foreign.privateKey)}`,
      "another key that it brings along": `Bearer ${await withKey.sign(foreign.privateKey)}`,
      "another issuer": `Bearer ${await sign({ claims: { iss: "urn:elsewhere" } })}`,
      "no issuer": `Bearer ${await sign({ claims: { iss: undefined } })}`,
      "another audience": `Bearer ${await sign({ claims: { aud: "elsewhere" } })}`,
      "no audience": `Bearer ${await sign({ claims: { aud: undefined } })}`,
      "an id token": `Bearer ${await sign({ header: { typ: "JWT" } })}`,
      "no type": `Bearer ${await sign({ header: { typ: undefined } })}`,
      "something critical that is not known": `Bearer ${part({ alg: "ES256", typ: "at+jwt", crit: ["x"], x: 1 })}.${claims}.${mark}`,
      ended: `Bearer ${await sign({ claims: { exp: SECONDS - 1 } })}`,
      "no end": `Bearer ${await sign({ claims: { exp: undefined } })}`,
      "not yet": `Bearer ${await sign({ claims: { nbf: SECONDS + 60 } })}`,
      "made in the future": `Bearer ${await sign({ claims: { iat: SECONDS + 3600, exp: SECONDS + 7200 } })}`,
      "a day old": `Bearer ${await sign({ claims: { iat: SECONDS - 86_400, exp: SECONDS + 86_400 } })}`,
      "no time": `Bearer ${await sign({ claims: { iat: undefined } })}`,
      "nobody known": `Bearer ${await sign({ claims: { sub: "nobody" } })}`,
      "a key of Object": `Bearer ${await sign({ claims: { sub: "constructor" } })}`,
      "no person": `Bearer ${await sign({ claims: { sub: undefined } })}`,
      "changed claims": `Bearer ${head}.${part({ ...payload, sub: "tpo" })}.${mark}`,
      "changed mark": `Bearer ${head}.${claims}.${mark.slice(0, -4)}AAAA`,
      "bytes after it": `Bearer ${good}x`,
      "a part after it": `Bearer ${good}.x`,
      "too long": `Bearer ${good}${"A".repeat(8_192)}`,
      "a role in the token": `Bearer ${await sign({ claims: { sub: "nobody", roles: ["school.ib"] } })}`,
    };
    const texts = new Set<string>();
    for (const [what, authorization] of Object.entries(hostile)) {
      const headers: Record<string, string> = authorization === "" ? {} : { authorization };
      const answer = await site.send("/v1/me", { headers });
      expect([what, answer.status]).toEqual([what, 401]);
      texts.add(answer.text.replaceAll(/urn:uuid:[0-9a-f-]*/g, ""));
    }
    expect(texts.size).toBe(1);
    expect(site.store.auditLines()).toEqual([]);
  });

  it("is not needed to be believed about roles: those come from the organisation", async () => {
    const keys = join(await temporaryFolder(), "keys");
    const site = await openSite({ keys });
    const token = await (await signer(keys))({
      claims: { sub: "ouder", roles: [{ role: "school.ib", unit: "school-a" }] },
    });
    const headers = { authorization: `Bearer ${token}`, "x-role": "school.ib", "x-forwarded-user": "ib-er" };
    const me = await site.send("/v1/me?role=school.ib&person=ib-er", { headers });
    expect([me.body["person"], me.body["roles"]]).toEqual(["ouder", []]);
  });
});

describe("A person", () => {
  it("is found by issuer and subject where the server does not sign its own tokens", async () => {
    const site = await openSite();
    const { people, ...rest } = site.organisation();
    const known = {
      ...rest,
      people: { ...people, tpo: { name: "Tessa", roles: [], subject: { issuer: DEVELOPMENT_ISSUER, sub: "ib-er" } } },
    };
    const identify = openIdentity({
      ...{ key: site.keys.publicKey, issuer: DEVELOPMENT_ISSUER, audience: DEVELOPMENT_AUDIENCE, subIsPerson: false },
      ...{ organisation: () => known, now: site.clock.now },
    });
    const who = async (sub: string) =>
      (await identify(`Bearer ${await site.keys.signToken(sub, { now: site.clock.now(), assurance: 1 })}`)) ?? "nobody";
    expect(await who("ib-er")).toEqual({ person: "tpo", roles: [], assurance: 1 });
    expect(await who("tpo")).toBe("nobody");
  });
});
