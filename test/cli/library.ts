/** A release about lending books: the readable version knows nothing of any practice. */

import type { Release } from "../../engine/release/release.ts";

export const library: Release = {
  format: 1,
  definitions: {
    lenen: {
      id: "lenen",
      title: "Boek lenen",
      description: "Een boek mee naar huis.",
      kind: "request",
      meta: {
        start: { roles: ["balie.lezer"], as: "vrager", requires: ["pas-geldig"], advises: ["weinig-boeken"] },
        many: true,
        processing: { purpose: "Boeken uitlenen", basis: "Overeenkomst" },
      },
      parties: {
        vrager: { title: "Wie het boek vraagt", who: { roles: ["balie.lezer"] } },
        uitlener: { title: "Wie het boek meegeeft", who: { roles: ["balie.medewerker"] }, assign: ["balie.hoofd"] },
      },
      terms: {
        inleveren: {
          title: "Inleveren",
          start: { action: "meegeven" },
          length: { value: "leentijd" },
          extend: { action: "verlengen", by: { n: 1, unit: "weeks" }, times: 1 },
          repeat: { n: 1, unit: "weeks" },
          stop: { holds: ["is-strip"] },
          rolls: "workday",
          before: [{ by: { n: 2, unit: "days" }, message: { template: "bijna", to: "balie.lezer" } }],
          due: "te-laat",
        },
      },
      initial: "gevraagd",
      states: {
        gevraagd: {
          meta: {
            label: "Gevraagd",
            help: "U krijgt het boek {{values.leentijd}} mee.",
            forms: [{ form: "keuze", roles: ["balie.lezer"] }],
          },
          on: {
            meegeven: [
              {
                target: "geleend",
                guard: "is-dik",
                actions: [
                  { type: "task", params: { title: "Tas zoeken", to: "uitlener", due: { n: 1, unit: "days" } } },
                ],
                meta: { label: "Meegeven", roles: ["uitlener"], completes: [{ form: "keuze" }] },
              },
              { target: "geleend", meta: { label: "Meegeven", roles: ["uitlener"], completes: [{ form: "keuze" }] } },
            ],
          },
        },
        geleend: {
          meta: { label: "Geleend" },
          on: {
            verlengen: { meta: { label: "Verlengen", roles: ["balie.lezer"], ask: "Nog een week?" } },
            "te-laat": {
              actions: [
                { type: "message", params: { template: "boete", to: "balie.lezer" } },
                { type: "message", params: { template: "boete", to: "balie.hoofd" } },
              ],
              meta: { label: "Het boek is te laat" },
            },
            inleveren: { target: "terug", meta: { label: "Inleveren", roles: ["balie.lezer"] } },
          },
        },
        terug: { type: "final", meta: { label: "Teruggebracht" } },
      },
    },
  },
  forms: {
    keuze: {
      title: "Welk boek",
      properties: {
        bladzijden: { title: "Aantal bladzijden" },
        genre: { title: "Genre", oneOf: [{ const: "strip", title: "Een strip" }] },
      },
    },
  },
  ui: {},
  records: {},
  conditions: {
    "pas-geldig": {
      id: "pas-geldig",
      title: "geldige pas",
      match: { "facts.pasdag": { type: "string" } },
      explain: "Uw pas verliep op {{facts.pasdag}}.",
    },
    "weinig-boeken": {
      id: "weinig-boeken",
      match: { "requests.lenen.open": { maximum: 5 } },
      explain: "U hebt al veel boeken.",
    },
    "is-dik": {
      id: "is-dik",
      any: ["veel-bladzijden", "is-strip"],
      explain: "Het boek is dun.",
    },
    "veel-bladzijden": {
      id: "veel-bladzijden",
      match: { "instance.forms.keuze.bladzijden": { minimum: 400 } },
      explain: "Het boek is dun.",
    },
    "is-strip": {
      id: "is-strip",
      match: { "instance.forms.keuze.genre": { const: "strip" } },
      explain: "Dit is geen strip.",
    },
  },
  facts: {
    pasdag: { id: "pasdag", title: "Laatste dag van de pas", type: "day", latest: { rows: "records.pas" } },
  },
  values: { leentijd: { id: "leentijd", title: "Zo lang mag u lenen", unit: "weeks", value: 3, source: "ASSUMED" } },
  views: {
    balie: {
      id: "balie",
      title: "Voor de balie",
      for: ["balie.medewerker", "balie.hoofd"],
      as: "live",
      when: ["weinig-boeken"],
      sections: { "requests.lenen": "all", terms: ["title", "due"], "forms.keuze": ["genre"] },
    },
  },
  menus: {
    uitleen: {
      id: "uitleen",
      title: "Uitleen",
      items: ["lenen"],
      from: "2026-09-01",
      until: "2027-07-31",
      readUntil: "2027-12-31",
      channel: "balie",
    },
  },
  pools: {},
  calendars: {},
  messages: {
    bijna: { id: "bijna", via: "notice", subject: "Uw boek moet bijna terug", body: "Log in." },
    boete: { id: "boete", via: "letter", subject: "Uw boek is te laat", body: "Log in." },
  },
  resources: {},
  roles: {
    roles: [
      { id: "balie.lezer", title: "Lezer" },
      { id: "balie.medewerker", title: "Medewerker" },
      { id: "balie.hoofd", title: "Hoofd van de balie", short: "Hoofd" },
    ],
    relations: [],
  },
};

export const page = `# Boek lenen
Een boek mee naar huis. Doel: Boeken uitlenen. Grondslag: Overeenkomst.

## Beginnen
- Door: lezer. Wie begint, is daarna: wie het boek vraagt. Er kunnen er meer tegelijk lopen. Te kiezen in ‘Uitleen’, vanaf 1 september 2026, tot en met 31 juli 2027. Wat zo begon, is te lezen tot en met 31 december 2027; daarna voor niemand.
- Nodig: geldige pas (1). Waarschuwing: voorwaarde 2.

## Wie doet mee
- **Wie het boek vraagt**: lezer.
- **Wie het boek meegeeft**: medewerker; aangewezen door hoofd.

## De weg
1. **Gevraagd**. U krijgt het boek 3 weken mee. In te vullen: ‘Welk boek’ (lezer).
    - **Meegeven** (wie het boek meegeeft) → Geleend (2). Nodig: ‘Welk boek’ ingevuld.
      - Als ‘Aantal bladzijden’ is 400 of meer of ‘Genre’ is ‘Een strip’, taak voor wie het boek meegeeft: Tas zoeken, binnen 1 dag.
2. **Geleend**.
    - **Verlengen** (lezer). Vraag vooraf: ‘Nog een week?’
    - **Het boek is te laat** (vanzelf na de laatste dag van ‘Inleveren’). Brief aan lezer en hoofd: ‘Uw boek is te laat’.
    - **Inleveren** (lezer) → Teruggebracht (3).

## Zo kan het eindigen
3. **Teruggebracht**.

## Termijnen
- **Inleveren**: 3 weken vanaf ‘Meegeven’. Eindigt het in een weekend of op een feestdag, dan telt de werkdag daarna. ‘Verlengen’: één keer 1 week erbij. Stopt zodra ‘Genre’ is ‘Een strip’. Begint na de laatste dag steeds opnieuw, voor 1 week. 2 dagen vooraf: bericht aan lezer: ‘Uw boek moet bijna terug’. Na de laatste dag: ‘Het boek is te laat’.

## Voorwaarden en waarschuwingen
1. Uw pas verliep op (laatste dag van de pas).
2. U hebt al veel boeken.

## Wie ziet wat
A: Medewerker en Hoofd van de balie. ja: altijd. a: als het aantal keer ‘Boek lenen’ dat nog loopt is 5 of minder. Leeg: nooit.

|  | A |
| --- | --- |
| stand, termijnen (alleen wat het is en de laatste dag), ‘Welk boek’ (alleen genre) | a |
`;
