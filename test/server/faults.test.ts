/** A store that takes nothing, and what the server then says and shows. */

import { describe, expect, it } from "vitest";
import type { MemoryStore } from "../../server/store/memory.ts";
import { type Commit, Conflict, type Store, type StoredPart, Unavailable } from "../../server/store/port.ts";
import { type Answer, freshKey, openedDossier, openSite } from "./site.ts";

const save = (words: string) => ({
  type: "save",
  instance: "hgw-cyclus-1",
  form: "waarnemen",
  answers: { hulpvraag: words },
});

type How = "well" | "full" | "later-full" | "later-broken" | "conflict";

interface Faults {
  appends: How;
  audits: "well" | "broken";
  /** Runs while a commit is queued, before it is taken back. */
  meanwhile(): Promise<void>;
  /** Called instead of the memory store's own. */
  append: Store["append"];
}

/** Stands before a memory store and lets it fail as a disk does: at once, or when others have seen the commit already. */
function failing(store: MemoryStore): { faults: Faults; through: Store } {
  const undone: ((streams: readonly string[]) => void)[] = [];
  const pending = new Map<string, StoredPart[]>();
  // A line that comes after a commit is never durable before it.
  let before: Promise<void> = Promise.resolve();
  const faults: Faults = { appends: "well", audits: "well", meanwhile: async () => {}, append: store.append };

  async function takenBack({ id: commit, at, actor, streams }: Commit, full: boolean): Promise<readonly StoredPart[]> {
    for (const { stream, expected, skeleton, content } of streams) {
      const revision = expected + 1;
      pending.set(stream, [{ format: 1, commit, at, actor, stream, revision, previous: "", skeleton, content }]);
    }
    let over: () => void = () => undefined;
    before = new Promise((resolve) => {
      over = resolve;
    });
    await faults.meanwhile();
    pending.clear();
    over();
    for (const listener of undone) listener(streams.map(({ stream }) => stream));
    throw new Unavailable("taken back", full);
  }

  const through: Store = {
    ...store,
    read: async (stream) => [...(await store.read(stream)), ...(pending.get(stream) ?? [])],
    append(commit) {
      switch (faults.appends) {
        case "well":
          return faults.append(commit);
        case "full":
          throw new Unavailable("full", true);
        case "later-full":
          return takenBack(commit, true);
        case "later-broken":
          return takenBack(commit, false);
        case "conflict":
          throw new Conflict(commit.streams.map(({ stream }) => stream));
        default:
          return faults.appends satisfies never;
      }
    },
    onUndone: (listener) => void undone.push(listener),
    async audit(line) {
      await before;
      if (faults.audits === "broken") throw new Unavailable("broken", false);
      await store.audit(line);
    },
  };
  return { faults, through };
}

async function brokenSite() {
  let faults: Faults | undefined;
  const site = await openSite({
    through(store) {
      const made = failing(store);
      faults = made.faults;
      return made.through;
    },
  });
  if (faults === undefined) throw new Error("the store was not asked for");
  return { site, faults };
}

describe("When the store takes no writes", () => {
  for (const [how, status] of [
    ["full", 507],
    ["later-broken", 503],
    ["later-full", 507],
  ] as const) {
    it(`a command is refused with ${status} (${how}), nothing of it is seen, and it can be sent again`, async () => {
      const { site, faults } = await brokenSite();
      const dossier = await openedDossier(site);
      const client = site.as("leerkracht");
      const before = (await client.get(`/v1/dossiers/${dossier}`)).text;
      const headers = {
        "idempotency-key": freshKey(),
        "if-match": await client.etag(dossier, "hgw-cyclus-1", "waarnemen"),
      };
      faults.appends = how;
      const refused = await client.post(`/v1/dossiers/${dossier}/commands`, save("Weg?"), headers);
      expect([refused.status, refused.headers.get("content-type")]).toEqual([status, "application/problem+json"]);
      expect((await client.get(`/v1/dossiers/${dossier}`)).text).toBe(before);
      faults.appends = "well";
      const again = await client.post(`/v1/dossiers/${dossier}/commands`, save("Weg?"), headers);
      expect(again.status).toBe(200);
      expect(site.store.auditLines().filter(({ status: noted }) => noted === status).length).toBe(1);
    });
  }

  it("nobody is answered with what was taken back meanwhile", async () => {
    const { site, faults } = await brokenSite();
    const dossier = await openedDossier(site);
    const client = site.as("leerkracht");
    const headers = {
      "idempotency-key": freshKey(),
      "if-match": await client.etag(dossier, "hgw-cyclus-1", "waarnemen"),
    };
    faults.appends = "later-full";
    let others: Promise<Answer[]> = Promise.resolve([]);
    faults.meanwhile = async () => {
      others = Promise.all([
        client.get(`/v1/dossiers/${dossier}`),
        client.post(`/v1/dossiers/${dossier}/commands`, save("Weg?"), headers),
      ]);
      // Until both have looked, and wait for their line or for the disk.
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    };
    const first = await client.post(`/v1/dossiers/${dossier}/commands`, save("Weg?"), headers);
    expect(first.status).toBe(507);
    const [read, repeated] = await others;
    expect([read?.status, repeated?.status]).toEqual([503, 507]);
    expect(read?.text).not.toContain("Weg?");
    expect((await client.get(`/v1/dossiers/${dossier}`)).text).not.toContain("Weg?");
  });

  it("a read is refused with 503 when its line cannot be written", async () => {
    const { site, faults } = await brokenSite();
    const dossier = await openedDossier(site);
    faults.audits = "broken";
    for (const path of ["/v1/me", "/v1/dossiers", `/v1/dossiers/${dossier}`, "/v1/nowhere"]) {
      const answer = await site.as("ib-er").get(path);
      expect(answer.status).toBe(503);
      expect(answer.text).not.toContain(dossier);
    }
  });

  it("a stream that keeps moving is given up after three tries, with 503", async () => {
    const { site, faults } = await brokenSite();
    const dossier = await openedDossier(site);
    faults.appends = "conflict";
    const answer = await site.as("leerkracht").send(dossier, save("Weer?"));
    expect(answer.status).toBe(503);
    faults.appends = "well";
    expect((await site.as("leerkracht").send(dossier, save("Weer?"))).status).toBe(200);
  });

  it("somebody else's commit in between is seen, and decided on again", async () => {
    const { site, faults } = await brokenSite();
    const dossier = await openedDossier(site);
    let tries = 0;
    const real = faults.append;
    faults.append = (commit) => {
      tries += 1;
      if (tries === 1) throw new Conflict([dossier]);
      return real(commit);
    };
    expect((await site.as("leerkracht").send(dossier, save("Toch."))).status).toBe(200);
    expect(tries).toBe(2);
  });
});

describe("When something unforeseen goes wrong", () => {
  it("the answer is a 500 that tells nothing, and the line for the operator holds no content", async () => {
    const { site, faults } = await brokenSite();
    const dossier = await openedDossier(site);
    faults.append = () => {
      throw new Error("a secret from /the/disk at KANARIE");
    };
    const answer = await site.as("leerkracht").send(dossier, save("KANARIE"));
    expect(answer.body).toEqual({
      ...{ type: "urn:draaiboek:problem:fault", title: expect.any(String), status: 500, detail: expect.any(String) },
      instance: expect.stringMatching(/^urn:uuid:/),
    });
    expect(answer.text).not.toContain("secret");
    expect(site.reported.length).toBe(1);
    expect(JSON.stringify(site.reported)).not.toMatch(/KANARIE|secret|\/the\/disk/);
    expect(site.store.auditLines().at(-1)).toEqual(expect.objectContaining({ status: 500 }));
  });
});
