/** A head that is kept elsewhere is signed: nobody without the keys can make one that is believed. */

import { rm } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { openKeyring } from "../../server/keys/keyring.ts";
import { typed } from "../cli/typed.ts";
import { commit, part } from "../store/sample.ts";
import { filled, opened, type Places, places } from "./folders.ts";

/** Data and keys that belong together. */
async function sealed(): Promise<Places> {
  const where = await places();
  const keyring = await openKeyring({ folder: where.keys, data: where.data });
  await filled(where.data);
  await keyring.close();
  return where;
}

/** The line behind `Kop:`. */
function headIn(out: string): string {
  return /^Kop: (.*)$/m.exec(out)?.[1] ?? "";
}

const LINE = /^\d+ [\w-]{43} \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [\w-]{86}$/;

const FORGED =
  "De handtekening onder deze kop klopt niet: de kop is veranderd, of hij is van een andere map. Gebruik de regel zoals hij voor deze map is bewaard.";

/** Another letter or digit in place of the one there. */
function turned(line: string, at: number): string {
  const old = line[at] ?? "";
  return `${line.slice(0, at)}${/\d/.test(old) ? (Number(old) % 9) + 1 : old === "A" ? "B" : "A"}${line.slice(at + 1)}`;
}

describe("A signed head", () => {
  it("is one line of count, hash, time and signature, which verify, backup and restore print", async () => {
    const { data, copy, env } = await sealed();
    const verified = headIn((await typed(["verify"], env)).out);
    const saved = headIn((await typed(["backup", copy], env)).out);
    await rm(data, { recursive: true });
    const restored = headIn((await typed(["restore", copy], env)).out);
    for (const line of [verified, saved, restored]) {
      expect(line).toMatch(LINE);
      const said = await typed(["verify", "--head", line], env);
      expect([said.exit, said.err]).toEqual([0, ""]);
      expect(said.out).toContain(`is echt: hij is voor deze map ondertekend op ${line.split(" ")[2]}.`);
    }
  });

  it("is given as JSON too", async () => {
    const { env } = await sealed();
    const { out } = await typed(["verify", "--json"], env);
    const { head } = JSON.parse(out) as { head: { [key: string]: string | number } };
    const line = `${head["groups"]} ${head["hash"]} ${head["at"]} ${head["signature"]}`;
    expect((await typed(["verify", "--head", line], env)).exit).toBe(0);
  });

  it("is refused with 1 when anything in it was changed", async () => {
    const { env } = await sealed();
    const line = headIn((await typed(["verify"], env)).out);
    const [count = "", hash = "", at = ""] = line.split(" ");
    const places = [0, count.length + 5, count.length + hash.length + 3, line.indexOf(at) + 18, line.length - 20];
    for (const place of places) {
      const said = await typed(["verify", "--head", turned(line, place)], env);
      expect([said.exit, said.err, said.out]).toEqual([1, FORGED, ""]);
    }
  });

  it("of another folder is refused with 1", async () => {
    const [here, there] = [await sealed(), await sealed()];
    const said = await typed(["verify", "--head", headIn((await typed(["verify"], there.env)).out)], here.env);
    expect([said.exit, said.err]).toEqual([1, FORGED]);
  });

  it("that is real finds out that the folder was put back", async () => {
    const { data, copy, env } = await sealed();
    await typed(["backup", copy], env);
    const store = await opened(data);
    await store.append(commit("c-3", [part("dossier-1", 2, "c-3")]));
    await store.close();
    const late = headIn((await typed(["verify"], env)).out);
    await rm(data, { recursive: true });
    await typed(["restore", copy], env);
    const said = await typed(["verify", "--head", late], env);
    expect(said.exit).toBe(1);
    expect(said.out).toContain("FOUT  chain.ndjson: de bewaarde kop komt niet voor");
    expect(said.out).not.toContain("Kop:");
  });

  it("cannot be checked without the keys, and that is said with 2", async () => {
    const { env, keys } = await sealed();
    const line = headIn((await typed(["verify"], env)).out);
    const said = await typed(["verify", "--head", line], { ...env, DRAAIBOEK_KEYS: `${keys}-2` });
    expect(said.exit).toBe(2);
    expect(said.err).toContain(`Of deze kop echt is, is niet na te gaan: in ${keys}-2 staan de sleutels`);
  });
});

describe("A head without a signature", () => {
  it("is compared all the same, and called what it is", async () => {
    const { env } = await sealed();
    const [count, hash] = headIn((await typed(["verify"], env)).out).split(" ");
    const said = await typed(["verify", "--head", `${count} ${hash}`], env);
    expect(said.exit).toBe(0);
    expect(said.out).toContain(
      `De bewaarde kop van groep ${count} heeft geen handtekening: hij is van een oudere versie, of zonder sleutels gemaakt. Wie hem maakte, is niet na te gaan.`,
    );
  });

  it("is what is printed where the keys are not, or are those of other data", async () => {
    const [here, there] = [await sealed(), await sealed()];
    for (const keys of [`${here.keys}-2`, there.keys]) {
      const { out } = await typed(["verify"], { ...here.env, DRAAIBOEK_KEYS: keys });
      expect(headIn(out)).toMatch(/^\d+ [\w-]{43}$/);
      expect(out).toContain("Deze kop is niet ondertekend: de sleutels van deze gegevens zijn er niet.");
    }
  });
});
