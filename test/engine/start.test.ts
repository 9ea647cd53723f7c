/** `start` starts procedures: alone, or several from one menu as one decision. */

import { describe, expect, it } from "vitest";
import { as, given } from "../support/given.ts";
import { fixture } from "../support/world.ts";

const world = fixture("start");
const { pin } = world.release;
const opened = given(world, as("gids").open({ relations: { "dossier.eigenaar": ["eigenaar"] } }));
const looked = opened.and(
  as("gids").start("ronde", { aims: ["lening"] }),
  as("gids").save("ronde-1", "kijkformulier", { wat: "Ladder", maat: 5 }),
  as("gids").act("ronde-1", "verder"),
);
const passed = looked.and(
  as("gids").record("keuring", { kleur: "rood" }),
  as("gids").record("polis", { kleur: "wit" }),
);

const loan = {
  type: "instanceStarted",
  instance: "lening-1",
  definition: "lening",
  kind: "request",
  release: pin,
  state: "lopend",
  day: "2023-09-04",
  asks: { kijken: "all", denken: ["idee"] },
  cycle: "ronde-1",
  channel: "kast",
} as const;
const notLooked = {
  code: "condition",
  place: { condition: "gekeken" },
  message: "Er is niet gekeken.",
  lift: ["Gids"],
} as const;
const notPassed = { code: "condition", place: { condition: "gekeurd" }, message: "Er is niet gekeurd." } as const;
const uninsured = {
  code: "acknowledge",
  place: { condition: "verzekerd" },
  message: "Er is geen polis. Wilt u toch verder? Bevestig dan dat u dit gezien hebt.",
} as const;

describe("Starting a request", () => {
  it("builds on the open cycle, keeps its channel, and fills in what is known with where it came from", () => {
    passed.when(as("gids").start("lening", { menu: "kast" })).thenEvents(loan, {
      type: "formSaved",
      instance: "lening-1",
      form: "leenformulier",
      schema: "leenformulier",
      changed: { wat: "Ladder" },
      removed: [],
      reconfirms: [],
      from: { wat: "cycle.forms.kijkformulier.wat" },
    });
  });

  it("takes two of a menu together, or none of them", () => {
    const both = passed.when(as("gids").start(["lening", "ruil"], { menu: "kast" })).after;
    expect(Object.keys(both.state?.instances ?? {})).toEqual(["ronde-1", "lening-1", "ruil-1"]);
    looked.when(as("gids").start(["lening", "ruil"], { menu: "kast" })).thenRefused(notPassed, uninsured);
  });

  it("says no for every reason at once", () => {
    const early = opened.and(as("gids").start("ronde", { aims: ["lening"] }));
    early
      .when(as("eigenaar").start("lening", { menu: "kast" }))
      .thenRefused(
        { code: "role", place: { definition: "lening" }, message: "Dit kan alleen door: Gids.", lift: ["Gids"] },
        notLooked,
        notPassed,
        uninsured,
      );
  });

  it("needs a cycle when it builds on steps", () => {
    opened.when(as("gids").start("ruil", { menu: "kast", acknowledged: ["verzekerd"] })).thenRefused(
      {
        code: "no-cycle",
        place: { definition: "ruil" },
        message: "Start eerst een cyclus: deze aanvraag bouwt daarop.",
      },
      notPassed,
    );
  });

  it("runs once at a time, unless it says many", () => {
    const lent = passed.and(as("gids").start("lening"));
    lent.when(as("gids").start("lening")).thenRefused({
      code: "already-open",
      place: { instance: "lening-1" },
      message: "Er loopt al een lening. Rond die eerst af.",
    });
    const again = lent.and(as("gids").act("lening-1", "stoppen"), as("gids").start("lening"));
    expect(again.instance("lening-2").number).toBe(2);
    const tried = passed.and(as("gids").start("proef"), as("gids").start("proef"));
    expect(tried.instance("proef-2").closed).toBe(false);
  });

  it("goes on when advice is acknowledged, with a warning", () => {
    looked
      .and(as("gids").record("keuring", { kleur: "rood" }))
      .when(as("gids").start("lening", { menu: "kast", acknowledged: ["verzekerd"] }))
      .thenWarns({ code: "advice", place: { condition: "verzekerd" }, message: "Er is geen polis." });
  });

  it("is unknown under a name that is not there, also when JavaScript would know it", () => {
    for (const id of ["lenen", "constructor", "__proto__", "toString"]) {
      passed
        .when(as("gids").start(id))
        .thenRefused({ code: "unknown", place: { definition: id }, message: `De procedure ${id} bestaat niet.` });
    }
  });
});

describe("A menu", () => {
  it("that is meant but not there is unknown", () => {
    passed
      .when(as("gids").start("lening", { menu: "la" }))
      .thenRefused({ code: "unknown", place: { menu: "la" }, message: "Dit menu bestaat niet." });
  });

  it("holds the procedures it offers", () => {
    passed
      .when(as("gids").start("ronde", { menu: "kast" }))
      .thenRefused(
        { code: "menu", place: { menu: "kast", definition: "ronde" }, message: "ronde staat niet in ‘Kast’." },
        { code: "condition", place: { condition: "vorige-ronde-klaar" }, message: "De ronde loopt nog." },
      );
  });

  it("limits how many, and which ones together: each is a reason of its own", () => {
    passed
      .when(as("gids").start(["lening", "ruil", "proef"], { menu: "kast" }))
      .thenRefused(
        { code: "menu", place: { menu: "kast" }, message: "In ‘Kast’ kunt u er hoogstens 2 tegelijk kiezen." },
        { code: "menu", place: { menu: "kast" }, message: "Deze keuzes mogen niet samen in ‘Kast’." },
      );
    passed
      .when(as("gids").start(["lening", "proef"], { menu: "kast" }))
      .thenRefused({ code: "menu", place: { menu: "kast" }, message: "Deze keuzes mogen niet samen in ‘Kast’." });
  });

  it("asks its conditions of what it offers, but not of the exceptions", () => {
    looked.when(as("gids").start("lening", { menu: "kast" })).thenRefused(notPassed, uninsured);
    looked.when(as("gids").start("proef", { menu: "kast" })).thenEvents({
      type: "instanceStarted",
      instance: "proef-1",
      definition: "proef",
      kind: "request",
      release: pin,
      state: "lopend",
      day: "2023-09-04",
      asks: {},
      channel: "kast",
    });
  });

  it("is chosen by the day when none is named: an open one goes before a closed one", () => {
    passed.when(as("gids").start("lening")).thenEvents(loan, {
      type: "formSaved",
      instance: "lening-1",
      form: "leenformulier",
      schema: "leenformulier",
      changed: { wat: "Ladder" },
      removed: [],
      reconfirms: [],
      from: { wat: "cycle.forms.kijkformulier.wat" },
    });
  });

  it("is closed before and after its days", () => {
    passed
      .when(as("gids").start("lening", { menu: "oude-kast" }))
      .thenRefused({ code: "menu", place: { menu: "oude-kast" }, message: "‘Oude kast’ kon tot en met 2023-08-31." });
    given(world, as("gids", "2023-08-31").open())
      .when(as("gids").start("proef", { menu: "kast" }))
      .thenRefused({
        code: "menu",
        place: { menu: "kast" },
        message: "‘Kast’ kan vanaf 2023-09-01.",
        until: "2023-09-01",
      });
    given(world, as("gids", "2023-09-01").open())
      .when(as("gids").start("proef", { menu: "kast" }))
      .thenWarns();
    given(world, as("gids", "2024-06-30").open())
      .when(as("gids").start("proef", { menu: "kast" }))
      .thenWarns();
  });

  it("is needed to start several at once", () => {
    passed
      .when(as("eigenaar").start(["klacht", "ronde"]))
      .thenRefused(
        { code: "menu", place: {}, message: "Deze procedures staan niet samen in een menu." },
        { code: "about", place: { definition: "klacht" }, message: "Kies waar dit over gaat." },
        { code: "role", place: { definition: "ronde" }, message: "Dit kan alleen door: Gids.", lift: ["Gids"] },
        { code: "condition", place: { condition: "vorige-ronde-klaar" }, message: "De ronde loopt nog." },
      );
  });
});

describe("Who starts", () => {
  const gave = opened.and(as("gids").start("gift"));

  it("becomes a party, sees what that party sees, and alone does what it does", () => {
    opened.when(as("gids").start("gift")).thenEvents(
      {
        type: "instanceStarted",
        instance: "gift-1",
        definition: "gift",
        kind: "request",
        release: pin,
        state: "gegeven",
        day: "2023-09-04",
        asks: {},
      },
      { type: "peopleAssigned", instance: "gift-1", party: "gever", people: [{ id: "gids" }] },
    );
    expect(gave.pageOf("gids")?.requests.map(({ shows }) => shows)).toEqual([{ label: "Gegeven" }]);
    expect(gave.pageOf("gids-twee")?.requests).toEqual([]);
    gave.when(as("gids-twee").act("gift-1", "terugvragen")).thenRefused({
      code: "role",
      place: { instance: "gift-1", action: "terugvragen" },
      message: "Dit kan alleen door: Gever.",
      lift: ["Gever"],
    });
    gave.and(as("gids").act("gift-1", "terugvragen"));
  });

  it("must be somebody who can be that party", () => {
    opened.when(as("eigenaar").start("gift")).thenRefused({
      code: "party",
      place: { instance: "gift-1", party: "gever" },
      message: "Dit kan alleen iemand zijn met de rol: Gids.",
    });
  });

  it("is nobody when it begins by itself", () => {
    expect(gave.and(as("gids").act("gift-1", "doorgeven")).instance("gift-2").parties).toEqual({});
  });
});

describe("What a request is about", () => {
  const lent = passed.and(as("gids").start("lening"));
  const stopped = lent.and(as("gids").act("lening-1", "stoppen"));

  it("is kept, and can be asked by its conditions", () => {
    stopped.when(as("eigenaar").start("klacht", { about: "lening-1" })).thenEvents({
      type: "instanceStarted",
      instance: "klacht-1",
      definition: "klacht",
      kind: "request",
      release: pin,
      state: "gesteld",
      day: "2023-09-04",
      asks: {},
      about: "lening-1",
    });
    const complained = stopped.and(as("eigenaar").start("klacht", { about: "lening-1" }));
    expect(complained.and(as("chef").act("klacht-1", "gelijk-geven")).instance("klacht-1").state).toBe("gegrond");
  });

  it("is the one that starts it, when it begins by itself", () => {
    lent.when(as("gids").act("lening-1", "kwijtraken")).thenEvents(
      {
        type: "actionTaken",
        instance: "lening-1",
        action: "kwijtraken",
        branch: 0,
        from: "lopend",
        to: "gestopt",
        day: "2023-09-04",
        final: true,
        outcome: "gestopt",
      },
      {
        type: "instanceStarted",
        instance: "klacht-1",
        definition: "klacht",
        kind: "request",
        release: pin,
        state: "gesteld",
        day: "2023-09-04",
        asks: {},
        about: "lening-1",
      },
    );
  });

  it("must be there, in one of the states, and is refused where it is not asked", () => {
    const MAY_BE = "Dit kan niet gaan over wat u koos, of nog niet. Het kan gaan over: Lening (Gestopt).";
    const wrong = (about: string) => stopped.when(as("eigenaar").start("klacht", { about }));
    for (const about of ["lening-9", "constructor", "__proto__"]) {
      wrong(about).thenRefused({
        code: "about",
        place: { definition: "klacht" },
        message: "Kies waar dit over gaat.",
      });
    }
    wrong("ronde-1").thenRefused({
      code: "about",
      place: { instance: "ronde-1" },
      message: MAY_BE,
    });
    lent.when(as("eigenaar").start("klacht", { about: "lening-1" })).thenRefused({
      code: "about",
      place: { instance: "lening-1" },
      message: MAY_BE,
    });
    stopped.when(as("gids").start("proef", { about: "lening-1" })).thenRefused({
      code: "about",
      place: { instance: "lening-1" },
      message: "Deze procedure gaat niet over een andere.",
    });
  });
});
