/** Sharing, filing and confirming: what the SWV sees, and from when. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { freshKey } from "../server/site.ts";
import { changed, put, shippedFiles } from "../support/source.ts";
import { loaded } from "../support/world.ts";
import { onTheWay, stateOf, TOOLBOX } from "./on-the-way.ts";

const TO_SHARED = 11;
const TO_FILED = 16;

describe("R12 Sharing makes no question", () => {
  it("leaves the number of requests as it was, and the inbox of the TPO empty", async () => {
    const before = await onTheWay("startgesprek-met-vervolg", TO_SHARED - 1);
    const requests = async () => ((await before.get("ib-er")).body["requests"] as unknown[]).length;
    expect(await requests()).toBe(0);
    await before.does("ib-er", { type: "record", kind: "delen", answers: { "ouders-weten-het": "ja" } });
    expect(await requests()).toBe(0);
    const { body } = await before.get("tpo");
    expect([body["requests"], body["tasks"], body["messages"]]).toEqual([[], [], []]);
    expect(await before.total("tpo", "tasks")).toBe(0);
  });
});

describe("R13 After sharing, the SWV sees that it exists and at which level", () => {
  it("shows the school and the level with 200, and nothing else", async () => {
    const shared = await onTheWay("startgesprek-met-vervolg", TO_SHARED);
    const told = { "dossier.unit": "school-a", "records.niveau.niveau": "extra-ondersteuning-school" };
    const { status, body, text } = await shared.get("tpo");
    expect(status).toBe(200);
    const { id, actions, ...shown } = body;
    expect(id).toBe(shared.dossier);
    expect(shown).toEqual({ dossier: {}, disclosed: told, records: [], tasks: [], messages: [], requests: [] });
    expect((actions as JsonObject[]).filter((one) => one["allowed"])).toEqual([]);
    const list = await shared.site.as("tpo").get("/v1/dossiers");
    expect(list.body["items"]).toEqual([{ dossier: { id }, disclosed: told, requests: [], tasks: [] }]);
    expect((await shared.get("tpo", "/history")).body["lines"]).toEqual([]);
    for (const content of ["Noor", "Voorbeeld", "taak zelf", "overzicht"])
      expect(text + list.text).not.toContain(content);
    expect((await shared.get("consulent")).status).toBe(404);
    expect((await shared.get("tpo-een")).status).toBe(404);
  });
});

describe("R14 Sharing is possible at two levels", () => {
  it("is refused on lichte ondersteuning, where the dossier is not there for the SWV, and possible on the other two", async () => {
    const light = await onTheWay("alleen-gedeeld", 3);
    const share = { type: "record", kind: "delen", answers: { "ouders-weten-het": "ja" } };
    const level = (niveau: string) => ({
      type: "record",
      kind: "niveau",
      answers: { niveau, reden: "Er is meer nodig." },
    });
    expect(await light.refused("ib-er", share)).toEqual(["condition deelbaar-niveau"]);
    expect((await light.get("tpo")).status).toBe(404);
    for (const niveau of ["extra-ondersteuning-school", "extra-ondersteuning-voorziening"]) {
      await light.does("ib-er", level(niveau));
      await light.does("ib-er", share);
      expect((await light.get("tpo")).body["disclosed"]).toMatchObject({ "records.niveau.niveau": niveau });
    }
  });
});

describe("R16 A question is filed and confirmed", () => {
  it("waits for its confirmation, and the TPO sees nothing of it", async () => {
    const filed = await onTheWay("startgesprek-met-vervolg", TO_FILED);
    expect(stateOf(await filed.instance("ib-er", "startgesprek-1"))).toBe("nog-niet-bevestigd");
    const { body, text } = await filed.get("tpo");
    expect([body["requests"], body["tasks"], body["messages"], body["records"]]).toEqual([[], [], [], []]);
    expect(text).not.toContain("startgesprek");
    expect(await filed.total("tpo", "tasks")).toBe(0);
    expect((await filed.get("consulent")).status).toBe(404);
    expect(await filed.total("consulent", "dossiers")).toBe(0);
  });
});

describe("R17 A confirmed question arrives at the TPO of the school", () => {
  it("is in the inbox of that TPO only, with one time, however often somebody presses", async () => {
    const filed = await onTheWay("startgesprek-met-vervolg", TO_FILED);
    const { site, dossier } = filed;
    const confirm = { type: "act", instance: "startgesprek-1", action: "bevestigen" };
    const client = site.as("ib-er");
    const mark = { "if-match": await client.etag(dossier, "startgesprek-1"), "idempotency-key": freshKey() };
    const pressed = await Promise.all([client.send(dossier, confirm, mark), client.send(dossier, confirm, mark)]);
    expect(pressed.map(({ status }) => status)).toEqual([200, 200]);
    expect(pressed[0]?.text).toBe(pressed[1]?.text);
    expect((await client.send(dossier, confirm, { ...mark, "idempotency-key": freshKey() })).status).toBe(412);
    expect(await filed.refused("ib-er", confirm)).toEqual(["not-here"]);
    const list = (await site.as("tpo").get("/v1/dossiers")).body;
    expect(list["total"]).toBe(1);
    expect(await filed.total("tpo", "tasks")).toBe(1);
    const question = await filed.instance("tpo", "startgesprek-1");
    expect((question["filed"] as JsonObject[]).map(({ at }) => at)).toEqual(["2022-11-07T08:00:16.000Z"]);
    for (const other of ["tpo-een", "tpo-twee", "tpo-vier", "consulent-een"]) {
      expect((await filed.get(other)).status).toBe(404);
      expect([await filed.total(other, "dossiers"), await filed.total(other, "tasks")]).toEqual([0, 0]);
    }
  });
});

describe("R18 Sharing and filing do not need each other", () => {
  it("leaves a shared dossier without a question as it is, for as long as nobody files", async () => {
    const shared = await onTheWay("startgesprek-met-vervolg", TO_SHARED);
    const before = (await shared.get("tpo")).text;
    shared.site.clock.days(700);
    expect((await shared.get("ib-er")).body["requests"]).toEqual([]);
    expect((await shared.get("tpo")).text).toBe(before);
  });

  it("lets a school file without sharing, after a warning, unless the source asks for sharing first", async () => {
    const start = { ...TOOLBOX, acknowledged: ["gedeeld"] };
    const free = await onTheWay("startgesprek-zonder-delen", 9);
    expect(await free.refused("ib-er", TOOLBOX)).toEqual(["acknowledge gedeeld"]);
    await free.does("ib-er", start);

    const files = changed(shippedFiles(), "definitions/menus/ondersteuning-toolbox.json", (json) =>
      put(json, "/requires", [{ holds: "gedeeld" }]),
    );
    const strict = await onTheWay("startgesprek-zonder-delen", 9, { world: loaded(files) });
    expect(await strict.refused("ib-er", start)).toEqual(["condition gedeeld"]);
    await strict.does("ib-er", { type: "record", kind: "delen", answers: { "ouders-weten-het": "ja" } });
    await strict.does("ib-er", start);
  });
});
