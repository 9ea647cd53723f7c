/** The command `token` gives a token for a person whom the organisation knows, and names the people when it does not. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { typed } from "./typed.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "draaiboek-token-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("draaiboek token", () => {
  it("prints nothing but a token of eight hours, also when no server runs", async () => {
    const said = await typed(["token", "ib-er"], { DRAAIBOEK_KEYS: join(folder, "keys") });
    const { sub, iat = 0, exp = 0 } = decodeJwt(said.out);
    expect(said).toMatchObject({ exit: 0, err: "" });
    expect({ sub, seconds: exp - iat }).toEqual({ sub: "ib-er", seconds: 28_800 });
  });

  it.each(["niemand", "constructor"])(
    "lists the people when %s is not one of them, and ends with 2",
    async (person) => {
      const said = await typed(["token", person], { DRAAIBOEK_KEYS: join(folder, "keys") });
      expect(said).toMatchObject({ exit: 2, out: "" });
      expect(said.err).toContain(
        `Deze persoon is er niet: ${person}. Wel:\n  ib-er            Iris Voorbeeld, school.ib school-a`,
      );
    },
  );
});
