/** What callers see when the disk refuses: commits taken back together, readers served from the reserve, and no answer when nobody knows. */

import { describe, expect, it } from "vitest";
import { embeddedStore } from "../../server/store/embedded.ts";
import { readGroups, START } from "../../server/store/frame.ts";
import { NotUnique, Unavailable } from "../../server/store/port.ts";
import { verifyFolder } from "../../server/store/verify.ts";
import { type FaultDisk, faultDisk } from "./fault-disk.ts";
import { randomFrom } from "./random.ts";
import { commit, part, plainSealer, project } from "./sample.ts";

const ROOT = "/data";

async function opened(disk: FaultDisk, more: Partial<Parameters<typeof embeddedStore>[0]> = {}) {
  const fatal: unknown[] = [];
  const store = await embeddedStore({
    ...{ folder: ROOT, files: disk.files, sealer: plainSealer, project, reserveBytes: 4096 },
    fatal: (error) => fatal.push(error),
    ...more,
  });
  return { store, fatal };
}

function outcome(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "kept",
    (error) => (error instanceof Unavailable ? `unavailable, full: ${error.full}` : String(error)),
  );
}

describe("a write without space", () => {
  it("takes back everything that was queued on it, rows and tokens too, and says so before it answers", async () => {
    const disk = faultDisk(ROOT);
    const { store } = await opened(disk);
    await store.append(commit("c-1", [part("dossier-1", 0, "c-1")]));
    const told: (readonly string[])[] = [];
    store.onUndone((streams) => told.push(streams));
    disk.plan((_, operation) => (operation === "write" ? "ENOSPC" : undefined));
    const tries = [
      store.append(commit("c-2", [part("dossier-1", 1, "c-2"), part("dossier-2", 0, "c-2")], { unique: ["token"] })),
      store.append(commit("c-3", [part("dossier-1", 2, "c-3")])),
      store.append(commit("c-4", [part("dossier-2", 1, "c-4"), part("dossier-3", 0, "c-4")])),
    ];
    const outcomes = await Promise.all(tries.map(async (append) => [await outcome(append), told.length] as const));
    expect(outcomes).toEqual(Array(3).fill(["unavailable, full: true", 1]));
    expect(told).toEqual([["dossier-1", "dossier-2", "dossier-3"]]);
    expect((await store.read("dossier-1")).map(({ commit }) => commit)).toEqual(["c-1"]);
    expect(await store.read("dossier-2")).toEqual([]);
    expect((await store.rows({ audience: "everyone", limit: 10 })).rows).toEqual(
      project("dossier-1", await store.read("dossier-1")),
    );

    disk.plan(() => undefined);
    await store.append(
      commit("c-5", [part("dossier-1", 1, "c-5"), part("dossier-2", 0, "c-5")], { unique: ["token"] }),
    );
    expect(() => store.append(commit("c-6", [], { unique: ["token"] }))).toThrow(NotUnique);
    await store.close();
    expect((await verifyFolder(disk.files, ROOT)).problems).toEqual([]);
  });

  it("never brings back what was refused, though all its bytes arrived and the power went right after", async () => {
    const disk = faultDisk(ROOT);
    const { store } = await opened(disk);
    await store.append(commit("c-1", [part("dossier-1", 0, "c-1")]));
    let failed = false;
    disk.plan((n, operation) => {
      if (failed || operation !== "write") return undefined;
      // The disk takes all bytes before an error on an even operation.
      failed = n % 2 === 0;
      return failed ? "EIO" : "ENOSPC";
    });
    let last = "";
    for (let at = 0; !failed; at++)
      last = await outcome(store.append(commit(`x-${at}`, [part("dossier-1", 1, `x-${at}`)])));
    expect(last).toBe("unavailable, full: false");
    for (let seed = 1; seed <= 100; seed++) {
      const again = await opened(disk.after("torn", randomFrom(seed)));
      expect((await again.store.read("dossier-1")).map(({ commit }) => commit)).toEqual(["c-1"]);
    }
  });

  it("is no 507 when it is another error", async () => {
    const disk = faultDisk(ROOT);
    const { store, fatal } = await opened(disk);
    disk.plan((_, operation) => (operation === "write" ? "EIO" : undefined));
    expect(await outcome(store.append(commit("c-1", [part("dossier-1", 0, "c-1")])))).toBe("unavailable, full: false");
    expect(await outcome(store.audit({ at: "2026-01-05T08:00:00.000Z" }))).toBe("unavailable, full: false");
    expect(fatal).toEqual([]);
  });

  it("lets readers go on until the reserve is spent, and brings their lines home when there is space", async () => {
    const disk = faultDisk(ROOT);
    const { store } = await opened(disk);
    await store.append(commit("c-1", [part("dossier-1", 0, "c-1")]));
    disk.limit([...disk.contents().values()].reduce((sum, bytes) => sum + bytes.length, 0));
    expect(await outcome(store.append(commit("c-2", [part("dossier-1", 1, "c-2")])))).toBe("unavailable, full: true");

    let served = 0;
    let last = "kept";
    while (last === "kept" && served < 1000) {
      last = await outcome(store.audit({ at: "2026-01-05T08:00:00.000Z", n: served }));
      if (last === "kept") served += 1;
    }
    expect(last).toBe("unavailable, full: false");
    expect(served).toBeGreaterThan(10);
    expect((await store.read("dossier-1")).length).toBe(1);

    disk.limit(Number.POSITIVE_INFINITY);
    await store.append(commit("c-2", [part("dossier-1", 1, "c-2")]));
    await store.close();
    expect(auditNumbers(disk)).toEqual(Array.from({ length: served }, (_, n) => n));
    expect((await verifyFolder(disk.files, ROOT)).problems).toEqual([]);

    const again = await opened(disk);
    disk.limit([...disk.contents().values()].reduce((sum, bytes) => sum + bytes.length, 0));
    expect(await outcome(again.store.audit({ at: "2026-01-05T08:00:00.000Z", n: served }))).toBe("kept");
  });

  it("brings a line home once, also when the process ends between journal and reserve", async () => {
    const disk = faultDisk(ROOT);
    const { store } = await opened(disk);
    await store.append(commit("c-1", [part("dossier-1", 0, "c-1")]));
    disk.limit([...disk.contents().values()].reduce((sum, bytes) => sum + bytes.length, 0));
    for (let n = 0; n < 3; n++) await store.audit({ at: "2026-01-05T08:00:00.000Z", n });
    disk.limit(Number.POSITIVE_INFINITY);
    disk.plan((_, operation, path) => (operation === "write" && path.endsWith("/reserve") ? "crash" : undefined));
    await store.append(commit("c-2", [part("dossier-1", 1, "c-2")]));
    await disk.crashed();
    for (const loss of ["kept", "lost", "torn"] as const) {
      const next = disk.after(loss, randomFrom(1));
      await (await opened(next)).store.close();
      expect(auditNumbers(next)).toEqual([0, 1, 2]);
      expect((await verifyFolder(next.files, ROOT)).problems).toEqual([]);
    }
  });

  it("does not keep the store from opening", async () => {
    const disk = faultDisk(ROOT);
    const first = await opened(disk);
    await first.store.append(commit("c-1", [part("dossier-1", 0, "c-1")]));
    await first.store.audit({ at: "2026-01-05T08:00:00.000Z", n: 0 });
    const crashed = disk.after("kept", { below: () => 0, chance: () => false });
    crashed.limit([...crashed.contents().values()].reduce((sum, bytes) => sum + bytes.length, 0));
    const { store } = await opened(crashed);
    expect(await outcome(store.append(commit("c-2", [part("dossier-1", 1, "c-2")])))).toBe("unavailable, full: true");
    expect(await outcome(store.audit({ at: "2026-01-05T08:00:00.000Z", n: 1 }))).toBe("kept");
    expect(await store.read("dossier-1")).toHaveLength(1);
    await store.close();
    crashed.limit(Number.POSITIVE_INFINITY);
    await (await opened(crashed)).store.close();
    expect(auditNumbers(crashed)).toEqual([0, 1]);
  });
});

describe("a sync that fails", () => {
  it("is fatal and never answered, and nothing is answered after it", async () => {
    const disk = faultDisk(ROOT);
    const { store, fatal } = await opened(disk);
    disk.plan((_, operation) => (operation === "datasync" ? "EIO" : undefined));
    const pending = outcome(store.append(commit("c-1", [part("dossier-1", 0, "c-1")])));
    const first = await Promise.race([pending, new Promise((resolve) => setTimeout(resolve, 50, "no answer"))]);
    expect([first, fatal.length]).toEqual(["no answer", 1]);
    disk.plan(() => undefined);
    expect(() => store.append(commit("c-2", [part("dossier-2", 0, "c-2")]))).toThrow(Unavailable);
    await expect(store.audit({ at: "2026-01-05T08:00:00.000Z" })).rejects.toThrow(Unavailable);
    await store.close();
  });

  it("is fatal in a checkpoint too", async () => {
    const disk = faultDisk(ROOT);
    const { store, fatal } = await opened(disk);
    await store.append(commit("c-1", [part("dossier-1", 0, "c-1")]));
    disk.plan((_, operation, path) => (operation === "datasync" && path.includes("/temporary/") ? "EIO" : undefined));
    await expect(store.checkpoint()).rejects.toThrow();
    expect(fatal).toHaveLength(1);
  });
});

describe("a checkpoint that fails for want of space", () => {
  it("loses nothing, is told, and succeeds later", async () => {
    const disk = faultDisk(ROOT);
    const notices: string[] = [];
    const { store, fatal } = await opened(disk, { notice: (message) => notices.push(message) });
    await store.append(commit("c-1", [part("dossier-1", 0, "c-1"), part("pool:p", 0, "c-1")], { unique: ["token"] }));
    for (let k = 1; k < 60; k++) {
      let n = 0;
      disk.plan((_, operation) => (operation !== "read" && ++n === k ? "ENOSPC" : undefined));
      await store.checkpoint().catch(() => undefined);
      disk.plan(() => undefined);
      expect(await store.read("dossier-1")).toHaveLength(k);
      await store.append(commit(`x-${k}`, [part("dossier-1", k, `x-${k}`), part("pool:p", k, `x-${k}`)]));
    }
    expect(notices.length).toBeGreaterThan(20);
    expect(fatal).toEqual([]);
    await store.close();
    expect((await verifyFolder(disk.files, ROOT)).problems).toEqual([]);
    const again = await opened(disk);
    expect(await again.store.read("dossier-1")).toHaveLength(60);
    expect(await again.store.read("pool:p")).toHaveLength(60);
  });
});

describe("a snapshot that is written anew and fails half-way", () => {
  it("is begun again, and no stream is forgotten", async () => {
    const disk = faultDisk(ROOT);
    const first = await opened(disk);
    for (let at = 0; at < 900; at++)
      await first.store.append(commit(`c-${at}`, [part(`dossier-${at}`, 0, `c-${at}`, "x")]));
    await first.store.close();
    for (let k = 1; k < 12; k++) {
      const copy = disk.after("lost", { below: () => 0, chance: () => false });
      await copy.files.remove(`${ROOT}/index/000001.ndjson`);
      const { store } = await opened(copy);
      await store.append(commit("c-x", [part("dossier-7", 1, "c-x")]));
      let n = 0;
      copy.plan((_, __, path) => (path.includes("/index/") && ++n === k ? "ENOSPC" : undefined));
      await store.checkpoint().catch(() => undefined);
      copy.plan(() => undefined);
      await store.append(commit("c-y", [part("dossier-8", 1, "c-y")]));
      await store.close();
      const again = await opened(copy);
      expect(again.store.counts().streams, `at ${k}`).toBe(900);
      expect(await again.store.read("dossier-7")).toHaveLength(2);
    }
  });
});

function auditNumbers(disk: FaultDisk): readonly number[] {
  const files = [...disk.contents()].filter(([path]) => path.startsWith(`${ROOT}/audit/`));
  const lines = files.flatMap(([, bytes]) => readGroups(bytes, START).groups.flatMap(({ lines }) => lines));
  return lines.map((line) => Number(JSON.parse(line).n)).sort((a, b) => a - b);
}
