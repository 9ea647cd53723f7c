/** The settings of a server, and what it says about wrong ones. */

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../server/config/config.ts";
import { temporaryFolder } from "./site.ts";

describe("The settings", () => {
  it("have a default each", () => {
    const read = readConfig({ PORT: "" });
    expect(read).toEqual({
      ok: true,
      config: {
        port: 8080,
        data: expect.stringMatching(/\/\.data$/),
        keys: expect.stringMatching(/\/\.keys$/),
        source: expect.any(String),
        mode: "development",
      },
    });
  });

  it("are all checked at once, and each fault is one sentence", async () => {
    const source = await temporaryFolder();
    await mkdir(join(source, "forms"));
    const read = readConfig({
      ...{ PORT: "99999", DRAAIBOEK_MODE: "production", DRAAIBOEK_SOURCE: source },
      ...{ DRAAIBOEK_DATA: "a", DRAAIBOEK_KEYS: "a/keys" },
    });
    expect(read.ok ? [] : read.faults.map((fault) => fault.split(" ")[0])).toEqual([
      ...["PORT", "DRAAIBOEK_MODE", "DRAAIBOEK_KEYS", "DRAAIBOEK_SOURCE"],
    ]);
  });

  it("refuse every mode but development", () => {
    for (const mode of ["production", "test", "Development", "dev"]) {
      expect(readConfig({ DRAAIBOEK_MODE: mode }).ok).toBe(false);
    }
  });
});
