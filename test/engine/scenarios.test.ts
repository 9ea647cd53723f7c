/** The shipped procedures keep every promise that their scenarios make. */

import { describe, expect, it } from "vitest";
import { onlookersOf, unlookedOf } from "../../engine/rehearse/onlookers.ts";
import { rehearse, transitionsOf } from "../../engine/rehearse/scenario.ts";
import { load } from "../../engine/release/load.ts";
import { localDay } from "../../server/clock/local-day.ts";
import { shippedFiles } from "../support/source.ts";
import { shipped } from "../support/world.ts";

const { scenarios } = load(shippedFiles());
const { release, organisation } = shipped();
const rehearsed = [...scenarios].map(([path, scenario]) => ({
  path,
  ...rehearse(scenario, release, organisation, localDay),
}));

describe("A scenario", () => {
  it.each(rehearsed)("$path: $title", ({ faults }) => {
    expect(faults).toEqual([]);
  });
});

describe("All scenarios together", () => {
  it("walk every transition and branch of every procedure", () => {
    const all = Object.keys(release.release.definitions).flatMap((id) => transitionsOf(release, id));
    const taken = new Set(rehearsed.flatMap((one) => one.taken));
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((transition) => !taken.has(transition))).toEqual([]);
  });

  it("promise of everybody who has a part in a procedure what is seen and what stays hidden", () => {
    const unlooked = unlookedOf(
      release,
      rehearsed.flatMap((one) => one.looked),
    );
    expect(unlooked).toEqual([]);
  });
});

describe("Who has a part in a procedure", () => {
  it("is who may do something in it, plays a party of it, or has a view of it", () => {
    expect(onlookersOf(release.release, "startgesprek")).toEqual([
      "behandelaar",
      "dossier.leerkracht",
      "dossier.ouder",
      "school.directeur",
      "school.ib",
      "swv.consulent",
      "swv.tpo",
    ]);
  });

  it("is asked after when no scenario makes a promise", () => {
    expect(unlookedOf(release, ["verslag school.ib fields"]).filter(({ who }) => who === "school.ib")).toContainEqual({
      definition: "verslag",
      who: "school.ib",
      missing: ["hidden"],
    });
  });
});
