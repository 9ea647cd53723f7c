/** Verification finds every change: any flipped bit, any cut suffix, any file that is gone, any folder that was put back. */

import { beforeAll, describe, expect, it } from "vitest";
import { embeddedStore } from "../../server/store/embedded.ts";
import { releaseHash } from "../../server/store/release-hash.ts";
import { type Head, verifyFolder } from "../../server/store/verify.ts";
import { type FaultDisk, faultDisk } from "./fault-disk.ts";
import { commit, part, plainSealer, project } from "./sample.ts";

const ROOT = "/data";
const never = { below: () => 0, chance: () => false };

function opened(disk: FaultDisk) {
  return embeddedStore({
    ...{ folder: ROOT, files: disk.files, sealer: plainSealer, project, reserveBytes: 1024 },
    fatal(error) {
      throw error;
    },
  });
}

/** A folder with something of everything: two generations, an endless stream, audit, a release, and a journal that is not empty. */
async function filled(): Promise<FaultDisk> {
  const disk = faultDisk(ROOT);
  const store = await opened(disk);
  const audit = [{ at: "2026-01-05T08:00:00.000Z", person: "p" }];
  const bytes = Buffer.from('{"release":1}');
  await store.putRelease(releaseHash(bytes), bytes);
  await store.publish({ hash: releaseHash(bytes), from: "2026-01-01", at: "2026-01-01T00:00:00.000Z" });
  for (let at = 0; at < 3; at++) {
    const streams = [part("dossier-1", at, `c-${at}`), part("dossier-2", at, `c-${at}`), part("pool:p", at, `c-${at}`)];
    await store.append(commit(`c-${at}`, streams, { audit, unique: [`token-${at}`] }));
    await store.checkpoint();
  }
  await store.append(commit("c-3", [part("dossier-1", 3, "c-3"), part("dossier-3", 0, "c-3")], { audit }));
  await store.append(commit("c-4", [part("dossier-1", 4, "c-4")], { audit }));
  return disk.after("lost", never);
}

let disk: FaultDisk;
let head: Head;

beforeAll(async () => {
  disk = await filled();
  const verified = await verifyFolder(disk.files, ROOT);
  expect(verified).toMatchObject({ streams: 4, commits: 12, auditLines: 5, problems: [] });
  head = verified.head;
});

/** Verifies with one file changed, and puts it back. */
async function problemsWith(path: string, changed: Buffer): Promise<readonly unknown[]> {
  const before = disk.contents().get(path) ?? Buffer.alloc(0);
  disk.put(path, changed);
  const { problems } = await verifyFolder(disk.files, ROOT, head);
  disk.put(path, before);
  return problems;
}

describe("verification", () => {
  it("changes nothing", async () => {
    const before = new Map(disk.contents());
    await verifyFolder(disk.files, ROOT, head);
    expect(disk.contents()).toEqual(before);
  });

  it("finds every flipped bit", async () => {
    let flipped = 0;
    for (const [path, bytes] of disk.contents()) {
      // Every 5th byte, and another bit of it each time.
      for (let at = 0; at < bytes.length; at += 5) {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(at) ^ (1 << ((at / 5) % 8)), at);
        expect(await problemsWith(path, changed), `bit in byte ${at} of ${path}`).not.toEqual([]);
        flipped += 1;
      }
    }
    expect(flipped).toBeGreaterThan(2000);
  });

  it("finds every cut suffix, at the border of a group too", async () => {
    for (const [path, bytes] of disk.contents()) {
      for (let length = 0; length < bytes.length; length += bytes.length > 1000 ? 7 : 1) {
        expect(await problemsWith(path, bytes.subarray(0, length)), `${path} cut at ${length}`).not.toEqual([]);
      }
    }
    const journal = [...disk.contents().keys()].find((path) => path.includes("/journal/")) ?? "";
    const border = disk.contents().get(journal)?.indexOf('{"n":5') ?? 0;
    expect(await problemsWith(journal, Buffer.from(disk.contents().get(journal)?.subarray(0, border) ?? []))).toEqual([
      { file: "chain.ndjson", what: "de bewaarde kop komt niet voor: de map is van een eerder moment, of een andere" },
    ]);
  });

  it("finds every file that is gone", async () => {
    for (const [path, bytes] of disk.contents()) {
      // The only generation before, and a release or publication list, are missed by nobody but their readers.
      if (path.includes(".previous.") || path.includes("/releases/") || path.endsWith("/reserve")) continue;
      await disk.files.remove(path);
      expect((await verifyFolder(disk.files, ROOT, head)).problems, path).not.toEqual([]);
      disk.put(path, bytes);
    }
  });

  it("finds a dossier under the name of another", async () => {
    const names = [...disk.contents().keys()].filter(
      (path) => path.includes("/dossiers/") && !path.includes(".previous."),
    );
    const [one = "", other = ""] = names;
    expect(await problemsWith(one, Buffer.from(disk.contents().get(other) ?? []))).not.toEqual([]);
  });

  it("finds a folder that was put back to an earlier state, by the head that was kept", async () => {
    const earlier = await filled();
    const { head: before } = await verifyFolder(earlier.files, ROOT);
    const later = earlier.after("lost", never);
    const store = await opened(later);
    await store.append(commit("c-5", [part("dossier-1", 5, "c-5")]));
    await store.close();
    const { head: after, problems } = await verifyFolder(later.files, ROOT, before);
    expect(problems).toEqual([]);
    expect(after.groups).toBe(before.groups + 1);
    expect((await verifyFolder(earlier.files, ROOT, after)).problems).toHaveLength(1);
  });

  it("gives two copies of one state the same head, whether in the journal or in files", async () => {
    const copy = disk.after("lost", never);
    await (await opened(copy)).close();
    expect(await verifyFolder(copy.files, ROOT)).toMatchObject({ commits: 12, head, problems: [] });
  });
});
