/** What is no fault and could be better: parts that nothing uses, and texts that are hard to read. */

import { describe } from "vitest";
import { drop, put, shippedFiles } from "../support/source.ts";
import { condition, type Edit, fact, fault, form, MENU, procedure, ROLES, record, value } from "./fault.ts";

const SG = procedure("startgesprek");
const VERSLAG = procedure("verslag");
const { roles } = JSON.parse(shippedFiles().get(ROLES) ?? "{}") as { roles: readonly unknown[] };
const rolesShipped = roles.length;
const severity = "hint";
const code = "unused";

describe("a part that nothing uses", () => {
  fault("a condition", {
    file: procedure("hgw-cyclus"),
    change: (json) => drop(json, "/states/plannen/on/afronden/meta/advises"),
    in: condition("tussentijdse-doelen"),
    code,
    severity,
  });
  fault("a fact", {
    file: condition("tussentijdse-doelen"),
    change: ["/match", { "facts.doelen-met-tussenstap": { minimum: 1 } }],
    in: fact("doelen-zonder-tussenstap"),
    at: "",
    code,
    severity,
  });
  fault("a value", {
    file: MENU,
    change: ["/max", 2],
    in: value("max-vormen-tegelijk"),
    at: "",
    code,
    severity,
  });
  fault("a form", {
    file: record("bericht"),
    change: ["/form", "verslag"],
    in: form("bericht"),
    at: "",
    code,
    severity,
  });
  fault("a message", {
    file: VERSLAG,
    change: ["/states/gedeeld-ter-lezing/on/reageren/actions", []],
    in: "definitions/messages/reactie-binnen.json",
    at: "",
    code,
    severity,
  });
  fault("a role", {
    file: ROLES,
    change: ["/roles/-", { id: "swv.griffier", title: "Griffier" }],
    at: `/roles/${rolesShipped}`,
    code,
    severity,
  });
  fault("a day with a name", {
    file: "definitions/calendar/kalender.json",
    change: ["/dates/inleverdag", { "2023-2024": ["2024-05-01"] }],
    code,
    severity,
  });
});

describe("a text", () => {
  const long: Edit = (json) =>
    put(json, "/explain", `Dit kan nog niet omdat ${"de school nog ".repeat(6)}iets moet doen.`);
  fault("a sentence of more than twenty words", {
    file: condition("gedeeld"),
    change: long,
    at: "/explain",
    code: "long-sentence",
    severity,
  });
  fault("a long word that is no name in this practice", {
    file: condition("gedeeld"),
    change: ["/explain", "De bekostigingsgrondslag ontbreekt nog. Vul die in."],
    code: "long-word",
    severity,
  });
  fault("a term that has no title", {
    file: SG,
    change: (json) => drop(json, "/terms/plantermijn/title"),
    at: "/terms/plantermijn",
    code: "no-title",
    severity,
  });
  fault("a part that has no title", {
    file: SG,
    change: (json) => drop(json, "/parties/behandelaar/title"),
    at: "/parties/behandelaar",
    code: "no-title",
    severity,
  });
  fault("a state in which people fill in something and no help", {
    file: SG,
    change: (json) => drop(json, "/states/gekozen/meta/help"),
    at: "/states/gekozen/meta",
    code: "no-help",
    severity,
  });
  fault("an assumed value that does not say what is assumed", {
    file: value("termijn-plannen-startgesprek"),
    change: (json) => drop(json, "/note"),
    at: "/source",
    code: "no-note",
    severity,
  });
});
