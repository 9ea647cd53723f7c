/** What people read when answers are not right yet; the same from both validators. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { ajvChecks } from "../../forms/grammar/ajv-checks.ts";
import { interpretChecks } from "../../forms/grammar/interpret.ts";
import { goodAnswers, goodForm } from "./good-form.ts";

describe.each([
  ["Ajv", ajvChecks()],
  ["the interpreter", interpretChecks()],
])("Messages by %s", (_name, compile) => {
  const checks = compile(goodForm());
  const complete = (answers: JsonObject) =>
    checks.complete(answers).map((one) => `${one.pointer} ${one.code} ${one.kind}: ${one.message}`);
  const wrong = (changed: JsonObject) => complete({ ...goodAnswers(), ...changed });

  it("says nothing about complete answers", () => {
    expect(complete(goodAnswers())).toEqual([]);
  });

  it("asks in the order of the form, and asks of a missing object what must be in it", () => {
    expect(complete({ instemming: true })).toEqual([
      "/hulpvraag required missing: Vul Hulpvraag in.",
      "/schoolsoort required missing: Maak een keuze bij Schoolsoort.",
      "/datum-instemming required missing: Vul Datum instemming in.",
      "/contactpersoon/naam required missing: Vul Naam (Contactpersoon) in.",
      "/contactpersoon/mail required missing: Vul E-mailadres (Contactpersoon) in.",
    ]);
  });

  it.each<[JsonObject, string]>([
    [{ brin: "12ab00" }, "/brin pattern wrong: Vul BRIN in zoals 12AB00."],
    [{ leerjaar: 9 }, "/leerjaar maximum wrong: Leerjaar mag hoogstens 8 zijn."],
    [{ leerjaar: 0 }, "/leerjaar minimum wrong: Leerjaar moet minstens 1 zijn."],
    [{ leerjaar: 1.5 }, "/leerjaar type wrong: Vul bij Leerjaar een heel getal in."],
    [
      { schoolsoort: "vo" },
      "/schoolsoort oneOf wrong: Kies bij Schoolsoort ‘Basisonderwijs’, ‘Speciaal basisonderwijs’ of ‘Speciaal onderwijs’.",
    ],
    [
      { schoolsoort: 3 },
      "/schoolsoort type wrong: Kies bij Schoolsoort ‘Basisonderwijs’, ‘Speciaal basisonderwijs’ of ‘Speciaal onderwijs’.",
    ],
    [{ instemming: "ja" }, "/instemming type wrong: Kies bij Instemming ja of nee."],
    [{ hulpvraag: "Hoe" }, "/hulpvraag minLength missing: Hulpvraag moet minstens 5 tekens lang zijn (nu 3)."],
    [{ hulpvraag: "o".repeat(41) }, "/hulpvraag maxLength wrong: Hulpvraag mag hoogstens 40 tekens lang zijn (nu 41)."],
    [
      { vormen: ["licht", "midden", "zwaar"] },
      "/vormen maxItems wrong: Kies bij Vormen van ondersteuning hoogstens 2 (nu 3).",
    ],
    [{ vormen: [] }, "/vormen minItems missing: Kies bij Vormen van ondersteuning minstens 1 (nu 0)."],
    [
      { vormen: ["licht", "licht"] },
      "/vormen uniqueItems wrong: Bij Vormen van ondersteuning staat iets dubbel. Haal het dubbele weg.",
    ],
    [
      { vormen: ["x"] },
      "/vormen/0 oneOf wrong: Kies bij Vormen van ondersteuning (nummer 1) ‘Licht’, ‘Midden’ of ‘Zwaar’.",
    ],
    [
      { doelen: [{ doel: "a", evaluatiedatum: "morgen" }] },
      "/doelen/0/evaluatiedatum format wrong: Vul bij Evaluatiedatum (nummer 1) een datum (dag-maand-jaar) in.",
    ],
    [
      { doelen: [{ doel: "a" }, { evaluatiedatum: "2024-01-01" }] },
      "/doelen/1/doel required missing: Vul Doel (nummer 2) in.",
    ],
    [
      { doelen: [{ doel: "a" }, { doel: "a" }, { doel: "a" }, { doel: "a" }] },
      "/doelen maxItems wrong: Vul bij Doelen hoogstens 3 in (nu 4).",
    ],
    [
      { contactpersoon: { naam: "Noor", mail: "noor@school" } },
      "/contactpersoon/mail format wrong: Vul bij E-mailadres (Contactpersoon) een e-mailadres (naam@voorbeeld.nl) in.",
    ],
    [{ contactpersoon: 3 }, "/contactpersoon type wrong: Vul bij Contactpersoon de onderdelen in."],
    [{ onbekend: 3 }, "/onbekend additionalProperties wrong: “onbekend” hoort niet in dit formulier. Haal het weg."],
  ])("says of %j: %s", (changed, sentence) => {
    expect(wrong(changed)).toEqual([sentence]);
  });

  it("lets a draft be unfinished, but refuses what is wrong", () => {
    const draft = compile(goodForm(), { hardDates: ["datum-instemming"] }).draft;
    expect(draft({})).toEqual([]);
    expect(
      draft({ ...goodAnswers(), hulpvraag: "Hoe", brin: "12", contactpersoon: { mail: "noor" }, vormen: [] }),
    ).toEqual([]);
    expect(draft({ doelen: [{ evaluatiedatum: "morgen" }] })).toEqual([]);
    expect(draft({ schoolsoort: "vo", leerjaar: 9, "datum-instemming": "morgen" })).toEqual([
      { pointer: "/leerjaar", code: "maximum", kind: "wrong", message: "Leerjaar mag hoogstens 8 zijn." },
      {
        pointer: "/schoolsoort",
        code: "oneOf",
        kind: "wrong",
        message: "Kies bij Schoolsoort ‘Basisonderwijs’, ‘Speciaal basisonderwijs’ of ‘Speciaal onderwijs’.",
      },
      {
        pointer: "/datum-instemming",
        code: "format",
        kind: "wrong",
        message: "Vul bij Datum instemming een datum (dag-maand-jaar) in.",
      },
    ]);
  });
});
