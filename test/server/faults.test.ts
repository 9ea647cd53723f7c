/** A store that takes nothing, and what the server then says and shows. */

import { describe, expect, it } from "vitest";
import { Conflict } from "../../server/store/port.ts";
import { brokenSite } from "./failing.ts";
import { type Answer, freshKey, openedDossier } from "./site.ts";

const save = (words: string) => ({
  type: "save",
  instance: "hgw-cyclus-1",
  form: "waarnemen",
  answers: { hulpvraag: words },
});

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

  it("a stream that keeps moving is given up after three tries and three more alone, with 503", async () => {
    const { site, faults } = await brokenSite();
    const dossier = await openedDossier(site);
    let tries = 0;
    const real = faults.append;
    faults.append = () => {
      tries += 1;
      throw new Conflict([dossier]);
    };
    const answer = await site.as("leerkracht").send(dossier, save("Weer?"));
    expect([answer.status, tries]).toEqual([503, 6]);
    faults.append = real;
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

describe("Whoever lost three times", () => {
  it("goes alone: the others wait until that turn is over", async () => {
    const { site, faults } = await brokenSite();
    const dossier = await openedDossier(site);
    const [loser, other] = [site.as("leerkracht"), site.as("ib-er")];
    const record = { type: "record", kind: "niveau", answers: { niveau: "lichte-ondersteuning" } };
    const order: string[] = [];
    const real = faults.append;
    let others: Promise<Answer> | undefined;
    faults.append = (commit) => {
      order.push(commit.actor);
      if (commit.actor !== "leerkracht" || order.length > 3) return real(commit);
      throw new Conflict([dossier]);
    };
    faults.read = async () => {
      // Read again after the third time, alone now: somebody else comes, and is quick.
      if (order.length !== 3 || others !== undefined) return;
      others = other.send(dossier, record);
      for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    };
    expect((await loser.send(dossier, save("Nu ik."))).status).toBe(200);
    expect((await others)?.status).toBe(200);
    expect(order).toEqual([...Array(4).fill("leerkracht"), "ib-er"]);
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
