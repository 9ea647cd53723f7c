/** Parts that somebody can play, menus from which something can be chosen, and messages that tell only what may be told. */

import { describe } from "vitest";
import { put } from "../support/source.ts";
import { condition, fault, fine, MENU, procedure, ROLES } from "./fault.ts";

const SG = procedure("startgesprek");
const PAIRED = "definitions/menus/proef.json";
const CYCLE = procedure("hgw-cyclus");

describe("a part", () => {
  fault("a part that must be somebody else than itself", {
    file: SG,
    change: ["/parties/behandelaar/differs", ["behandelaar"]],
    at: "/parties/behandelaar/differs/0",
    code: "party-never",
  });
  fault("a part that is taken only by who must be somebody else", {
    file: SG,
    change: ["/states/gevoerd/on/afronden/0/meta/as", "lezer"],
    also: [
      [
        SG,
        (json) =>
          put(json, "/parties/lezer", {
            title: "Meelezer",
            who: { roles: ["swv.consulent"] },
            differs: ["behandelaar"],
          }),
      ],
    ],
    code: "party-never",
  });
  fault("a part for a role that nobody has", {
    file: SG,
    change: ["/parties/behandelaar/who/roles", ["swv.griffier"]],
    also: [[ROLES, (json) => put(json, "/roles/-", { id: "swv.griffier", title: "Griffier" })]],
    code: "part-nobody",
    severity: "warning",
  });
  fault("a part for who has what nobody has", {
    file: SG,
    change: ["/parties/behandelaar/who/person", { rijbewijs: "b" }],
    at: "/parties/behandelaar/who/person/rijbewijs",
    code: "part-nobody",
    severity: "warning",
  });
});

describe("a term", () => {
  fault("a term that nothing ends", {
    file: CYCLE,
    change: [
      "/terms",
      {
        looptijd: {
          title: "Looptijd",
          start: { action: "afronden" },
          length: { value: "termijn-plannen-startgesprek" },
        },
      },
    ],
    at: "/terms/looptijd",
    code: "term-without-end",
    severity: "warning",
  });
  fine("a term that a state ends", [
    [
      CYCLE,
      (json) =>
        put(json, "/terms", {
          looptijd: {
            title: "Looptijd",
            start: { action: "afronden" },
            length: { value: "termijn-plannen-startgesprek" },
            stop: { in: ["doorlopen"] },
          },
        }),
    ],
  ]);
});

describe("a menu", () => {
  fault("a menu that closes before it opens", {
    file: MENU,
    change: ["/until", "2022-08-01"],
    also: [[MENU, (json) => put(json, "/from", "2023-08-01")]],
    code: "menu-closed",
  });
  fault("a menu with room for nothing", { file: MENU, change: ["/max", 0], code: "menu-room" });
  fault("pairs where one can be chosen", {
    file: MENU,
    change: ["/max", 1],
    also: [[MENU, (json) => put(json, "/pairs", [["startgesprek", "startgesprek"]])]],
    at: "/pairs",
    code: "no-effect",
  });
  fault("a pair that asks the opposite of each other", {
    file: procedure("verslag"),
    change: ["/meta/start/requires", ["licht-niveau"]],
    also: [
      [
        PAIRED,
        (json) => {
          const items = ["startgesprek", "verslag"];
          Object.assign(json, { id: "proef", title: "Proef", items, pairs: [items] });
        },
      ],
      [
        condition("licht-niveau"),
        (json) =>
          Object.assign(json, {
            id: "licht-niveau",
            match: { "records.niveau.niveau": { const: "lichte-ondersteuning" } },
            explain: "Dit kan alleen bij lichte ondersteuning.",
          }),
      ],
    ],
    in: PAIRED,
    at: "/pairs/0",
    code: "pair-never",
    severity: "warning",
  });
});

describe("a message", () => {
  fault("what its reader may not see", {
    file: "definitions/messages/plantermijn-nadert.json",
    change: ["/body", "Er zijn {{facts.lopende-cycli}} cyclussen. Plan het gesprek."],
    in: SG,
    at: "/states/bij-swv/on/termijn-nadert/actions/0/params/to",
    code: "message-unseen",
  });
  fine("what its reader sees", [
    [
      "definitions/messages/reactie-binnen.json",
      (json) => put(json, "/body", "Er zijn {{facts.doelen}} doelen. Er is een reactie."),
    ],
  ]);
});
