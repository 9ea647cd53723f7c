/** A scenario names who and what is there. */

import { describe } from "vitest";
import { type Draft, put } from "../support/source.ts";
import { fault, fine, procedure, scenario, view } from "./fault.ts";

const file = scenario("startgesprek-met-vervolg");

describe("a scenario", () => {
  fault("an actor that is not there", {
    file,
    change: ["/steps/2/as", "leerkragt"],
    code: "unknown-actor",
    fix: "leerkracht",
  });
  fault("a role of an actor that is not there", {
    file,
    change: ["/actors/tpo/roles/0", "swv.tpoo"],
    code: "unknown-role",
    fix: "swv.tpo",
  });
  fault("a unit of an actor that is not there", {
    file,
    change: ["/actors/tpo/unit", "tpo-33"],
    code: "unknown-unit",
    fix: "tpo-3",
  });
  fault("a unit of another kind than the role", {
    file,
    change: ["/actors/tpo/unit", "school-a"],
    code: "wrong-unit-kind",
  });
  fault("a definition that is not there", {
    file,
    change: ["/steps/1/do/definitions/0", "hgw-cycluss"],
    code: "unknown-definition",
    fix: "hgw-cyclus",
  });
  fault("an aim that is not there", {
    file,
    change: ["/steps/1/do/aims/0", "startgesprk"],
    code: "unknown-definition",
    fix: "startgesprek",
  });
  fault("a menu that is not there", {
    file,
    change: ["/steps/1/do/menu", "ondersteuning-toolbx"],
    code: "unknown-menu",
    fix: "ondersteuning-toolbox",
  });
  fault("a form that the definition does not ask", {
    file,
    change: ["/steps/2/do/form", "waarneme"],
    code: "unknown-form",
    fix: "waarnemen",
  });
  fault("an action that the definition does not have", {
    file,
    change: ["/steps/3/do/action", "afrond"],
    code: "unknown-action",
    fix: "afronden",
  });
  fault("a record kind that is not there", {
    file,
    change: ["/steps/0/do/records/0/kind", "leerlinggegeven"],
    code: "unknown-record",
    fix: "leerlinggegevens",
  });
  fault("a state that is promised and not there", {
    file,
    change: ["/steps/1/expect/state/hgw-cyclus-1", "waarneme"],
    code: "unknown-state",
    fix: "waarnemen",
  });
  fault("a reason that is promised and not there", {
    file,
    change: ["/steps/3/expect/reasons/0", "requird"],
    code: "unknown-reason",
    fix: "required",
  });
  fault("a warning that is promised and not there", {
    file,
    change: (json) => put(json, "/steps/1/expect/warnings", ["gedeelt"]),
    at: "/steps/1/expect/warnings/0",
    code: "unknown-condition",
    fix: "gedeeld",
  });
  fault("a task that nothing opens", {
    file,
    change: (json) => put(json, "/steps/1/expect/tasks", ["Startgesprek planen"]),
    at: "/steps/1/expect/tasks/0",
    code: "unknown-task",
    fix: "Startgesprek plannen",
  });
  fault("a message that is not there", {
    file,
    change: (json) => put(json, "/steps/1/expect/messages", ["vraag-binne"]),
    at: "/steps/1/expect/messages/0",
    code: "unknown-message",
    fix: "vraag-binnen",
  });
  fault("a term that the definition does not have", {
    file,
    change: (json) => put(json, "/steps/1/expect/terms", { "startgesprek-1.plantermij": "running" }),
    at: "/steps/1/expect/terms/startgesprek-1.plantermij",
    code: "unknown-term",
    fix: "plantermijn",
  });
  fault("a field that somebody should see and is not there", {
    file,
    change: (json) => put(json, "/steps/1/expect/sees", { tpo: { hidden: ["forms.waarnemen.hulpvrag"] } }),
    at: "/steps/1/expect/sees/tpo/hidden/0",
    code: "unknown-path",
    fix: "forms.waarnemen.hulpvraag",
  });
  fault("somebody who should see it and is no actor", {
    file,
    change: (json) => put(json, "/steps/1/expect/sees", { tpoo: { hidden: ["dossier.unit"] } }),
    at: "/steps/1/expect/sees/tpoo",
    code: "unknown-actor",
    fix: "tpo",
  });
  fine("a name that is not there, when the refusal is what it shows", [
    [
      file,
      (json) => {
        put(json, "/steps/3/do/action", "toveren");
        put(json, "/steps/3/expect/reasons", ["unknown"]);
      },
    ],
  ]);
});

describe("a form that somebody sees", () => {
  const second = { form: "reden-intrekken", as: "tweede-reden", roles: ["school.ib"] };
  const asked = (json: Draft) => put(json, "/states/gekozen/meta/forms/-", second);
  fine("one that goes with an action, and one that is asked under another name", [
    [file, (json) => put(json, "/steps/1/expect/sees", { tpo: { hidden: ["forms.reden-intrekken.reden"] } })],
    [procedure("startgesprek"), asked],
    [view("school-dossier"), (json) => put(json, "/sections/forms.reden-intrekken", "all")],
  ]);
  fault("the name under which it is asked, by which nobody sees it", {
    file: view("school-dossier"),
    change: ["/sections/forms.tweede-reden", "all"],
    also: [
      [procedure("startgesprek"), asked],
      [view("school-dossier"), (json) => put(json, "/sections/forms.reden-intrekken", "all")],
    ],
    code: "unknown-form",
    fix: "reden-intrekken",
  });
  fault("a form that nobody asks", {
    file,
    change: (json) => put(json, "/steps/1/expect/sees", { tpo: { hidden: ["forms.waarneme.hulpvraag"] } }),
    at: "/steps/1/expect/sees/tpo/hidden/0",
    code: "unknown-path",
    fix: "forms.waarnemen.hulpvraag",
  });
});
