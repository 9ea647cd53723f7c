/** What is shared is claimed by somebody, its rules do something, and no view looks into it. */

import { describe } from "vitest";
import { type Draft, put } from "../support/source.ts";
import { condition, type Edit, fault, fine, procedure, view } from "./fault.ts";

const SG = procedure("startgesprek");
const POOL = "definitions/pools/plaatsen.json";

/** A pool that startgesprek claims and frees, with somebody to offer it to. */
const pool =
  (more: Draft = {}): Edit =>
  (json) =>
    Object.assign(json, { id: "plaatsen", title: "Plaatsen", capacity: 2, ...more });
const claims: Edit = (json) => {
  put(json, "/states/gekozen/on/indienen/actions", [{ type: "claim", params: { pool: "plaatsen" } }]);
  put(json, "/states/nog-niet-bevestigd/on/plaats-vrij", { meta: { label: "Plaats vrij" } });
};
const WAITS = { full: "wait", offer: "plaats-vrij", order: ["instance.started"] };
const claimed: readonly (readonly [string, Edit])[] = [[SG, claims]];

describe("what is shared", () => {
  fine("a pool with a waiting list", [...claimed, [POOL, pool(WAITS)]]);
  fine("numbers", [
    ...claimed.map(([file, edit]): readonly [string, Edit] => [
      file,
      (json) => {
        edit(json);
        put(json, "/states/nog-niet-bevestigd/on/plaats-vrij/meta/roles", ["school.ib"]);
      },
    ]),
    [POOL, pool({ capacity: undefined, period: "year", format: "T{year}-{n:4}" })],
  ]);
  fault("that nobody claims", { file: POOL, change: pool(), at: "", code: "never-claimed", severity: "warning" });
  fault("that is claimed and not there", {
    file: SG,
    change: ["/states/gekozen/on/indienen/actions", [{ type: "claim", params: { pool: "plaats" } }]],
    at: "/states/gekozen/on/indienen/actions/0/params/pool",
    code: "unknown-pool",
  });
  fault("that is freed and never claimed", {
    file: procedure("verslag"),
    change: ["/states/concept/on/laten-vervallen/actions", [{ type: "free", params: { pool: "plaatsen" } }]],
    also: [...claimed, [POOL, pool(WAITS)]],
    at: "/states/concept/on/laten-vervallen/actions/0",
    code: "no-effect",
  });
  fault("an order for a line in which nobody stands", {
    file: POOL,
    change: pool({ full: "refuse", order: ["instance.started"] }),
    also: [
      [
        SG,
        (json) => put(json, "/states/gekozen/on/indienen/actions", [{ type: "claim", params: { pool: "plaatsen" } }]),
      ],
    ],
    at: "/order",
    code: "no-effect",
  });
  fault("what to do when it is full, of what never is", {
    file: POOL,
    change: pool({ capacity: undefined, full: "refuse" }),
    also: [
      [
        SG,
        (json) => put(json, "/states/gekozen/on/indienen/actions", [{ type: "claim", params: { pool: "plaatsen" } }]),
      ],
    ],
    at: "/full",
    code: "no-effect",
  });
  fault("an offer to a procedure that does not know it", {
    file: POOL,
    change: pool({ ...WAITS, offer: "verzetten" }),
    also: [
      [
        procedure("verslag"),
        (json) =>
          put(json, "/states/concept/on/laten-vervallen/actions", [{ type: "claim", params: { pool: "plaatsen" } }]),
      ],
    ],
    at: "/offer",
    code: "offer",
  });
  for (const [sentence, more] of [
    ["without a number", { format: "T{year}" }],
    ["that begins again each year without the year", { format: "T{n}", period: "year" }],
    ["that begins again each half year", { format: "{year}-{n}", period: "halfYear" }],
    ["that begins again for each key", { format: "{n}", by: ["dossier.unit"] }],
  ] as const) {
    fault(`a number ${sentence}`, {
      file: POOL,
      change: pool({ ...WAITS, ...more }),
      also: claimed,
      at: "/format",
      code: "number-twice",
    });
  }
  fault("a path in it that is not there", {
    file: POOL,
    change: pool({ ...WAITS, by: ["dossier.unitt"] }),
    also: claimed,
    at: "/by/0",
    code: "unknown-path",
    fix: "dossier.unit",
  });
  fault("a place in it that is not there", {
    file: condition("gedeeld"),
    change: (json) => put(json, "/match", { "pools.plaatsen.fre": { minimum: 1 } }),
    also: [...claimed, [POOL, pool(WAITS)]],
    at: "/match/pools.plaatsen.fre",
    code: "unknown-path",
    fix: "pools.plaatsen.free",
  });
  fault("a view that looks how full it is", {
    file: view("vraag-bij-swv"),
    change: (json) => put(json, "/when", ["plaats-over"]),
    also: [
      ...claimed,
      [POOL, pool(WAITS)],
      [
        condition("plaats-over"),
        (json) =>
          Object.assign(json, {
            id: "plaats-over",
            match: { "pools.plaatsen.free": { minimum: 1 } },
            explain: "Er is geen plaats meer over.",
          }),
      ],
    ],
    at: "/when/0",
    code: "view-elsewhere",
  });
});
