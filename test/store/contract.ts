/** What every store promises, as tests that each of them runs. */

import { describe, expect, it } from "vitest";
import { Conflict, NotUnique, type Store, Unavailable } from "../../server/store/port.ts";
import { releaseHash } from "../../server/store/release-hash.ts";
import { commit, part, rowsOf } from "./sample.ts";

export interface Subject {
  readonly store: Store;
  /** Closes the store and opens it again on what it kept; undefined when it keeps nothing. */
  reopen?(): Promise<Subject>;
}

export function storeContract(name: string, open: () => Promise<Subject>): void {
  describe(`${name}: commits`, () => {
    it("gives back what was appended, in order and chained", async () => {
      const { store } = await open();
      const [first] = await store.append(commit("c-1", [part("dossier-1", 0, "c-1")]));
      await store.append(commit("c-2", [part("dossier-1", 1, "c-2")]));
      const parts = await store.read("dossier-1");
      expect(parts[0]).toEqual({
        format: 1,
        commit: "c-1",
        at: "2026-01-05T08:00:00.000Z",
        actor: "person-1",
        stream: "dossier-1",
        revision: 1,
        previous: "",
        skeleton: [{ type: "saved", commit: "c-1" }],
        content: [{ controller: "board-a", keyId: "key-1", nonce: "bm9uY2U", ciphertext: "content" }],
      });
      expect(first).toEqual(parts[0]);
      expect(parts.map(({ revision, commit }) => [revision, commit])).toEqual([
        [1, "c-1"],
        [2, "c-2"],
      ]);
      expect(parts[1]?.previous).toMatch(/^[\w-]{43}$/);
    });

    it("gives nothing for a stream that is not there", async () => {
      const { store } = await open();
      expect(await store.read("dossier-9")).toEqual([]);
    });

    it("lets one of many win at the same revision", async () => {
      const { store } = await open();
      for (let revision = 0; revision < 5; revision++) {
        const tries = Array.from({ length: 20 }, async (_, at) =>
          store.append(commit(`c-${revision}-${at}`, [part("dossier-1", revision, `c-${revision}-${at}`)])),
        );
        const outcomes = await Promise.allSettled(tries);
        const won = outcomes.filter(({ status }) => status === "fulfilled");
        const lost = outcomes.filter((outcome) => outcome.status === "rejected" && outcome.reason instanceof Conflict);
        expect([won.length, lost.length]).toEqual([1, 19]);
      }
      expect((await store.read("dossier-1")).map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5]);
    });

    it("shows a commit before it is durable, to those who read and those who append", async () => {
      const { store } = await open();
      const first = store.append(commit("c-1", [part("dossier-1", 0, "c-1")]));
      const read = store.read("dossier-1");
      const rows = store.rows({ audience: "everyone", limit: 10 });
      const second = store.append(commit("c-2", [part("dossier-1", 1, "c-2")]));
      expect((await read).at(0)?.commit).toBe("c-1");
      expect((await rows).rows[0]?.shows).toEqual({ revision: 1, commit: "c-1" });
      await Promise.all([first, second]);
    });

    it("throws a conflict in the turn of the caller, naming every stream that moved, and keeps nothing", async () => {
      const { store } = await open();
      await store.append(commit("c-1", [part("dossier-1", 0, "c-1"), part("pool:p", 0, "c-1")]));
      const stale = commit("c-2", [part("dossier-1", 0, "c-2"), part("dossier-2", 0, "c-2"), part("pool:p", 3, "c-2")]);
      let caught: unknown;
      try {
        void store.append(stale);
      } catch (error) {
        caught = error;
      }
      expect(caught).toBeInstanceOf(Conflict);
      expect(caught instanceof Conflict && caught.streams).toEqual(["dossier-1", "pool:p"]);
      expect(await store.read("dossier-2")).toEqual([]);
      expect((await store.rows({ audience: "everyone", limit: 10 })).total).toBe(4);
    });

    it("enters a commit in all its streams or in none, its unique tokens included", async () => {
      const { store } = await open();
      const three = (id: string, revision: number) =>
        ["dossier-1", "group-1", "pool:p"].map((stream) => part(stream, revision, id));
      await store.append(commit("c-1", three("c-1", 0), { unique: ["token-1"] }));
      await store.append(commit("c-2", [part("group-1", 1, "c-2")]));
      const rows = await store.rows({ audience: "everyone", limit: 10 });
      // One of the three moved; then all fit, and a token is taken.
      expect(() => store.append(commit("c-3", three("c-3", 1), { unique: ["token-3"] }))).toThrow(Conflict);
      const fitting = [part("dossier-1", 1, "c-4"), part("group-1", 2, "c-4"), part("pool:p", 1, "c-4")];
      expect(() => store.append(commit("c-4", fitting, { unique: ["token-1", "token-4"] }))).toThrow(NotUnique);
      const found = async (stream: string) => (await store.read(stream)).map((one) => one.commit);
      expect(await found("dossier-1")).toEqual(["c-1"]);
      expect(await found("group-1")).toEqual(["c-1", "c-2"]);
      expect(await found("pool:p")).toEqual(["c-1"]);
      expect(await store.rows({ audience: "everyone", limit: 10 })).toEqual(rows);
      await store.append(commit("c-5", [part("dossier-2", 0, "c-5")], { unique: ["token-3", "token-4"] }));
    });

    it("keeps the content of a part without events, and leaves its rows as they are", async () => {
      const { store } = await open();
      await store.append(commit("c-1", [part("dossier-1", 0, "c-1")]));
      const { rows: _rows, ...command } = part("dossier-1", 1, "c-2", "a command");
      await store.append(commit("c-2", [{ ...command, skeleton: [] }, part("group-1", 0, "c-2")]));
      const parts = await store.read("dossier-1");
      expect(parts.map(({ revision, skeleton }) => [revision, skeleton.length])).toEqual([
        [1, 1],
        [2, 0],
      ]);
      expect(parts[1]?.content[0]?.ciphertext).toBe("a command");
      const rows = await store.rows({ audience: "unit-1 writer", limit: 10 });
      expect(rows.rows.map(({ shows }) => shows)).toEqual([
        { revision: 1, commit: "c-1" },
        { revision: 1, commit: "c-2" },
      ]);
    });

    it("checks the revision of a stream without adding to it", async () => {
      const { store } = await open();
      await store.append(commit("c-1", [part("dossier-1", 0, "c-1")]));
      const check = { stream: "dossier-1", skeleton: [], content: [] };
      const parts = await store.append(commit("c-2", [part("dossier-2", 0, "c-2"), { ...check, expected: 1 }]));
      expect(parts.map(({ stream }) => stream)).toEqual(["dossier-2"]);
      expect(await store.read("dossier-1")).toHaveLength(1);
      expect(() => store.append(commit("c-3", [part("dossier-3", 0, "c-3"), { ...check, expected: 0 }]))).toThrow(
        Conflict,
      );
      await expect(store.append(commit("c-4", [{ ...check, expected: 1 }]))).resolves.toEqual([]);
    });

    it("gives a unique token to one commit only", async () => {
      const { store } = await open();
      const first = commit("c-1", [part("dossier-1", 0, "c-1")], { unique: ["token-1", "token-2"] });
      const second = commit("c-2", [part("dossier-2", 0, "c-2")], { unique: ["token-2", "token-3"] });
      const done = store.append(first);
      let caught: unknown;
      try {
        void store.append(second);
      } catch (error) {
        caught = error;
      }
      expect(caught instanceof NotUnique && caught.tokens).toEqual(["token-2"]);
      await done;
      await store.append(commit("c-3", [part("dossier-3", 0, "c-3")], { unique: ["token-3"] }));
      expect(await store.read("dossier-2")).toEqual([]);
    });

    it("refuses a stream id that could hold a name or leave the folder", async () => {
      const { store } = await open();
      for (const stream of ["", "../x", "a b", "é", "a/b", "x".repeat(81)]) {
        expect(() => store.append(commit("c-1", [part(stream, 0, "c-1")]))).toThrow(RangeError);
      }
      expect(() => store.append(commit("c-1", [part("a", 0, "c-1"), part("a", 0, "c-1")]))).toThrow(RangeError);
      await expect(store.audit({ at: "../../x" })).rejects.toThrow(RangeError);
    });
  });

  describe(`${name}: rows`, () => {
    it("pages through an audience in order, both ways, while rows move", async () => {
      const { store } = await open();
      for (let at = 0; at < 25; at++) {
        const rows = [{ ...row(`dossier-${at}`, at) }];
        await store.append(commit(`c-${at}`, [{ ...part(`dossier-${at}`, 0, `c-${at}`), rows }]));
      }
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await store.rows({ audience: "unit-1 writer", limit: 10, ...(after !== undefined && { after }) });
        expect(page.total).toBe(25);
        seen.push(...page.rows.map(({ stream }) => stream));
        after = page.next;
      } while (after !== undefined);
      const inOrder = Array.from({ length: 25 }, (_, at) => `dossier-${at}`);
      expect(seen).toEqual(inOrder);

      const newest = await store.rows({ audience: "unit-1 writer", limit: 3, newestFirst: true });
      expect(newest.rows.map(({ stream }) => stream)).toEqual(["dossier-24", "dossier-23", "dossier-22"]);
      const moved = [{ ...row("dossier-24", 0), order: "!" }];
      await store.append(commit("c-x", [{ ...part("dossier-24", 1, "c-x"), rows: moved }]));
      const next = await store.rows({
        audience: "unit-1 writer",
        limit: 3,
        newestFirst: true,
        after: newest.next ?? "",
      });
      expect(next.rows.map(({ stream }) => stream)).toEqual(["dossier-21", "dossier-20", "dossier-19"]);
      expect((await store.rows({ audience: "unit-1 writer", limit: 1 })).rows[0]?.stream).toBe("dossier-24");
      expect(await store.rows({ audience: "nobody", limit: 1 })).toEqual({ rows: [], total: 0 });
    });

    it("replaces all rows of a stream, keeps them when a commit brings none, and drops them when it brings an empty list", async () => {
      const { store } = await open();
      await store.append(commit("c-1", [part("dossier-1", 0, "c-1")]));
      await store.append(commit("c-2", [{ ...part("dossier-1", 1, "c-2"), rows: [row("dossier-1", 7)] }]));
      const { rows: _, ...without } = part("dossier-1", 2, "c-3");
      await store.append(commit("c-3", [without]));
      expect((await store.rows({ audience: "unit-1 writer", limit: 5 })).rows).toEqual([row("dossier-1", 7)]);
      expect((await store.rows({ audience: "everyone", limit: 5 })).rows).toEqual([]);
      await store.append(commit("c-4", [{ ...part("dossier-1", 3, "c-4"), rows: [] }]));
      expect((await store.rows({ audience: "unit-1 writer", limit: 5 })).total).toBe(0);
    });

    it("finds what is due, earliest first, up to the day and the limit", async () => {
      const { store } = await open();
      for (const [at, due] of ["2026-03-02", "2026-01-09", "2026-02-11", "2026-01-08"].entries()) {
        const rows = [{ ...row(`dossier-${at}`, at), due }];
        await store.append(commit(`c-${at}`, [{ ...part(`dossier-${at}`, 0, `c-${at}`), rows }]));
      }
      const due = await store.due({ until: "2026-02-11", limit: 10 });
      expect(due.map(({ due }) => due)).toEqual(["2026-01-08", "2026-01-09", "2026-02-11"]);
      expect((await store.due({ until: "2026-12-31", limit: 1 })).map(({ due }) => due)).toEqual(["2026-01-08"]);
      await store.append(commit("c-x", [{ ...part("dossier-3", 1, "c-x"), rows: [] }]));
      expect((await store.due({ until: "2026-12-31", limit: 1 })).map(({ due }) => due)).toEqual(["2026-01-09"]);
    });
  });

  describe(`${name}: releases`, () => {
    it("keeps the bytes of a release under their hash, and refuses any other hash", async () => {
      const { store } = await open();
      const bytes = Buffer.from('{"rules":1}');
      const hash = releaseHash(bytes);
      await store.putRelease(hash, bytes);
      await store.putRelease(hash, bytes);
      expect(Buffer.from((await store.release(hash)) ?? []).toString()).toBe('{"rules":1}');
      expect(await store.release("0".repeat(64))).toBeUndefined();
      expect(await store.release("../format.json")).toBeUndefined();
      await expect(store.putRelease("0".repeat(64), bytes)).rejects.toThrow(RangeError);
    });

    it("lists publications in the order in which they were made", async () => {
      const { store } = await open();
      const first = { hash: "a".repeat(64), from: "2026-01-01", at: "2025-12-01T00:00:00.000Z" };
      const second = { hash: "b".repeat(64), from: "2025-12-20", at: "2025-12-02T00:00:00.000Z" };
      await Promise.all([store.publish(first), store.publish(second)]);
      expect(await store.publications()).toEqual([first, second]);
    });
  });

  describe(`${name}: closing`, () => {
    it("takes nothing more once it is closed", async () => {
      const { store } = await open();
      await store.append(commit("c-1", [part("dossier-1", 0, "c-1")]));
      await store.close();
      expect(() => store.append(commit("c-2", [part("dossier-1", 1, "c-2")]))).toThrow(Unavailable);
      await expect(store.audit({ at: "2026-01-05T08:00:00.000Z" })).rejects.toThrow(Unavailable);
    });

    it("finds everything again when it is opened again", async () => {
      const subject = await open();
      if (subject.reopen === undefined) return;
      const { store } = subject;
      const bytes = Buffer.from("release");
      const publication = { hash: releaseHash(bytes), from: "2026-01-01", at: "2025-12-01T00:00:00.000Z" };
      await store.putRelease(releaseHash(bytes), bytes);
      await store.publish(publication);
      for (let at = 0; at < 12; at++) {
        const streams = [
          part("dossier-1", at, `c-${at}`),
          part("pool:p", at, `c-${at}`),
          part(`dossier-x${at}`, 0, `c-${at}`),
        ];
        await store.append(commit(`c-${at}`, streams, { unique: [`token-${at}`] }));
      }
      const before = await Promise.all(["dossier-1", "pool:p", "dossier-x3"].map((stream) => store.read(stream)));
      const rows = await store.rows({ audience: "everyone", limit: 100 });
      const due = await store.due({ until: "2030-01-01", limit: 100 });

      let { store: again, reopen } = await subject.reopen();
      for (let times = 0; times < 2; times++) {
        expect(await Promise.all(["dossier-1", "pool:p", "dossier-x3"].map((stream) => again.read(stream)))).toEqual(
          before,
        );
        expect(await again.rows({ audience: "everyone", limit: 100 })).toEqual(rows);
        expect(await again.due({ until: "2030-01-01", limit: 100 })).toEqual(due);
        expect(() => again.append(commit("c-x", [part("dossier-z", 0, "c-x")], { unique: ["token-3"] }))).toThrow(
          NotUnique,
        );
        expect(() => again.append(commit("c-x", [part("dossier-1", 0, "c-x")]))).toThrow(Conflict);
        expect(Buffer.from((await again.release(releaseHash(bytes))) ?? []).toString()).toBe("release");
        expect(await again.publications()).toEqual([publication]);
        if (times === 0 && reopen !== undefined) ({ store: again, reopen } = await reopen());
      }
      await again.append(commit("c-12", [part("dossier-1", 12, "c-12")]));
      expect(await again.read("dossier-1")).toHaveLength(13);
    });
  });
}

function row(stream: string, at: number) {
  return {
    ...rowsOf(stream, 1, "c")[0],
    stream,
    controller: "board-a",
    audiences: ["unit-1 writer"],
    order: String(at).padStart(4, "0"),
    shows: { at },
  };
}
