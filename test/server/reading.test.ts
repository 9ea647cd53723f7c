/** What anybody with a token may read of today's release: a procedure in plain words, and where help is found. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { diagram } from "../../engine/rehearse/diagram.ts";
import { localDay } from "../../server/clock/local-day.ts";
import { releaseBytes } from "../../server/config/releases.ts";
import { releaseHash } from "../../server/store/release-hash.ts";
import { shipped } from "../support/world.ts";
import { openSite, type Site, START } from "./site.ts";

function lastRoute(site: Site): unknown {
  const line = site.store.auditLines().at(-1);
  return { route: line?.["route"], status: line?.["status"], dossiers: line?.["dossiers"] };
}

/** From the day on which the site starts, a release with just these resources. */
function publishResources(site: Site, resources: readonly JsonObject[]): string {
  const byId = Object.fromEntries(resources.map((one) => [String(one["id"]), one]));
  const bytes = releaseBytes({ ...shipped().release.release, resources: byId as never });
  const hash = releaseHash(bytes);
  site.catalog.add(hash, bytes);
  site.catalog.publish({ hash, from: localDay(START) });
  return hash;
}

describe("The readable version of a procedure", () => {
  it("is given as text, with the release that it is of, and is noticed in the audit", async () => {
    const site = await openSite();
    const { status, body } = await site.as("ouder").get("/v1/procedures/verslag/readable");
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(["release", "text"]);
    expect(body["release"]).toBe(site.catalog.current("2022-11-07").pin.hash);
    expect(body["text"]).toMatch(/^# Verslag\n[\s\S]*\n## De weg\n[\s\S]*\n## Wie ziet wat\n/);
    expect(lastRoute(site)).toEqual({ route: "GET /v1/procedures/{id}/readable", status: 200, dossiers: [] });
  });

  it("is given of the release that was asked", async () => {
    const site = await openSite();
    const before = site.catalog.current("2022-11-07").pin.hash;
    const after = publishResources(site, []);
    const read = async (query: string) => site.as("ouder").get(`/v1/procedures/verslag/readable${query}`);
    expect((await read("")).body["release"]).toBe(after);
    expect((await read(`?release=${before}`)).body["release"]).toBe(before);
    expect((await read(`?release=${"0".repeat(64)}`)).status).toBe(404);
  });

  it("is not there for a procedure that is not there", async () => {
    const site = await openSite();
    for (const id of ["verzonnen", "constructor"]) {
      expect((await site.as("ouder").get(`/v1/procedures/${id}/readable`)).status).toBe(404);
    }
  });
});

describe("The picture of a procedure", () => {
  it("is the one that the command draws, as SVG that loads nothing, and is noticed in the audit", async () => {
    const site = await openSite();
    const { status, headers, text } = await site.as("ouder").get("/v1/procedures/verslag/diagram");
    expect(status).toBe(200);
    expect(text).toBe(diagram(shipped().release, "verslag"));
    expect(headers.get("content-type")).toBe("image/svg+xml; charset=utf-8");
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none';/);
    expect(lastRoute(site)).toEqual({ route: "GET /v1/procedures/{id}/diagram", status: 200, dossiers: [] });
  });

  it("is kept by a browser, which asks each time whether it is still the same", async () => {
    const site = await openSite();
    const ask = (headers = {}) => site.as("ouder").get("/v1/procedures/verslag/diagram", headers);
    const first = await ask();
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    expect(first.headers.get("cache-control")).toBe("private, no-cache");
    const again = await ask({ "if-none-match": `"other", W/${etag}` });
    expect([again.status, again.text, again.headers.get("etag")]).toEqual([304, "", etag]);
    expect(again.headers.get("content-security-policy")).toBe(first.headers.get("content-security-policy"));
    expect((await ask({ "if-none-match": '"other"' })).status).toBe(200);
    expect((await site.send("/v1/procedures/verslag/diagram", { headers: { "if-none-match": etag } })).status).toBe(
      401,
    );
  });

  it("is of the release that was asked, and not there for what is not there", async () => {
    const site = await openSite();
    const { release } = shipped().release;
    const renamed = { ...release.definitions, verslag: { ...release.definitions["verslag"], title: "Iets anders" } };
    const bytes = releaseBytes({ ...release, definitions: renamed as never });
    const hash = releaseHash(bytes);
    const before = site.catalog.current("2022-11-07").pin.hash;
    site.catalog.add(hash, bytes);
    site.catalog.publish({ hash, from: localDay(START) });
    const titleOf = async (query: string) =>
      /<title>([^<]*)/.exec((await site.as("ouder").get(`/v1/procedures/verslag/diagram${query}`)).text)?.[1];
    expect(await titleOf("")).toBe("Stroomschema: Iets anders");
    expect(await titleOf(`?release=${before}`)).toBe("Stroomschema: Verslag");
    for (const path of ["verzonnen/diagram", "constructor/diagram", `verslag/diagram?release=${"0".repeat(64)}`]) {
      expect((await site.as("ouder").get(`/v1/procedures/${path}`)).status).toBe(404);
    }
  });
});

describe("The resources", () => {
  it("are those of today's release, each with its kind, title and address", async () => {
    const site = await openSite();
    const { status, body } = await site.as("ouder").get("/v1/resources");
    const ids = Object.keys(shipped().release.release.resources);
    const items = body["items"] as JsonObject[];
    expect(status).toBe(200);
    expect(body["release"]).toBe(site.catalog.current("2022-11-07").pin.hash);
    expect(items.map(({ id }) => id)).toEqual(ids);
    expect(body["total"]).toBe(ids.length);
    expect(items).toContainEqual({
      ...{ id: "helpdesk-telefoon", kind: "contact", help: "technical", url: "tel:+31365472111" },
      title: "Helpdesk voor technische vragen, telefoon 036-5472111",
    });
    expect(lastRoute(site)).toEqual({ route: "GET /v1/resources", status: 200, dossiers: [] });
  });

  it("are listed up to and with the last day on which they are valid", async () => {
    const site = await openSite();
    const card = (id: string) => ({ id, kind: "card", title: `Kaart ${id}`, url: "https://example.org/" });
    const release = publishResources(site, [
      { $schema: "../x.json", ...card("gisteren"), validUntil: "2022-11-06" },
      { $schema: "../x.json", ...card("vandaag"), validUntil: "2022-11-07" },
      { $schema: "../x.json", ...card("altijd") },
    ]);
    const today = [{ ...card("vandaag"), validUntil: "2022-11-07" }, card("altijd")];
    const shown = async () => (await site.as("tpo").get("/v1/resources")).body;
    expect(await shown()).toEqual({ release, unit: "tpo-3", items: today, total: 2 });
    site.clock.days(1);
    expect(await shown()).toEqual({ release, unit: "tpo-3", items: [card("altijd")], total: 1 });
  });

  it("are not given for a unit that is not there", async () => {
    const site = await openSite();
    for (const unit of ["verzonnen", "constructor", ""]) {
      const { status, body } = await site.as("ouder").get(`/v1/resources?unit=${unit}`);
      expect([status, (body["errors"] as JsonObject[])[0]?.["code"]]).toEqual([400, "unit"]);
    }
  });
});
