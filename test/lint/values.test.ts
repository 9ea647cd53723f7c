/** Values, facts and tests must be of the kind that is asked. */

import { describe } from "vitest";
import { type Draft, drop, put } from "../support/source.ts";
import { condition, type Edit, fact, fault, fine, form, MENU, procedure, value } from "./fault.ts";

const SG = procedure("startgesprek");
const table: Edit = (json) => {
  drop(json, "/value");
  put(json, "/by", ["groep"]);
  put(json, "/table", { "groep-5": 60 });
};

describe("two things that must be the same", () => {
  fault("two of another kind", {
    file: fact("zelfde"),
    change: (json) =>
      Object.assign(json, { id: "zelfde", title: "Zelfde", type: "boolean", same: [{ path: "today" }, "school-a"] }),
    at: "/same",
    code: "never-same",
  });
  fault("one that is not there", {
    file: fact("zelfde"),
    change: (json) =>
      Object.assign(json, {
        id: "zelfde",
        title: "Zelfde",
        type: "boolean",
        same: [{ path: "dossier.unit" }, { path: "records.niveau.niveu" }],
      }),
    at: "/same/1/path",
    code: "unknown-path",
    fix: "records.niveau.niveau",
  });
});

describe("the end of reading of a menu", () => {
  fault("a last day of reading before the last day", {
    file: MENU,
    change: (json) => Object.assign(json, { until: "2099-12-31", readUntil: "2099-12-30", channel: "oud" }),
    at: "/readUntil",
    code: "menu-days",
  });
  fault("a last day of reading of nothing that is known by a channel", {
    file: MENU,
    change: (json) => {
      drop(json, "/channel");
      put(json, "/readUntil", "2099-12-31");
    },
    at: "/readUntil",
    code: "no-effect",
  });
  fault("a last day of reading where another menu goes on with the same channel", {
    file: MENU,
    change: (json) => Object.assign(json, { readUntil: "2099-12-31", channel: "oud" }),
    also: [
      [
        "definitions/menus/ander.json",
        (json) => Object.assign(json, { id: "ander", title: "Ander", items: ["startgesprek"], channel: "oud" }),
      ],
    ],
    at: "/readUntil",
    code: "no-effect",
  });
  fine("an end of reading after the end", [
    [MENU, (json) => Object.assign(json, { until: "2099-12-30", readUntil: "2099-12-31", channel: "oud" })],
  ]);
});

describe("a term that repeats", () => {
  fault("one that never gets further", {
    file: SG,
    change: ["/terms/plantermijn/repeat", { n: 0, unit: "weeks" }],
    code: "repeat-nothing",
  });
  fault("a length that is not there", {
    file: SG,
    change: ["/terms/plantermijn/repeat", { value: "termijn-plannen-startgesprec" }],
    at: "/terms/plantermijn/repeat/value",
    code: "unknown-value",
    fix: "termijn-plannen-startgesprek",
  });
  fault("a condition to stop by that is not there", {
    file: SG,
    change: ["/terms/plantermijn/stop/holds", ["gedeelt"]],
    at: "/terms/plantermijn/stop/holds/0",
    code: "unknown-condition",
    fix: "gedeeld",
  });
  fine("one that repeats until something holds", [
    [SG, (json) => put(json, "/terms/plantermijn/repeat", { n: 1, unit: "weeks" })],
    [SG, (json) => put(json, "/terms/plantermijn/stop/holds", ["gedeeld"])],
  ]);
});

describe("a value", () => {
  fault("a text where a test needs a number", {
    file: value("maximale-tijd-startgesprek"),
    change: ["/value", "lang"],
    in: condition("binnen-maximale-tijd"),
    at: "/match/instance.forms.verslag-startgesprek.bestede-minuten/maximum/value",
    code: "value-type",
  });
  fault("a length that is no unit of time", {
    file: value("termijn-plannen-startgesprek"),
    change: ["/unit", "cents"],
    in: SG,
    at: "/terms/plantermijn/length/value",
    code: "value-type",
  });
  fault("a table that is used without a lookup", {
    file: value("max-vormen-tegelijk"),
    change: table,
    in: MENU,
    at: "/max/value",
    code: "table-value",
  });
  fault("a lookup in what is no table", {
    file: fact("schooljaar-nu"),
    change: (json) => lookup(json, "max-vormen-tegelijk", 1),
    at: "/lookup/value",
    code: "no-table",
  });
  fault("a lookup with more keys than the table has", {
    file: fact("schooljaar-nu"),
    change: (json) => lookup(json, "tarieven", 2),
    also: [[value("tarieven"), (json) => Object.assign(json, { id: "tarieven", title: "Tarieven" }, tableOf())]],
    at: "/lookup/by",
    code: "lookup-keys",
  });
  fine("a lookup with all its keys", [
    [value("tarieven"), (json) => Object.assign(json, { id: "tarieven", title: "Tarieven" }, tableOf())],
    [fact("schooljaar-nu"), (json) => lookup(json, "tarieven", 1)],
  ]);
});

describe("a fact", () => {
  fault("a type that the operator does not give", {
    file: fact("keren-bevestigd"),
    change: ["/type", "day"],
    also: [
      [condition("aanvraag-bevestigd"), (json) => put(json, "/match", { "facts.keren-bevestigd": { type: "string" } })],
    ],
    code: "fact-type",
    fix: "number",
  });
  fault("a sum that does not say of what", {
    file: fact("keren-bevestigd"),
    change: (json) => {
      drop(json, "/count");
      put(json, "/sum", { rows: "instance.actions.bevestigen" });
    },
    at: "/sum",
    code: "missing-key",
  });
  fault("a day where two numbers are subtracted", {
    file: fact("schooljaren-sinds-leerjaar"),
    change: ["/minus/1/fact", "leerjaar-vastgelegd-op"],
    code: "wrong-type",
  });
  fault("a number where a day is asked", {
    file: fact("schooljaar-leerjaar"),
    change: ["/schoolYear/of/fact", "schooljaar-nu"],
    code: "wrong-type",
  });
  fault("a field that count does not look at", {
    file: fact("keren-bevestigd"),
    change: ["/count/of", "by"],
    code: "no-effect",
  });
  fault("a bucket that latest does not look at", {
    file: fact("leerjaar-vastgelegd-op"),
    change: ["/latest/per", { field: "on", unit: "months" }],
    code: "no-effect",
  });
  fault("a fact that asks itself through another", {
    file: fact("schooljaar-nu"),
    change: (json) => put(json, "/schoolYear/of", { path: "facts.dag-van-nu" }),
    also: [
      [
        fact("dag-van-nu"),
        (json) =>
          Object.assign(json, {
            id: "dag-van-nu",
            title: "Dag van nu",
            type: "day",
            shift: { from: { path: "today" }, by: { n: { fact: "schooljaar-nu" }, unit: "days" } },
          }),
      ],
    ],
    in: fact("dag-van-nu"),
    at: "/shift/by/n/fact",
    code: "self-reference",
  });
});

describe("a condition", () => {
  fault("a condition that asks itself", {
    file: condition("bericht-mag"),
    change: ["/any/1", "bericht-mag"],
    code: "self-reference",
  });
  fault("conditions that ask each other", {
    file: condition("niet-gedeeld"),
    change: (json) => {
      drop(json, "/match");
      put(json, "/all", ["niveau-past-bij-delen"]);
    },
    in: condition("niveau-past-bij-delen"),
    at: "/any/0",
    code: "self-reference",
  });
  fault("a test of a number on a day, which would always hold", {
    file: condition("gedeeld"),
    change: (json) => put(json, "/match", { "records.delen.on": { minimum: 1 } }),
    at: "/match/records.delen.on/minimum",
    code: "wrong-type",
  });
  fault("a state that the request does not have", {
    file: condition("cyclus-doorlopen"),
    change: (json) => put(json, "/match/cycle.state/const", "doorlope"),
    at: "/match/cycle.state/const",
    code: "unknown-state",
    fix: "doorlopen",
  });
  fault("a choice that the field does not have", {
    file: condition("niveau-school"),
    change: ["/match/records.niveau.niveau/const", "extra-ondersteuning-scholl"],
    code: "unknown-choice",
    fix: "extra-ondersteuning-school",
  });
  fault("a role in a test that is not there", {
    file: condition("niet-van-het-swv"),
    change: ["/match/actor.roles/not/contains/enum/1", "swv.consulnt"],
    code: "unknown-role",
    fix: "swv.consulent",
  });
  fault("a request among all requests that is not there", {
    file: fact("vragen-bij-swv"),
    change: ["/count/where/definition/not/enum/0", "bezwaarr"],
    code: "unknown-definition",
    fix: "bezwaar",
  });
  fault("a state among all requests that none of them has", {
    file: fact("vragen-bij-swv"),
    change: ["/count/where/state/not/const", "ingetroken"],
    code: "unknown-state",
    fix: "ingetrokken",
  });
  fault("a state of a row that the request does not have", {
    file: fact("tlv-zaken-bij-swv"),
    change: ["/count/where/state/enum/0", "bij-sw"],
    code: "unknown-state",
    fix: "bij-swv",
  });
});

describe("a text", () => {
  const GEDEELD = condition("gedeeld");
  fault("a value in a text that is not there", {
    file: GEDEELD,
    change: ["/explain", "U mag hoogstens {{values.max-vormen-tegelijkk}} kiezen."],
    code: "unknown-value",
    fix: "max-vormen-tegelijk",
  });
  fault("a fact in a text that is not there", {
    file: GEDEELD,
    change: ["/explain", "Het is nu schooljaar {{facts.schooljaar-nuu}}."],
    code: "unknown-fact",
    fix: "schooljaar-nu",
  });
  fault("anything else between braces", {
    file: GEDEELD,
    change: ["/explain", "Beste {{records.leerlinggegevens.roepnaam}}, dit kan niet."],
    code: "bad-template",
  });
  fault("a fact in a mail, which has no content", {
    file: "definitions/messages/vraag-binnen.json",
    change: (json) => {
      put(json, "/via", "mail");
      put(json, "/body", "Er is een vraag uit schooljaar {{facts.schooljaar-nu}}.");
    },
    at: "/body",
    code: "mail-content",
  });
  fault("a fact in a name", {
    file: SG,
    change: ["/states/gekozen/meta/label", "Gekozen in {{facts.schooljaar-nu}}"],
    code: "fact-in-text",
  });
  fault("a value in a name that is not there", {
    file: form("niveau"),
    change: ["/properties/niveau/title", "Niveau, {{values.max-vormen}}"],
    code: "unknown-value",
  });
  fine("a relation among what the actor is", [
    [
      condition("niet-van-het-swv"),
      (json) => put(json, "/match/actor.roles", { not: { contains: { const: "dossier.ouder" } } }),
    ],
  ]);
  fine("values in names, and facts in a question", [
    [SG, (json) => put(json, "/states/gekozen/meta/label", "Gekozen, {{values.max-vormen-tegelijk}}")],
    [SG, (json) => put(json, "/states/gekozen/on/indienen/meta/ask", "Indienen in {{facts.schooljaar-nu}}?")],
  ]);
});

function tableOf() {
  return { by: ["soort"], table: { basisschool: 1 }, source: "ASSUMED" };
}

function lookup(json: Draft, id: string, keys: number): void {
  drop(json, "/schoolYear");
  const by = [{ path: "records.leerlinggegevens.schoolsoort" }, { path: "records.leerlinggegevens.groep" }];
  put(json, "/lookup", { value: id, by: by.slice(0, keys) });
}
