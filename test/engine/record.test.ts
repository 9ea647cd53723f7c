/** `record` notes something without a procedure: for good, bound to what was shown, replaced by a newer one. */

import { describe, expect, it } from "vitest";
import { as, given } from "../support/given.ts";
import { fixture } from "../support/world.ts";

const world = fixture("record");
const { pin } = world.release;
const opened = given(world, as("gids").open({ relations: { "dossier.eigenaar": ["eigenaar"] } }));
const written = opened.and(
  as("gids").start("ronde"),
  as("gids").save("ronde-1", "brief", { tekst: "Beste eigenaar" }),
  as("gids").start("lening"),
);
const recorded = { type: "recorded", release: pin, on: "2023-09-04" } as const;
const entry = { changed: "keep", merge: "entry" } as const;
const hash = expect.stringMatching(/^[0-9a-f]{64}$/) as unknown as string;
const statuses = (of: typeof opened, kind: string) =>
  of
    .pageOf("gids")
    ?.records.find((part) => part.kind === kind)
    ?.entries.map(({ id, status }) => `${id} ${status}`);

describe("Noting something", () => {
  it("keeps the answers, without what was left empty", () => {
    opened.when(as("gids").record("lenerskaart", { naam: "Eef", geboren: "1990-02-03", kleur: "" })).thenEvents({
      ...recorded,
      record: "lenerskaart-1",
      kind: "lenerskaart",
      changed: "keep",
      merge: "field",
      answers: { naam: "Eef", geboren: "1990-02-03" },
    });
  });

  it("says no to who has no role in it", () => {
    opened.when(as("chef").record("lenerskaart", { naam: "Eef", geboren: "1990-02-03" })).thenRefused({
      code: "role",
      place: { record: "lenerskaart" },
      message: "Dit kan alleen door: Gids.",
      lift: ["Gids"],
    });
  });

  it("must be complete, and right", () => {
    opened.when(as("gids").record("lenerskaart", { naam: "Eef" })).thenRefused({
      code: "required",
      place: { instance: "lenerskaart", form: "kaart" },
      message: "‘Lenerskaart’ is nog niet compleet: 1 antwoord ontbreekt of klopt niet.",
      problems: [{ pointer: "/geboren", code: "required", message: "Vul Geboren in.", kind: "missing" }],
    });
    opened.when(as("gids").record("lenerskaart", { naam: 5, geboren: "1990-02-03" })).thenRefused({
      code: "invalid",
      place: { record: "lenerskaart", form: "kaart" },
      message: "Er klopt iets niet in ‘Lenerskaart’.",
      problems: [{ pointer: "/naam", code: "type", message: "Vul bij Naam een tekst in.", kind: "wrong" }],
    });
  });

  it("is unknown under a kind that is not there, also when JavaScript would know it", () => {
    for (const kind of ["kaart", "constructor", "__proto__", "toString"]) {
      opened
        .when(as("gids").record(kind, {}))
        .thenRefused({ code: "unknown", place: { record: kind }, message: `${kind} kan niet worden vastgelegd.` });
    }
  });
});

describe("A record of an instance", () => {
  it("belongs to that instance, in one of its states", () => {
    const known = written.and(as("gids").record("lenerskaart", { naam: "Eef", geboren: "1990-02-03" }));
    known.when(as("gids").record("boete", { akkoord: true }, { of: "lening-1" })).thenEvents({
      ...recorded,
      ...entry,
      record: "boete-1",
      kind: "boete",
      answers: { akkoord: true },
      of: "lening-1",
    });
    known
      .and(as("gids").act("lening-1", "stoppen"))
      .when(as("gids").record("boete", { akkoord: true }, { of: "lening-1" }))
      .thenRefused({
        code: "not-here",
        place: { record: "boete", instance: "lening-1" },
        message: "‘Boete’ kan nu niet worden vastgelegd.",
      });
  });

  it("asks its conditions and its advice, all at once", () => {
    const bare = opened.and(as("gids").start("lening"));
    bare.when(as("gids").record("boete", { akkoord: true })).thenRefused(
      { code: "not-here", place: { record: "boete" }, message: "‘Boete’ kan nu niet worden vastgelegd." },
      {
        code: "undecided",
        place: { condition: "brief-geschreven" },
        message: "Er is geen brief. Nog niet ingevuld: Tekst.",
      },
      {
        code: "acknowledge",
        place: { condition: "kaart-bekend" },
        message: "Er is geen kaart. Wilt u toch verder? Bevestig dan dat u dit gezien hebt.",
      },
    );
    written
      .when(as("gids").record("boete", { akkoord: true }, { of: "lening-1", acknowledged: ["kaart-bekend"] }))
      .thenWarns({ code: "advice", place: { condition: "kaart-bekend" }, message: "Er is geen kaart." });
  });

  it("names an instance that is there", () => {
    for (const of of ["lening-9", "constructor", "__proto__"]) {
      written.when(as("gids").record("boete", { akkoord: true }, { of })).thenRefused({
        code: "unknown",
        place: { instance: of },
        message: "Waar dit bij hoort, staat niet in dit dossier.",
      });
    }
  });
});

describe("A record of the dossier", () => {
  it("belongs to no instance: naming one is refused, for it would bring the rules of an older release", () => {
    written
      .when(as("gids").record("lenerskaart", { naam: "Eef", geboren: "1990-02-03" }, { of: "lening-1" }))
      .thenRefused({
        code: "not-here",
        place: { record: "lenerskaart", instance: "lening-1" },
        message: "‘Lenerskaart’ hoort bij het dossier, niet bij een aanvraag.",
      });
  });
});

describe("A record of a record", () => {
  const carded = opened.and(as("gids").record("lenerskaart", { naam: "Eef", geboren: "1990-02-03" }));

  it("belongs to something that was noted before", () => {
    carded.when(as("gids").record("kwitantie", { akkoord: true }, { of: "lenerskaart-1" })).thenEvents({
      ...recorded,
      ...entry,
      record: "kwitantie-1",
      kind: "kwitantie",
      answers: { akkoord: true },
      of: "lenerskaart-1",
    });
    carded.when(as("gids").record("kwitantie", { akkoord: true })).thenRefused({
      code: "unknown",
      place: { record: "kwitantie" },
      message: "‘Kwitantie’ hoort bij iets dat eerder is vastgelegd. Kies dat eerst.",
    });
  });
});

describe("A record that binds a form", () => {
  it("holds which version it was, with the hash of what was shown", () => {
    written.when(as("eigenaar").record("akkoord", { akkoord: true })).thenEvents({
      ...recorded,
      record: "akkoord-1",
      kind: "akkoord",
      changed: "void",
      merge: "entry",
      answers: { akkoord: true },
      binds: { instance: "ronde-1", form: "brief", revision: 1, hash },
    });
  });

  it("has another hash when another answer was shown", () => {
    const hashes = ["Beste eigenaar", "Hallo"].map((tekst) => {
      const shown = written.and(
        as("gids").save("ronde-1", "brief", { tekst: "" }),
        as("gids").save("ronde-1", "brief", { tekst }),
        as("eigenaar").record("akkoord", { akkoord: true }),
      );
      return shown.state?.records["akkoord"]?.[0]?.binds?.hash;
    });
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  it("is void once the form changes, and stays void when the old answer comes back", () => {
    const agreed = written.and(as("eigenaar").record("akkoord", { akkoord: true }));
    expect(statuses(agreed, "akkoord")).toEqual(["akkoord-1 valid"]);
    const mended = agreed.and(as("gids").save("ronde-1", "brief", { groet: "Dag" }));
    expect(statuses(mended, "akkoord")).toEqual(["akkoord-1 void"]);
    const back = mended.and(as("gids").save("ronde-1", "brief", { groet: "" }));
    expect(statuses(back, "akkoord")).toEqual(["akkoord-1 void"]);
  });

  it("is void once another cycle counts", () => {
    const agreed = written.and(as("eigenaar").record("akkoord", { akkoord: true }), as("gids").start("ronde"));
    expect(statuses(agreed, "akkoord")).toEqual(["akkoord-1 void"]);
  });

  it("stays valid when it keeps what was shown", () => {
    const received = written.and(
      as("gids").record("ontvangst", { akkoord: true }),
      as("gids").save("ronde-1", "brief", { groet: "Dag" }),
      as("gids").start("ronde"),
    );
    expect(statuses(received, "ontvangst")).toEqual(["ontvangst-1 valid"]);
  });
});

describe("A promise of a record", () => {
  it("is judged with the record in it", () => {
    written
      .when(as("eigenaar").record("akkoord", { akkoord: false }))
      .thenRefused({ code: "condition", place: { condition: "akkoord-gegeven" }, message: "Er is geen akkoord." });
  });
});

describe("The day of a record", () => {
  const refused = (message: string) => ({ code: "dated", place: { record: "ontvangst" }, message }) as const;
  const kept = { ...recorded, ...entry, record: "ontvangst-1", kind: "ontvangst", answers: { akkoord: true } };

  it("is the dated field, else the day it occurred, else today", () => {
    opened
      .when(as("gids").record("ontvangst", { akkoord: true, op: "2023-08-30" }))
      .thenEvents({ ...kept, on: "2023-08-30", answers: { akkoord: true, op: "2023-08-30" } });
    opened
      .when(as("gids").record("ontvangst", { akkoord: true }, { occurredOn: "2023-09-01" }))
      .thenEvents({ ...kept, on: "2023-09-01" });
    opened
      .when(as("gids").record("ontvangst", { akkoord: true, op: "" }, { occurredOn: "2023-09-01" }))
      .thenEvents({ ...kept, on: "2023-09-01" });
    opened.when(as("gids").record("ontvangst", { akkoord: true })).thenEvents(kept);
  });

  it("does not lie after today, and is accepted only where the kind is dated", () => {
    opened
      .when(as("gids").record("ontvangst", { akkoord: true, op: "2023-09-05" }))
      .thenRefused(refused("De dag mag niet na vandaag liggen."));
    opened
      .when(as("gids").record("ontvangst", { akkoord: true }, { occurredOn: "2023-13-01" }))
      .thenRefused(refused("Vul een dag in die bestaat, als jaar-maand-dag."));
    opened
      .when(as("gids").record("lenerskaart", { naam: "Eef", geboren: "1990-02-03" }, { occurredOn: "2023-09-01" }))
      .thenRefused({
        code: "dated",
        place: { record: "lenerskaart" },
        message: "Bij ‘Lenerskaart’ telt altijd vandaag.",
      });
  });
});

describe("A record that replaces another", () => {
  const carded = opened.and(as("gids").record("lenerskaart", { naam: "Eef", geboren: "1990-02-03", kleur: "rood" }));

  it("is a correction: the old one stays, and counts no more", () => {
    const mended = carded.when(
      as("gids").record("lenerskaart", { naam: "Eva", geboren: "1990-02-03" }, { replaces: "lenerskaart-1" }),
    );
    mended.thenEvents({
      ...recorded,
      record: "lenerskaart-2",
      kind: "lenerskaart",
      changed: "keep",
      merge: "field",
      answers: { naam: "Eva", geboren: "1990-02-03" },
      replaces: "lenerskaart-1",
    });
    expect(statuses(mended.after, "lenerskaart")).toEqual(["lenerskaart-1 replaced", "lenerskaart-2 valid"]);
  });

  it("must be complete without the one it replaces", () => {
    carded.when(as("gids").record("lenerskaart", { naam: "Eva" }, { replaces: "lenerskaart-1" })).thenRefused({
      code: "required",
      place: { instance: "lenerskaart", form: "kaart" },
      message: "‘Lenerskaart’ is nog niet compleet: 1 antwoord ontbreekt of klopt niet.",
      problems: [{ pointer: "/geboren", code: "required", message: "Vul Geboren in.", kind: "missing" }],
    });
  });

  it("replaces what is there, once", () => {
    const mended = carded.and(
      as("gids").record("lenerskaart", { naam: "Eva", geboren: "1990-02-03" }, { replaces: "lenerskaart-1" }),
    );
    const again = (replaces: string) =>
      mended.when(as("gids").record("lenerskaart", { naam: "Eva", geboren: "1990-02-03" }, { replaces }));
    again("lenerskaart-1").thenRefused({
      code: "record",
      place: { record: "lenerskaart-1" },
      message: "Dit is al vervangen. Vervang de nieuwste vastlegging.",
    });
    again("lenerskaart-9").thenRefused({
      code: "unknown",
      place: { record: "lenerskaart-9" },
      message: "Wat u wilt vervangen, staat niet in dit dossier. Kies iets dat er wel in staat.",
    });
  });
});

describe("A kind whose fields are merged", () => {
  it("is added to field by field, and is complete together", () => {
    const carded = opened.and(as("gids").record("lenerskaart", { naam: "Eef", geboren: "1990-02-03" }));
    carded.when(as("gids").record("lenerskaart", { kleur: "blauw" })).thenEvents({
      ...recorded,
      record: "lenerskaart-2",
      kind: "lenerskaart",
      changed: "keep",
      merge: "field",
      answers: { kleur: "blauw" },
    });
  });
});

describe("What is unique", () => {
  const eef = { naam: "Eef", geboren: "1990-02-03" };

  it("is claimed, once for each value", () => {
    opened.when(as("gids").record("lenerskaart", eef)).thenClaims(["Eef", "1990-02-03"]);
    opened.and(as("gids").record("lenerskaart", eef)).when(as("gids").record("lenerskaart", eef)).thenClaims();
  });

  it("is claimed when one field of it changes", () => {
    const carded = opened.and(as("gids").record("lenerskaart", eef));
    carded.when(as("gids").record("lenerskaart", { naam: "Eva" })).thenClaims(["Eva", "1990-02-03"]);
    carded.when(as("gids").record("lenerskaart", { kleur: "rood" })).thenClaims();
  });

  it("is not claimed again when the old value comes back", () => {
    opened
      .and(as("gids").record("lenerskaart", eef), as("gids").record("lenerskaart", { naam: "Eva" }))
      .when(as("gids").record("lenerskaart", { naam: "Eef" }))
      .thenClaims();
  });
});
