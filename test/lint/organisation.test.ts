/** Units link to each other, and people have their roles where those exist. */

import { describe } from "vitest";
import { fault, ORGANISATION as file } from "./fault.ts";

describe("the organisation", () => {
  fault("a controller that is not there", {
    file,
    change: ["/units/school-a/controller", "bestuur-aa"],
    code: "unknown-controller",
    fix: "bestuur-a",
  });
  fault("a link to a unit that is not there", {
    file,
    change: ["/units/school-a/links/swv", "tpo-33"],
    code: "unknown-unit",
    fix: "tpo-3",
  });
  fault("a link to a unit of another kind", {
    file,
    change: ["/units/school-a/links/swv", "school-b"],
    code: "wrong-unit-kind",
  });
  fault("a role that is not there", {
    file,
    change: ["/people/ib-er/roles/0/role", "school.ibb"],
    code: "unknown-role",
    fix: "school.ib",
  });
  fault("a relation, which nobody has at a unit", {
    file,
    change: ["/people/ib-er/roles/0/role", "dossier.ouder"],
    code: "unknown-role",
  });
  fault("a role at a unit that is not there", {
    file,
    change: ["/people/ib-er/roles/0/unit", "school-aa"],
    code: "unknown-unit",
    fix: "school-a",
  });
  fault("a role at a unit of another kind", {
    file,
    change: ["/people/ib-er/roles/0/unit", "tpo-3"],
    code: "wrong-unit-kind",
  });
});
