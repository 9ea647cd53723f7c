/** The command `read` gives one page of plain Dutch, whatever the procedure is about. */

import { describe, expect, it } from "vitest";
import { typed } from "./typed.ts";

describe("draaiboek read", () => {
  it("gives one page per procedure", async () => {
    const said = await typed(["read", "startgesprek"]);
    expect(said.exit).toBe(0);
    expect(said.out).toMatch(/^# Startgesprek\n/);
    expect(said.out).toContain("binnen 3 weken");
    expect(said.out).toContain(
      "- Uit de cyclus nodig: alles van Waarnemen; alleen Integratief beeld van Begrijpen; niets van Plannen en Realiseren.",
    );
  });

  it("shows no id, no placeholder and no missing word", async () => {
    for (const procedure of ["startgesprek", "hgw-cyclus", "verslag"]) {
      const { out } = await typed(["read", procedure]);
      expect(out).not.toMatch(/\{\{|undefined|\[object|…|[a-z]+\.(ib|tpo|ouder)\b/);
    }
  });

  it("lists the procedures when a name is unknown, and ends with 2", async () => {
    const said = await typed(["read", "bestaat-niet"]);
    expect(said).toEqual({
      exit: 2,
      out: "",
      err: expect.stringMatching(
        /^Deze procedure is er niet: bestaat-niet\. Wel: (.*, )?hgw-cyclus, .*startgesprek, .*verslag\.$/,
      ),
    });
  });
});
