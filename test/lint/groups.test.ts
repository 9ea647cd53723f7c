/** What several dossiers do together: somebody can join, and the group looks only at what it has. */

import { describe } from "vitest";
import { type Draft, put } from "../support/source.ts";
import { type Edit, fault, fine, procedure } from "./fault.ts";

const VERSLAG = procedure("verslag");

/** The report as one of a group, with the form that is asked first shared. */
const group =
  (more: Draft = {}): Edit =>
  (json) =>
    put(json, "/meta/group", { min: 2, at: ["concept"], ...more });

describe("a group", () => {
  fine("of at least two", [[VERSLAG, group()]]);
  fine("that all must be of one organisation for", [[VERSLAG, group({ max: 5, same: ["dossier.unit"] })]]);
  fault("that one joins at the end", {
    file: VERSLAG,
    change: group({ at: ["concept", "vervallen"] }),
    at: "/meta/group/at/1",
    code: "no-effect",
  });
  fault("that shares a form nobody is asked", {
    file: VERSLAG,
    change: group({ shared: ["waarnemen"] }),
    at: "/meta/group/shared/0",
    code: "shared-not-asked",
  });
  fault("that nobody can join", {
    file: VERSLAG,
    change: (json) => {
      group()(json);
      put(json, "/meta/start/roles", ["dossier.leerkracht"]);
    },
    at: "/meta/start/roles",
    code: "nobody-joins",
  });
  fault("that looks at the cycle of one dossier", {
    file: VERSLAG,
    change: (json) => {
      group()(json);
      put(json, "/states/concept/on/laten-vervallen/meta/requires", ["waarnemen-klaar"]);
    },
    at: "/states/concept/on/laten-vervallen/meta/requires/0",
    code: "group-elsewhere",
  });
});
