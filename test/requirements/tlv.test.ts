/** The way to a toelaatbaarheidsverklaring: at which level, with which leerjaar, and from question to decision. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { type OnTheWay, onTheWay, stateOf } from "./on-the-way.ts";

const START = { type: "start", definitions: ["tlv"], menu: "toelaatbaarheid-toolbox" };

async function blocks(way: OnTheWay): Promise<readonly unknown[]> {
  const offered = (await way.actions("ib-er")).find(({ id }) => id === "toelaatbaarheid-toolbox.tlv");
  return offered?.reasons.map(({ place }) => place["condition"]) ?? [];
}

describe("R15 The level op voorziening is the way to a TLV", () => {
  it("is the only one at which the Toelaatbaarheid Toolbox opens", async () => {
    const way = await onTheWay("tlv-toegekend", 11);
    const level = (niveau: string) => ({
      type: "record",
      kind: "niveau",
      answers: { niveau, reden: "Dat past nu beter." },
    });
    expect(await blocks(way)).toEqual([]);
    for (const niveau of ["lichte-ondersteuning", "extra-ondersteuning-school"]) {
      await way.does("ib-er", level(niveau));
      expect(await blocks(way)).toEqual(["niveau-voorziening"]);
      expect(await way.refused("ib-er", START)).toEqual(["condition niveau-voorziening"]);
    }
    await way.does("ib-er", level("extra-ondersteuning-voorziening"));
    expect(await blocks(way)).toEqual([]);
    await way.does("ib-er", START);
  });
});

describe("R41 A TLV needs the leerjaar", () => {
  it("is refused by the toolbox as long as the leerjaar is empty, and names it", async () => {
    const filled = await onTheWay("tlv-toegekend", 11);
    const records = (await filled.get("ib-er")).body["records"] as readonly {
      kind: string;
      entries: readonly JsonObject[];
    }[];
    const known = records.find(({ kind }) => kind === "leerlinggegevens")?.entries[0]?.["answers"] as JsonObject;
    const { site } = filled;
    const opened = await site.as("ib-er").open({
      relations: { "dossier.ouder": ["ouder"] },
      records: [{ kind: "niveau", answers: { niveau: "extra-ondersteuning-voorziening" } }],
    });
    const id = String(opened.body["dossier"]);
    const asked = await site.as("ib-er").send(id, START);
    expect(asked.status).toBe(409);
    const reasons = asked.body["reasons"] as readonly JsonObject[];
    const about = reasons.find(({ place }) => (place as JsonObject)["condition"] === "leerjaar-bevestigd");
    expect(about?.["message"]).toMatch(/^Het leerjaar is nog niet ingevuld/);
    const answers = { ...known, roepnaam: "Sam", geboortedatum: "2015-01-20" };
    const noted = await site.as("ib-er").send(id, { type: "record", kind: "leerlinggegevens", answers });
    expect(noted.status).toBe(200);
    const again = (await site.as("ib-er").send(id, START)).body["reasons"] as readonly JsonObject[];
    expect(again.map(({ place }) => (place as JsonObject)["condition"])).not.toContain("leerjaar-bevestigd");
  });
});

describe("R65 The TLV procedure is complete", () => {
  it("runs from question to decision over HTTP, by a school, two experts and a committee", async () => {
    const decided = await onTheWay("tlv-toegekend");
    const question = await decided.instance("ib-er", "tlv-1");
    expect([stateOf(question), (question["shows"] as JsonObject)["closed"]]).toEqual(["toegekend", true]);
  });

  it("ends in a refusal as well", async () => {
    expect(stateOf(await (await onTheWay("tlv-afgewezen")).instance("ib-er", "tlv-1"))).toBe("afgewezen");
  });
});
