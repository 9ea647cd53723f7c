/** Reports: what they hold, how they are made during a meeting, and how the parents read them first. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { put } from "../support/source.ts";
import { formOf, onTheWay, stateOf } from "./on-the-way.ts";
import { publish, sourceWith } from "./source.ts";

const NAME = "verslag-lezen-door-ouders";
const save = (answers: JsonObject, form = "verslag") => ({ type: "save", instance: "verslag-1", form, answers });
const act = (action: string) => ({ type: "act", instance: "verslag-1", action });

describe("R48 A report has various fields", () => {
  const WANTED = [
    "aanwezigen",
    "doelen-en-wensen-leerling",
    "doelen-en-wensen-ouders",
    "doelen-en-wensen-leerkracht",
    "conclusie",
  ];

  it("has who was there, the goals and wishes of the child, the parents and the teacher, and a conclusion", async () => {
    const way = await onTheWay(NAME, 2);
    const { body } = await way.site.as("leerkracht").get("/v1/forms/verslag");
    expect(Object.keys((body["schema"] as JsonObject)["properties"] as JsonObject)).toEqual(
      expect.arrayContaining(WANTED),
    );
  });

  it("has one field more when the source has", async () => {
    const way = await onTheWay(NAME, 1);
    const field = { title: "Sfeer", type: "string", maxLength: 200 };
    publish(
      way.site,
      sourceWith({ "forms/schemas/verslag.schema.json": (json) => put(json, "/properties/sfeer", field) }),
    );
    await way.does("leerkracht", { type: "start", definitions: ["verslag"] });
    await way.does("leerkracht", save({ sfeer: "Open en rustig." }));
    expect(formOf(await way.instance("ib-er", "verslag-1"), "verslag")["answers"]).toEqual({
      sfeer: "Open en rustig.",
    });
  });
});

describe("R49 A report is made during the meeting", () => {
  it("is saved many times and stays one report; what was saved last is there after the connection dropped", async () => {
    const way = await onTheWay(NAME, 2);
    const said = "De aanpak blijft, en thuis gaat het ook goed.";
    for (let length = 5; length <= said.length; length += 8) {
      await way.does("leerkracht", save({ conclusie: said.slice(0, length) }));
    }
    const client = way.site.as("leerkracht");
    const key = {
      "idempotency-key": "saved-twice-0000000001",
      "if-match": await client.etag(way.dossier, "verslag-1", "verslag"),
    };
    const first = await client.send(way.dossier, save({ conclusie: said }), key);
    // No answer came, so it is sent again.
    const again = await client.send(way.dossier, save({ conclusie: said }), key);
    expect([first.status, again.text]).toEqual([200, first.text]);
    const { body } = await way.get("ib-er");
    expect((body["requests"] as JsonObject[]).map(({ instance }) => instance)).toEqual(["verslag-1"]);
    expect(formOf(await way.instance("ib-er", "verslag-1"), "verslag")["answers"]).toEqual({ conclusie: said });
  });
});

describe("R50 The parents read a report before it is final", () => {
  it("is theirs to read and not to change while it is shared; their remark is kept; then it is final", async () => {
    const shared = await onTheWay(NAME, 6);
    expect(stateOf(await shared.instance("ouder", "verslag-1"))).toBe("gedeeld-ter-lezing");
    expect(await shared.refused("ouder", save({ conclusie: "Anders" }))).toEqual(["not-here"]);
    await shared.does(
      "ouder",
      save({ oordeel: "opmerkingen", opmerkingen: "Thuis werkt Noor rustig." }, "reactie-verslag"),
    );
    await shared.does("ouder", act("reageren"));
    await shared.does("leerkracht", act("definitief-maken"));
    const final = await shared.instance("ouder", "verslag-1");
    expect(stateOf(final)).toBe("definitief");
    expect(formOf(final, "reactie-verslag")["answers"]).toMatchObject({ opmerkingen: "Thuis werkt Noor rustig." });
  });

  it("is not there for the parents while it is a draft", async () => {
    const draft = await onTheWay(NAME, 5);
    expect((await draft.get("ouder")).body["requests"]).toEqual([]);
  });
});

describe("R51 A dossier has more than one report", () => {
  it("lists each of them", async () => {
    const two = await onTheWay(NAME, 15);
    const requests = (await two.get("ib-er")).body["requests"] as readonly JsonObject[];
    expect(requests.map(({ instance }) => instance)).toEqual(["verslag-1", "verslag-2"]);
  });
});
