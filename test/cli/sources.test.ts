/** The command `check --sources` tells where every value comes from, and what was only assumed. */

import { describe, expect, it } from "vitest";
import { overlay } from "./overlay.ts";
import { typed } from "./typed.ts";

const SHIPPED = `Van de 4 waarden zijn er 2 aangenomen (ASSUMED).

ASSUMED  herinnering-plannen-startgesprek: 5 dagen
         Zo lang van tevoren komt de herinnering om te plannen

ASSUMED  termijn-plannen-startgesprek: 3 weken
         Binnen deze tijd plant het samenwerkingsverband het startgesprek
         Er is geen termijn gevonden. Het samenwerkingsverband stelt hem vast.

SEED     max-vormen-tegelijk: 2
         Zoveel vormen van ondersteuning kan een school tegelijk kiezen
         De nieuwsbrief noemt twee soorten tegelijk. Dat twee ook het maximum is, is aangenomen.

WEB[2]   maximale-tijd-startgesprek: 4 uur
         Zoveel tijd heeft de consulent voor een startgesprek, met voorbereiding en reistijd
         Hoogstens vier uur.`;

describe("draaiboek check --sources", () => {
  it("lists every value with its source, what is assumed in front, and ends with 0", async () => {
    expect(await typed(["check", "--sources"])).toEqual({ exit: 0, out: SHIPPED, err: "" });
  });

  it("gives the same as JSON", async () => {
    const said = await typed(["check", "--sources", "--json"]);
    const parsed: unknown = JSON.parse(said.out);
    expect(said.exit).toBe(0);
    expect(parsed).toMatchObject({ total: 4, assumed: 2 });
    expect(parsed).toHaveProperty(
      "values.0",
      expect.objectContaining({ id: "herinnering-plannen-startgesprek", unit: "days", value: 5, source: "ASSUMED" }),
    );
    expect(parsed).not.toHaveProperty("values.0.$schema");
  });

  it("names by what a table goes", async () => {
    const bedragen = {
      ...{ id: "bedragen", title: "Zoveel kost het", by: ["niveau", "leerjaar"], source: "LAW" },
      table: { licht: { "groep-3": 1, "groep-4": 2 } },
    };
    const source = await overlay({ "definitions/values/bedragen.json": JSON.stringify(bedragen) });
    const said = await typed(["check", "--sources", "--source", source.folder]);
    await source.remove();
    expect(said.out).toContain("Van de 5 waarden zijn er 2 aangenomen (ASSUMED).");
    expect(said.out).toContain("LAW      bedragen: tabel per niveau en leerjaar\n         Zoveel kost het");
  });

  it("tells what is wrong when the source cannot be used, and ends with 1", async () => {
    const source = await overlay({ "definitions/values/max-vormen-tegelijk.json": "{" });
    const said = await typed(["check", "--sources", "--source", source.folder]);
    await source.remove();
    expect(said.exit).toBe(1);
    expect(said.out).toMatch(/Deze bron kan zo niet gebruikt worden\.$/);
  });
});
