/** Every way in a definition leads on, and somebody can take it. */

import { describe } from "vitest";
import { drop, put } from "../support/source.ts";
import { fault, fine, procedure } from "./fault.ts";

const SG = procedure("startgesprek");
const VERSLAG = procedure("verslag");
const CYCLE = procedure("hgw-cyclus");

describe("a state", () => {
  fault("a beginning that is the end", { file: VERSLAG, change: ["/initial", "vervallen"], code: "no-initial" });
  fault("something to do in a final state", {
    file: VERSLAG,
    change: [
      "/states/definitief/on",
      { heropenen: { target: "concept", meta: { label: "Heropenen", roles: ["school.ib"] } } },
    ],
    code: "final-with-actions",
  });
  fault("a final state without an outcome", {
    file: SG,
    change: (json) => drop(json, "/states/ingetrokken/meta/outcome"),
    at: "/states/ingetrokken/meta",
    code: "no-outcome",
    severity: "warning",
  });
  fault("an outcome of a state that is not the end", {
    file: VERSLAG,
    change: ["/states/concept/meta/outcome", "concept"],
    code: "no-effect",
  });
  fault("a state that no action comes to", {
    file: VERSLAG,
    change: ["/states/zoek", { type: "final", meta: { label: "Zoek", outcome: "zoek" } }],
    code: "unreachable-state",
  });
  fault("a state that nobody leaves", {
    file: VERSLAG,
    change: (json) => {
      drop(json, "/states/vervallen/type");
      drop(json, "/states/vervallen/meta/outcome");
    },
    at: "/states/vervallen",
    code: "dead-end",
  });
  fault("states that only lead to each other", {
    file: VERSLAG,
    change: (json) => {
      put(json, "/states/concept/on/laten-vervallen/target", "gedeeld-ter-lezing");
      put(json, "/states/gedeeld-ter-lezing/on/definitief-maken/target", "concept");
      drop(json, "/states/vervallen");
      drop(json, "/states/definitief");
    },
    also: [
      ["definitions/conditions/verslag-gedeeld.json", (json) => drop(json, "/match/instance.state/enum/1")],
      ["definitions/scenarios/verslag-lezen-door-ouders.json", (json) => put(json, "/steps", [])],
    ],
    at: "/states/concept",
    code: "no-way-out",
  });
  fault("a step of a cycle that nobody can complete", {
    file: CYCLE,
    change: (json) => drop(json, "/states/plannen/on/afronden/meta/completes"),
    at: "/states/plannen/meta/forms/0",
    code: "cycle-form",
  });
  fault("two forms under one name", {
    file: VERSLAG,
    change: ["/states/concept/meta/forms/-", { form: "verslag", roles: ["school.ib"] }],
    at: "/states/concept/meta/forms/1",
    code: "form-twice",
  });
  fault("steps that a cycle asks of itself", { file: CYCLE, change: ["/meta/steps", {}], code: "no-effect" });
});

describe("an action", () => {
  fault("a when whose action stands elsewhere", {
    file: VERSLAG,
    change: ["/states/concept/meta/when", [{ holds: ["gedeeld"], action: "definitief-maken" }]],
    at: "/states/concept/meta/when/0/action",
    code: "when-without-action",
  });
  fault("an end of a term that no state declares", {
    file: SG,
    change: ["/terms/plantermijn/due", "termijn-verstrekn"],
    code: "due-not-declared",
    fix: "termijn-verstreken",
    also: [[SG, (json) => put(json, "/states/bij-swv/on/termijn-verstreken/meta/roles", ["swv.tpo"])]],
  });
  fault("a warning of a term that no state declares", {
    file: SG,
    change: ["/terms/plantermijn/before/0/action", "termijn-nader"],
    code: "due-not-declared",
    fix: "termijn-nadert",
    also: [[SG, (json) => put(json, "/states/bij-swv/on/termijn-nadert/meta/roles", ["swv.tpo"])]],
  });
  fault("a branch after one that is always taken", {
    file: SG,
    change: (json) => drop(json, "/states/gevoerd/on/afronden/1/guard"),
    at: "/states/gevoerd/on/afronden/2",
    code: "branch-order",
  });
  fault("branches that all have a guard", {
    file: SG,
    change: (json) => put(json, "/states/gevoerd/on/afronden/2/guard", "gedeeld"),
    at: "/states/gevoerd/on/afronden/2",
    code: "no-else",
  });
  fault("branches with different labels", {
    file: SG,
    change: ["/states/gevoerd/on/afronden/1/meta/label", "Stoppen"],
    code: "branches-differ",
  });
  fault("branches for different people", {
    file: SG,
    change: ["/states/gevoerd/on/afronden/2/meta/roles", ["swv.tpo"]],
    code: "branches-differ",
  });
  fault("a form that is completed where it is not open", {
    file: VERSLAG,
    change: ["/states/gedeeld-ter-lezing/on/reageren/meta/completes/0/form", "verslag"],
    code: "form-not-open",
  });
  fault("an action that nobody takes", {
    file: VERSLAG,
    change: (json) => drop(json, "/states/gedeeld-ter-lezing/on/terug/meta/roles"),
    at: "/states/gedeeld-ter-lezing/on/terug/meta",
    code: "nobody-acts",
  });
  fine("an action that a condition takes by itself", [
    [
      VERSLAG,
      (json) => {
        drop(json, "/states/gedeeld-ter-lezing/on/terug/meta/roles");
        put(json, "/states/gedeeld-ter-lezing/meta/when", [{ holds: ["gedeeld"], action: "terug" }]);
      },
    ],
  ]);
});

describe("who may act", () => {
  fault("a role that sees nothing of the request", {
    file: SG,
    change: ["/states/bij-swv/on/intrekken/meta/roles/1", "swv.beleid"],
    code: "blind-actor",
  });
  fault("a role that does not see the form it fills in", {
    file: SG,
    change: ["/states/bij-swv/meta/forms/0/roles/2", "bestuur.medewerker"],
    code: "blind-actor",
  });
  fault("a role that does not see the steps of the cycle", {
    file: CYCLE,
    change: ["/states/plannen/on/terug/meta/roles/2", "swv.tpo"],
    code: "blind-actor",
  });
  fault("a view that loses what its role acts on", {
    file: "definitions/views/ouder-verslag.json",
    change: (json) => drop(json, "/sections/requests.verslag"),
    in: VERSLAG,
    at: "/states/gedeeld-ter-lezing/on/reageren/meta/roles/0",
    code: "blind-actor",
  });
  fault("a party that nobody can become", {
    file: SG,
    change: (json) => drop(json, "/parties/behandelaar/assign"),
    at: "/parties/behandelaar",
    code: "empty-party",
  });
  fault("a filing under a view that is live", {
    file: "definitions/views/ingediend-dossier.json",
    change: ["/as", "live"],
    in: SG,
    at: "/states/nog-niet-bevestigd/on/bevestigen/actions/0/params/view",
    code: "view-not-filed",
  });
  fault("a filed view under which nothing is filed", {
    file: "definitions/views/directeur-overzicht.json",
    change: (json) => {
      put(json, "/as", "filed");
      put(json, "/sections", { "requests.startgesprek": "all" });
    },
    at: "/as",
    code: "never-filed",
    severity: "warning",
  });
});

describe("what begins by itself about something", () => {
  const start = [{ type: "start", params: { definition: "startgesprek" } }];
  fault("a state in which it cannot begin", {
    file: VERSLAG,
    change: ["/states/concept/on/laten-vervallen/actions", start],
    also: [[SG, (json) => put(json, "/meta/start/about", { verslag: ["definitief"] })]],
    at: "/states/concept/on/laten-vervallen/actions/0/params/definition",
    code: "start-about",
  });
  fine("a state in which it can begin", [
    [SG, (json) => put(json, "/meta/start/about", { verslag: ["vervallen"] })],
    [VERSLAG, (json) => put(json, "/states/concept/on/laten-vervallen/actions", start)],
  ]);
});
