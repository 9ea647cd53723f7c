/** The command `read` gives one page of plain Dutch, whatever the procedure is about. */

import { describe, expect, it } from "vitest";
import { readable } from "../../engine/rehearse/readable.ts";
import { library, page } from "./library.ts";
import { typed } from "./typed.ts";

describe("draaiboek read", () => {
  it("gives one page per procedure", async () => {
    const said = await typed(["read", "startgesprek"]);
    expect(said.exit).toBe(0);
    expect(said.out).toMatch(/^# Startgesprek\n/);
    expect(said.out).toContain("binnen 3 weken");
    expect(said.out).toContain("- Begrijpen: alleen Integratief beeld.");
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

describe("The readable version", () => {
  it("says who, when, under which conditions, what follows, and who sees what", () => {
    expect(readable(library, "lenen")).toBe(page);
  });

  it("is refused for a procedure that is not in the release", () => {
    expect(() => readable(library, "constructor")).toThrow("constructor is not in this release");
  });
});
