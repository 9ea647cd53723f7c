/** The first page of the newsletter: where to look, whom to ask, and until when a notice counts. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { openedDossier, openSite } from "../server/site.ts";
import { byId, itemsAt, publish, sourceWith } from "./source.ts";

const file = (id: string) => `definitions/resources/${id}.json`;

describe("R1 The knoppencursus is a link that is configuration", () => {
  it("changed in the source, the new address is given without a restart, in running dossiers too", async () => {
    const site = await openSite();
    const school = site.as("ib-er");
    const dossier = await openedDossier(site);
    const inDossier = async () => {
      const { cycle } = (await school.get(`/v1/dossiers/${dossier}`)).body;
      return byId((cycle as JsonObject)["resources"] as JsonObject[], "knoppencursus")?.["url"];
    };
    expect(byId(await itemsAt(school), "knoppencursus")?.["url"]).toBe("https://youtu.be/6QUWrOXz-Pw");
    expect(await inDossier()).toBe("https://youtu.be/6QUWrOXz-Pw");
    const url = "https://example.org/nieuwe-knoppencursus";
    publish(site, sourceWith({ [file("knoppencursus")]: (json) => Object.assign(json, { url }) }));
    expect(byId(await itemsAt(school), "knoppencursus")?.["url"]).toBe(url);
    expect(await inDossier()).toBe(url);
  });
});

describe("R2 Two help channels are told apart", () => {
  it("a school gets the helpdesk for the system, and the consulenten of its own TPO for the content", async () => {
    const site = await openSite();
    const channels = async (unit: string) => {
      const items = await itemsAt(site.as("ib-er"), `/v1/resources?unit=${unit}`);
      return items
        .filter(({ help }) => help !== undefined)
        .map(({ help, url, people }) => ({ help, at: url ?? people }));
    };
    const helpdesk = [
      { help: "technical", at: "mailto:support@leerwinst.nl" },
      { help: "technical", at: "tel:+31365472111" },
    ];
    expect(await channels("school-a")).toEqual([...helpdesk, { help: "content", at: ["Coen Voorbeeld"] }]);
    expect(await channels("school-b")).toEqual([...helpdesk, { help: "content", at: ["Carla Voorbeeld"] }]);
  });

  it("a dossier gives both for its own school, to a parent too, who works nowhere", async () => {
    const site = await openSite();
    const dossier = await openedDossier(site);
    const { cycle } = (await site.as("ouder").get(`/v1/dossiers/${dossier}`)).body;
    const help = ((cycle as JsonObject)["resources"] as JsonObject[]).filter((one) => one["help"] !== undefined);
    expect(help.map(({ id, people }) => [id, people])).toEqual([
      ["helpdesk-mail", undefined],
      ["helpdesk-telefoon", undefined],
      ["inhoudelijke-vragen", ["Coen Voorbeeld"]],
    ]);
  });
});

describe("R3 All help stands in one place", () => {
  it("one list has the kennisbank, the helpdesk and the DOE-kaarten", async () => {
    const site = await openSite();
    const kinds = (await itemsAt(site.as("leerkracht"))).map(({ id, kind }) => `${kind} ${id}`);
    expect(kinds).toEqual(
      expect.arrayContaining([
        "link kennisbank",
        "contact helpdesk-mail",
        "contact helpdesk-telefoon",
        "card doe-kaart-startgesprek",
        "card doe-kaart-individueel",
        "card doe-kaart-cluster",
      ]),
    );
  });
});

describe("R10 The transition notice is a linked document", () => {
  it("is offered with its last day up to and with that day, and not after it", async () => {
    const site = await openSite({ start: Date.parse("2022-12-31T12:00:00+01:00") });
    const notice = async () => byId(await itemsAt(site.as("ib-er")), "overgangsfase");
    expect(await notice()).toEqual({
      id: "overgangsfase",
      kind: "document",
      title: "Overgang van Onderwijs Transparant naar TOP Dossier",
      url: "https://swvutrechtpo.nl/wp-content/uploads/2022/10/20220922_Overgangsfase-OT-naar-TOP-Dossier-1.pdf",
      validUntil: "2022-12-31",
    });
    site.clock.set(Date.parse("2022-12-31T23:59:59+01:00"));
    expect(await notice()).not.toBe(undefined);
    site.clock.set(Date.parse("2023-01-01T00:00:00+01:00"));
    expect(await notice()).toBe(undefined);
  });
});
