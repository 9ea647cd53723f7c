/** A good form that tests start from: they change one thing and expect one outcome. */

/** The form as a plain object that a test may change; a new one at each call. */
export function goodForm() {
  return {
    $schema: "../grammar/form.schema.json",
    id: "proef",
    title: "Proefformulier",
    type: "object",
    additionalProperties: false,
    properties: {
      hulpvraag: { title: "Hulpvraag", type: "string", minLength: 5, maxLength: 40 },
      brin: {
        title: "BRIN",
        type: "string",
        maxLength: 6,
        pattern: "^[0-9]{2}[A-Z]{2}[0-9]{2}$",
        "x-example": "12AB00",
      },
      leerjaar: { title: "Leerjaar", type: "integer", minimum: 1, maximum: 8, "x-reconfirm": true },
      schoolsoort: {
        title: "Schoolsoort",
        type: "string",
        oneOf: [
          { const: "bao", title: "Basisonderwijs" },
          { const: "sbo", title: "Speciaal basisonderwijs" },
          { const: "so", title: "Speciaal onderwijs" },
        ],
      },
      instemming: { title: "Instemming", type: "boolean", "x-carry": false },
      "datum-instemming": { title: "Datum instemming", type: "string", format: "date" },
      contactpersoon: {
        title: "Contactpersoon",
        type: "object",
        additionalProperties: false,
        properties: {
          naam: { title: "Naam", type: "string", maxLength: 80 },
          mail: { title: "E-mailadres", type: "string", format: "email" },
          telefoon: { title: "Telefoon", type: "string", maxLength: 12 },
        },
        required: ["naam", "mail"],
      },
      vormen: {
        title: "Vormen van ondersteuning",
        type: "array",
        minItems: 1,
        maxItems: 2,
        uniqueItems: true,
        items: {
          type: "string",
          oneOf: [
            { const: "licht", title: "Licht" },
            { const: "midden", title: "Midden" },
            { const: "zwaar", title: "Zwaar" },
          ],
        },
      },
      doelen: {
        title: "Doelen",
        type: "array",
        maxItems: 3,
        items: {
          type: "object",
          additionalProperties: false,
          properties: {
            doel: { title: "Doel", type: "string", maxLength: 100 },
            evaluatiedatum: { title: "Evaluatiedatum", type: "string", format: "date" },
          },
          required: ["doel"],
        },
      },
    },
    required: ["hulpvraag", "schoolsoort", "contactpersoon"],
    allOf: [
      {
        if: { properties: { instemming: { type: "boolean", const: true } }, required: ["instemming"] },
        then: { properties: { "datum-instemming": {} }, required: ["datum-instemming"] },
      },
    ],
  };
}

/** Answers that are complete for that form; a new object at each call. */
export function goodAnswers() {
  return {
    hulpvraag: "Hoe nu verder?",
    brin: "12AB00",
    leerjaar: 4,
    schoolsoort: "bao",
    instemming: true,
    "datum-instemming": "2024-02-29",
    contactpersoon: { naam: "Noor", mail: "noor@school.nl" },
    vormen: ["licht"],
    doelen: [{ doel: "Zelf beginnen", evaluatiedatum: "2024-06-01" }],
  };
}
