/** `act` takes an action of an instance: it does, it says no for every reason at once, or it leaves everything. */

import { describe, expect, it } from "vitest";
import { as, given } from "../support/given.ts";
import { fixture } from "../support/world.ts";

const world = fixture("act");
const begun = given(world, as("gids").open(), as("gids").start("klus"));
const filled = begun.and(as("gids").save("klus-1", "klusformulier", { omschrijving: "Kast", maat: 12, prijs: 50 }));
const sent = filled.and(as("gids").act("klus-1", "sturen"));

const here = { instance: "klus-1" };
const tooSmall = {
  code: "condition",
  place: { condition: "is-groot" },
  message: "De klus is te klein.",
  lift: ["Gids"],
} as const;
const size = {
  code: "undecided",
  place: { condition: "is-groot" },
  message: "De klus is te klein. Nog niet ingevuld: Maat.",
  lift: ["Gids"],
} as const;

describe("An action", () => {
  it("is taken when all holds: the form is complete, and the state is entered", () => {
    filled.when(as("gids").act("klus-1", "sturen")).thenEvents(
      { type: "formCompleted", instance: "klus-1", form: "klusformulier", schema: "klusformulier", asked: "all" },
      {
        type: "actionTaken",
        instance: "klus-1",
        action: "sturen",
        branch: 0,
        from: "nieuw",
        to: "gestuurd",
        day: "2023-09-04",
        final: false,
      },
    );
  });

  it("ends the instance in a final state, with the outcome of that state", () => {
    filled.when(as("gids").act("klus-1", "wegen")).thenEvents({
      type: "actionTaken",
      instance: "klus-1",
      action: "wegen",
      branch: 0,
      from: "nieuw",
      to: "groot",
      day: "2023-09-04",
      final: true,
      outcome: "groot",
    });
  });

  it("says no for every reason at once", () => {
    const some = begun.and(as("gids").save("klus-1", "klusformulier", { maat: 3 }));
    some.when(as("chef").act("klus-1", "sturen")).thenRefused(
      {
        code: "role",
        place: { instance: "klus-1", action: "sturen" },
        message: "Dit kan alleen door: Gids.",
        lift: ["Gids"],
      },
      tooSmall,
      {
        code: "required",
        place: { instance: "klus-1", form: "klusformulier" },
        message: "‘Klusformulier’ is nog niet compleet: 1 antwoord ontbreekt of klopt niet.",
        problems: [{ pointer: "/omschrijving", code: "required", message: "Vul Omschrijving in.", kind: "missing" }],
      },
      {
        code: "acknowledge",
        place: { condition: "met-prijs" },
        message: "Er is geen prijs. Nog niet ingevuld: Prijs. Wilt u toch verder? Bevestig dan dat u dit gezien hebt.",
      },
    );
  });

  it("names what is missing when a condition is unknown", () => {
    const some = begun.and(as("gids").save("klus-1", "klusformulier", { omschrijving: "Kast", prijs: 5 }));
    some.when(as("gids").act("klus-1", "sturen")).thenRefused(size);
  });

  it("is not there for somebody who only acts by itself", () => {
    filled.when(as("gids").act("klus-1", "vanzelf")).thenRefused({
      code: "role",
      place: { instance: "klus-1", action: "vanzelf" },
      message: "Dit gebeurt vanzelf; niemand kan dit zelf doen.",
    });
  });

  it("is refused where the state does not declare it, with where it can be done", () => {
    filled.when(as("keurder").act("klus-1", "keuren")).thenRefused({
      code: "not-here",
      place: { instance: "klus-1", action: "keuren" },
      message: "Dit kan nu niet: de stand is ‘Nieuw’. Het kan bij ‘Gestuurd’.",
    });
  });

  it("is unknown under a name that no state declares, also when JavaScript would know it", () => {
    for (const action of ["dansen", "constructor", "__proto__", "toString", "xstate.init", "xstate.done.state.klus"]) {
      filled.when(as("gids").act("klus-1", action)).thenRefused({
        code: "unknown",
        place: { instance: "klus-1", action },
        message: `De actie ${action} bestaat hier niet.`,
      });
    }
  });

  it("is unknown in an instance that is not there, also when JavaScript would know it", () => {
    for (const instance of ["klus-9", "constructor", "__proto__", "toString", "hasOwnProperty"]) {
      filled.when(as("gids").act(instance, "sturen")).thenRefused({
        code: "unknown",
        place: { instance, action: "sturen" },
        message: "Deze aanvraag staat niet in dit dossier.",
      });
    }
  });

  it("is refused once the instance is closed", () => {
    filled
      .and(as("gids").act("klus-1", "wegen"))
      .when(as("gids").act("klus-1", "wegen"))
      .thenRefused({
        code: "finished",
        place: { instance: "klus-1", action: "wegen" },
        message: "Dit is afgerond; er kan niets meer aan worden gedaan.",
      });
  });
});

describe("A branch", () => {
  const weighed = (maat: number) =>
    begun.and(as("gids").save("klus-1", "klusformulier", { maat })).when(as("gids").act("klus-1", "wegen"));

  it("is the first whose guard holds", () => {
    const { state } = filled.when(as("gids").act("klus-1", "wegen")).after;
    expect(state?.instances["klus-1"]?.state).toBe("groot");
  });

  it("is the next when a guard does not hold", () => {
    weighed(3).thenEvents({
      type: "actionTaken",
      instance: "klus-1",
      action: "wegen",
      branch: 1,
      from: "nieuw",
      to: "klein",
      day: "2023-09-04",
      final: true,
      outcome: "klein",
    });
  });

  it("is refused by its own conditions, and never gives way to a laxer one", () => {
    weighed(12).thenRefused({
      code: "undecided",
      place: { condition: "met-prijs" },
      message: "Er is geen prijs. Nog niet ingevuld: Prijs.",
      lift: ["Chef van de balie"],
    });
  });

  it("is not chosen while a guard is unknown: the action is refused, naming what is missing", () => {
    begun.when(as("gids").act("klus-1", "wegen")).thenRefused(size);
  });

  it("is not there when no guard holds: the action is refused by the guard", () => {
    begun
      .and(as("gids").save("klus-1", "klusformulier", { maat: 3 }))
      .when(as("gids").act("klus-1", "kiezen"))
      .thenRefused(tooSmall);
  });
});

describe("Advice", () => {
  const cheap = begun.and(as("gids").save("klus-1", "klusformulier", { omschrijving: "Kast", maat: 12, prijs: 0 }));
  const warning = {
    code: "advice",
    place: { condition: "met-prijs" },
    message: "Er is geen prijs.",
    lift: ["Chef van de balie"],
  } as const;

  it("that is not followed asks to be acknowledged", () => {
    cheap.when(as("gids").act("klus-1", "sturen")).thenRefused({
      code: "acknowledge",
      place: { condition: "met-prijs" },
      message: "Er is geen prijs. Wilt u toch verder? Bevestig dan dat u dit gezien hebt.",
    });
  });

  it("that is acknowledged goes along as a warning, and is kept with the action", () => {
    const outcome = cheap.when(as("gids").act("klus-1", "sturen", { acknowledged: ["met-prijs"] }));
    outcome.thenWarns(warning);
    outcome.thenEvents(
      { type: "formCompleted", instance: "klus-1", form: "klusformulier", schema: "klusformulier", asked: "all" },
      {
        type: "actionTaken",
        instance: "klus-1",
        action: "sturen",
        branch: 0,
        from: "nieuw",
        to: "gestuurd",
        day: "2023-09-04",
        final: false,
        acknowledged: ["met-prijs"],
      },
    );
  });

  it("that is followed says nothing", () => {
    filled.when(as("gids").act("klus-1", "sturen")).thenWarns();
  });
});

describe("The form that goes with an action", () => {
  const noted = {
    type: "actionTaken",
    instance: "klus-1",
    action: "noteren",
    branch: 0,
    from: "nieuw",
    to: "nieuw",
  } as const;

  it("is kept with the action, without what was left empty", () => {
    begun.when(as("gids").act("klus-1", "noteren", { input: { tekst: "Past niet", soort: "" } })).thenEvents({
      ...noted,
      day: "2023-09-04",
      final: false,
      input: { tekst: "Past niet" },
    });
  });

  it("must be complete", () => {
    begun.when(as("gids").act("klus-1", "noteren")).thenRefused({
      code: "required",
      place: { instance: "klus-1", form: "notitie" },
      message: "‘Notitie’ is nog niet compleet: 1 antwoord ontbreekt of klopt niet.",
      problems: [{ pointer: "/tekst", code: "required", message: "Vul Tekst in.", kind: "missing" }],
    });
  });

  it("is refused when it is wrong, and when none is asked", () => {
    begun.when(as("gids").act("klus-1", "noteren", { input: { tekst: 5 } })).thenRefused({
      code: "invalid",
      place: { instance: "klus-1", action: "noteren", form: "notitie" },
      message: "Er klopt iets niet in ‘Notitie’.",
      problems: [{ pointer: "/tekst", code: "type", message: "Vul bij Tekst een tekst in.", kind: "wrong" }],
    });
    filled.when(as("gids").act("klus-1", "sturen", { input: {} })).thenRefused({
      code: "invalid",
      place: { instance: "klus-1", action: "sturen" },
      message: "Bij deze actie hoort geen formulier.",
    });
  });

  it("can be noted by what follows", () => {
    begun.when(as("gids").act("klus-1", "vastleggen", { input: { tekst: "Scheef" } })).thenEvents(
      {
        type: "actionTaken",
        instance: "klus-1",
        action: "vastleggen",
        branch: 0,
        from: "nieuw",
        to: "klein",
        day: "2023-09-04",
        final: true,
        outcome: "klein",
        input: { tekst: "Scheef" },
      },
      {
        type: "recorded",
        record: "aantekening-1",
        kind: "aantekening",
        release: world.release.pin,
        on: "2023-09-04",
        changed: "keep",
        merge: "entry",
        answers: { tekst: "Scheef", soort: "klus" },
        of: "klus-1",
      },
    );
  });
});

describe("The day of an action", () => {
  const input = { tekst: "Gisteren" };
  const refused = (message: string) =>
    ({ code: "dated", place: { instance: "klus-1", action: "noteren" }, message }) as const;

  it("is the day it occurred, where the action is dated", () => {
    begun.when(as("gids").act("klus-1", "noteren", { input, occurredOn: "2023-09-01" })).thenEvents({
      type: "actionTaken",
      instance: "klus-1",
      action: "noteren",
      branch: 0,
      from: "nieuw",
      to: "nieuw",
      day: "2023-09-01",
      final: false,
      input,
    });
  });

  it("exists, and does not lie after today", () => {
    begun
      .when(as("gids").act("klus-1", "noteren", { input, occurredOn: "2023-02-29" }))
      .thenRefused(refused("Vul een dag in die bestaat, als jaar-maand-dag."));
    begun
      .when(as("gids").act("klus-1", "noteren", { input, occurredOn: "2023-09-05" }))
      .thenRefused(refused("De dag mag niet na vandaag liggen."));
  });

  it("is today elsewhere", () => {
    filled.when(as("gids").act("klus-1", "sturen", { occurredOn: "2023-09-01" })).thenRefused({
      code: "dated",
      place: { instance: "klus-1", action: "sturen" },
      message: "Bij deze actie telt altijd vandaag.",
    });
  });
});

describe("Who acts for somebody", () => {
  it("names a person whom the organisation knows, and the action keeps who that is", () => {
    const outcome = filled.when(as("gids").act("klus-1", "wegen", { onBehalfOf: "eigenaar", evidence: "Brief 12" }));
    outcome.thenEvents({
      type: "actionTaken",
      instance: "klus-1",
      action: "wegen",
      branch: 0,
      from: "nieuw",
      to: "groot",
      day: "2023-09-04",
      final: true,
      outcome: "groot",
      evidence: "Brief 12",
      onBehalfOf: "eigenaar",
    });
    filled.when(as("gids").act("klus-1", "wegen", { onBehalfOf: "niemand" })).thenRefused({
      code: "unknown",
      place: { person: "niemand" },
      message: "De persoon namens wie u dit doet, is niet bekend in de organisatie.",
    });
  });
});

describe("A promise of an action", () => {
  it("is judged after the whole commit, with what happened by itself", () => {
    filled.when(as("gids").act("klus-1", "beloven")).thenEvents(
      {
        type: "actionTaken",
        instance: "klus-1",
        action: "beloven",
        branch: 0,
        from: "nieuw",
        to: "poetsen",
        day: "2023-09-04",
        final: false,
      },
      {
        type: "actionTaken",
        instance: "klus-1",
        action: "klaar-met-poetsen",
        branch: 0,
        from: "poetsen",
        to: "gepoetst",
        day: "2023-09-04",
        final: true,
        outcome: "gepoetst",
        system: true,
      },
    );
  });

  it("that is broken refuses all", () => {
    begun
      .and(as("gids").save("klus-1", "klusformulier", { maat: 3 }))
      .when(as("gids").act("klus-1", "beloven"))
      .thenRefused({ code: "condition", place: { condition: "is-gepoetst" }, message: "Er is niet gepoetst." });
  });
});

describe("Who acts as a party", () => {
  const checked = sent.and(as("keurder").act("klus-1", "keuren"));

  it("becomes that party", () => {
    sent.when(as("keurder").act("klus-1", "keuren")).thenEvents(
      {
        type: "actionTaken",
        instance: "klus-1",
        action: "keuren",
        branch: 0,
        from: "gestuurd",
        to: "gestuurd",
        day: "2023-09-04",
        final: false,
      },
      { type: "peopleAssigned", instance: "klus-1", party: "eerste-keurder", people: [{ id: "keurder" }] },
      {
        type: "taskOpened",
        task: "task-1",
        instance: "klus-1",
        state: "gestuurd",
        title: "Nakijken",
        to: "depot.hoofd",
        unit: "depot-een",
        due: "2023-09-18",
      },
    );
  });

  it("is somebody else than the parties it differs from", () => {
    checked.when(as("keurder").act("klus-1", "tegenkeuren")).thenRefused({
      code: "differs",
      place: { instance: "klus-1", party: "eerste-keurder" },
      message: "U bent al ‘Eerste keurder’. Dit moet iemand anders doen.",
    });
    const { state } = checked.and(as("keurder-twee").act("klus-1", "tegenkeuren"));
    expect(state?.instances["klus-1"]?.parties).toEqual({
      "eerste-keurder": [{ id: "keurder" }],
      "tweede-keurder": [{ id: "keurder-twee" }],
    });
  });

  it("has what the party asks of a person", () => {
    sent.when(as("keurder-twee").act("klus-1", "keuren")).thenRefused({
      code: "party",
      place: { instance: "klus-1", party: "eerste-keurder" },
      message: "Deze persoon heeft niet de gevraagde vak: hout, steen.",
    });
  });

  it("closes the tasks of the state that is left, and keeps them where it stays", () => {
    const again = checked.and(as("keurder").act("klus-1", "keuren"));
    expect(Object.values(again.state?.tasks ?? {}).map(({ open }) => open)).toEqual([true, true]);
    const left = again.and(as("keurder-twee").act("klus-1", "tegenkeuren"));
    expect(Object.values(left.state?.tasks ?? {}).map(({ open }) => open)).toEqual([false, false]);
  });
});

describe("What follows from an action", () => {
  it("is refused together with it", () => {
    const south = given(world, as("gids-zuid").open(), as("gids-zuid").start("klus"));
    south.when(as("gids-zuid").act("klus-1", "verhuizen")).thenRefused({
      code: "effect",
      place: here,
      message: "Het is niet bekend wie ‘Maker’ is voor deze organisatie. Vraag de beheerder.",
    });
  });
});

describe("What happens by itself", () => {
  it("happens in the same commit, at most ten times, by the first that holds", () => {
    const climbed = {
      type: "actionTaken",
      instance: "trap-1",
      action: "klimmen",
      branch: 0,
      from: "onder",
      to: "onder",
      day: "2023-09-04",
      final: false,
      system: true,
    } as const;
    const start = given(world, as("gids").open()).when(as("gids").start("trap"));
    const started = {
      type: "instanceStarted",
      instance: "trap-1",
      definition: "trap",
      kind: "request",
      release: world.release.pin,
      state: "onder",
      day: "2023-09-04",
      asks: {},
    } as const;
    start.thenEvents(started, ...Array.from({ length: 10 }, () => climbed));
  });

  it("is refused when it goes round", () => {
    given(world, as("gids").open())
      .when(as("gids").start("lus"))
      .thenRefused({
        code: "chain",
        place: { instance: "lus-1" },
        message: "Deze procedure blijft rondgaan. Meld dit bij de beheerder.",
      });
  });
});
