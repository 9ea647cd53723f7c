/** The check of closed grammars, which both definitions and forms use. */

import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { grammarCheck } from "../../definitions/grammar/check.ts";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { nearest } from "../../definitions/grammar/nearest.ts";
import grammar from "../../forms/grammar/form.schema.json" with { type: "json" };
import { goodForm } from "./good-form.ts";

const folder = new URL("../../definitions/grammar/", import.meta.url);
const documents = readdirSync(folder)
  .filter((name) => name.endsWith(".schema.json"))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as JsonObject);

const effects: JsonObject = {
  $id: "effects",
  type: "array",
  maxItems: 3,
  items: {
    anyOf: [
      {
        type: "object",
        additionalProperties: false,
        properties: { type: { const: "task" }, title: { $ref: "shared#/$defs/text" } },
        required: ["type", "title"],
      },
      {
        type: "object",
        additionalProperties: false,
        properties: { type: { const: "file" }, to: { $ref: "#/$defs/who" } },
        required: ["type", "to"],
      },
    ],
  },
  $defs: {
    who: {
      anyOf: [
        { $ref: "shared#/$defs/text" },
        { type: "object", additionalProperties: false, properties: { role: { type: "string" } }, required: ["role"] },
      ],
    },
  },
};
const shared: JsonObject = {
  $id: "shared",
  $defs: { text: { type: "string", minLength: 2, pattern: "^[a-z]*$", description: "Kleine letters." } },
};

describe("The check of a closed grammar", () => {
  const check = grammarCheck(effects, { refs: [shared] });
  const found = (value: unknown) =>
    check("f.json", value).map(({ pointer, code, message, fix }) => [
      pointer,
      code,
      message,
      ...(fix === undefined ? [] : [fix]),
    ]);

  it("finds nothing in what fits", () => {
    expect(
      found([
        { type: "task", title: "bel" },
        { type: "file", to: { role: "x" } },
      ]),
    ).toEqual([]);
  });

  it("tells the faults of the branch that was meant, through references", () => {
    expect(found([{ type: "task", titel: "bel" }])).toEqual([
      ["/0/titel", "unknown-key", "“titel” kan hier niet staan. Bedoelt u “title”?", "title"],
    ]);
    expect(found([{ type: "tsak", title: "bel" }])).toEqual([
      ["/0/type", "unknown-value", "“tsak” kan hier niet. Bedoelt u “task”?", "task"],
    ]);
    expect(found([{ type: "file", to: { rol: "x" } }])).toEqual([
      ["/0/to/rol", "unknown-key", "“rol” kan hier niet staan. Bedoelt u “role”?", "role"],
    ]);
    expect(found([{ type: "file", to: 3 }])).toEqual([
      ["/0/to", "wrong-type", "Hier hoort een tekst of een object { … }."],
    ]);
    expect(found([{ type: "task", title: "BEL" }])).toEqual([
      ["/0/title", "wrong-form", "“BEL” is hier niet goed geschreven. Kleine letters."],
    ]);
    expect(found([{}])).toEqual([["/0", "missing-key", "“type” ontbreekt hier. Vul “type” in."]]);
  });

  it("tells all that is wrong, in the order of the file", () => {
    expect(
      found([{ type: "task" }, 3, { type: "file", to: "a" }, 4]).map(([pointer, code]) => [pointer, code]),
    ).toEqual([["", "too-large"]]);
    expect(found([{ type: "task" }, 3, { type: "file", to: "a" }]).map(([pointer, code]) => [pointer, code])).toEqual([
      ["/0", "missing-key"],
      ["/1", "wrong-type"],
      ["/2/to", "too-small"],
    ]);
  });

  it("takes no inherited property for a key", () => {
    expect(
      found([JSON.parse('{"__proto__":{"type":"task","title":"bel"}}')]).map(([pointer, code]) => [pointer, code]),
    ).toEqual([["/0", "no-match"]]);
  });

  it.each([...documents, grammar as JsonObject].map((one) => [String(one["$id"]), one] as const))(
    "agrees with Ajv on %s, and explains what Ajv refuses",
    (_name, schema) => {
      const refs = documents.filter((one) => one !== schema);
      const ajv = new Ajv2020({ strict: false, ownProperties: true, schemas: refs });
      const fits = ajv.compile(schema);
      const checked = grammarCheck(schema, { refs });
      const keys = fc.constantFrom(...keysIn(schema));
      const { value } = fc.letrec((tie) => ({
        value: fc.oneof(
          { maxDepth: 4 },
          fc.constantFrom<unknown>("a", "school.ib", "2024-01-01", 3, true, null, "days"),
          tie("object"),
          fc.array(tie("value"), { maxLength: 3 }),
        ),
        object: fc.dictionary(
          fc.oneof({ weight: 6, arbitrary: keys }, { weight: 1, arbitrary: fc.string({ maxLength: 6 }) }),
          tie("value"),
          { maxKeys: 6 },
        ),
      }));
      fc.assert(
        fc.property(value, (document) => {
          const codes = checked("f", document).map((one) => one.code);
          expect([codes.length === 0, codes.includes("invalid")]).toEqual([fits(document), false]);
        }),
        { numRuns: 60 },
      );
    },
  );

  it("stays short on a hostile file, and looks at each of its keys a few times only", () => {
    const keys = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`proeprties${index}`, {}]));
    let looks = 0;
    const hostile = new Proxy({ ...goodForm(), ...keys } as JsonObject, {
      get(whole, key) {
        looks += 1;
        return Reflect.get(whole, key) as unknown;
      },
      getOwnPropertyDescriptor(whole, key) {
        looks += 1;
        return Reflect.getOwnPropertyDescriptor(whole, key);
      },
    });
    expect(grammarCheck(grammar as JsonObject)("f", hostile)).toHaveLength(100);
    expect(looks).toBeGreaterThan(5_000);
    expect(looks).toBeLessThan(10 * 5_000);
  });
});

describe("The nearest word", () => {
  it.each([
    ["requird", "required"],
    ["gaurd", "guard"],
    ["TITLE", "title"],
    ["xyz", undefined],
    ["", undefined],
  ])("to %s is %s", (word, expected) => {
    expect(nearest(word, ["required", "guard", "title", "properties"])).toBe(expected);
  });
});

function keysIn(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, inner]) => [
    ...(key === "properties" ? Object.keys(inner as object) : []),
    ...keysIn(inner),
  ]);
}
