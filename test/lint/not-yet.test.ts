/** What the grammar knows and the engine does not do yet is refused, never ignored. */

import { describe } from "vitest";
import { put } from "../support/source.ts";
import { fault, fine, form, procedure, record, view } from "./fault.ts";

const VERSLAG = procedure("verslag");
const code = "not-yet";

describe("not yet", () => {
  fault("a migration of what is running", {
    file: VERSLAG,
    change: ["/meta/running", { from: "all", when: "at-once" }],
    code,
  });
  fault("a record that grants a view", { file: record("delen"), change: ["/grants", { view: "ouder-verslag" }], code });
  fault("a part of a field that is filled in beforehand", {
    file: form("waarnemen"),
    change: ["/properties/eerdere-inzet/items/x-from", "today"],
    code: "no-effect",
  });
  fine("a field filled in beforehand in a form that goes with a record", [
    [form("niveau"), (json) => put(json, "/properties/niveau/x-from", "records.niveau.niveau")],
  ]);
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
