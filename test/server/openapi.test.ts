/** The description of the interface: whole, true, and readable for tools. */

import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import { openApi } from "../../server/http/openapi.ts";
import { ROUTES } from "../../server/http/routes.ts";
import { openSite } from "./site.ts";

const document = openApi();

function refs(part: Json): string[] {
  if (Array.isArray(part)) return part.flatMap((item: Json) => refs(item));
  if (!isObject(part)) return [];
  const own = typeof part["$ref"] === "string" ? [part["$ref"]] : [];
  return [...own, ...Object.values(part as JsonObject).flatMap(refs)];
}

function at(pointer: string): unknown {
  return pointer
    .slice(2)
    .split("/")
    .reduce((found: unknown, key) => (isObject(found) ? found[key] : undefined), document);
}

const OPEN = ["GET /v1/health", "GET /v1/openapi.json", "GET /v1/docs", "GET /v1/docs/style.css"];

describe("The OpenAPI description", () => {
  it("is given to anybody, as JSON", async () => {
    const site = await openSite();
    const answer = await site.send("/v1/openapi.json");
    expect(answer.body).toEqual(document);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  });

  it("names every route that there is, and no other", () => {
    const paths = document["paths"] as { [path: string]: JsonObject };
    const named = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const there = ROUTES.map(({ method, template }) => `${method} ${template}`);
    expect(named.sort()).toEqual([...there, ...OPEN].sort());
  });

  it("refers only to what it holds", () => {
    expect(refs(document).filter((pointer) => at(pointer) === undefined)).toEqual([]);
  });

  it("has operations with an id of their own, a Dutch summary, and the refusals that they can give", () => {
    const paths = document["paths"] as { [path: string]: { [method: string]: JsonObject } };
    const all = Object.values(paths).flatMap((methods) => Object.values(methods));
    const ids = all.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { summary, responses } of all) {
      expect(summary).toMatch(/\.$/);
      expect(Object.keys(responses as JsonObject).length).toBeGreaterThan(0);
    }
  });

  it("has an example for every choice of every body, and each is one that the server would take", () => {
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema({ $id: "api", ...document });
    const paths = document["paths"] as { [path: string]: { [method: string]: JsonObject } };
    const shown = Object.entries(paths).flatMap(([path, methods]) =>
      Object.values(methods).flatMap(({ requestBody }): string[] => {
        if (!isObject(requestBody)) return [];
        const { schema, examples } =
          (requestBody["content"] as { [media: string]: JsonObject })["application/json"] ?? {};
        const name = String((schema as JsonObject)["$ref"]).slice("#/components/schemas/".length);
        const fits = ajv.compile({ $ref: `api#/components/schemas/${name}` });
        return Object.entries(examples as { [name: string]: JsonObject }).map(([choice, { value }]) => {
          expect([path, choice, value, fits(value)]).toEqual([path, choice, value, true]);
          return `${path} ${choice}`;
        });
      }),
    );
    expect(shown).toEqual(
      expect.arrayContaining([
        "/v1/dossiers OpenCommand",
        "/v1/dossiers/{id}/commands StartCommand",
        "/v1/dossiers/{id}/commands WithdrawCommand",
        "/v1/simulations Simulation",
        "/v1/simulations/{id}/steps SimulationStep",
      ]),
    );
  });

  it("names what every operation is about, in Dutch", () => {
    const paths = document["paths"] as { [path: string]: { [method: string]: JsonObject } };
    const named = (document["tags"] as JsonObject[]).map(({ name, description }) => [name, description]);
    const used = new Set(Object.values(paths).flatMap((methods) => Object.values(methods).flatMap(({ tags }) => tags)));
    expect(named.map(([name]) => name).sort()).toEqual([...used].sort());
    for (const [name, description] of named) expect(description).not.toBe(name);
  });

  it("describes commands as the server checks them", () => {
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema({ $id: "api", ...document });
    const fits = ajv.compile({ $ref: "api#/components/schemas/Command" });
    expect(fits({ type: "act", instance: "iets-1", action: "doen" })).toBe(true);
    expect(fits({ type: "act", instance: "iets-1", action: "doen", more: 1 })).toBe(false);
    expect(fits({ type: "elapse" })).toBe(false);
    const problem = ajv.compile({ $ref: "api#/components/schemas/Problem" });
    expect(problem({ type: "x", title: "x", status: 404, detail: "x", instance: "x" })).toBe(true);
  });
});
