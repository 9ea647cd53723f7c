/** The command `check --sources` tells where every value comes from, and what was only assumed. */

import { describe, expect, it } from "vitest";
import { overlay } from "./overlay.ts";
import { typed } from "./typed.ts";

const FOREIGN = "test/vocabulary/klacht";

const LISTED = `Van de 4 gegevens met een bron zijn er 2 aangenomen (ASSUMED).

ASSUMED  uitnodigingstijd: 10 werkdagen
         Zo lang van tevoren komt de uitnodiging

ASSUMED  calendar/kalender: 11 regels
         Feestdagen

LAW      klachttermijn: 6 weken
         Termijn voor een klacht

LAW      klachtverlenging: 4 weken
         Verlenging van de termijn`;

describe("draaiboek check --sources", () => {
  it("lists everything with a source, what is assumed in front, and ends with 0", async () => {
    expect(await typed(["check", "--sources", "--source", FOREIGN])).toEqual({ exit: 0, out: LISTED, err: "" });
  });

  it("gives the same as JSON", async () => {
    const said = await typed(["check", "--sources", "--json", "--source", FOREIGN]);
    expect(said.exit).toBe(0);
    expect(JSON.parse(said.out)).toEqual({
      ...{ total: 4, assumed: 2 },
      values: [
        {
          ...{ id: "uitnodigingstijd", title: "Zo lang van tevoren komt de uitnodiging" },
          ...{ unit: "workdays", value: 10, source: "ASSUMED" },
        },
        { id: "klachttermijn", title: "Termijn voor een klacht", unit: "weeks", value: 6, source: "LAW" },
        { id: "klachtverlenging", title: "Verlenging van de termijn", unit: "weeks", value: 4, source: "LAW" },
      ],
      others: [{ source: "ASSUMED", where: "calendar/kalender", title: "Feestdagen" }],
    });
  });

  it("tells of the shipped calendar what the law says, what a page says, and what is assumed", async () => {
    const { out } = await typed(["check", "--sources"]);
    const marks = [...out.matchAll(/^(\S+) +calendar\/((?:kalender|indiendagen)\S*): /gm)].map(([, source, place]) => [
      source,
      place,
    ]);
    expect(marks).toEqual([
      ["ASSUMED", "indiendagen-tlv"],
      ["ASSUMED", "kalender"],
      ["WEB[15]", "indiendagen-tlv/dates/laatste-indiendag-tlv/2023-2024"],
      ["LAW", "kalender/publicHolidays"],
    ]);
  });

  it("names by what a table goes", async () => {
    const bedragen = {
      ...{ id: "bedragen", title: "Zoveel kost het", by: ["niveau", "leerjaar"], source: "LAW" },
      table: { licht: { "groep-3": 1, "groep-4": 2 } },
    };
    const source = await overlay({ "definitions/values/bedragen.json": JSON.stringify(bedragen) });
    const said = await typed(["check", "--sources", "--source", source.folder]);
    await source.remove();
    expect(said.out).toMatch(/^LAW +bedragen: tabel per niveau en leerjaar\n +Zoveel kost het$/m);
  });

  it("tells what is wrong when the source cannot be used, and ends with 1", async () => {
    const source = await overlay({ "definitions/values/max-vormen-tegelijk.json": "{" });
    const said = await typed(["check", "--sources", "--source", source.folder]);
    await source.remove();
    expect(said.exit).toBe(1);
    expect(said.out).toMatch(/Deze bron kan zo niet gebruikt worden\.$/);
  });
});
