/** Every name in a source must be there. */

import { describe } from "vitest";
import { drop, put } from "../support/source.ts";
import { condition, fact, fault, fine, form, MENU, procedure, ROLES, record, view } from "./fault.ts";

const SG = procedure("startgesprek");

describe("a name in a definition", () => {
  fault("a condition that is not there", {
    file: SG,
    change: ["/meta/start/requires/0", "niveau-schol"],
    code: "unknown-condition",
    fix: "niveau-school",
  });
  fault("a part of a term that is not there", {
    file: view("vraag-bij-swv"),
    change: ["/sections/terms", ["title", "duo"]],
    at: "/sections/terms/1",
    code: "unknown-field",
    fix: "due",
  });
  fine("parts of terms, tasks and history", [
    [view("vraag-bij-swv"), (json) => put(json, "/sections/terms", ["title", "due"])],
    [view("vraag-bij-swv"), (json) => put(json, "/sections/tasks", ["title", "mine"])],
    [view("vraag-bij-swv"), (json) => put(json, "/sections/history", ["at", "text"])],
  ]);
  fault("who starts as a party that is not there", {
    file: SG,
    change: ["/meta/start/as", "indiener"],
    code: "unknown-party",
  });
  fine("a party that only who starts becomes", [
    [SG, (json) => put(json, "/meta/start/as", "indiener")],
    [SG, (json) => put(json, "/parties/indiener", { who: { roles: ["school.ib"] } })],
  ]);
  const to = (at: unknown) => ["/states/bij-swv/on/plannen/actions/0/params/to", { role: "swv.tpo", at }] as const;
  const receiver = "/states/bij-swv/on/plannen/actions/0/params/to/at";
  fault("a receiver at a unit that a fact names, where there is no such fact", {
    file: SG,
    change: to({ fact: "schooljaar" }),
    at: `${receiver}/fact`,
    code: "unknown-fact",
    fix: "schooljaar-nu",
  });
  fault("a receiver at a unit that is a number", {
    file: SG,
    change: to({ fact: "schooljaar-nu" }),
    at: receiver,
    code: "wrong-type",
  });
  fault("a receiver at a unit that is a day", {
    file: SG,
    change: to({ calendar: "laatste-indiendag-tlv" }),
    at: receiver,
    code: "wrong-type",
  });
  fine("a receiver at the unit of the dossier", [[SG, (json) => put(json, ...to({ path: "dossier.unit" }))]]);
  fault("a condition of an action that is not there", {
    file: SG,
    change: ["/states/bij-swv/on/plannen/meta/requires/0", "behandelaar-bekent"],
    code: "unknown-condition",
    fix: "behandelaar-bekend",
  });
  fault("a guard that is not there, inside a list of branches", {
    file: SG,
    change: ["/states/gevoerd/on/afronden/1/guard", "vervolg-afgesproke"],
    code: "unknown-condition",
    fix: "vervolg-afgesproken",
  });
  fault("a form that is not there", {
    file: SG,
    change: ["/states/gekozen/on/intrekken/meta/input", "reden-intrekke"],
    code: "unknown-form",
    fix: "reden-intrekken",
  });
  fault("a resource that is not there", {
    file: SG,
    change: ["/meta/resources/3", "kenisbank"],
    code: "unknown-resource",
    fix: "kennisbank",
  });
  fault("a contact with a role that is a relation", {
    file: "definitions/resources/inhoudelijke-vragen.json",
    change: ["/roles/0", "dossier.ouder"],
    code: "unknown-role",
  });
  fault("a phase that is not declared", {
    file: SG,
    change: ["/states/gekozen/meta/phase", "aanvrag"],
    code: "unknown-phase",
    fix: "aanvraag",
  });
  fault("a step that no cycle has", {
    file: SG,
    change: ["/meta/steps/realisern", []],
    code: "unknown-state",
    fix: "realiseren",
  });
  fault("a field that the step does not ask", {
    file: SG,
    change: ["/meta/steps/begrijpen/0", "integratief-beelt"],
    code: "unknown-field",
    fix: "integratief-beeld",
  });
  fault("an initial state that is not there", {
    file: procedure("verslag"),
    change: ["/initial", "concpt"],
    code: "unknown-state",
    fix: "concept",
  });
  fault("a target that is not there", {
    file: SG,
    change: ["/states/gekozen/on/intrekken/target", "ingetroken"],
    code: "unknown-state",
    fix: "ingetrokken",
  });
  fault("a state in which a term should stop that is not there", {
    file: SG,
    change: ["/terms/plantermijn/stop/in/0", "geplant"],
    code: "unknown-state",
    fix: "gepland",
  });
  fault("a state in which a term should rest that is not there", {
    file: SG,
    change: ["/terms/plantermijn/suspend/in/0", "wacht-op-aanvuling"],
    code: "unknown-state",
    fix: "wacht-op-aanvulling",
  });
  fault("an action that starts a term and is not there", {
    file: SG,
    change: ["/terms/plantermijn/start/action", "bevestigd"],
    code: "unknown-action",
    fix: "bevestigen",
  });
  fault("a value of a term that is not there", {
    file: SG,
    change: ["/terms/plantermijn/length/value", "termijn-plannen-startgesprk"],
    code: "unknown-value",
    fix: "termijn-plannen-startgesprek",
  });
  fault("a fact of a term that is not there", {
    file: SG,
    change: ["/terms/plantermijn/length", { n: { fact: "schooljaar-nuu" }, unit: "days" }],
    at: "/terms/plantermijn/length/n/fact",
    code: "unknown-fact",
    fix: "schooljaar-nu",
  });
  fault("a day of the calendar that is not there", {
    file: SG,
    change: (json) => {
      drop(json, "/terms/plantermijn/length");
      put(json, "/terms/plantermijn/until", { calendar: "laatste-indiendag-tl" });
    },
    at: "/terms/plantermijn/until/calendar",
    code: "unknown-calendar",
    fix: "laatste-indiendag-tlv",
  });
  fault("a role that is not there", {
    file: SG,
    change: ["/states/gekozen/on/indienen/meta/roles/0", "school.ibb"],
    at: "/states/gekozen/on/indienen/meta/roles/0",
    code: "unknown-role",
    fix: "school.ib",
  });
});

describe("a name of somebody", () => {
  fault("a role in a start that is not there", {
    file: SG,
    change: ["/meta/start/roles/0", "school.id"],
    code: "unknown-role",
    fix: "school.ib",
  });
  fault("a party in a start, when there is no instance yet", {
    file: SG,
    change: ["/meta/start/roles/1", "behandelaar"],
    code: "unknown-role",
  });
  fault("who names a party and is not there", {
    file: SG,
    change: ["/parties/behandelaar/assign/0", "swv.tpp"],
    code: "unknown-role",
    fix: "swv.tpo",
  });
  fault("a party that should differ and is not there", {
    file: SG,
    change: ["/parties/behandelaar/differs", ["behandelar"]],
    at: "/parties/behandelaar/differs/0",
    code: "unknown-party",
    fix: "behandelaar",
  });
  fault("a receiver that is not there", {
    file: SG,
    change: ["/states/bij-swv/on/plannen/actions/1/params/to", "dossier.ouders"],
    code: "unknown-role",
    fix: "dossier.ouder",
  });
  fault("a filing to a relation, which has no unit", {
    file: SG,
    change: ["/states/nog-niet-bevestigd/on/bevestigen/actions/0/params/to", "dossier.ouder"],
    code: "unknown-role",
  });
  fault("a role of a relation that is not there", {
    file: ROLES,
    change: ["/relations/0/assign/0", "school.ip"],
    code: "unknown-role",
    fix: "school.ib",
  });
  fault("who can lift a condition and is not there", {
    file: condition("gedeeld"),
    change: ["/lift/0", "school.bi"],
    code: "unknown-role",
    fix: "school.ib",
  });
  fault("a party that records what belongs to the dossier", {
    file: record("delen"),
    change: ["/roles/1", "behandelaar"],
    code: "unknown-role",
  });
  fine("a party that records what belongs to its own instance", [
    [
      record("delen"),
      (json) => {
        put(json, "/of", { startgesprek: ["gepland"] });
        put(json, "/roles/1", "behandelaar");
      },
    ],
  ]);
});

describe("a name in an effect", () => {
  const actions = "/states/nog-niet-bevestigd/on/bevestigen/actions";
  fault("a view that is not there", {
    file: SG,
    change: [`${actions}/0/params/view`, "ingediend-dosier"],
    code: "unknown-view",
    fix: "ingediend-dossier",
    also: [[view("ingediend-dossier"), (json) => put(json, "/as", "live")]],
  });
  fault("a message that is not there", {
    file: SG,
    change: [`${actions}/1/params/template`, "vraag-binen"],
    code: "unknown-message",
    fix: "vraag-binnen",
  });
  fault("a term of a task that is not there", {
    file: SG,
    change: [`${actions}/2/params/due`, "plantermijnn"],
    code: "unknown-term",
    fix: "plantermijn",
  });
  fault("a definition to start that is not there", {
    file: SG,
    change: ["/states/gevoerd/on/afronden/0/actions/0/params/definition", "hgw-cyclu"],
    code: "unknown-definition",
    fix: "hgw-cyclus",
  });
  fault("a record kind that is not there", {
    file: SG,
    change: [`${actions}/-`, { type: "record", params: { kind: "delenn", from: {} } }],
    at: `${actions}/3/params/kind`,
    code: "unknown-record",
    fix: "delen",
  });
  fault("a field of a record that its form does not have", {
    file: SG,
    change: [`${actions}/-`, { type: "record", params: { kind: "niveau", from: { nivau: "extra" } } }],
    at: `${actions}/3/params/from/nivau`,
    code: "unknown-field",
    fix: "niveau",
  });
});

describe("a name of a field", () => {
  fault("a completed field that the form does not have", {
    file: SG,
    change: ["/states/bij-swv/on/plannen/meta/completes/0/fields", ["datun"]],
    at: "/states/bij-swv/on/plannen/meta/completes/0/fields/0",
    code: "unknown-field",
    fix: "datum",
  });
  fault("a unique field that the form does not have", {
    file: record("leerlinggegevens"),
    change: ["/unique/1", "achternam"],
    code: "unknown-field",
    fix: "achternaam",
  });
  fault("a day of a record that its form does not have", {
    file: record("leerlinggegevens"),
    change: ["/dated", "geboortedatm"],
    code: "unknown-field",
    fix: "geboortedatum",
  });
  fault("a day of a record that is no day", {
    file: record("leerlinggegevens"),
    change: ["/dated", "roepnaam"],
    code: "wrong-type",
  });
  fault("a bound form that nobody asks", {
    file: record("instemming"),
    change: ["/binds/form", "niveau"],
    code: "unknown-form",
  });
  fault("a field of a view that the form does not have", {
    file: view("ingediend-dossier"),
    change: ["/sections/forms.begrijpen/0", "integratief-bield"],
    code: "unknown-field",
    fix: "integratief-beeld",
  });
  fault("a field of a record in a view that is not there", {
    file: view("directeur-overzicht"),
    change: ["/sections/records.niveau/0", "nivea"],
    code: "unknown-field",
    fix: "niveau",
  });
  fault("a section of a form that is not there", {
    file: view("ouder-verslag"),
    change: ["/sections/forms.reactie-verslg", "all"],
    code: "unknown-form",
    fix: "reactie-verslag",
  });
  fault("a section of a record kind that is not there", {
    file: view("ouder-dossier"),
    change: ["/sections/records.toestemmng", "all"],
    code: "unknown-record",
    fix: "toestemming",
  });
  fault("a section of a definition that is not there", {
    file: view("ouder-dossier"),
    change: ["/sections/requests.verslagg", "all"],
    code: "unknown-definition",
    fix: "verslag",
  });
});

describe("a name in a record kind or a menu", () => {
  fault("a definition that a record belongs to and is not there", {
    file: record("niveau"),
    change: ["/of", { startgesprk: ["gekozen"] }],
    at: "/of/startgesprk",
    code: "unknown-definition",
    fix: "startgesprek",
  });
  fault("a state that a record belongs to and is not there", {
    file: record("niveau"),
    change: ["/of", { startgesprek: ["gekosen"] }],
    at: "/of/startgesprek/0",
    code: "unknown-state",
    fix: "gekozen",
  });
  fault("a state that a request can be about and is not there", {
    file: procedure("verslag"),
    change: ["/meta/start/about", { startgesprek: ["gevoert"] }],
    at: "/meta/start/about/startgesprek/0",
    code: "unknown-state",
    fix: "gevoerd",
  });
  fault("a disclosed path that is not there", {
    file: record("delen"),
    change: ["/discloses/fields/1", "records.niveau.nivau"],
    code: "unknown-path",
    fix: "records.niveau.niveau",
  });
  fault("a menu item that is not there", {
    file: MENU,
    change: (json) => put(json, "/items", ["startgesprk", ...(json["items"] as string[])]),
    at: "/items/0",
    code: "unknown-menu-item",
    fix: "startgesprek",
  });
  fault("an exception that is not in the menu", {
    file: MENU,
    change: ["/requires", [{ holds: "gedeeld", except: ["verslag"] }]],
    at: "/requires/0/except/0",
    code: "unknown-menu-item",
  });
  fault("a layout of a form that is not there", {
    file: "forms/ui/nivo.ui.json",
    change: (json) => put(json, "/type", "VerticalLayout"),
    code: "unknown-form",
  });
});

describe("a choice that comes from elsewhere", () => {
  const BERICHT = form("bericht");
  fault("a list that is not there", {
    file: BERICHT,
    change: ["/properties/bericht/x-options", { value: "onderwerpen" }],
    at: "/properties/bericht/x-options/value",
    code: "unknown-value",
  });
  fault("a value that is no list", {
    file: BERICHT,
    change: ["/properties/bericht/x-options", { value: "max-vormen-tegelijk" }],
    at: "/properties/bericht/x-options/value",
    code: "value-type",
  });
  fault("people with a role that is not there", {
    file: BERICHT,
    change: ["/properties/bericht/x-options", { organisation: "people", role: "swv.tpp" }],
    at: "/properties/bericht/x-options/role",
    code: "unknown-role",
    fix: "swv.tpo",
  });
  fault("a role that another becomes and is not there", {
    file: ROLES,
    change: ["/roles/3/becomes", "swv.consulente"],
    code: "unknown-role",
    fix: "swv.consulent",
  });
});

describe("a path in the document", () => {
  const from = (path: string) => ["/properties/hulpvraag/x-from", path] as const;
  const AANVRAAG = form("aanvraag-startgesprek");
  fault("a field of a form that is not there", {
    file: AANVRAAG,
    change: from("cycle.forms.waarnemen.hulpvrag"),
    code: "unknown-path",
    fix: "cycle.forms.waarnemen.hulpvraag",
  });
  fault("a form that no step of the cycle asks", {
    file: AANVRAAG,
    change: from("cycle.forms.waarneme.hulpvraag"),
    code: "unknown-path",
    fix: "cycle.forms.waarnemen.hulpvraag",
  });
  fault("a path that goes on after its end", {
    file: AANVRAAG,
    change: from("records.niveau.count.niveau"),
    code: "unknown-path",
    fix: "records.niveau.count",
  });
  fault("a path that stops too soon", { file: AANVRAAG, change: from("records.niveau"), code: "unknown-path" });
  fault("a part of the instance that is not there", {
    file: AANVRAAG,
    change: from("instance.startd"),
    code: "unknown-path",
    fix: "instance.started",
  });
  fault("a party that nobody plays", {
    file: condition("behandelaar-bekend"),
    change: (json) => put(json, "/match", { "parties.behandelar.id": { type: "string" } }),
    at: "/match/parties.behandelar.id",
    code: "unknown-path",
    fix: "parties.behandelaar.id",
  });
  fault("a fact that is not there", {
    file: condition("aanvraag-bevestigd"),
    change: (json) => put(json, "/match", { "facts.keren-bevestigt": { minimum: 1 } }),
    at: "/match/facts.keren-bevestigt",
    code: "unknown-fact",
    fix: "keren-bevestigd",
  });
  fault("rows of a record kind that is not there", {
    file: fact("leerjaar-vastgelegd-op"),
    change: (json) => {
      put(json, "/latest", { rows: "records.leerlinggegeven" });
    },
    at: "/latest/rows",
    code: "unknown-path",
    fix: "records.leerlinggegevens",
  });
  fault("rows of an action that is not there", {
    file: fact("keren-bevestigd"),
    change: ["/count/rows", "instance.actions.bevestige"],
    code: "unknown-action",
    fix: "bevestigen",
  });
  fault("rows that are no list", {
    file: fact("doelen"),
    change: ["/count/rows", "cycle.forms.plannen.handelingsdeel"],
    code: "wrong-type",
  });
  fault("a field of a row that is not there", {
    file: fact("leerjaar-vastgelegd-op"),
    change: (json) => put(json, "/latest/where", { leerjaa: { type: "string" } }),
    at: "/latest/where/leerjaa",
    code: "unknown-field",
    fix: "leerjaar",
  });
});

describe("a file", () => {
  fault("a form that calls itself something else than its file", {
    file: form("bericht"),
    change: ["/id", "brief"],
    code: "file-name",
    fix: "bericht",
  });
});
