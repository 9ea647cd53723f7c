/** The command `explore` plays all scenarios, and prints per procedure what they do not reach. */

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { overlay } from "../cli/overlay.ts";
import { typed } from "../cli/typed.ts";

describe("draaiboek explore", () => {
  it("ends with 0 when scenarios reach all that is shipped", async () => {
    const said = await typed(["explore"]);
    const lines = said.out.split("\n");
    expect([said.exit, said.err]).toEqual([0, ""]);
    expect(lines).toContain("  18/18 overgangen geraakt: Startgesprek");
    expect(lines.slice(-2)).toEqual(["", "De scenario's raken alles."]);
    expect(lines.slice(0, -2).filter((line) => !/^ +(\d+)\/\1 overgangen geraakt: /.test(line))).toEqual([]);
  });

  it("prints the shortest way to what nobody tries, gives it as a scenario with --json, and ends with 1", async () => {
    const source = await overlay({});
    await rm(join(source.folder, "definitions/scenarios/vervolg-in-lopende-cyclus.json"));
    const said = await typed(["explore", "startgesprek", "--source", source.folder]);
    const json = await typed(["explore", "startgesprek", "--json", "--source", source.folder]);
    const other = await typed(["explore", "verslag", "--source", source.folder]);
    await source.remove();
    expect(said.exit).toBe(1);
    expect(said.out).toBe(`  17/18 overgangen geraakt: Startgesprek
          niet geraakt: gevoerd.afronden.1
            1. indienen, door school-ib → nog-niet-bevestigd
            2. bevestigen, door school-ib → bij-swv
            3. plannen, door swv-tpo → gepland
            4. gesprek-gevoerd, door behandelaar → gevoerd
            5. afronden, door behandelaar → vervolg. Geef antwoorden waarbij ‘vervolg-afgesproken’ geldt, en geen tak die ervoor staat.

De scenario's raken niet alles. Met --json staat elke weg er als scenario, om in te vullen.`);
    expect(json.exit).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({
      ok: false,
      procedures: [
        { definition: "startgesprek", untaken: [{ way: { title: "startgesprek: afronden vanuit gevoerd" } }] },
      ],
    });
    expect(other.exit).toBe(0);
  });

  it("names the procedures when one is unknown, and ends with 2", async () => {
    const said = await typed(["explore", "bestaat-niet"]);
    expect(said.exit).toBe(2);
    expect(said.err).toMatch(
      /^Deze procedure is er niet: bestaat-niet\. Wel: (.*, )?hgw-cyclus, .*startgesprek, .*verslag\.$/,
    );
  });

  it("plays nothing from a broken source, and tells why", async () => {
    const source = await overlay({ "definitions/values/max-vormen-tegelijk.json": "{" });
    const said = await typed(["explore", "--source", source.folder]);
    await source.remove();
    expect(said.exit).toBe(1);
    expect(said.err).toMatch(/Herstel de bron eerst\.$/);
    expect(said.out).toBe("");
  });
});
