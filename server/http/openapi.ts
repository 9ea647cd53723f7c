/** The description of the interface as OpenAPI 3.1, made of the grammar and the table of routes. */

import command from "../../definitions/grammar/command.schema.json" with { type: "json" };
import common from "../../definitions/grammar/common.schema.json" with { type: "json" };
import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import scenario from "../../definitions/grammar/scenario.schema.json" with { type: "json" };
import { API_VERSION } from "./headers.ts";
import { choicesOf, exampleOf } from "./openapi-examples.ts";
import {
  HEADERS,
  OPEN_TAG,
  OWN_SCHEMAS,
  PARAMETERS,
  PROBLEM_RESPONSE,
  ref,
  SHARED_HEADERS,
  TAGS,
} from "./openapi-parts.ts";
import type { Route } from "./route.ts";
import { ROUTES } from "./routes.ts";

let made: JsonObject | undefined;

/** The same document at every call. */
export function openApi(): JsonObject {
  made ??= {
    openapi: "3.1.0",
    info: {
      title: "Draaiboek",
      version: API_VERSION,
      description:
        "Procedures als gegevens: wie mag wat, op welk moment, en wie ziet het. Elke weigering is een probleemdocument met alle redenen. De taal van de adressen en namen is Engels, die van de teksten Nederlands.",
      contact: { name: "Beheer van Draaiboek", url: "https://example.org/draaiboek", email: "beheer@example.org" },
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }],
    tags: tags(),
    paths: paths(),
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", bearerFormat: "at+jwt", description: "Een ondertekend token." },
      },
      headers: HEADERS,
      parameters: PARAMETERS,
      responses: { Problem: PROBLEM_RESPONSE },
      schemas: { ...OWN_SCHEMAS, ...simulationSchemas(), ...grammarSchemas() },
    },
  };
  return made;
}

function paths(): JsonObject {
  const all: Record<string, Record<string, Json>> = {};
  for (const route of ROUTES) {
    const path = all[route.template] ?? {};
    all[route.template] = path;
    path[route.method.toLowerCase()] = operation(route);
  }
  return {
    ...all,
    "/v1/health": open("Of de server werkt.", "health"),
    "/v1/openapi.json": open("Deze beschrijving, voor programma’s.", "openapi"),
    "/v1/docs": open("Deze beschrijving, als bladzijde om te lezen.", "docs", "text/html"),
    "/v1/docs/style.css": open("De opmaak van die bladzijde.", "docsStyle", "text/css"),
  };
}

/** What an operation is about: the first word of its path. */
function tagOf({ template }: Route): string {
  return template.split("/")[2] ?? "";
}

function tags(): readonly JsonObject[] {
  const names = [...new Set(ROUTES.map(tagOf)), OPEN_TAG];
  return names.map((name) => ({ name, description: TAGS[name] ?? name }));
}

function open(summary: string, operationId: string, media?: string): JsonObject {
  const description = "Gelukt.";
  return {
    get: {
      summary,
      operationId,
      tags: [OPEN_TAG],
      security: [],
      responses: {
        "200": {
          description,
          headers: SHARED_HEADERS,
          content: { [media ?? "application/json"]: { schema: { type: media === undefined ? "object" : "string" } } },
        },
      },
    },
  };
}

function operation(route: Route): JsonObject {
  const { method, template, summary, query = {}, answers, body } = route;
  const names = [...template.matchAll(/\{([a-z]+)\}/g)].map(([, name]) => name ?? "");
  const isCommand = method === "POST" && body === undefined;
  const parameters: JsonObject[] = [
    ...names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" }, description: "Het id." })),
    ...Object.entries(query).map(([name, description]) => ({
      name,
      in: "query",
      required: false,
      schema: name === "limit" ? { type: "integer", minimum: 1, maximum: 100 } : { type: "string" },
      description,
    })),
    ...(isCommand ? [ref("parameters", "IdempotencyKey"), ref("parameters", "Prefer")] : []),
    ...(isCommand && names.length > 0 ? [ref("parameters", "IfMatch")] : []),
  ];
  return {
    summary,
    operationId: operationId(route),
    tags: [tagOf(route)],
    parameters,
    ...(isCommand ? { requestBody: bodyOf(names.length === 0 ? "OpenCommand" : "Command") } : {}),
    ...(body === undefined ? {} : { requestBody: bodyOf(body) }),
    responses: responses(route, [
      ...answers,
      ...ALWAYS,
      ...(method === "POST" ? [413, 415] : []),
      ...(isCommand ? [507] : []),
    ]),
  };
}

/** Any route of an identified person may answer these. */
const ALWAYS = [401, 405, 429, 431, 500, 503];

/** Answers without a body. */
const BARE: { readonly [status: number]: string } = { 204: "Gelukt; er is niets meer.", 304: "Niet veranderd." };

function responses({ shows: schema = "Anything", media, query }: Route, statuses: readonly number[]): JsonObject {
  const entries = [...new Set(statuses)].sort().map((status): [string, Json] => {
    if (status >= 400) return [String(status), ref("responses", "Problem")];
    const bare = BARE[status];
    if (bare !== undefined) return [String(status), { description: bare, headers: SHARED_HEADERS }];
    const content =
      media === undefined
        ? { "application/json": { schema: ref("schemas", schema) } }
        : { [media]: { schema: { type: "string" } } };
    const more: JsonObject =
      status === 201
        ? { location: ref("headers", "Location") }
        : query?.["cursor"] !== undefined
          ? { link: ref("headers", "Link") }
          : {};
    return [String(status), { description: "Gelukt.", headers: { ...SHARED_HEADERS, ...more }, content }];
  });
  return Object.fromEntries(entries);
}

function bodyOf(schema: string): JsonObject {
  const schemas: JsonObject = { ...simulationSchemas(), ...grammarSchemas() };
  const examples = choicesOf(schema, schemas).map((name): [string, JsonObject] => [
    name,
    { value: exampleOf(schemas[name], schemas) ?? {} },
  ]);
  const content = { schema: ref("schemas", schema), examples: Object.fromEntries(examples) };
  return { required: true, content: { "application/json": content } };
}

/** `GET /v1/dossiers/{id}/actions` is `getDossierActions`-like: every part of the path, without punctuation. */
function operationId({ method, template }: Route): string {
  const parts = template.split("/").slice(2);
  const words = parts.map((part) => (part.startsWith("{") ? "One" : part.slice(0, 1).toUpperCase() + part.slice(1)));
  return `${method.toLowerCase()}${words.join("")}`;
}

/** The commands and what they refer to, under one roof: `common.schema.json#/$defs/id` becomes `CommonId`. */
function grammarSchemas(): JsonObject {
  const found: Record<string, Json> = {};
  for (const [file, { $defs }] of Object.entries({ command, common })) {
    for (const [name, part] of Object.entries($defs as JsonObject)) {
      if (name !== "elapseCommand" && name !== "command") found[schemaName(file, name)] = moved(part, file);
    }
  }
  const sent = Object.keys(found).filter((name) => name.endsWith("Command") && name !== "OpenCommand");
  return { ...found, Command: { anyOf: sent.map((name) => ref("schemas", name)) } };
}

/** A scenario of which only the actors must be there, and one step of it. */
function simulationSchemas(): JsonObject {
  const { title, start, actors, steps } = scenario.properties;
  const { items, ...list } = steps;
  const body = { anyOf: [ref("schemas", "OpenCommand"), ref("schemas", "Command")] };
  const step = { ...items, properties: { ...items.properties, do: body } };
  const properties = { title, start, actors, steps: { ...list, minItems: 0, items: ref("schemas", "SimulationStep") } };
  const whole = { type: "object", additionalProperties: false, properties, required: ["actors"] };
  const both: Json = JSON.parse(JSON.stringify({ Simulation: whole, SimulationStep: step }));
  return moved(both, "scenario") as JsonObject;
}

function moved(part: Json, file: string): Json {
  if (Array.isArray(part)) return part.map((item: Json) => moved(item, file));
  if (!isObject(part)) return part;
  const entries = Object.entries(part as JsonObject).map(([key, inner]): [string, Json] => {
    if (key !== "$ref" || typeof inner !== "string") return [key, moved(inner, file)];
    if (inner.startsWith("#/components/")) return [key, inner];
    const [where = "", name = ""] = inner.split("#/$defs/");
    return [key, `#/components/schemas/${schemaName(where === "" ? file : where.replace(".schema.json", ""), name)}`];
  });
  return Object.fromEntries(entries);
}

function schemaName(file: string, name: string): string {
  const capital = name.slice(0, 1).toUpperCase() + name.slice(1);
  return file === "command" ? capital : `Common${capital}`;
}
