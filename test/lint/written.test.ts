/** What an action writes down by itself must be an answer that the form takes: nobody is there to mend it. */

import { describe } from "vitest";
import { type Draft, drop, put } from "../support/source.ts";
import { type Edit, fact, fault, fine, form, procedure, record, value } from "./fault.ts";

const LICHT = procedure("lichte-ondersteuning");
const OVERSTAP = procedure("overstaparrangement");
const AANVRAAG = form("aanvraag-startgesprek");
const NIVEAU = "/states/lopend/on/doorzetten/actions/1/params/from";
const BETALING = "/states/bij-swv/on/besluiten/0/actions/0/params/from";
const CLAIM = "/states/gekozen/on/indienen/actions/0/params/amount";

describe("what is noted as it stands", () => {
  fault("a choice that the form does not offer", {
    file: LICHT,
    change: [`${NIVEAU}/niveau`, "extra-ondersteuning-scholl"],
    code: "unknown-choice",
    fix: "extra-ondersteuning-school",
  });
  fault("a number where the form asks a text", { file: LICHT, change: [`${NIVEAU}/reden`, 3], code: "wrong-type" });
  fault("a text that is longer than the form takes", {
    file: LICHT,
    change: [`${NIVEAU}/reden`, "x".repeat(1001)],
    code: "refused-answer",
  });
  fault("a day that does not exist", {
    file: OVERSTAP,
    change: [`${BETALING}/ingang`, "2024-02-30"],
    code: "refused-answer",
  });
  fault("a field that the form does not have", {
    file: LICHT,
    change: [`${NIVEAU}/redn`, "Doorgezet."],
    code: "unknown-field",
    fix: "reden",
  });
  fault("a field left out that must be filled in", {
    file: LICHT,
    change: (json) => drop(json, `${NIVEAU}/niveau`),
    at: NIVEAU,
    code: "answer-missing",
  });
  fault("a field left out beside others that are known only later", {
    file: OVERSTAP,
    change: (json) => drop(json, `${BETALING}/kenmerk`),
    at: BETALING,
    code: "answer-missing",
  });
  fault("a field that must be filled in and says nothing", {
    file: OVERSTAP,
    change: [`${BETALING}/kenmerk`, " "],
    at: BETALING,
    code: "answer-missing",
  });
  fault("a field that another answer asks for", {
    file: LICHT,
    change: [`${NIVEAU}/niveau`, "extra-ondersteuning-voorziening"],
    also: [
      [LICHT, (json) => drop(json, `${NIVEAU}/reden`)],
      [
        form("niveau"),
        (json) => {
          const isHeavy = { const: "extra-ondersteuning-voorziening", type: "string" };
          put(json, "/if", { properties: { niveau: isHeavy }, required: ["niveau"] });
          put(json, "/then", { properties: { reden: {} }, required: ["reden"] });
        },
      ],
    ],
    at: NIVEAU,
    code: "answer-missing",
  });
  fault("a value that the form does not take", {
    file: value("overstap-bedrag"),
    change: ["/value", -1],
    in: OVERSTAP,
    at: `${BETALING}/bedrag/value`,
    code: "refused-answer",
  });
  fault("a word that is not in the list of the form", {
    file: LICHT,
    change: [`${NIVEAU}/reden`, "verhuist"],
    also: [
      [form("niveau"), (json) => put(json, "/properties/reden/x-options", { value: "redenen" })],
      [
        value("redenen"),
        (json) =>
          Object.assign(json, { id: "redenen", title: "Redenen", source: "SEED", value: ["verhuisd", "anders"] }),
      ],
    ],
    code: "unknown-choice",
    fix: "verhuisd",
  });
  fine("only a part of what a record says field by field", [
    [record("niveau"), (json) => put(json, "/merge", "field")],
    [LICHT, (json) => drop(json, `${NIVEAU}/niveau`)],
  ]);
});

describe("what is taken along from elsewhere", () => {
  fault("a day where the record asks a number", {
    file: OVERSTAP,
    change: [`${BETALING}/bedrag`, { path: "instance.started" }],
    code: "wrong-type",
  });
  fault("choices of which the record knows none", {
    file: LICHT,
    change: [`${NIVEAU}/niveau`, { path: "cycle.forms.waarnemen.domein" }],
    code: "choice-not-offered",
  });
  fault("choices of which the record does not know one", {
    file: form("eerder-planmatig-werk"),
    change: (json) => drop(json, "/properties/domein/oneOf/0"),
    in: LICHT,
    at: "/states/lopend/on/afsluiten/actions/0/params/from/domein",
    code: "choice-not-offered",
    severity: "hint",
    beside: [
      [LICHT, "/states/lopend/on/doorzetten/actions/0/params/from/domein"],
      [LICHT, "/states/lopend/on/nieuwe-ronde/actions/0/params/from/domein"],
    ],
  });
  fault("a field that starts with something of another kind", {
    file: AANVRAAG,
    change: ["/properties/hulpvraag/x-from", "facts.schooljaar-nu"],
    code: "wrong-type",
  });
  fine("a day in a field for text", [[AANVRAAG, (json) => put(json, "/properties/hulpvraag/x-from", "today")]]);
});

describe("a word beside a list", () => {
  const looks =
    (by: readonly unknown[]): Edit =>
    (json) => {
      drop(json, "/schoolYear");
      put(json, "/lookup", { value: "tarieven", by });
    };
  const tarieven: readonly [string, Edit] = [
    value("tarieven"),
    (json) =>
      Object.assign(json, {
        id: "tarieven",
        title: "Tarieven",
        by: ["soort"],
        table: { basisschool: 1 },
        source: "ASSUMED",
      }),
  ];
  fault("a key that is not in the table", {
    file: fact("schooljaar-nu"),
    change: looks(["basischool"]),
    also: [tarieven],
    at: "/lookup/by/0",
    code: "unknown-choice",
    fix: "basisschool",
  });
  fault("a key of which no choice is in the table", {
    file: fact("schooljaar-nu"),
    change: looks([{ path: "records.niveau.niveau" }]),
    also: [tarieven],
    at: "/lookup/by/0",
    code: "unknown-choice",
  });
  fault("a choice that something is never the same as", {
    file: fact("zelfde"),
    change: (json) => Object.assign(json, same("extra-ondersteuning-scholl")),
    at: "/same/1",
    code: "unknown-choice",
    fix: "extra-ondersteuning-school",
  });
  fine("a choice that something can be the same as", [
    [fact("zelfde"), (json) => Object.assign(json, same("extra-ondersteuning-school"))],
  ]);
});

describe("an amount that is asked of what is shared", () => {
  const asks =
    (amount: unknown): Edit =>
    (json) =>
      put(json, "/states/gekozen/on/indienen/actions", [{ type: "claim", params: { pool: "plaatsen", amount } }]);
  const plaatsen: readonly [string, Edit] = [
    "definitions/pools/plaatsen.json",
    (json) => Object.assign(json, { id: "plaatsen", title: "Plaatsen", capacity: 2 }),
  ];
  const SG = procedure("startgesprek");
  fault("less than nothing", { file: SG, change: asks(-1), also: [plaatsen], at: CLAIM, code: "claim-amount" });
  fault("more than there ever is", {
    file: SG,
    change: asks({ value: "cluster-minimum" }),
    also: [plaatsen, [value("cluster-minimum"), (json) => put(json, "/value", 3)]],
    at: CLAIM,
    code: "claim-amount",
  });
  fine("all there is", [[SG, asks(2)], plaatsen]);
});

function same(choice: string): Draft {
  return { id: "zelfde", title: "Zelfde", type: "boolean", same: [{ path: "records.niveau.niveau" }, choice] };
}
