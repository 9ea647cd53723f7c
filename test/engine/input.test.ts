/** What is filled in together with an action: who can know beforehand whether it may be done, and who sees it afterwards. */

import { describe, expect, it } from "vitest";
import { as, given } from "../support/given.ts";
import { fixture, worldOf } from "../support/world.ts";

const world = fixture("input");
const begun = given(world, as("gids").open(), as("gids").start("klus", { menu: "kaart" }));
const action = (id: string, of = begun) => of.actionsOf("gids").find((one) => one.id === id);

describe("An action that depends on what is filled in with it", () => {
  it("is offered as long as some answer would do", () => {
    for (const id of ["klus-1.wegen", "klus-1.melden", "record.meting"]) {
      expect(action(id)).toMatchObject({ allowed: true, form: "maat", reasons: [], warnings: [] });
    }
  });

  it("is decided when the answer is there", () => {
    expect(begun.and(as("gids").act("klus-1", "wegen", { input: { maat: 10 } })).instance("klus-1").state).toBe(
      "groot",
    );
    expect(begun.and(as("gids").act("klus-1", "wegen", { input: { maat: 9 } })).instance("klus-1").state).toBe("klein");
    const small = {
      code: "condition",
      place: { condition: "is-groot" },
      message: "Het is niet groot genoeg.",
    } as const;
    begun
      .when(as("gids").act("klus-1", "melden", { input: { maat: 9 }, acknowledged: ["is-groot"] }))
      .thenRefused(small);
    begun.when(as("gids").record("meting", { maat: 9 })).thenRefused(small);
  });

  it("is not offered when nothing can be filled in", () => {
    const never = {
      code: "undecided",
      place: { condition: "is-groot" },
      message: "Het is niet groot genoeg.",
    } as const;
    expect(action("klus-1.raden")?.reasons).toEqual([never]);
    begun.when(as("gids").act("klus-1", "raden")).thenRefused(never);
  });
});

describe("A branch with a form of its own", () => {
  it("is offered with that form", () => {
    expect(action("klus-1.sluiten")).toMatchObject({ allowed: true, form: "geheim" });
    const measured = begun.and(as("gids").record("meting", { maat: 12 }));
    expect(action("klus-1.sluiten", measured)).not.toHaveProperty("form");
  });

  it("shows what was filled in only to who may see that form", () => {
    const noted = begun.and(
      as("gids").act("klus-1", "noteren", { input: { maat: 3 } }),
      as("gids").start("klus", { menu: "kaart" }),
      as("gids").act("klus-2", "noteren", { input: { reden: "niet vertellen" } }),
    );
    const given = (person: string) =>
      (noted.pageOf(person)?.requests ?? []).flatMap((one) =>
        one.given.map(({ form, answers }) => ({ form, answers })),
      );
    expect(given("chef")).toEqual([{ form: "maat", answers: { maat: 3 } }]);
    expect(given("gids")).toEqual([
      { form: "maat", answers: { maat: 3 } },
      { form: "geheim", answers: { reden: "niet vertellen" } },
    ]);
  });
});

describe("A condition that a menu and a procedure both ask", () => {
  it("is told once, before and after somebody tries", () => {
    const measured = begun.and(as("gids").record("meting", { maat: 12 }));
    const once = { code: "condition", place: { condition: "geopend" }, message: "Er is al gemeten." } as const;
    expect(action("kaart.klus", measured)?.reasons).toEqual([once]);
    measured.when(as("gids").start("klus", { menu: "kaart" })).thenRefused(once);
  });
});

describe("A form that goes with an action or a record", () => {
  const { release, organisation } = world;
  const maat = release.release.forms["maat"];
  if (maat === undefined) throw new Error("the fixture has maat");
  const text = JSON.stringify(maat).replace('"type":"integer"', '"type":"integer","x-from":"records.meting.maat"');
  const forms = { ...release.release.forms, maat: JSON.parse(text) as typeof maat };
  const filling = worldOf({ ...release.release, forms }, organisation);
  const started = given(filling, as("gids").open(), as("gids").start("klus", { menu: "kaart" }));

  it("can start with what is known, and says where that comes from; nothing is kept by itself", () => {
    expect(action("klus-1.wegen", started)).not.toHaveProperty("offer");
    const known = started.and(as("gids").record("meting", { maat: 12 }));
    const offer = { answers: { maat: 12 }, from: { maat: "records.meting.maat" } };
    expect(action("klus-1.wegen", known)?.offer).toEqual(offer);
    expect(action("record.meting", known)?.offer).toEqual(offer);
    expect(known.instance("klus-1").forms).toEqual({});
  });
});
