/** The keys travel apart from the data, and only the holder of a private key brings them back. */

import { generateKeyPairSync } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openKeyring } from "../../server/keys/keyring.ts";
import { writeDocument } from "../../server/store/document.ts";
import { nodeFiles } from "../../server/store/node-files.ts";
import { typed } from "../cli/typed.ts";
import { contents, filled, modes, type Places, places } from "./folders.ts";

const files = nodeFiles();

interface Pair {
  readonly open: string;
  readonly secret: string;
}

async function pairIn(folder: string, name: string, type: "x25519" | "ed25519" = "x25519"): Promise<Pair> {
  await mkdir(folder, { recursive: true });
  const made = type === "x25519" ? generateKeyPairSync("x25519") : generateKeyPairSync("ed25519");
  const [open, secret] = [join(folder, `${name}.public.pem`), join(folder, `${name}.pem`)];
  await writeFile(open, made.publicKey.export({ type: "spki", format: "pem" }));
  await writeFile(secret, made.privateKey.export({ type: "pkcs8", format: "pem" }));
  return { open, secret };
}

interface Saved extends Places {
  readonly pair: Pair;
  readonly parcel: string;
  readonly people: string;
}

/** Data and keys that belong together, and a back-up of both. */
async function saved(): Promise<Saved> {
  const where = await places();
  const people = join(where.data, "..", "people");
  const pair = await pairIn(people, "keeper");
  const keyring = await openKeyring({ folder: where.keys, data: where.data });
  await filled(where.data);
  await keyring.ready("dossier-1", ["board-a"]);
  await keyring.close();
  const said = await typed(["backup", where.copy, "--keys", pair.open], where.env);
  expect([said.exit, said.err]).toEqual([0, ""]);
  return { ...where, pair, people, parcel: `${where.copy}.keys` };
}

describe("backup --keys and restore --identity", () => {
  it("bring back every byte of the keys folder, for the owner alone", async () => {
    const { data, keys, copy, env, pair } = await saved();
    const [dataWas, keysWas] = [contents(data), contents(keys)];
    await rm(data, { recursive: true });
    await rm(keys, { recursive: true });
    const said = await typed(["restore", copy, "--identity", pair.secret], env);
    expect([said.exit, said.err]).toEqual([0, ""]);
    expect(contents(keys)).toEqual(keysWas);
    expect(contents(data)).toEqual(dataWas);
    expect(modes(keys)).toEqual({ folders: ["700"], files: ["600"] });
    await (await openKeyring({ folder: keys, data })).close();
  });

  it("leave no key readable, neither in the copy nor beside it", async () => {
    const { keys, copy, parcel } = await saved();
    const master = String(JSON.parse(await readFile(join(keys, "master.json"), "utf8")).key);
    const forms = [master, Buffer.from(master).toString("base64"), Buffer.from(master, "base64url").toString("latin1")];
    const all = [...contents(copy).values()].map((text) => Buffer.from(text, "base64").toString("latin1"));
    const bytes = [...all, await readFile(parcel, "latin1")].join("\n");
    expect(forms.filter((form) => bytes.includes(form))).toEqual([]);
    expect([...contents(copy).keys()].filter((name) => /master|ndjson\.keys/.test(name))).toEqual([]);
  });

  it("refuse the key of somebody else, a changed byte anywhere, and write nothing then", async () => {
    const { data, keys, copy, env, pair, people, parcel } = await saved();
    await rm(data, { recursive: true });
    await rm(keys, { recursive: true });
    const other = await pairIn(people, "other");
    const whole = await readFile(parcel);
    const refused = async (secret: string) => {
      expect((await typed(["restore", copy, "--identity", secret], env)).exit).not.toBe(0);
      expect([[...contents(keys).keys()], [...contents(data).keys()]]).toEqual([[], []]);
    };
    await refused(other.secret);
    for (let at = 0; at < whole.length; at += 29) {
      const changed = Buffer.from(whole);
      changed[at] = (whole[at] ?? 0) ^ 1;
      await writeFile(parcel, changed);
      await refused(pair.secret);
    }
    // With a checksum that holds, the seal still does not.
    const value: Record<string, unknown> = JSON.parse(whole.toString("utf8"));
    const { checksum: _, ...document } = value;
    await writeDocument(files, parcel, { ...document, at: "2020-01-01T00:00:00.000Z" });
    await refused(pair.secret);
    await rm(parcel);
    await refused(pair.secret);
    await writeFile(parcel, whole);
    expect((await typed(["restore", copy, "--identity", pair.secret], env)).exit).toBe(0);
  });

  it("keep erased what was erased since", async () => {
    const { data, keys, copy, env, pair } = await saved();
    await rm(data, { recursive: true });
    await rm(keys, { recursive: true });
    await mkdir(keys, { mode: 0o700 });
    await writeDocument(files, join(keys, "erased.json"), { format: 1, keys: ["key-1"] });
    expect((await typed(["restore", copy, "--identity", pair.secret], env)).exit).toBe(0);
    const keyring = await openKeyring({ folder: keys, data });
    expect(keyring.knows("key-1")).toBe(true);
    await keyring.close();
  });

  it("refuse a keys folder with keys in it, a file that is there, and what is no such key", async () => {
    const { data, keys, copy, env, pair, people } = await saved();
    const before = contents(keys);
    await rm(data, { recursive: true });
    const onTop = await typed(["restore", copy, "--identity", pair.secret], env);
    expect([onTop.exit, onTop.err.includes("staat al iets")]).toEqual([2, true]);
    expect(contents(keys)).toEqual(before);
    expect((await typed(["restore", copy], env)).exit).toBe(0);

    await rm(copy, { recursive: true });
    const again = await typed(["backup", copy, "--keys", pair.open], env);
    expect(await files.list(copy)).toEqual([]);
    expect([again.exit, again.err.includes("staat al iets")]).toEqual([2, true]);
    const wrong = await pairIn(people, "wrong", "ed25519");
    for (const file of [wrong.open, join(people, "none.pem"), people]) {
      expect((await typed(["backup", `${copy}-2`, "--keys", file], env)).exit).toBe(2);
      expect(await files.list(`${copy}-2`)).toEqual([]);
    }
  });
});
