/** What the grammar knows and the engine does not do yet is refused, never ignored. */

import { describe } from "vitest";
import { put } from "../support/source.ts";
import { condition, type Edit, fact, fault, form, MENU, procedure, record, view } from "./fault.ts";

const SG = procedure("startgesprek");
const VERSLAG = procedure("verslag");
const POOL = "definitions/pools/plaatsen.json";
const code = "not-yet";

const makePool: Edit = (json) => {
  Object.assign(json, { id: "plaatsen", title: "Plaatsen" });
};

describe("not yet", () => {
  fault("a group", { file: VERSLAG, change: ["/meta/group", { min: 2 }], code });
  fault("a migration of what is running", {
    file: VERSLAG,
    change: ["/meta/running", { from: "all", when: "at-once" }],
    code,
  });
  for (const type of ["claim", "free"]) {
    fault(`a ${type} of shared room`, {
      file: SG,
      change: ["/states/gekozen/on/indienen/actions", [{ type, params: { pool: "plaatsen" } }]],
      also: [[POOL, makePool]],
      beside: [[POOL, ""]],
      at: "/states/gekozen/on/indienen/actions/0/type",
      code,
    });
  }
  fault("shared room", { file: POOL, change: makePool, code });
  fault("members of a group in a fact", { file: fact("doelen"), change: ["/count/rows", "members"], code });
  fault("shared room in a condition", {
    file: condition("gedeeld"),
    change: (json) => put(json, "/match", { "pools.plaatsen.free": { minimum: 1 } }),
    at: "/match/pools.plaatsen.free",
    code,
  });
  fault("a record that grants a view", { file: record("delen"), change: ["/grants", { view: "ouder-verslag" }], code });
  fault("a record in a stream of its own", { file: record("delen"), change: ["/stream", "betalingen"], code });
  fault("a menu that can be read for longer", { file: MENU, change: ["/readUntil", "2027-01-01"], code });
  fault("a field filled in beforehand where no state asks the form", {
    file: form("niveau"),
    change: ["/properties/niveau/x-from", "today"],
    code,
  });
  fault("a section that is narrowed where it cannot be", {
    file: view("vraag-bij-swv"),
    change: ["/sections/terms", ["plantermijn"]],
    code,
  });
  fault("a section of the dossier in a filed view", {
    file: view("ingediend-dossier"),
    change: ["/sections/dossier", "all"],
    code: "no-effect",
  });
  fault("a field that must be confirmed again, in a form that never travels", {
    file: "forms/schemas/leerlinggegevens.schema.json",
    change: ["/properties/roepnaam/x-reconfirm", true],
    code: "no-effect",
  });
});
