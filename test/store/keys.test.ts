/** The keyring: what it seals opens only in its own place, a key is durable before it seals, and none is made in place of one that is lost. */

import { describe, expect, it } from "vitest";
import { associatedData, skeletonHash } from "../../server/keys/associated.ts";
import { openKeyring } from "../../server/keys/keyring.ts";
import { documentBytes } from "../../server/store/document.ts";
import { embeddedStore } from "../../server/store/embedded.ts";
import { Unavailable } from "../../server/store/port.ts";
import { type FaultDisk, faultDisk, type Loss } from "./fault-disk.ts";
import { randomFrom } from "./random.ts";
import { commit, rowsOf } from "./sample.ts";

const FOLDER = "/w/.keys";
const DATA = "/w/data";

function opened(disk: FaultDisk) {
  return openKeyring({ folder: FOLDER, data: DATA, files: disk.files });
}

function place(more: Partial<Parameters<typeof associatedData>[0]> = {}) {
  const skeleton = skeletonHash([{ type: "opened" }]);
  return associatedData({ format: 1, commit: "c-1", stream: "s-1", revision: 1, controller: "a", skeleton, ...more });
}

describe("sealing", () => {
  it("opens in its own place, after a new start too", async () => {
    const disk = faultDisk("/w");
    const keys = await opened(disk);
    await keys.ready("s-1", ["a"]);
    const sealed = keys.seal({ answer: "é" }, { controller: "a", stream: "s-1", associated: place() });
    expect(keys.open(sealed, { stream: "s-1", associated: place() })).toEqual({ answer: "é" });
    await keys.close();
    expect((await opened(disk)).open(sealed, { stream: "s-1", associated: place() })).toEqual({ answer: "é" });
  });

  it("refuses content that was moved to another commit, stream, revision, controller or skeleton, and content that was changed", async () => {
    const keys = await opened(faultDisk("/w"));
    await keys.ready("s-1", ["a", "b"]);
    await keys.ready("s-2", ["a"]);
    const sealed = keys.seal("text", { controller: "a", stream: "s-1", associated: place() });
    const elsewhere = [
      { commit: "c-2" },
      { stream: "s-2" },
      { revision: 2 },
      { controller: "b" },
      { skeleton: skeletonHash([{ type: "closed" }]) },
    ];
    for (const moved of elsewhere) {
      expect(() => keys.open(sealed, { stream: "s-1", associated: place(moved) })).toThrow();
    }
    expect(() => keys.open(sealed, { stream: "s-2", associated: place({ stream: "s-2" }) })).toThrow("there is no key");
    const other = keys.seal("text", { controller: "b", stream: "s-1", associated: place() });
    const spoilt = [
      { ...sealed, ciphertext: `${sealed.ciphertext.startsWith("A") ? "B" : "A"}${sealed.ciphertext.slice(1)}` },
      { ...sealed, nonce: other.nonce },
      { ...sealed, keyId: other.keyId },
      { ...sealed, ciphertext: "" },
    ];
    for (const content of spoilt) expect(() => keys.open(content, { stream: "s-1", associated: place() })).toThrow();
  });

  it("never seals with the same nonce or shows the same bytes twice", async () => {
    const keys = await opened(faultDisk("/w"));
    await keys.ready("s-1", ["a"]);
    const into = { controller: "a", stream: "s-1", associated: place() };
    const sealed = Array.from({ length: 1000 }, () => keys.seal("the same", into));
    expect(new Set(sealed.map(({ nonce }) => nonce)).size).toBe(1000);
    expect(new Set(sealed.map(({ ciphertext }) => ciphertext)).size).toBe(1000);
  });

  it("throws for a key that is not ready", async () => {
    const keys = await opened(faultDisk("/w"));
    expect(keys.isReady("s-1", ["a"])).toBe(false);
    expect(() => keys.seal("text", { controller: "a", stream: "s-1", associated: place() })).toThrow("no key is ready");
  });

  it("gives nothing for content whose key was erased, and makes a new key for what follows", async () => {
    const disk = faultDisk("/w");
    const keys = await opened(disk);
    await keys.ready("s-1", ["a", "b"]);
    const mine = keys.seal("mine", { controller: "a", stream: "s-1", associated: place() });
    const theirs = keys.seal("theirs", { controller: "b", stream: "s-1", associated: place({ controller: "b" }) });
    await keys.close();
    disk.put(`${FOLDER}/erased.json`, documentBytes({ format: 1, keys: [mine.keyId] }));
    const again = await opened(disk);
    expect(again.open(mine, { stream: "s-1", associated: place() })).toBeUndefined();
    expect(again.open(theirs, { stream: "s-1", associated: place({ controller: "b" }) })).toBe("theirs");
    expect([again.knows(mine.keyId), again.knows("another")]).toEqual([true, false]);
    expect(again.isReady("s-1", ["a"])).toBe(false);
    await again.ready("s-1", ["a"]);
    expect(again.seal("new", { controller: "a", stream: "s-1", associated: place() }).keyId).not.toBe(mine.keyId);
  });
});

describe("keys on disk", () => {
  it("are durable when they are ready, a thousand streams with a handful of syncs", async () => {
    const disk = faultDisk("/w");
    const keys = await opened(disk);
    let syncs = 0;
    disk.plan((_, operation) => {
      if (operation === "datasync") syncs += 1;
      return undefined;
    });
    await Promise.all(Array.from({ length: 1000 }, (_, at) => keys.ready(`s-${at}`, ["a", "b"])));
    expect(syncs).toBeLessThanOrEqual(2);
    const sealed = keys.seal("text", { controller: "b", stream: "s-999", associated: place() });
    const after = disk.after("lost", randomFrom(1));
    expect((await opened(after)).open(sealed, { stream: "s-999", associated: place() })).toBe("text");
  });

  it("seal nothing before they are durable", async () => {
    const keys = await opened(faultDisk("/w"));
    const ready = keys.ready("s-1", ["a"]);
    for (let turn = 0; turn < 20; turn++) {
      await undefined;
      expect(keys.isReady("s-1", ["a"])).toBe(false);
    }
    await ready;
    expect(keys.isReady("s-1", ["a"])).toBe(true);
  });

  it("outlive a failure at any operation, or were never ready", async () => {
    for (const fault of ["EIO", "ENOSPC", "crash"] as const) {
      for (const loss of ["lost", "kept", "torn"] as const satisfies Loss[]) {
        for (let k = 1, more = true; more; k++) {
          const disk = faultDisk("/w");
          more = false;
          disk.plan((n) => {
            if (n !== k) return undefined;
            more = true;
            return fault;
          });
          const sealed = await Promise.race([sealTwice(disk), disk.crashed().then(() => [])]);
          disk.stop();
          const keys = await opened(disk.after(loss, randomFrom(k)));
          const texts = sealed.map((content) => keys.open(content, { stream: "s-1", associated: place() }));
          expect(texts, `${fault} at ${k}, ${loss}`).toEqual(sealed.map(() => "text"));
        }
      }
    }
  });

  it("are refused in Dutch when they are missing, other ones, or older than the data, and never made anew", async () => {
    const disk = faultDisk("/w");
    const keys = await opened(disk);
    await keys.ready("s-1", ["a"]);
    await keys.close();
    const whole = disk.after("lost", randomFrom(1));
    const older = new Map(whole.contents());
    const again = await opened(whole);
    await again.ready("s-2", ["a"]);
    await again.close();

    async function refusal(spoil: (disk: FaultDisk) => void | Promise<void>): Promise<unknown> {
      const copy = whole.after("lost", randomFrom(1));
      await spoil(copy);
      const before = new Map(copy.contents());
      const refused = await opened(copy).then(
        () => "it opened",
        (error) => `${error.code}: ${error.message}`,
      );
      expect(new Map(copy.contents())).toEqual(before);
      return refused;
    }
    expect(await refusal((copy) => copy.files.remove(`${FOLDER}/master.json`))).toContain(
      `keys-missing: In ${DATA} staan gegevens, maar ${FOLDER}/master.json ontbreekt`,
    );
    expect(await refusal((copy) => copy.files.remove(`${FOLDER}/keys.ndjson`))).toContain("keys-missing: ");
    expect(
      await refusal((copy) => copy.put(`${FOLDER}/keys.ndjson`, older.get(`${FOLDER}/keys.ndjson`) ?? Buffer.alloc(0))),
    ).toContain("keys-differ: ");
    const others = faultDisk("/w");
    await (await opened(others)).close();
    expect(
      await refusal((copy) =>
        copy.put(`${FOLDER}/master.json`, others.contents().get(`${FOLDER}/master.json`) ?? Buffer.alloc(0)),
      ),
    ).toContain("keys-differ: ");
  });

  it("refuse a second process", async () => {
    const disk = faultDisk("/w");
    await opened(disk);
    await expect(opened(disk)).rejects.toMatchObject({ code: "in-use" });
  });
});

async function sealTwice(disk: FaultDisk) {
  const sealed = [];
  try {
    const keys = await opened(disk);
    for (const controller of ["a", "b"]) {
      await keys.ready("s-1", [controller]);
      sealed.push(keys.seal("text", { controller, stream: "s-1", associated: place() }));
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (!(error instanceof Unavailable) && code !== "EIO" && code !== "ENOSPC") throw error;
  }
  return sealed;
}

describe("tokens and sealers", () => {
  it("give the same parts the same token, and differ by purpose, parts and master key", async () => {
    const keys = await opened(faultDisk("/w"));
    const others = await opened(faultDisk("/w"));
    const token = keys.token("unique", ["a", "b"]);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(keys.token("unique", ["a", "b"])).toBe(token);
    const different = [
      keys.token("etag", ["a", "b"]),
      keys.token("unique", ["ab"]),
      keys.token("unique", ["b", "a"]),
      others.token("unique", ["a", "b"]),
    ];
    expect(different).not.toContain(token);
    expect(new Set(different).size).toBe(4);
  });

  it("open what they sealed for one purpose, and nothing else", async () => {
    const keys = await opened(faultDisk("/w"));
    const sealed = keys.sealer("cursor").sealBytes(Buffer.from("row 7"));
    expect(Buffer.from(keys.sealer("cursor").openBytes(sealed) ?? []).toString()).toBe("row 7");
    expect(keys.sealer("index").openBytes(sealed)).toBeUndefined();
    for (let at = 0; at < sealed.length; at++) {
      const spoilt = Buffer.from(sealed);
      spoilt.writeUInt8(spoilt.readUInt8(at) ^ 1, at);
      expect(keys.sealer("cursor").openBytes(spoilt)).toBeUndefined();
    }
    expect(keys.sealer("cursor").openBytes(Buffer.from("short"))).toBeUndefined();
  });
});

describe("what lies on disk", () => {
  it("holds no word of the content, of a row, or of the data keys, in any byte ever written", async () => {
    const disk = faultDisk("/w");
    const keys = await opened(disk);
    const store = await embeddedStore({
      ...{ folder: DATA, files: disk.files, sealer: keys.sealer("index"), knowsKey: keys.knows },
      ...{ project: () => [], segmentBytes: 4000, reserveBytes: 4096 },
      fatal(error) {
        throw error;
      },
    });
    const canaries: string[] = [];
    for (let at = 0; at < 40; at++) {
      const stream = `s-${at % 4}`;
      const expected = Math.floor(at / 4);
      const controllers = ["board-a", "board-b"];
      const skeleton = [{ type: "saved" }];
      await keys.ready(stream, controllers);
      const content = controllers.map((controller) => {
        const canary = `CANARY-${at}-${controller}-Sanne de Vries`;
        canaries.push(canary);
        const hash = skeletonHash(skeleton);
        const bound = {
          format: 1,
          commit: `c-${at}`,
          stream,
          revision: expected + 1,
          controller,
          skeleton: hash,
        } as const;
        return keys.seal({ field: canary }, { controller, stream, associated: associatedData(bound) });
      });
      const rows = rowsOf(stream, expected + 1, `c-${at}`).map((row) => ({
        ...row,
        shows: { name: `CANARY-row-${at}` },
      }));
      canaries.push(`CANARY-row-${at}`);
      await store.append(commit(`c-${at}`, [{ stream, expected, skeleton, content, rows }]));
    }
    await store.checkpoint();
    await store.close();
    await keys.close();
    const everything = Buffer.concat(disk.everWritten().map((bytes) => Buffer.from(bytes)));
    expect(everything.length).toBeGreaterThan(50_000);
    // In base64 too, at any of its three alignments: base64 hides a text from a search, and from nobody else.
    const decoded = ["", "A", "AA"].map((shift) =>
      Buffer.from(shift + everything.toString("latin1").replace(/[^\w-]/g, ""), "base64url"),
    );
    for (const canary of [...canaries, "CANARY", "Sanne"]) {
      expect(everything.includes(canary)).toBe(false);
      expect(decoded.some((bytes) => bytes.includes(canary))).toBe(false);
    }
  });
});
