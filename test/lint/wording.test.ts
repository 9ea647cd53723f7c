/** What is no fault and could be better: parts that nothing uses, and texts that are hard to read. */

import { describe, expect, it } from "vitest";
import { load } from "../../engine/release/load.ts";
import { changed, drop, put, shippedFiles } from "../support/source.ts";
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

describe("what something uses in an unusual place", () => {
  it("is used: a condition that stops a term, a record that is only told, a fact by which a pool is split", () => {
    let files = shippedFiles();
    files = changed(files, SG, (json) => put(json, "/terms/plantermijn/stop/holds", ["gestopt"]));
    files = changed(files, record("delen"), (json) => put(json, "/discloses/fields/-", "records.melding.bericht"));
    files = changed(files, "definitions/pools/plaats-magisgroep.json", (json) => put(json, "/by/-", "facts.jaargang"));
    const add = (folder: string, id: string, json: object) =>
      files.set(`definitions/${folder}/${id}.json`, JSON.stringify({ id, ...json }));
    const asked = { "records.delen.count": { minimum: 2 } };
    add("conditions", "gestopt", { match: asked, explain: "Er is nog niet twee keer gedeeld." });
    add("records", "melding", {
      ...{ title: "Melding", form: "bericht", of: "dossier", roles: ["school.ib"], merge: "entry" },
    });
    add("facts", "jaargang", { title: "Jaargang", type: "number", schoolYear: { of: { path: "dossier.opened" } } });
    const { findings } = load(files);
    expect(findings.filter((one) => one.code === "unused" || one.severity === "error")).toEqual([]);
  });
});

describe("a view that shows nobody anything more", () => {
  const OVERZICHT = "definitions/views/overzicht-kort.json";
  const kort =
    (more: object): Edit =>
    (json) =>
      Object.assign(json, {
        ...{ id: "overzicht-kort", title: "Kort overzicht", for: ["school.directeur"], as: "live" },
        ...{ when: ["dossier-geldig"], sections: { "records.niveau": ["niveau"], terms: "all" } },
        ...more,
      });
  fault("one that another shows in full", { file: OVERZICHT, change: kort({}), at: "", code: "idle-view", severity });
  fault("one for a party of another procedure", {
    file: OVERZICHT,
    change: kort({ for: ["behandelaar"], sections: { "requests.verslag": "all" } }),
    at: "",
    code: "idle-view",
    severity,
  });
  it("is none that shows more, to others, or at other moments", () => {
    const idle = [
      kort({ sections: { "records.niveau": "all" } }),
      kort({ for: ["school.directeur", "school.ib"] }),
      kort({ when: ["gedeeld"] }),
      kort({ for: ["behandelaar"], sections: { "requests.startgesprek": "all" } }),
    ].map((edit) => load(changed(shippedFiles(), OVERZICHT, edit)).findings.filter((one) => one.code === "idle-view"));
    expect(idle).toEqual([[], [], [], []]);
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
