/** The last pages of the newsletter: documents with a procedure, help with a step, and whom to ask. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Organisation } from "../../definitions/grammar/types.generated.ts";
import { openedDossier, openSite, type Site } from "../server/site.ts";
import { put, shippedFiles } from "../support/source.ts";
import { byId, itemsAt, publish, sourceWith } from "./source.ts";

const file = (id: string) => `definitions/resources/${id}.json`;

/** What a procedure names, with the states that do. */
async function resourcesOf(site: Site, procedure: string): Promise<readonly JsonObject[]> {
  const { status, body } = await site.as("ib-er").get(`/v1/procedures/${procedure}`);
  expect(status).toBe(200);
  return body["resources"] as JsonObject[];
}

describe("R57 Each procedure can carry links to documents and templates", () => {
  it("a procedure is given with its links and templates, each with its address", async () => {
    const site = await openSite();
    const found = await resourcesOf(site, "startgesprek");
    expect(found.map(({ id, kind }) => `${kind} ${id}`)).toEqual(
      expect.arrayContaining([
        "card doe-kaart-startgesprek",
        "template uitnodiging-startgesprek",
        "template agenda-startgesprek",
      ]),
    );
    for (const { url, people } of found) expect(url ?? people).not.toBe(undefined);
  });

  it("another one is named in the source, and is there", async () => {
    const site = await openSite();
    publish(
      site,
      sourceWith({
        [file("voorbeeld")]: (json) =>
          Object.assign(json, {
            id: "voorbeeld",
            kind: "document",
            title: "Voorbeeld",
            url: "https://example.org/v.pdf",
          }),
        "definitions/procedures/verslag.json": (json) => put(json, "/meta/resources/-", "voorbeeld"),
      }),
    );
    expect(byId(await resourcesOf(site, "verslag"), "voorbeeld")).toEqual({
      ...{ id: "voorbeeld", kind: "document", title: "Voorbeeld", url: "https://example.org/v.pdf" },
    });
  });
});

describe("R58 Templates for the invitation and the agenda of a startgesprek", () => {
  it("are offered to take along; what a school makes of its copy never reaches the one of the SWV", async () => {
    const site = await openSite();
    const templates = async () => (await itemsAt(site.as("tpo"))).filter(({ kind }) => kind === "template");
    const before = await templates();
    expect(before.map(({ id }) => id)).toEqual(["agenda-startgesprek", "uitnodiging-startgesprek"]);
    for (const { url } of before) expect(url).toMatch(/^https:\/\/swvutrechtpo\.nl\/digitale-bibliotheek\//);
    const own = { id: "agenda-startgesprek", title: "Onze eigen agenda" };
    for (const path of ["/v1/resources", "/v1/resources/agenda-startgesprek"]) {
      expect([404, 405]).toContain((await site.as("ib-er").post(path, own)).status);
    }
    expect(await templates()).toEqual(before);
  });
});

describe("R59 DOE-kaarten and handleidingen", () => {
  it("there is a card for startgesprek, individueel and cluster, and a handleiding for the latter two", async () => {
    const site = await openSite();
    const cards = (await itemsAt(site.as("ib-er"))).filter(({ kind }) => kind === "card");
    const found = Object.fromEntries(cards.map(({ id, title, url }) => [String(id), `${title} ${url}`]));
    expect(found["doe-kaart-startgesprek"]).toBe("DOE-kaart startgesprek https://swvutrechtpo.nl/startgesprek/");
    expect(found["doe-kaart-individueel"]).toBe(
      "DOE-kaart en handleiding individueel arrangeren https://swvutrechtpo.nl/handelingsgericht-arrangeren/",
    );
    expect(found["doe-kaart-cluster"]).toBe(
      "DOE-kaart en handleiding clusterarrangeren https://swvutrechtpo.nl/handelingsgericht-arrangeren/",
    );
  });

  it("a procedure without a card is valid: the source without any is used as it is", async () => {
    const cards = [...shippedFiles()].filter(([, text]) => (JSON.parse(text) as JsonObject)["kind"] === "card");
    const ids = cards.map(([path]) => /([^/]+)\.json$/.exec(path)?.[1] ?? "");
    expect(ids.length).toBeGreaterThanOrEqual(3);
    const withoutIn = (list: unknown) => (Array.isArray(list) ? list.filter((id: string) => !ids.includes(id)) : list);
    const procedures = [...shippedFiles().keys()].filter((path) => path.startsWith("definitions/procedures/"));
    const bare = sourceWith({
      ...Object.fromEntries(cards.map(([path]) => [path, undefined])),
      ...Object.fromEntries(
        procedures.map((path) => [
          path,
          (json) => {
            const whole = json as { meta: JsonObject; states: { [id: string]: { meta: JsonObject } } };
            for (const owner of [whole, ...Object.values(whole.states)]) {
              if (owner.meta["resources"] !== undefined)
                owner.meta = { ...owner.meta, resources: withoutIn(owner.meta["resources"]) as string[] };
            }
          },
        ]),
      ),
    });
    expect(Object.values(bare.resources).filter(({ kind }) => kind === "card")).toEqual([]);
    const site = await openSite();
    publish(site, bare);
    const found = await resourcesOf(site, "startgesprek");
    expect(found.map(({ kind }) => kind)).not.toContain("card");
    expect(found.map(({ id }) => id)).toContain("agenda-startgesprek");
  });
});

describe("R60 Links go to the digital library", () => {
  it("a changed link is given at once, without a new version of the program", async () => {
    const site = await openSite();
    const library = async () => byId(await itemsAt(site.as("ib-er")), "digitale-bibliotheek")?.["url"];
    expect(await library()).toMatch(/^https:\/\/swvutrechtpo\.nl\/digitale-bibliotheek\//);
    const url = "https://example.org/bibliotheek";
    publish(site, sourceWith({ [file("digitale-bibliotheek")]: (json) => Object.assign(json, { url }) }));
    expect(await library()).toBe(url);
  });
});

describe("R61 The kennisbank with each step", () => {
  it("every step of the cycle names it, and the help of the step that a dossier stands in returns the link", async () => {
    const site = await openSite();
    const named = byId(await resourcesOf(site, "hgw-cyclus"), "kennisbank")?.["states"] as string[];
    expect(named).toEqual(expect.arrayContaining(["waarnemen", "begrijpen", "plannen", "realiseren"]));
    const dossier = await openedDossier(site);
    const { cycle } = (await site.as("ib-er").get(`/v1/dossiers/${dossier}`)).body;
    const { shows, resources } = cycle as { shows: JsonObject; resources: JsonObject[] };
    expect(shows["state"]).toBe("waarnemen");
    expect(byId(resources, "kennisbank")?.["url"]).toBe("https://topdossier.zendesk.com/hc/nl");
  });
});

describe("R62 The helpdesk's mail address and telephone number are configuration", () => {
  it("changed in the source, the new ones are given", async () => {
    const site = await openSite();
    const helpdesk = async () =>
      (await itemsAt(site.as("ib-er"))).filter(({ help }) => help === "technical").map(({ url }) => url);
    expect(await helpdesk()).toEqual(["mailto:support@leerwinst.nl", "tel:+31365472111"]);
    publish(
      site,
      sourceWith({
        [file("helpdesk-mail")]: (json) => Object.assign(json, { url: "mailto:hulp@example.org" }),
        [file("helpdesk-telefoon")]: (json) => Object.assign(json, { url: "tel:+31300000000" }),
      }),
    );
    expect(await helpdesk()).toEqual(["mailto:hulp@example.org", "tel:+31300000000"]);
  });
});

describe("R63 For questions about the content the consulenten of the school's TPO are shown", () => {
  it("a school that goes to another TPO gets other names", async () => {
    const site = await openSite();
    const names = async () => byId(await itemsAt(site.as("ib-er")), "inhoudelijke-vragen")?.["people"];
    expect(await names()).toEqual(["Coen Voorbeeld"]);
    const now = site.organisation();
    const school = now.units["school-a"];
    if (school === undefined) throw new Error("there is no such school");
    const moved: Organisation = {
      ...now,
      units: { ...now.units, "school-a": { ...school, links: { ...school.links, swv: "tpo-1" } } },
    };
    site.setOrganisation(moved);
    expect(await names()).toEqual(["Carla Voorbeeld"]);
  });

  it("a school whose TPO has nobody, or that has no TPO, gets no names rather than those of another", async () => {
    const site = await openSite();
    const names = async (unit: string) =>
      byId(await itemsAt(site.as("ib-er"), `/v1/resources?unit=${unit}`), "inhoudelijke-vragen")?.["people"];
    expect(await names("school-d")).toEqual([]);
    const { "school-d": school, ...rest } = site.organisation().units;
    if (school === undefined) throw new Error("there is no such school");
    const { links: _links, ...alone } = school;
    site.setOrganisation({ ...site.organisation(), units: { ...rest, "school-d": alone } });
    expect(await names("school-d")).toEqual([]);
  });
});
