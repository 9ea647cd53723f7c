/** The parts of the description that are written by hand: headers, parameters, and the shapes of answers. */

import type { JsonObject } from "../../definitions/grammar/json.ts";

export function ref(kind: string, name: string): JsonObject {
  return { $ref: `#/components/${kind}/${name}` };
}

/** What needs no token. */
export const OPEN_TAG = "open";

/** Dutch titles of what operations are about. */
export const TAGS: { readonly [tag: string]: string } = {
  me: "Wie u bent",
  procedures: "Procedures",
  forms: "Formulieren",
  resources: "Hulpmiddelen",
  dossiers: "Dossiers",
  groups: "Groepen",
  ledgers: "Reeksen",
  tasks: "Taken",
  simulations: "Simulaties",
  [OPEN_TAG]: "Voor iedereen",
};

export const SHARED_HEADERS: JsonObject = {
  "api-version": ref("headers", "ApiVersion"),
  "x-request-id": ref("headers", "RequestId"),
};

const text = (description: string): JsonObject => ({ description, schema: { type: "string" } });

export const HEADERS: JsonObject = {
  ApiVersion: text("De versie van deze interface."),
  RequestId: text("Nummer van de aanvraag; noem het als u iets meldt."),
  Location: text("Adres van het dossier."),
  Link: text("De volgende bladzijde, als die er is: rel=next."),
  RetryAfter: text("Na hoeveel seconden u het opnieuw kunt proberen."),
};

export const PARAMETERS: JsonObject = {
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    required: true,
    description:
      "Uw eigen nummer voor deze opdracht. Herhaal het als u geen antwoord kreeg: de opdracht telt één keer.",
    schema: { type: "string", pattern: "^[A-Za-z0-9_-]{16,64}$" },
  },
  IfMatch: {
    name: "If-Match",
    in: "header",
    required: false,
    description: "De etag van wat u verandert: van het formulier bij save, van de aanvraag bij act, assign en leave.",
    schema: { type: "string" },
  },
  Prefer: {
    name: "Prefer",
    in: "header",
    required: false,
    description: "Met return=representation staat de hele bladzijde in het antwoord.",
    schema: { type: "string" },
  },
};

export const PROBLEM_RESPONSE: JsonObject = {
  description: "Geweigerd, met alle fouten of redenen.",
  headers: SHARED_HEADERS,
  content: { "application/problem+json": { schema: ref("schemas", "Problem") } },
};

const anything: JsonObject = { type: "object" };
const list = (items: JsonObject): JsonObject => ({ type: "array", items });
const string: JsonObject = { type: "string" };

const MEMBERSHIPS = ["waiting", "taking", "left"];

/** What a command touched. */
const CHANGES: JsonObject = {
  instances: list({
    type: "object",
    required: ["instance", "etag"],
    properties: { instance: string, state: string, etag: string, forms: list(anything) },
  }),
  records: list(string),
};

const PAGE: JsonObject = {
  id: string,
  dossier: anything,
  disclosed: anything,
  cycle: anything,
  requests: list(anything),
  records: list(anything),
  tasks: list(anything),
  messages: list(anything),
  actions: list(anything),
  next: string,
};

export const OWN_SCHEMAS: JsonObject = {
  Anything: anything,
  Readable: { type: "object", required: ["release", "text"], properties: { release: string, text: string } },
  Problem: {
    type: "object",
    required: ["type", "title", "status", "detail", "instance"],
    properties: {
      type: string,
      title: string,
      status: { type: "integer" },
      detail: string,
      instance: { type: "string", description: "Nummer van de aanvraag." },
      errors: list({
        type: "object",
        required: ["pointer", "code", "message"],
        properties: { pointer: string, code: string, message: string },
      }),
      reasons: list({
        type: "object",
        required: ["code", "place", "message"],
        properties: { code: string, place: anything, message: string, lift: list(string), until: string },
      }),
    },
  },
  Me: {
    type: "object",
    required: ["person", "name", "roles"],
    properties: {
      person: string,
      name: string,
      assurance: { type: "integer" },
      roles: list(anything),
      release: string,
    },
  },
  List: {
    type: "object",
    required: ["items", "total"],
    properties: { items: list(anything), total: { type: "integer" } },
  },
  DossierList: {
    type: "object",
    required: ["items", "total"],
    properties: { items: list(anything), total: { type: "integer" } },
  },
  Changed: {
    type: "object",
    required: ["dossier"],
    properties: { dossier: string, ...CHANGES, page: ref("schemas", "Page") },
  },
  Simulated: {
    type: "object",
    required: ["id", "scenario", "outcomes", "dossiers"],
    properties: {
      id: string,
      release: string,
      at: string,
      today: string,
      until: { type: "string", description: "Het moment waarop de simulatie vanzelf weggaat." },
      scenario: anything,
      outcomes: list(ref("schemas", "SimulatedStep")),
      faults: list(anything),
      taken: list(string),
      coverage: list(anything),
      dossiers: list(anything),
    },
  },
  SimulatedStep: {
    type: "object",
    required: ["step", "today", "ok", "reasons", "messages"],
    properties: {
      step: { type: "integer" },
      today: string,
      ok: { type: "boolean" },
      reasons: list(anything),
      warnings: list(anything),
      faults: list(string),
      taken: list(string),
      messages: { ...list(anything), description: "Wat verstuurd zou zijn. Er is niets verstuurd." },
    },
  },
  GroupChanged: {
    type: "object",
    required: ["group"],
    properties: { group: string, ...CHANGES, page: ref("schemas", "GroupPage") },
  },
  Page: { type: "object", properties: PAGE },
  GroupPage: {
    type: "object",
    properties: {
      ...PAGE,
      members: {
        type: "object",
        description: "De leden van wie u het dossier ziet; de anderen zijn alleen geteld.",
        required: ["items", "counts"],
        properties: {
          items: list({
            type: "object",
            required: ["dossier", "state", "since"],
            properties: { dossier: string, state: { enum: MEMBERSHIPS }, since: { type: "string", format: "date" } },
          }),
          counts: {
            type: "object",
            required: MEMBERSHIPS,
            properties: Object.fromEntries(MEMBERSHIPS.map((one) => [one, { type: "integer" }])),
          },
          unreadable: {
            type: "object",
            description:
              "Leden van wie het dossier beschadigd is. Zolang dat zo is, kan er in de groep niets veranderen.",
            required: ["count", "message"],
            properties: { count: { type: "integer" }, message: string },
          },
        },
      },
    },
  },
  LedgerPage: {
    type: "object",
    required: ["items"],
    properties: {
      items: list({
        type: "object",
        required: ["type", "record", "kind", "dossier", "controller", "at"],
        properties: {
          type: { enum: ["entered", "cancelled"] },
          record: string,
          kind: string,
          dossier: string,
          instance: string,
          controller: string,
          at: string,
          on: { type: "string", format: "date" },
          fields: anything,
          why: { enum: ["withdrawn", "replaced"] },
        },
      }),
    },
  },
};
