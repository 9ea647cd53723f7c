/** The command `check` tells everything that is wrong with a source, by file, and how to mend it. */

import { describe, expect, it } from "vitest";
import { overlay } from "./overlay.ts";
import { typed } from "./typed.ts";

describe("draaiboek check", () => {
  it("is content with what is shipped", async () => {
    const said = await typed(["check"]);
    expect(said.exit).toBe(0);
    expect(said.err).toBe("");
    expect(said.out.split("\n").at(-1)).toContain("Deze bron kan gebruikt worden.");
  });

  it("names the file, the place, the code, a sentence and a way out, and ends with 1", async () => {
    const source = await overlay({
      "definitions/values/termijn-plannen-startgesprek.json":
        '{ "id": "termijn-plannen-startgesprek", "title": "Zo lang", "unit": "weeks", "vale": 3, "source": "ASSUMED" }',
      "definitions/values/max-vormen-tegelijk.json": "{ geen json",
    });
    const said = await typed(["check", "--source", source.folder]);
    const parsed: unknown = JSON.parse((await typed(["check", "--json", "--source", source.folder])).out);
    await source.remove();
    expect(said.exit).toBe(1);
    expect(said.out).toContain("definitions/values/termijn-plannen-startgesprek.json\n  fout op /vale [unknown-key]");
    expect(said.out).toContain("    Zo kan het wel: value");
    expect(said.out).toContain("definitions/values/max-vormen-tegelijk.json\n  fout op");
    expect(said.out).toMatch(/\d+ fouten.* Deze bron kan zo niet gebruikt worden\.$/);
    expect(parsed).toMatchObject({ ok: false });
    expect(parsed).toHaveProperty(
      "findings",
      expect.arrayContaining([expect.objectContaining({ code: "unknown-key" })]),
    );
  });

  it("checks the first run too", async () => {
    const source = await overlay({ "definitions/first-run.json": '{ "tokens": [], "steps": [], "request": [] }' });
    const said = await typed(["check", "--source", source.folder]);
    await source.remove();
    expect(said.exit).toBe(1);
    expect(said.out).toContain("definitions/first-run.json\n  fout op");
  });

  it("says what a source is when there is none, and ends with 2", async () => {
    const said = await typed(["check"], { DRAAIBOEK_SOURCE: "/nergens/bron" });
    expect(said.exit).toBe(2);
    expect(said.err).toMatch(/^De bron \/nergens\/bron is niet te lezen: .*\nEen bron is een map met daarin/);
  });
});
