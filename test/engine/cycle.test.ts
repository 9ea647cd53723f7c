/** A cycle asks in each step what its aims need, and a new one takes along what was answered. */

import { describe, expect, it } from "vitest";
import type { Reason } from "../../engine/streams/reason.ts";
import { as, atNight, given } from "../support/given.ts";
import { fixture } from "../support/world.ts";

const world = fixture("start");
const { pin } = world.release;
const opened = given(world, as("gids").open());
const begun = (aims: string[]) => opened.and(as("gids").start("ronde", { aims }));
const walked = (aims: string[], thought: { [field: string]: string }) =>
  begun(aims).and(
    as("gids").save("ronde-1", "kijkformulier", { wat: "Ladder", route: "Links", maat: 5 }),
    as("gids").act("ronde-1", "verder"),
    as("gids").save("ronde-1", "denkformulier", thought),
  );

describe("What a cycle is for", () => {
  it("decides what its steps ask: the union over its aims", () => {
    opened.when(as("gids").start("ronde", { aims: ["lening", "ruil"] })).thenEvents({
      type: "instanceStarted",
      instance: "ronde-1",
      definition: "ronde",
      kind: "cycle",
      release: pin,
      state: "kijken",
      day: "2023-09-04",
      asks: { kijken: "all", denken: ["idee"] },
      steps: { kijken: ["kijkformulier"], denken: ["denkformulier"] },
      aims: ["lening", "ruil"],
    });
  });

  it("may be nothing else than the cycle itself: then everything is asked", () => {
    expect(begun([]).instance("ronde-1").asks).toEqual({ kijken: "all", denken: "all" });
  });

  it("is a request that there is", () => {
    for (const aim of ["ronde", "lenen", "constructor", "__proto__"]) {
      opened
        .when(as("gids").start("ronde", { aims: [aim] }))
        .thenRefused({ code: "unknown", place: { definition: aim }, message: `Het doel ${aim} bestaat niet.` });
    }
    opened.when(as("gids").start("proef", { menu: "kast", aims: ["lening"] })).thenRefused({
      code: "unknown",
      place: { definition: "proef" },
      message: "Alleen een cyclus begint met een doel.",
    });
  });
});

describe("A step of the cycle", () => {
  const moved = {
    type: "actionTaken",
    instance: "ronde-1",
    action: "verder",
    branch: 0,
    day: "2023-09-04",
    final: false,
  } as const;
  const missing = (...problems: readonly (readonly [field: string, title: string])[]) =>
    ({
      code: "required" as const,
      place: { instance: "ronde-1", form: "kijkformulier" },
      message: `‘Kijkformulier’ is nog niet compleet: ${problems.length === 1 ? "1 antwoord ontbreekt of klopt" : "2 antwoorden ontbreken of kloppen"} niet.`,
      problems: problems.map(([field, title]) => ({
        pointer: `/${field}`,
        code: "required",
        message: `Vul ${title} in.`,
        kind: "missing" as const,
      })),
    }) satisfies Reason;

  it("asks all that one aim needs in full", () => {
    begun(["lening", "ruil"])
      .when(as("gids").act("ronde-1", "verder"))
      .thenRefused(missing(["wat", "Wat"], ["maat", "Maat"]));
  });

  it("asks only the fields that the aims need", () => {
    begun(["ruil"])
      .when(as("gids").act("ronde-1", "verder"))
      .thenRefused(missing(["wat", "Wat"]));
    walked(["lening"], { idee: "Lenen" })
      .when(as("gids").act("ronde-1", "verder"))
      .thenEvents(
        { type: "formCompleted", instance: "ronde-1", form: "denkformulier", schema: "denkformulier", asked: ["idee"] },
        { ...moved, from: "denken", to: "klaar" },
      );
  });

  it("is left empty when nothing is asked", () => {
    const done = walked(["ruil"], { idee: "Ruilen" }).when(as("gids").act("ronde-1", "verder"));
    done.thenEvents(
      { type: "formCompleted", instance: "ronde-1", form: "denkformulier", schema: "denkformulier", asked: [] },
      { ...moved, from: "denken", to: "klaar" },
    );
    expect(done.after.instance("ronde-1").forms["denkformulier"]?.status).toBe("empty");
  });

  it("must be completed again when it is entered again", () => {
    const back = walked([], {}).and(as("gids").act("ronde-1", "terug"));
    expect(back.pageOf("gids")?.cycle?.steps).toEqual([
      { state: "kijken", title: "Kijken", status: "saved" },
      { state: "denken", title: "Denken", status: "missing" },
    ]);
  });
});

describe("How far a step is", () => {
  const statuses = (aims: string[], aim: string) => {
    const lent = walked(aims, { idee: "Lenen" }).and(
      as("gids").act("ronde-1", "verder"),
      as("gids").record("keuring", { kleur: "rood" }),
      as("gids").start(aim, { acknowledged: ["verzekerd"] }),
    );
    return lent.pageOf("gids")?.requests[0]?.steps.map(({ state, status }) => `${state} ${status}`);
  };

  it("depends on what the request asks, and on what was checked when it was completed", () => {
    expect(statuses(["lening"], "lening")).toEqual(["kijken complete", "denken complete"]);
    expect(statuses(["lening"], "ruil")).toEqual(["kijken complete", "denken empty"]);
    expect(statuses(["ruil", "lening"], "ruil")).toEqual(["kijken complete", "denken empty"]);
  });

  it("is saved when less was checked than the request asks", () => {
    walked(["ruil"], { idee: "Ruilen" })
      .and(as("gids").act("ronde-1", "verder"), as("gids").record("keuring", { kleur: "rood" }))
      .when(as("gids").start("lening", { acknowledged: ["verzekerd"] }))
      .thenRefused({
        code: "condition",
        place: { condition: "gekeken" },
        message: "Er is niet gekeken.",
        lift: ["Gids"],
      });
  });
});

describe("A new cycle", () => {
  const done = walked([], { idee: "Lenen", plan: "Morgen" }).and(as("gids").act("ronde-1", "verder"));
  const started = {
    type: "instanceStarted",
    instance: "ronde-2",
    definition: "ronde",
    kind: "cycle",
    release: pin,
    state: "kijken",
    asks: { kijken: "all", denken: "all" },
    steps: { kijken: ["kijkformulier"], denken: ["denkformulier"] },
    aims: [],
  } as const;

  it("takes along every answer but those that stay behind", () => {
    done.when(as("gids", "2023-10-02").start("ronde")).thenEvents({
      ...started,
      day: "2023-10-02",
      carries: {
        from: "ronde-1",
        forms: { kijkformulier: { drops: ["route"], reconfirms: [] }, denkformulier: { drops: [], reconfirms: [] } },
      },
    });
  });

  it("shows each answer with the commit it came from, as saved and not complete, and closes the cycle before", () => {
    const next = done.and(as("gids", "2023-10-02").start("ronde"));
    const origin = { commit: "commit-3", at: "2023-09-04T12:03:00.000Z", by: "gids" };
    expect(next.instance("ronde-2").forms["kijkformulier"]).toEqual({
      schema: "kijkformulier",
      answers: { wat: "Ladder", maat: 5 },
      origins: { wat: origin, maat: origin },
      revision: 0,
      status: "carried",
      reconfirms: [],
    });
    expect(next.instance("ronde-1").closed).toBe(true);
    expect(next.state?.cycle).toBe("ronde-2");
    expect(next.pageOf("gids")?.cycle?.steps.map(({ status }) => status)).toEqual(["saved", "saved"]);
  });

  it("asks again, in another school year, what must be confirmed", () => {
    done.when(as("gids", "2024-08-01").start("ronde")).thenEvents({
      ...started,
      day: "2024-08-01",
      carries: {
        from: "ronde-1",
        forms: {
          kijkformulier: { drops: ["route"], reconfirms: ["maat"] },
          denkformulier: { drops: [], reconfirms: [] },
        },
      },
    });
    const next = done.and(as("gids", "2024-08-01").start("ronde"));
    next.when(as("gids").act("ronde-2", "verder")).thenRefused({
      code: "required",
      place: { instance: "ronde-2", form: "kijkformulier" },
      message: "‘Kijkformulier’ is nog niet compleet: 1 antwoord ontbreekt of klopt niet.",
      problems: [
        {
          pointer: "/maat",
          code: "reconfirm",
          message: "Bevestig Maat: dit komt uit een ander schooljaar.",
          kind: "missing",
        },
      ],
    });
  });

  it("counts an answer as confirmed when it is saved, also unchanged", () => {
    const next = done.and(as("gids", "2024-08-01").start("ronde"));
    const confirmed = next.when(as("gids").save("ronde-2", "kijkformulier", { maat: 5 })).thenEvents({
      type: "formSaved",
      instance: "ronde-2",
      form: "kijkformulier",
      schema: "kijkformulier",
      changed: {},
      removed: [],
      reconfirms: [],
    });
    expect(confirmed.and(as("gids").act("ronde-2", "verder")).instance("ronde-2").state).toBe("denken");
  });

  it("counts the school year of an answer by the local day, also when it was saved after midnight", () => {
    const late = begun(["ruil"]).and(
      atNight(as("gids", "2024-08-01").save("ronde-1", "kijkformulier", { wat: "Ladder", maat: 5 })),
      as("gids").act("ronde-1", "verder"),
      as("gids").act("ronde-1", "verder"),
      as("gids", "2024-10-01").start("ronde"),
    );
    expect(late.instance("ronde-2").forms["kijkformulier"]?.reconfirms).toEqual([]);
  });

  it("is refused while the one before goes on", () => {
    begun([])
      .when(as("gids").start("ronde"))
      .thenRefused({
        code: "condition",
        place: { condition: "vorige-ronde-klaar" },
        message: "De ronde loopt nog.",
      });
  });
});
