/** The first procedures, played over HTTP from beginning to end. */

import { describe, expect, it } from "vitest";
import { play, scenario } from "./scenario.ts";
import { openSite } from "./site.ts";

describe("A procedure over HTTP", () => {
  it("goes from observing to a new cycle, as its scenario promises", async () => {
    const site = await openSite();
    const { faults, answers } = await play(site, scenario("startgesprek-met-vervolg"));
    expect(faults).toEqual([]);
    expect(answers.map(({ status }) => status)).toMatchInlineSnapshot(`
      [
        201,
        200,
        200,
        409,
        200,
        200,
        200,
        200,
        200,
        200,
        200,
        409,
        200,
        200,
        200,
        200,
        200,
        200,
        200,
        200,
        200,
        200,
        200,
        200,
        409,
      ]
    `);
    expect(site.reported).toEqual([]);
  });
});
