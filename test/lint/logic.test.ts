/** What conditions say together: branches that are never chosen, values without a branch, and demands that nothing can meet. */

import { describe } from "vitest";
import { drop, put } from "../support/source.ts";
import { condition, type Edit, fact, fault, fine, MENU, procedure, view } from "./fault.ts";

const SG = procedure("startgesprek");
const VERSLAG = procedure("verslag");
const ROUND_UP = "/states/gevoerd/on/afronden";

const geenVervolg: Edit = (json) => {
  Object.assign(json, {
    id: "geen-vervolg",
    match: { "instance.forms.verslag-startgesprek.vervolg": { const: "geen" } },
    explain: "In het verslag staat dat er een vervolg komt.",
  });
};

describe("the guards of one action", () => {
  fault("a branch that is never chosen, since one before it always is", {
    file: SG,
    change: [`${ROUND_UP}/0/guard`, "vervolg-afgesproken"],
    at: `${ROUND_UP}/1/guard`,
    code: "shadowed-branch",
    severity: "warning",
  });
  fault("a value for which there is no branch", {
    file: condition("vervolg-afgesproken"),
    change: (json) => drop(json, "/match/instance.forms.verslag-startgesprek.vervolg/enum/2"),
    also: [
      [SG, (json) => put(json, `${ROUND_UP}/2/guard`, "geen-vervolg")],
      [condition("geen-vervolg"), geenVervolg],
    ],
    in: SG,
    at: `${ROUND_UP}/2`,
    code: "guard-gap",
    severity: "warning",
  });
  fault("two guards that can both hold, so that the order decides", {
    file: condition("niveau-school"),
    change: ["/match/records.niveau.niveau", { enum: ["extra-ondersteuning-school", "lichte-ondersteuning"] }],
    also: [
      [
        SG,
        (json) => {
          put(json, `${ROUND_UP}/0/guard`, "niveau-school");
          put(json, `${ROUND_UP}/1/guard`, "deelbaar-niveau");
        },
      ],
    ],
    in: SG,
    at: `${ROUND_UP}/1/guard`,
    code: "guard-overlap",
    severity: "hint",
  });
  fine("guards that leave no value out", [
    [SG, (json) => put(json, `${ROUND_UP}/2/guard`, "geen-vervolg")],
    [condition("geen-vervolg"), geenVervolg],
  ]);
});

describe("a test", () => {
  fault("a border below what the field can be", {
    file: condition("binnen-maximale-tijd"),
    change: ["/match/instance.forms.verslag-startgesprek.bestede-minuten/maximum", -1],
    at: "/match/instance.forms.verslag-startgesprek.bestede-minuten",
    code: "impossible-value",
  });
  fault("a row that can never pass", {
    file: fact("doelen-met-tussenstap"),
    change: ["/count/where/tussentijds-doel", { type: "string", maxLength: 0, minLength: 1 }],
    at: "/count/where/tussentijds-doel",
    code: "impossible-value",
  });
  fault("a border that every count keeps", {
    file: condition("gedeeld"),
    change: ["/match/records.delen.count/minimum", 0],
    at: "/match/records.delen.count",
    code: "always-holds",
    severity: "warning",
  });
});

describe("conditions together", () => {
  fault("parts that contradict each other", {
    file: condition("vervolg-met-nieuwe-cyclus"),
    change: ["/all", ["gedeeld", "niet-gedeeld"]],
    code: "never-holds",
  });
  fault("what can never hold in this state", {
    file: VERSLAG,
    change: ["/states/concept/on/delen-om-te-lezen/meta/requires", ["verslag-gedeeld"]],
    at: "/states/concept/on/delen-om-te-lezen/meta/requires/0",
    code: "never-allowed",
  });
  fault("what a menu asks against what its item asks", {
    file: MENU,
    change: ["/requires", [{ holds: "niet-deelbaar" }]],
    also: [
      [
        condition("niet-deelbaar"),
        (json) =>
          Object.assign(json, {
            id: "niet-deelbaar",
            match: { "records.niveau.niveau": { const: "lichte-ondersteuning" } },
            explain: "Dit kan alleen op het niveau lichte-ondersteuning.",
          }),
      ],
    ],
    at: "/requires/0/holds",
    code: "never-allowed",
  });
  fault("a view that never opens", {
    file: view("ouder-verslag"),
    change: ["/when", ["gedeeld", "niet-gedeeld"]],
    at: "/when/1",
    code: "never-allowed",
  });
});

describe("a field that is filled in too late", () => {
  fault("a condition on a form of a later state", {
    file: SG,
    change: ["/states/gekozen/on/indienen/meta/requires", ["binnen-maximale-tijd"]],
    at: "/states/gekozen/on/indienen/meta/requires/0",
    code: "field-too-late",
  });
  fault("a start that looks at answers of what has not started", {
    file: SG,
    change: ["/meta/start/requires/0", "binnen-maximale-tijd"],
    code: "field-too-late",
  });
  fault("a condition on what nobody fills in with the action", {
    file: VERSLAG,
    change: ["/states/concept/on/laten-vervallen/meta/requires", ["reden-bekend"]],
    also: [
      [
        condition("reden-bekend"),
        (json) =>
          Object.assign(json, {
            id: "reden-bekend",
            match: { "input.reden": { type: "string" } },
            explain: "De reden ontbreekt nog. Vul de reden in.",
          }),
      ],
    ],
    at: "/states/concept/on/laten-vervallen/meta/requires/0",
    code: "field-too-late",
  });
  fault("a term that is as long as a later answer says", {
    file: SG,
    change: [
      "/terms/plantermijn/length",
      { n: { path: "instance.forms.verslag-startgesprek.bestede-minuten" }, unit: "days" },
    ],
    code: "field-too-late",
  });
  fault("a record that takes along a later answer", {
    file: SG,
    change: [
      "/states/gekozen/on/indienen/actions",
      [
        {
          type: "record",
          params: {
            kind: "bericht",
            from: { onderwerp: "Verslag", bericht: { path: "instance.forms.verslag-startgesprek.conclusie" } },
          },
        },
      ],
    ],
    at: "/states/gekozen/on/indienen/actions/0/params/from/bericht",
    code: "field-too-late",
  });
  fault("a task that is due as many days later as nobody said yet", {
    file: SG,
    change: [
      "/states/nog-niet-bevestigd/on/bevestigen/actions/2/params/due",
      { n: { path: "instance.forms.verslag-startgesprek.bestede-minuten" }, unit: "days" },
    ],
    code: "field-too-late",
  });
  fine("a start that looks at the day on which it starts", [
    [SG, (json) => put(json, "/meta/start/requires/0", "begonnen-na-de-zomer")],
    [
      condition("begonnen-na-de-zomer"),
      (json) =>
        Object.assign(json, {
          id: "begonnen-na-de-zomer",
          match: { "instance.started": { format: "date" } },
          explain: "Er is nog geen dag waarop dit begint. Probeer het later opnieuw.",
        }),
    ],
  ]);
  fine("a condition on a form that this state asks", [
    [SG, (json) => put(json, "/states/gevoerd/on/afronden/2/meta/requires", ["binnen-maximale-tijd"])],
  ]);
});

describe("a promise that nothing keeps as well", () => {
  const noRefusal = (rows: string) => ({
    id: "geweigerd-aantal",
    title: "Geweigerd",
    type: "number",
    count: { rows, where: { besluit: { const: "geweigerd" } } },
  });
  const NONE = {
    id: "niet-geweigerd",
    match: { "facts.geweigerd-aantal": { const: 0 } },
    explain: "Een ouder heeft geweigerd. Praat eerst met de ouder.",
  };
  fault("none that is wrong, of none at all", {
    file: VERSLAG,
    change: ["/states/concept/on/delen-om-te-lezen/meta/requires", ["niet-geweigerd"]],
    also: [
      [fact("geweigerd-aantal"), (json) => Object.assign(json, noRefusal("records.instemming"))],
      [condition("niet-geweigerd"), (json) => Object.assign(json, NONE)],
    ],
    at: "/states/concept/on/delen-om-te-lezen/meta/requires/0",
    code: "vacuous-truth",
    severity: "warning",
  });
  fine("none that is wrong, of at least one", [
    [
      VERSLAG,
      (json) => put(json, "/states/concept/on/delen-om-te-lezen/meta/requires", ["niet-geweigerd", "een-besluit"]),
    ],
    [fact("geweigerd-aantal"), (json) => Object.assign(json, noRefusal("records.instemming"))],
    [condition("niet-geweigerd"), (json) => Object.assign(json, NONE)],
    [
      condition("een-besluit"),
      (json) =>
        Object.assign(json, {
          id: "een-besluit",
          match: { "records.instemming.count": { minimum: 1 } },
          explain: "Er is nog geen besluit vastgelegd. Vraag de ouders.",
        }),
    ],
  ]);
});

describe("what goes round by itself", () => {
  fault("two states that lead to each other while the same holds", {
    file: VERSLAG,
    change: ["/states/concept/meta/when", [{ holds: ["gedeeld"], action: "delen-om-te-lezen" }]],
    also: [
      [VERSLAG, (json) => put(json, "/states/gedeeld-ter-lezing/meta/when", [{ holds: ["gedeeld"], action: "terug" }])],
    ],
    at: "/states/concept/meta/when/0",
    code: "when-loop",
    severity: "warning",
  });
  fine("two states that lead to each other on opposite conditions", [
    [
      VERSLAG,
      (json) => {
        put(json, "/states/concept/meta/when", [{ holds: ["gedeeld"], action: "delen-om-te-lezen" }]);
        put(json, "/states/gedeeld-ter-lezing/meta/when", [{ holds: ["niet-gedeeld"], action: "terug" }]);
      },
    ],
  ]);
});

describe("what follows by itself", () => {
  const WHO = "niet-intern-begeleider";
  fault("a condition that looks at who happened to act last", {
    file: VERSLAG,
    change: ["/states/concept/meta/when", [{ holds: [WHO], action: "delen-om-te-lezen" }]],
    at: "/states/concept/meta/when/0/holds/0",
    code: "looks-at-actor",
  });
  fault("one that looks through a fact and another condition", {
    file: VERSLAG,
    change: ["/states/concept/meta/when", [{ holds: ["van-deze-school"], action: "delen-om-te-lezen" }]],
    also: [
      [
        fact("eigen-school"),
        (json) =>
          Object.assign(json, {
            id: "eigen-school",
            title: "Eigen school",
            type: "boolean",
            same: [{ path: "actor.unit" }, { path: "dossier.unit" }],
          }),
      ],
      [
        condition("eigen-school"),
        (json) =>
          Object.assign(json, {
            id: "eigen-school",
            match: { "facts.eigen-school": { const: true } },
            explain: "U werkt niet op deze school. Vraag de school dit te doen.",
          }),
      ],
      [
        condition("van-deze-school"),
        (json) =>
          Object.assign(json, {
            id: "van-deze-school",
            all: ["eigen-school"],
            explain: "U werkt niet op deze school. Vraag de school dit te doen.",
          }),
      ],
    ],
    at: "/states/concept/meta/when/0/holds/0",
    code: "looks-at-actor",
  });
  fault("a term that begins only for some", {
    file: SG,
    change: ["/terms/plantermijn/start/holds", [WHO]],
    at: "/terms/plantermijn/start/holds/0",
    code: "looks-at-actor",
  });
  fault("a branch chosen by who acts, where only the system does", {
    file: SG,
    change: [
      "/states/bij-swv/on/termijn-verstreken",
      [{ guard: WHO, meta: { label: "Te laat" } }, { meta: { label: "Te laat" } }],
    ],
    at: "/states/bij-swv/on/termijn-verstreken/0/guard",
    code: "looks-at-actor",
  });
  fine("a branch chosen by who acts, where people do", [
    [
      VERSLAG,
      (json) => {
        const back = (json as never as { states: { [id: string]: { on: { terug: object } } } }).states[
          "gedeeld-ter-lezing"
        ]?.on.terug;
        put(json, "/states/gedeeld-ter-lezing/on/terug", [{ ...back, guard: WHO }, back]);
      },
    ],
  ]);
});
