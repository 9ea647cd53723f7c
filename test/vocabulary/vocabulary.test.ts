/** Ten procedures from elsewhere: each is a whole source of JSON, and keeps what its scenarios promise. */

import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readable } from "../../engine/rehearse/readable.ts";
import { rehearse } from "../../engine/rehearse/scenario.ts";
import { load } from "../../engine/release/load.ts";
import { readyRelease } from "../../engine/release/ready.ts";
import { ajvChecks } from "../../forms/grammar/ajv-checks.ts";
import { localDay } from "../../server/clock/local-day.ts";
import { readSource } from "../../server/config/source.ts";
import { faultsOnPage } from "../support/one-page.ts";

const folder = new URL("./", import.meta.url);
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe("ten procedures from elsewhere", () => {
  it("are ten", () => {
    expect(names).toEqual([
      "bibliotheek",
      "bijzondere-bijstand",
      "geneesmiddelstudie",
      "inkoop",
      "klacht",
      "laboratorium",
      "omgevingsvergunning",
      "stage",
      "subsidie",
      "verlof",
    ]);
  });

  for (const name of names) {
    it(`${name} keeps every promise, and can be read on one page`, async () => {
      const { release, organisation, scenarios, findings } = load(readSource(new URL(name, folder).pathname));
      const errors = findings.filter(({ severity }) => severity === "error");
      expect(scenarios.size).toBeGreaterThanOrEqual(2);
      expect(errors).toEqual([]);
      if (release === undefined || organisation === undefined) throw new Error("a source without errors is a release");
      const compiled = readyRelease(release, ajvChecks());
      for (const [path, scenario] of scenarios) {
        expect([path, rehearse(scenario, compiled, organisation, localDay).faults]).toEqual([path, []]);
      }
      for (const id of Object.keys(release.definitions)) {
        expect([id, faultsOnPage(readable(release, id))]).toEqual([id, []]);
      }
    });
  }
});
