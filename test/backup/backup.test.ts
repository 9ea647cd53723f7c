/** A back-up holds everything that was answered, and comes back as it was or not at all. */

import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { backupStore, restoreFolder } from "../../server/store/backup.ts";
import { nodeFiles } from "../../server/store/node-files.ts";
import { verifyFolder } from "../../server/store/verify.ts";
import { typed } from "../cli/typed.ts";
import { commit, part } from "../store/sample.ts";
import { contents, filled, modes, opened, type Places, places } from "./folders.ts";

const files = nodeFiles();
const AT = "2026-01-05T10:00:00.000Z";

async function backedUp(): Promise<Places> {
  const where = await places();
  await filled(where.data);
  const said = await typed(["backup", where.copy], where.env);
  expect(said.err).toBe("");
  expect(said.exit).toBe(0);
  return where;
}

describe("draaiboek backup", () => {
  it("copies all that counts to a folder for the owner alone, and prints the head that verify prints", async () => {
    const { data, copy, env } = await backedUp();
    const copied = new Map(contents(copy));
    expect(copied.delete("backup.json")).toBe(true);
    expect(copied).toEqual(contents(data));
    expect(modes(copy)).toEqual({ folders: ["700"], files: ["600"] });
    const original = await typed(["verify"], env);
    const second = await typed(["verify"], { ...env, DRAAIBOEK_DATA: copy });
    expect(head(second.out)).toBe(head(original.out));
    expect(second.exit).toBe(0);
  });

  it("leaves a torn end behind, which was never answered", async () => {
    const where = await places();
    const store = await opened(where.data);
    await store.append(commit("c-1", [part("dossier-1", 0, "c-1")]));
    const journal = join(where.data, "journal", "000001.ndjson");
    const torn = Buffer.concat([await readFile(journal), Buffer.from('{"n":2,"epoch":1,')]);
    await store.close();
    for (const name of ["checkpoint.json", "chain.ndjson"]) await rm(join(where.data, name));
    await rm(join(where.data, "dossiers"), { recursive: true });
    await rm(join(where.data, "index"), { recursive: true });
    await writeFile(journal, torn);
    const said = await typed(["backup", where.copy], where.env);
    expect(said.err).toBe("");
    expect((await verifyFolder(files, where.copy)).problems).toEqual([]);
    expect((await verifyFolder(files, where.copy)).head.groups).toBe(1);
  });

  it("tightens an empty folder that was open to others", async () => {
    const where = await places();
    await filled(where.data);
    await mkdir(where.copy, { recursive: true });
    await chmod(where.copy, 0o755);
    expect((await typed(["backup", where.copy], where.env)).exit).toBe(0);
    expect(modes(where.copy).folders).toEqual(["700"]);
  });

  it("says so when the data are in use by something that makes no back-up", async () => {
    const where = await places();
    const store = await opened(where.data);
    const said = await typed(["backup", where.copy], where.env);
    await store.close();
    expect(said.exit).toBe(2);
    expect(said.err).toContain(`De map ${where.data} is in gebruik door een ander proces, en dat maakt geen back-up.`);
  });

  it("refuses a folder with something in it, a place within data or keys, and data that are not there", async () => {
    const where = await backedUp();
    const before = contents(where.copy);
    const again = await typed(["backup", where.copy], where.env);
    expect([again.exit, again.err]).toEqual([
      2,
      `De map ${where.copy} is niet leeg. Kies een lege of een nieuwe map. Er is niets gewijzigd.`,
    ]);
    expect(contents(where.copy)).toEqual(before);
    for (const inside of [join(where.data, "copy"), join(where.keys, "copy"), where.data]) {
      const said = await typed(["backup", inside], where.env);
      expect(said.exit).toBe(2);
      expect(said.err).toContain("Kies een map die daar los van staat.");
    }
    const file = await typed(["backup", join(where.copy, "format.json", "x")], where.env);
    expect([file.exit, file.err.includes("het is geen map")]).toEqual([2, true]);
    const none = await typed(["backup", `${where.copy}-2`], { ...where.env, DRAAIBOEK_DATA: `${where.data}-2` });
    expect([none.exit, none.err.includes("staan geen gegevens")]).toEqual([2, true]);
  });

  it("does not finish a copy of a folder that is damaged", async () => {
    const where = await places();
    await filled(where.data);
    await flip(join(where.data, "tokens.ndjson"));
    const said = await typed(["backup", where.copy], where.env);
    expect(said.exit).toBe(1);
    expect(said.err).toContain("tokens.ndjson: een groep klopt niet. Gebruik haar niet.");
    const back = await typed(["restore", where.copy], { ...where.env, DRAAIBOEK_DATA: `${where.data}-2` });
    expect([back.exit, back.err.includes("backup.json ontbreekt")]).toEqual([1, true]);
  });
});

describe("A back-up of a store that goes on working", () => {
  it("holds everything answered before it, and a prefix of what came meanwhile", async () => {
    const { data, copy } = await places();
    const store = await opened(data, 20_000);
    const answered: string[] = [];
    let busy = true;
    const line = async (stream: string) => {
      for (let at = 0; busy; at++) {
        const [done] = await store.append(commit(`${stream}-c-${at}`, [part(stream, at, `${stream}-c-${at}`)]));
        answered.push(`${done?.stream} ${done?.revision}`);
      }
    };
    const lines = ["dossier-1", "dossier-2", "dossier-3", "pool:p"].map(line);
    while (store.counts().checkpoints < 3) await new Promise((resolve) => setTimeout(resolve, 5));

    for (const round of [1, 2, 3]) {
      const before = [...answered];
      const verified = await backupStore(store, { files, from: data, to: `${copy}-${round}`, at: AT });
      expect(verified.problems).toEqual([]);
      await restoreFolder({ files, from: `${copy}-${round}`, to: `${data}-${round}` });
      const restored = await opened(`${data}-${round}`);
      const found = new Set<string>();
      for (const stream of ["dossier-1", "dossier-2", "dossier-3", "pool:p"])
        for (const { revision } of await restored.read(stream)) found.add(`${stream} ${revision}`);
      await restored.close();
      expect(before.filter((one) => !found.has(one))).toEqual([]);
      const { hash, groups } = verified.head;
      expect(groups).toBeGreaterThan(0);
      expect(hash).toHaveLength(43);
    }
    busy = false;
    await Promise.all(lines);
    const { checkpoints } = store.counts();
    await store.checkpoint();
    expect(store.counts().checkpoints).toBeGreaterThan(checkpoints);
    await store.close();
    const first = await verifyFolder(files, `${copy}-1`);
    expect((await verifyFolder(files, data, first.head)).problems).toEqual([]);
  });

  it("lets checkpoints go again when the copy fails", async () => {
    const { data, copy } = await places();
    const store = await opened(data);
    await mkdir(join(copy, "something"), { recursive: true });
    await expect(backupStore(store, { files, from: data, to: copy, at: AT })).rejects.toThrow("is niet leeg");
    await store.checkpoint();
    await store.close();
  });
});

describe("draaiboek restore", () => {
  it("brings back every byte, into a folder for the owner alone", async () => {
    const { data, copy, env } = await backedUp();
    const before = contents(data);
    await rm(data, { recursive: true });
    const said = await typed(["restore", copy], env);
    expect(said.err).toBe("");
    expect(said.exit).toBe(0);
    expect(head(said.out)).not.toBe("");
    expect(contents(data)).toEqual(before);
    expect(modes(data)).toEqual({ folders: ["700"], files: ["600"] });
  });

  it("refuses a data folder with something in it, and one that is in use", async () => {
    const { data, copy, env } = await backedUp();
    const before = contents(data);
    const filledOne = await typed(["restore", copy], env);
    expect([filledOne.exit, filledOne.err]).toEqual([
      2,
      `De map ${data} is niet leeg. Kies een lege of een nieuwe map. Er is niets gewijzigd.`,
    ]);
    expect(contents(data)).toEqual(before);
    const store = await opened(data);
    const busy = await typed(["restore", copy], env);
    await store.close();
    expect([busy.exit, busy.err.includes("is in gebruik door")]).toEqual([2, true]);
  });

  it("refuses a back-up with one changed byte, in whatever file, and writes nothing", async () => {
    const { data, copy, env } = await backedUp();
    await rm(data, { recursive: true });
    for (const name of contents(copy).keys()) {
      const undo = await flip(join(copy, name));
      const said = await typed(["restore", copy], env);
      expect([name, said.exit]).toEqual([name, 1]);
      expect(said.err).not.toBe("");
      expect([...contents(data).keys()]).toEqual([]);
      await undo();
    }
    expect((await typed(["restore", copy], env)).exit).toBe(0);
  });

  it("refuses a back-up that misses a file, whichever", async () => {
    const { data, copy, env } = await backedUp();
    await rm(data, { recursive: true });
    for (const name of contents(copy).keys()) {
      const bytes = await readFile(join(copy, name));
      await rm(join(copy, name));
      const said = await typed(["restore", copy], env);
      if (!name.endsWith(".previous.json")) expect([name, said.exit]).toEqual([name, 1]);
      expect([...contents(data).keys()].length === 0).toBe(said.exit === 1);
      await rm(data, { recursive: true });
      await writeFile(join(copy, name), bytes);
    }
  });
});

describe("A back-up with a journal", () => {
  it("is refused when its last segment is gone or cut at the border of a group", async () => {
    const { data, copy, env } = await places();
    const store = await opened(data);
    await store.append(commit("c-1", [part("dossier-1", 0, "c-1")]));
    const { length } = await readFile(join(data, "journal", "000001.ndjson"));
    await store.append(commit("c-2", [part("dossier-1", 1, "c-2")]));
    await backupStore(store, { files, from: data, to: copy, at: AT });
    await store.close();
    await rm(data, { recursive: true });
    const journal = join(copy, "journal", "000001.ndjson");
    const whole = await readFile(journal);
    await writeFile(journal, whole.subarray(0, length));
    expect((await verifyFolder(files, copy)).problems).toEqual([]);
    expect((await typed(["restore", copy], env)).exit).toBe(1);
    await rm(journal);
    expect((await typed(["restore", copy], env)).exit).toBe(1);
    await writeFile(journal, whole);
    expect((await typed(["restore", copy], env)).exit).toBe(0);
    const restored = await opened(data);
    expect(await restored.read("dossier-1")).toHaveLength(2);
    await restored.close();
  });
});

describe("draaiboek verify --head", () => {
  it("finds the head of now and an older one, and misses it in a folder that was set back", async () => {
    const { data, copy, env } = await backedUp();
    const old = head((await typed(["verify"], env)).out);
    const store = await opened(data);
    await store.append(commit("c-3", [part("dossier-1", 2, "c-3")]));
    await store.close();
    const late = head((await typed(["verify"], env)).out);
    expect(late).not.toBe(old);
    for (const kept of [old, late]) expect((await typed(["verify", "--head", kept], env)).exit).toBe(0);

    await rm(data, { recursive: true });
    expect((await typed(["restore", copy], env)).exit).toBe(0);
    expect((await typed(["verify", "--head", old], env)).exit).toBe(0);
    const said = await typed(["verify", "--head", late], env);
    expect(said.exit).toBe(1);
    expect(said.out).toContain(
      "FOUT  chain.ndjson: de bewaarde kop komt niet voor: de map is van een eerder moment, of een andere",
    );
  });

  it("refuses what is no head with 2", async () => {
    const { env } = await backedUp();
    for (const wrong of ["12", "0 ", "x y", `0 ${"a".repeat(43)}`]) {
      const said = await typed(["verify", "--head", wrong], env);
      expect([wrong, said.exit]).toEqual([wrong, 2]);
      expect(said.err).toContain("Achter --head hoort een kop");
    }
  });
});

/** As it was printed. */
function head(out: string): string {
  return /^Kop: (\d+ [\w-]{43})$/m.exec(out)?.[1] ?? "";
}

/** Changes the byte in the middle; the result puts it back. */
async function flip(path: string): Promise<() => Promise<void>> {
  const bytes = await readFile(path);
  const at = bytes.length >> 1;
  const changed = Buffer.from(bytes);
  changed[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(path, changed);
  return () => writeFile(path, bytes);
}
