/** A page is all that one screen needs: what its viewer may see, and what is still to do. */

import { describe, expect, it } from "vitest";
import { as, given } from "../support/given.ts";
import { fixture } from "../support/world.ts";

describe("A form on a page", () => {
  const world = fixture("start");
  const begun = given(
    world,
    as("gids").open(),
    as("gids").start("ronde"),
    as("gids").save("ronde-1", "kijkformulier", { wat: "Ladder" }),
  );
  const forms = (of: typeof begun, person: string) => of.pageOf(person)?.cycle?.forms;

  it("shows what was answered by whom, whether it may be filled in, and what completing would still ask", () => {
    expect(forms(begun, "gids")).toEqual([
      {
        key: "kijkformulier",
        form: "kijkformulier",
        title: "Kijkformulier",
        answers: { wat: "Ladder" },
        origins: { wat: { at: "2023-09-04T12:03:00.000Z", by: "Gijs" } },
        status: "saved",
        open: true,
        reasons: [],
        toDo: [{ pointer: "/maat", code: "required", message: "Vul Maat in.", kind: "missing" }],
        reconfirms: [],
        revision: 1,
        release: world.release.pin.hash,
      },
    ]);
  });

  it("asks only what the aims of the cycle need", () => {
    const aimed = given(world, as("gids").open(), as("gids").start("ronde", { aims: ["ruil"] }));
    expect(forms(aimed, "gids")?.[0]?.toDo.map(({ pointer }) => pointer)).toEqual(["/wat"]);
  });

  it("says why it may not be filled in now", () => {
    const moved = begun.and(
      as("gids").save("ronde-1", "kijkformulier", { maat: 5 }),
      as("gids").act("ronde-1", "verder"),
    );
    expect(
      forms(moved, "gids")?.map(({ key, open, reasons, toDo }) => [
        key,
        open,
        reasons.map(({ code }) => code),
        toDo.length,
      ]),
    ).toEqual([
      ["kijkformulier", false, ["not-here"], 0],
      ["denkformulier", true, [], 2],
    ]);
  });
});

describe("A page after midnight", () => {
  it("shows the dossier as it then is, whether the clock called or not", () => {
    const world = fixture("terms");
    const running = given(
      world,
      as("gids", "2024-04-08").open(),
      as("gids").start("besluit"),
      as("gids").act("besluit-1", "volledig"),
    );
    const shown = (day: string) => running.pageOf("chef", day)?.tasks.map(({ title, due, mine }) => [title, due, mine]);
    expect(shown("2024-05-21")).toEqual([]);
    expect(shown("2024-05-22")).toEqual([["Bellen", "2024-05-23", true]]);
  });
});

describe("What to do next", () => {
  it("is named by its id, and is none when nothing may be done", () => {
    const world = fixture("sight");
    const written = given(world, as("gids").open(), as("gids").start("aanvraag"));
    expect(written.pageOf("gids")?.next).toBe("aanvraag-1.indienen");
    expect(written.pageOf("chef")?.next).toBeUndefined();
  });
});
