/** The changes: what the engine runs is played on both sides, what it does not run yet is refused as such. */

import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { diagram } from "../../engine/rehearse/diagram.ts";
import { readable } from "../../engine/rehearse/readable.ts";
import { rehearse } from "../../engine/rehearse/scenario.ts";
import { load } from "../../engine/release/load.ts";
import { readyRelease } from "../../engine/release/ready.ts";
import { ajvChecks } from "../../forms/grammar/ajv-checks.ts";
import { localDay } from "../../server/clock/local-day.ts";
import { readSource } from "../../server/config/source.ts";
import { crossings, overlaps, partsIn, smallestLetters, widthIn } from "../diagram/picture.ts";
import { faultsOnPage } from "../support/one-page.ts";
import { shippedFiles } from "../support/source.ts";

/** Changes that wait for groups: file and place of each word that is refused. */
const WAITING: { readonly [side: string]: readonly string[] } = {};

const folder = new URL("../../examples/changes/", import.meta.url);
const sides = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => [`${name}/before`, `${name}/after`]);

describe("the changes", () => {
  it("have two sides each", () => {
    expect(sides).toHaveLength(24);
  });

  for (const side of sides) {
    it(`${side} ${side in WAITING ? "waits for what is not done yet" : "keeps every promise"}`, async () => {
      const own = readSource(new URL(side, folder).pathname);
      const { release, organisation, scenarios, findings } = load(new Map([...shippedFiles(), ...own]));
      const errors = findings.filter(({ severity }) => severity === "error");
      if (side in WAITING) {
        expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(["not-yet"]));
        expect(errors.map(({ file, pointer }) => `${file.replace("definitions/", "")}${pointer}`)).toEqual(
          WAITING[side],
        );
        expect([...own.keys()].some((path) => scenarios.has(path))).toBe(true);
        return;
      }
      expect(errors).toEqual([]);
      if (release === undefined || organisation === undefined) throw new Error("a source without errors is a release");
      const compiled = readyRelease(release, ajvChecks());
      const ownScenarios = [...scenarios].filter(([path]) => own.has(path));
      expect(ownScenarios.length).toBeGreaterThan(0);
      for (const [path, scenario] of ownScenarios) {
        expect([path, rehearse(scenario, compiled, organisation, localDay).faults]).toEqual([path, []]);
      }
      for (const id of Object.keys(release.definitions)) {
        if (!own.has(`definitions/procedures/${id}.json`)) continue;
        expect([id, faultsOnPage(readable(release, id))]).toEqual([id, []]);
        const svg = diagram({ release }, id);
        const parts = partsIn(svg);
        expect([id, overlaps(parts), crossings(parts)]).toEqual([id, [], []]);
        expect((smallestLetters(svg) * 800) / Math.max(800, widthIn(svg))).toBeGreaterThanOrEqual(12);
      }
    });
  }
});
