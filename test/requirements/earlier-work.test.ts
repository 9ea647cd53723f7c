/** What the school did before it asks for help: it must have been done, and about the same thing. */

import { describe, expect, it } from "vitest";
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
