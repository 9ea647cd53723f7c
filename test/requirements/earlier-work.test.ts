/** What the school did before it asks for help: it must have been done, and about the same thing. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { onTheWay } from "./on-the-way.ts";

const NAME = "arrangement-voorwaarden";
const START = { type: "start", definitions: ["arrangement"], menu: "ondersteuning-toolbox", acknowledged: ["gedeeld"] };
const work = (domein: string) => ({
  type: "record",
  kind: "eerder-planmatig-werk",
  answers: {
    domein,
    "wat-is-gedaan": "Twee keer tien weken geoefend met de takenkaart.",
    resultaat: "Noor begint sneller.",
    vindplaats: "In het groepsplan.",
  },
});

describe("R70 There is a level for what the school does by itself, and from there everything goes along", () => {
  const LIGHT = "lichte-ondersteuning-doorzetten";

  it("says how far it is, and once more help is asked nobody fills in again what was known", async () => {
    const way = await onTheWay(LIGHT, 24);
    expect((await way.get("tpo")).status).toBe(404);
    const records = async () => {
      const found = (await way.get("ib-er")).body["records"] as readonly { kind: string; entries: JsonObject[] }[];
      return new Map(found.map(({ kind, entries }) => [kind, entries.at(-1)?.["answers"] as JsonObject]));
    };
    const forms = async () => {
      const { forms: all } = (await way.get("ib-er")).body["cycle"] as { forms: JsonObject[] } & JsonObject;
      return new Map(all.map(({ form, answers }) => [form, answers as JsonObject]));
    };
    expect((await records()).get("niveau")).toMatchObject({ niveau: "lichte-ondersteuning" });
    const filled = await forms();
    await way.does("ib-er", { type: "act", instance: "lichte-ondersteuning-1", action: "doorzetten" });
    expect((await records()).get("niveau")).toMatchObject({ niveau: "extra-ondersteuning-school" });
    expect(await forms()).toEqual(filled);
    expect((await records()).get("eerder-planmatig-werk")).toMatchObject({
      domein: filled.get("waarnemen")?.["domein"],
      "wat-is-gedaan": filled.get("realiseren")?.["uitvoering"],
      resultaat: filled.get("realiseren")?.["conclusie"],
    });
  });
});

describe("R71 Planned work comes before the question", () => {
  it("is missed by the toolbox when there is neither light support before nor such work in the dossier", async () => {
    const way = await onTheWay(NAME, 28);
    expect(await way.refused("ib-er", START)).toContain("condition planmatig-gewerkt");
    await way.does("leerkracht", work("werkhouding"));
    await way.does("ib-er", START);
  });
});

describe("R72 The earlier work is about the same domain as the question", () => {
  it("warns when it is about another one, and not when it is about this one", async () => {
    const way = await onTheWay(NAME, 28);
    const warnings = async () => {
      const choice = (await way.actions("ib-er")).find(({ id }) => id === "ondersteuning-toolbox.arrangement");
      return choice?.warnings.map(({ place }) => place.condition) ?? [];
    };
    await way.does("leerkracht", work("gedrag"));
    expect(await warnings()).toContain("zelfde-domein");
    expect(await way.refused("ib-er", START)).toEqual(["acknowledge zelfde-domein"]);
    await way.does("leerkracht", work("werkhouding"));
    expect(await warnings()).not.toContain("zelfde-domein");
    await way.does("ib-er", START);
  });
});
