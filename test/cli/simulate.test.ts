/** The command `simulate` plays scenarios, names broken promises by step, and counts what no scenario tries. */

import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { overlay } from "./overlay.ts";
import { typed } from "./typed.ts";

describe("draaiboek simulate", () => {
  it("keeps every promise of what is shipped, and counts the transitions", async () => {
    const said = await typed(["simulate"]);
    expect(said.exit).toBe(0);
    expect(said.out).toContain("goed  startgesprek-met-vervolg: ");
    expect(said.out).toMatch(/^ +\d+\/\d+ overgangen geraakt: Startgesprek$/m);
    expect(said.out).toMatch(/\d+ scenario's, alle beloften zijn gehouden\.$/);
  });

  it("names the step of a broken promise and who took it, and ends with 1", async () => {
    const path = "definitions/scenarios/startgesprek-met-vervolg.json";
    const text = await readFile(path, "utf8");
    const source = await overlay({
      [path]: text.replace('"startgesprek-1": "bij-swv"', '"startgesprek-1": "gepland"'),
    });
    const said = await typed(["simulate", "startgesprek-met-vervolg", "--source", source.folder]);
    const json: unknown = JSON.parse(
      (await typed(["simulate", "startgesprek-met-vervolg", "--json", "--source", source.folder])).out,
    );
    await source.remove();
    const fault = 'startgesprek-1: verwacht "gepland", gevonden "bij-swv"';
    expect(said.exit).toBe(1);
    expect(said.out).toContain("FOUT  startgesprek-met-vervolg");
    expect(said.out).toMatch(new RegExp(`^ +stap \\d+ \\(ib-er\\): ${fault}$`, "m"));
    expect(said.out).toMatch(/1 scenario, 1 met een gebroken belofte\.$/);
    expect(json).toMatchObject({
      ok: false,
      scenarios: [{ name: "startgesprek-met-vervolg", ok: false, faults: [{ message: fault }] }],
    });
  });

  it("lists the scenarios when a name is unknown, and ends with 2", async () => {
    const said = await typed(["simulate", "bestaat-niet"]);
    expect(said.exit).toBe(2);
    expect(said.err).toMatch(/^Dit scenario is er niet: bestaat-niet\. Wel: .*startgesprek-met-vervolg.*\.$/);
  });

  it("names the scenario that was probably meant, and then does not list them all", async () => {
    const said = await typed(["simulate", "tlv-toegekent"]);
    expect(said.exit).toBe(2);
    expect(said.err).toBe("Dit scenario is er niet: tlv-toegekent. Bedoelt u tlv-toegekend?");
  });

  it("plays nothing from a broken source, and tells why", async () => {
    const source = await overlay({ "definitions/values/max-vormen-tegelijk.json": "{" });
    const said = await typed(["simulate", "--source", source.folder]);
    await source.remove();
    expect(said.exit).toBe(1);
    expect(said.err).toMatch(/Herstel de bron eerst\.$/);
    expect(said.out).toBe("");
  });
});
