/** What the embedded store does with a folder: who may open it, what it cuts off, what it refuses, and how it moves what it holds. */

import { describe, expect, it } from "vitest";
import { documentBytes } from "../../server/store/document.ts";
import { embeddedStore } from "../../server/store/embedded.ts";
import { openFormat } from "../../server/store/format.ts";
import { frame } from "../../server/store/frame.ts";
import { Unavailable } from "../../server/store/port.ts";
import type { Refused } from "../../server/store/refused.ts";
import { verifyFolder } from "../../server/store/verify.ts";
import { type FaultDisk, faultDisk, type Operation } from "./fault-disk.ts";
import { commit, part, plainSealer, project } from "./sample.ts";

const ROOT = "/data";
const JOURNAL = `${ROOT}/journal/000001.ndjson`;
const never = { below: () => 0, chance: () => false };

type Options = Partial<Parameters<typeof embeddedStore>[0]>;

async function opened(disk: FaultDisk, more: Options = {}) {
  const fatal: unknown[] = [];
  const store = await embeddedStore({
    ...{ folder: ROOT, files: disk.files, sealer: plainSealer, project, reserveBytes: 4096 },
    fatal: (error) => fatal.push(error),
    ...more,
  });
  return { store, fatal };
}

/** A folder whose journal holds three groups, as a killed process leaves it. */
async function killed(): Promise<FaultDisk> {
  const disk = faultDisk(ROOT);
  const { store } = await opened(disk);
  for (let at = 0; at < 3; at++) await store.append(commit(`c-${at}`, [part("dossier-1", at, `c-${at}`)]));
  return disk.after("lost", never);
}

function change(disk: FaultDisk, path: string, change: (bytes: Buffer) => Buffer): void {
  disk.put(path, change(Buffer.from(disk.contents().get(path) ?? [])));
}

async function refusal(opening: Promise<unknown>): Promise<Pick<Refused, "code" | "message">> {
  return opening.then(
    () => ({ code: "in-use", message: "it opened" }) as const,
    (error) => error,
  );
}

describe("the journal at start", () => {
  it("loses a torn last group, for good, before anything is served", async () => {
    const disk = await killed();
    const whole = disk.contents().get(JOURNAL)?.length ?? 0;
    const torn = frame({ n: 3, hash: "" }, 1, ["{}"]).bytes.subarray(0, 90);
    change(disk, JOURNAL, (bytes) => Buffer.concat([bytes, torn]));
    const notices: string[] = [];
    const { store } = await opened(disk, { notice: (message) => notices.push(message) });
    expect((await store.read("dossier-1")).map(({ commit }) => commit)).toEqual(["c-0", "c-1", "c-2"]);
    expect(disk.after("lost", never).contents().get(JOURNAL)).toHaveLength(whole);
    expect(notices).toEqual([`${JOURNAL}: een groep die nooit is beantwoord, is afgekapt op positie ${whole}.`]);
  });

  it("refuses a bad group that a good one follows, naming file and offset", async () => {
    const disk = await killed();
    const second = (disk.contents().get(JOURNAL)?.indexOf('{"n":2') ?? 0) + 1;
    change(disk, JOURNAL, (bytes) => bytes.fill("x", second + 200, second + 201));
    const before = disk.contents().get(JOURNAL);
    const { code, message } = await refusal(opened(disk));
    expect(code).toBe("damaged");
    expect(message).toContain(`${JOURNAL} is beschadigd op positie ${second - 1}`);
    expect(disk.contents().get(JOURNAL)).toEqual(before);
  });

  it("refuses a missing segment", async () => {
    const disk = await killed();
    const { store } = await opened(disk);
    await store.append(commit("c-3", [part("dossier-1", 3, "c-3")]));
    const again = disk.after("lost", never);
    await again.files.remove(JOURNAL);
    expect((await refusal(opened(again))).code).toBe("damaged");
  });

  it("refuses saved files whose checkpoint is gone", async () => {
    const disk = await killed();
    await (await opened(disk)).store.close();
    await disk.files.remove(`${ROOT}/checkpoint.json`);
    expect((await refusal(opened(disk))).message).toContain("checkpoint.json is beschadigd");
  });

  it("refuses commits whose key is not there", async () => {
    const disk = await killed();
    expect((await refusal(opened(disk, { knowsKey: (keyId) => keyId !== "key-1" }))).code).toBe("keys-missing");
    await opened(disk, { knowsKey: (keyId) => keyId === "key-1" });
  });
});

describe("one writer", () => {
  it("refuses a second opening of a folder", async () => {
    const disk = faultDisk(ROOT);
    const { store } = await opened(disk);
    expect(await refusal(opened(disk))).toMatchObject({ code: "in-use", message: `De map ${ROOT} is in gebruik.` });
    await store.close();
    await opened(disk);
  });

  it("stops a writer that was left behind before it answers, and its successor never sees that commit", async () => {
    const disk = faultDisk(ROOT);
    const unlocked: Options = { files: { ...disk.files, lock: async () => async () => undefined } };
    const left = await opened(disk, unlocked);
    await left.store.append(commit("c-1", [part("dossier-1", 0, "c-1")]));
    const next = await opened(disk, unlocked);
    const pending = left.store.append(commit("c-2", [part("dossier-1", 1, "c-2")])).then(() => "answered");
    await next.store.append(commit("c-3", [part("dossier-1", 1, "c-3")]));
    expect(await Promise.race([pending, new Promise((resolve) => setTimeout(resolve, 50, "no answer"))])).toBe(
      "no answer",
    );
    expect(left.fatal).toHaveLength(1);
    await expect(left.store.checkpoint()).rejects.toThrow();

    for (const disk2 of [disk.after("lost", never), disk.after("kept", never)]) {
      const { store } = await opened(disk2);
      expect((await store.read("dossier-1")).map(({ commit }) => commit)).toEqual(["c-1", "c-3"]);
    }
  });

  it("never touches a segment or a file of its successor", async () => {
    const disk = faultDisk(ROOT);
    const unlocked: Options = { files: { ...disk.files, lock: async () => async () => undefined } };
    const left = await opened(disk, unlocked);
    await left.store.append(
      commit("c-1", [part("dossier-1", 0, "c-1")], { audit: [{ at: "2026-01-05T08:00:00.000Z" }] }),
    );
    await left.store.checkpoint();
    const next = await opened(disk, unlocked);
    const audit = [{ at: "2026-01-05T08:00:00.000Z" }];
    await next.store.append(commit("c-2", [part("dossier-1", 1, "c-2")], { audit }));
    await next.store.checkpoint();
    await next.store.append(commit("c-3", [part("dossier-1", 2, "c-3")], { audit }));
    await expect(left.store.append(commit("c-x", [part("dossier-1", 1, "c-x")]))).rejects.toThrow(Unavailable);
    await expect(left.store.checkpoint()).rejects.toThrow();
    await next.store.close();
    expect(left.fatal).toHaveLength(1);
    expect(await verifyFolder(disk.files, ROOT)).toMatchObject({ commits: 3, auditLines: 3, problems: [] });
  });

  it("stops a writer that is overtaken at any moment: while it syncs, opens a segment, or writes a file", async () => {
    const moments: readonly (readonly [Operation, string])[] = [
      ["datasync", "/journal/000002"],
      ["open", "/journal/000002"],
      ["open", "/audit/"],
      ["open", "/temporary/"],
      ["datasync", "/temporary/"],
      ["syncFolder", "/dossiers/"],
      ["datasync", "/index/"],
    ];
    for (const [when, where] of moments) {
      const disk = faultDisk(ROOT);
      const { store, fatal } = await opened(disk);
      const audit = [{ at: "2026-01-05T08:00:00.000Z" }];
      await store.append(commit("c-1", [part("dossier-1", 0, "c-1")], { audit }));
      await store.checkpoint();
      const before = new Map<string, Buffer>();
      disk.plan((_, operation, path) => {
        if (operation !== when || !path.includes(where) || before.size > 0) return undefined;
        // A successor raises the epoch, and writes a segment of its own.
        documentBytes({ epoch: 9 }).copy(disk.contents().get(`${ROOT}/epoch`) ?? Buffer.alloc(0), 512);
        if (when === "open" && where.includes("journal")) disk.put(path, Buffer.from("of the successor"));
        for (const [path, bytes] of disk.contents()) before.set(path, Buffer.from(bytes));
        return undefined;
      });
      const answers = [
        store.append(commit("c-2", [part("dossier-1", 1, "c-2")], { audit })).then(() => "answered"),
        store.checkpoint().then(() => "saved"),
        new Promise((resolve) => setTimeout(resolve, 30, "no answer")),
      ].map((answer) => answer.catch(() => "no answer"));
      const [first] = await Promise.all([
        answers[0] === undefined ? "" : Promise.race([answers[0], answers[2]]),
        answers[1],
      ]);
      expect(fatal, `${when} ${where}`).toHaveLength(1);
      if (where.includes("journal")) expect(first).toBe("no answer");
      // Temporary files are nobody's; all else is as the successor found it, a new empty file at most.
      for (const [path, bytes] of before) {
        if (!path.includes("/temporary/"))
          expect(disk.contents().get(path)?.toString(), `${path} at ${when}`).toBe(bytes.toString());
      }
    }
  });

  it("goes on when the epoch was lost", async () => {
    const disk = await killed();
    change(disk, `${ROOT}/epoch`, (bytes) => bytes.fill(0));
    const { store } = await opened(disk);
    await store.append(commit("c-3", [part("dossier-1", 3, "c-3")]));
    const { store: again } = await opened(disk.after("lost", never));
    expect(await again.read("dossier-1")).toHaveLength(4);
  });
});

describe("the format of a folder", () => {
  it("is refused when it is newer, before anything is changed", async () => {
    const disk = faultDisk(ROOT);
    await openFormat(disk.files, ROOT, { format: 2 });
    const { code, message } = await refusal(opened(disk));
    expect(code).toBe("newer-format");
    expect(message).toContain("indeling 2; deze versie kent 1");
    expect([...disk.contents().keys()]).toEqual([`${ROOT}/format.json`]);
  });

  it("is migrated step by step, and a step that was cut short is done again", async () => {
    const disk = faultDisk(ROOT);
    await openFormat(disk.files, ROOT, { format: 1 });
    const done: number[] = [];
    let fails = true;
    const migrations = [1, 2].map((from) => ({
      from,
      async run() {
        done.push(from);
        if (from === 2 && fails) throw new Error("cut short");
      },
    }));
    await expect(openFormat(disk.files, ROOT, { format: 3, migrations })).rejects.toThrow("cut short");
    fails = false;
    await openFormat(disk.files, ROOT, { format: 3, migrations });
    await openFormat(disk.files, ROOT, { format: 3, migrations });
    expect(done).toEqual([1, 2, 2]);
  });
});

describe("a checkpoint", () => {
  it("moves everything to its own files, keeps the generation before, and empties the journal", async () => {
    const disk = faultDisk(ROOT);
    const { store } = await opened(disk);
    const audit = [{ at: "2026-01-31T23:59:00.000Z", person: "p" }];
    await store.append(
      commit("c-1", [part("dossier-1", 0, "c-1"), part("pool:p", 0, "c-1")], { audit, unique: ["t"] }),
    );
    await store.checkpoint();
    await store.append({
      ...commit("c-2", [part("dossier-1", 1, "c-2"), part("pool:p", 1, "c-2")]),
      at: "2026-02-01T00:00:00.000Z",
    });
    await store.audit({ at: "2026-02-01T00:00:01.000Z", person: "p" });
    await store.close();
    const names = [...disk.contents().keys()].map((path) => path.slice(ROOT.length + 1));
    expect(names.map((name) => name.replace(/[0-9a-f]{32}/, "#")).sort()).toEqual([
      "audit/2026-01.ndjson",
      "audit/2026-02.ndjson",
      "chain.ndjson",
      "checkpoint.json",
      "dossiers/5/#.json",
      "dossiers/5/#.previous.json",
      "endless/#/2026-01.ndjson",
      "endless/#/2026-02.ndjson",
      "epoch",
      "format.json",
      "index/000001.ndjson",
      "publications.ndjson",
      "reserve",
      "tokens.ndjson",
    ]);
  });

  it("runs while commands go on, and reads never miss a commit", async () => {
    const disk = faultDisk(ROOT);
    const { store } = await opened(disk, { segmentBytes: 2000, cacheBytes: 0 });
    for (let at = 0; at < 150; at++) {
      const stream = `dossier-${at % 3}`;
      const expected = Math.floor(at / 3);
      const appended = store.append(commit(`c-${at}`, [part(stream, expected, `c-${at}`)]));
      expect(await store.read(stream)).toHaveLength(expected + 1);
      await appended;
      expect(await store.read(stream)).toHaveLength(expected + 1);
    }
    expect(store.counts().checkpoints).toBeGreaterThan(5);
  });

  it("lets a slow reader finish on the file it began with", async () => {
    const disk = faultDisk(ROOT);
    let slow = false;
    const read = async (path: string) => {
      const bytes = await disk.files.read(path);
      if (slow && path.includes("/endless/")) await new Promise((resolve) => setTimeout(resolve, 100));
      return bytes;
    };
    const { store } = await opened(disk, { files: { ...disk.files, read }, cacheBytes: 0 });
    await store.append(commit("c-0", [part("pool:p", 0, "c-0")]));
    await store.checkpoint();
    slow = true;
    const reading = store.read("pool:p");
    for (let at = 1; at < 4; at++) {
      await store.append(commit(`c-${at}`, [part("pool:p", at, `c-${at}`)]));
      await store.checkpoint();
    }
    await store.append(commit("c-4", [part("pool:p", 4, "c-4")]));
    expect((await reading).map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5]);
    expect(await store.read("pool:p")).toHaveLength(5);
  });

  it("waits while the folder is being copied", async () => {
    const disk = faultDisk(ROOT);
    const { store } = await opened(disk);
    await store.append(commit("c-1", [part("dossier-1", 0, "c-1")]));
    const release = await store.hold();
    const done = store.checkpoint().then(() => "done");
    await store.append(commit("c-2", [part("dossier-1", 1, "c-2")]));
    expect(await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 30, "waits"))])).toBe("waits");
    expect(disk.contents().has(JOURNAL)).toBe(true);
    release();
    expect(await done).toBe("done");
    expect(disk.contents().has(JOURNAL)).toBe(false);
  });

  it("writes the snapshot of the index anew once most of it is overtaken", async () => {
    const disk = faultDisk(ROOT);
    const { store } = await opened(disk);
    for (let at = 0; at < 1100; at++) {
      await store.append(commit(`c-${at}`, [part("dossier-1", at, `c-${at}`, "x")]));
      await store.checkpoint();
    }
    await store.close();
    const snapshots = [...disk.contents().keys()].filter((path) => path.includes("/index/"));
    expect(snapshots).toEqual([`${ROOT}/index/000002.ndjson`]);
    expect((await verifyFolder(disk.files, ROOT)).problems).toEqual([]);
  });
});

describe("the index", () => {
  it("is rebuilt from the dossiers when its snapshot is gone, changed, or sealed by another key", async () => {
    const disk = faultDisk(ROOT);
    const { store } = await opened(disk);
    for (let at = 0; at < 20; at++) {
      await store.append(
        commit(`c-${at}`, [part(`dossier-${at % 5}`, Math.floor(at / 5), `c-${at}`), part("pool:p", at, `c-${at}`)]),
      );
    }
    const rows = await store.rows({ audience: "everyone", limit: 100 });
    await store.close();
    const breaks: ((copy: FaultDisk) => Options)[] = [
      (copy) => {
        copy.files.remove(`${ROOT}/index/000001.ndjson`);
        return {};
      },
      (copy) => {
        change(copy, `${ROOT}/index/000001.ndjson`, (bytes) => bytes.fill("A", 300, 310));
        return {};
      },
      () => ({ sealer: { sealBytes: (bytes) => bytes, openBytes: () => undefined } }),
    ];
    for (const spoil of breaks) {
      const copy = disk.after("lost", never);
      const asked: string[] = [];
      const { store } = await opened(copy, {
        project(stream, parts) {
          asked.push(stream);
          return project(stream, parts);
        },
        ...spoil(copy),
      });
      expect(asked.sort()).toEqual(["dossier-0", "dossier-1", "dossier-2", "dossier-3", "dossier-4", "pool:p"]);
      expect(await store.rows({ audience: "everyone", limit: 100 })).toEqual(rows);
      await store.append(commit("c-x", [part("dossier-1", 4, "c-x")]));
      await store.close();
      expect((await verifyFolder(copy.files, ROOT)).problems).toEqual([]);
    }
  });

  it("asks for the rows of those streams only that moved since the snapshot", async () => {
    const disk = faultDisk(ROOT);
    const { store } = await opened(disk);
    for (let at = 0; at < 10; at++) await store.append(commit(`c-${at}`, [part(`dossier-${at}`, 0, `c-${at}`)]));
    await store.checkpoint();
    await store.append(commit("c-x", [part("dossier-3", 1, "c-x")]));
    const asked: string[] = [];
    await opened(disk.after("lost", never), {
      project(stream, parts) {
        asked.push(`${stream} ${parts.length}`);
        return project(stream, parts);
      },
    });
    expect(asked).toEqual(["dossier-3 2"]);
  });

  it("reads no more rows than a page shows", async () => {
    const disk = faultDisk(ROOT);
    const { store } = await opened(disk);
    const all = Array.from({ length: 2000 }, (_, at) =>
      store.append(commit(`c-${at}`, [part(`dossier-${at}`, 0, `c-${at}`)])),
    );
    await Promise.all(all);
    const before = store.counts().rowsRead;
    const page = await store.rows({ audience: "everyone", limit: 25, newestFirst: true });
    await store.rows({ audience: "everyone", limit: 25, newestFirst: true, after: page.next ?? "" });
    await store.due({ until: "2030-01-01", limit: 5 });
    expect(store.counts().rowsRead - before).toBe(50);
  });

  it("answers what was asked at once with one sync", async () => {
    const disk = faultDisk(ROOT);
    const { store } = await opened(disk);
    await Promise.all(
      Array.from({ length: 100 }, (_, at) => store.append(commit(`c-${at}`, [part(`dossier-${at}`, 0, `c-${at}`)]))),
    );
    expect(store.counts().groups).toBe(1);
  });
});
