/** The readable version of a procedure: one page in plain Dutch, on which each thing stands once. */

import { describe, expect, it } from "vitest";
import { readable } from "../../engine/rehearse/readable.ts";
import { library, page } from "../cli/library.ts";
import { faultsOnPage } from "../support/one-page.ts";
import { shipped } from "../support/world.ts";

const { release } = shipped().release;

describe("The readable version", () => {
  it("says who, when, under which conditions, what follows, and who sees what", () => {
    expect(readable(library, "lenen")).toBe(page);
  });

  it("is refused for a procedure that is not in the release", () => {
    expect(() => readable(library, "constructor")).toThrow("constructor is not in this release");
  });

  it.each(Object.keys(release.definitions))("of %s is one page, without an id or a missing word", (procedure) => {
    expect(faultsOnPage(readable(release, procedure))).toEqual([]);
  });

  it.each(Object.keys(release.definitions))("of %s names each condition by its title", (procedure) => {
    expect(readable(release, procedure).match(/voorwaarde \d+/g)).toBeNull();
  });
});
