/** Every keyword and type of the dialect by hand, in both validators: random documents do not find their edges. */

import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import { ajvChecks } from "../../forms/grammar/ajv-checks.ts";
import { interpretChecks } from "../../forms/grammar/interpret.ts";

const choices = ["a", "b"].map((value) => ({ const: value, title: value.toUpperCase() }));
const row = {
  type: "object",
  additionalProperties: false,
  properties: { naam: { title: "N", type: "boolean" } },
  required: ["naam"],
};

/** A field, a value, and the codes of what is wrong with it: when completed, and in a draft when that differs. */
const probes: readonly [field: JsonObject, value: Json, complete: string[], draft?: string[]][] = [
  [{ type: "string", maxLength: 2 }, "😀😀", []],
  [{ type: "string", maxLength: 2 }, "😀😀😀", ["maxLength"]],
  [{ type: "string", minLength: 3, maxLength: 9 }, "😀😀", ["minLength"], []],
  [{ type: "string", maxLength: 2 }, null, ["type"]],
  [{ type: "string", maxLength: 2 }, ["ab"], ["type"]],
  [{ type: "integer" }, 1.0, []],
  [{ type: "integer" }, 1e300, []],
  [{ type: "integer" }, 0.5, ["type"]],
  [{ type: "integer" }, "1", ["type"]],
  [{ type: "integer" }, true, ["type"]],
  [{ type: "number" }, Number.POSITIVE_INFINITY, ["type"]],
  [{ type: "number" }, -0.1, []],
  [{ type: "boolean" }, 0, ["type"]],
  [{ type: "integer", minimum: 1 }, 1, []],
  [{ type: "integer", minimum: 1 }, 0, ["minimum"]],
  [{ type: "integer", maximum: 8 }, 9, ["maximum"]],
  [{ type: "number", exclusiveMinimum: 0 }, 0, ["exclusiveMinimum"]],
  [{ type: "number", exclusiveMaximum: 1 }, 1, ["exclusiveMaximum"]],
  [{ type: "integer", const: 0 }, -0, []],
  [{ type: "boolean", const: true }, false, ["const"]],
  [{ type: "string", const: "1" }, 1, ["type"]],
  [{ type: "integer", enum: [1, 2] }, 3, ["enum"]],
  [{ type: "string", oneOf: choices }, "a", []],
  [{ type: "string", oneOf: choices }, "c", ["oneOf"]],
  [{ type: "string", oneOf: choices }, { const: "a" }, ["type"]],
  [{ type: "string", maxLength: 4, pattern: "^[a-z]{2}$" }, "ab", []],
  [{ type: "string", maxLength: 4, pattern: "^[a-z]{2}$" }, "ab\n", ["pattern"], []],
  [{ type: "string", format: "date" }, "2023-02-29", ["format"], []],
  [{ type: "string", format: "date" }, 20230229, ["type"]],
  [{ type: "string", format: "time" }, "24:00", ["format"], []],
  [{ type: "string", format: "email" }, "a@b", ["format"], []],
  [{ type: "string", format: "uri" }, "http://a.nl", ["format"], []],
  [{ type: "string", format: "uri" }, "x".repeat(2001), ["format"], ["maxLength"]],
  [{ type: "array", maxItems: 2, items: { type: "string", maxLength: 2 } }, [], []],
  [{ type: "array", maxItems: 2, items: { type: "string", maxLength: 2 } }, {}, ["type"]],
  [{ type: "array", maxItems: 2, items: { type: "string", maxLength: 2 } }, ["a", "b", "c"], ["maxItems"]],
  [{ type: "array", maxItems: 2, minItems: 2, items: { type: "string", maxLength: 2 } }, ["a"], ["minItems"], []],
  [{ type: "array", maxItems: 9, uniqueItems: true, items: { type: "integer" } }, [1, 2, 1], ["uniqueItems"]],
  [
    { type: "array", maxItems: 9, uniqueItems: true, items: { type: "string", maxLength: 20 } },
    ["__proto__", "constructor"],
    [],
  ],
  [
    { type: "array", maxItems: 9, uniqueItems: true, items: { type: "string", maxLength: 20 } },
    ["1", "1"],
    ["uniqueItems"],
  ],
  [
    { type: "array", maxItems: 2, items: { type: "string", oneOf: choices }, contains: { type: "string", const: "a" } },
    ["b"],
    ["contains"],
    [],
  ],
  [
    { type: "array", maxItems: 2, items: { type: "string", oneOf: choices }, contains: { type: "string", const: "a" } },
    ["b", "a"],
    [],
  ],
  [{ type: "array", maxItems: 2, items: row }, [{ naam: true }, {}], ["required"], []],
  [{ type: "array", maxItems: 2, items: row }, [{ naam: true, x: 1 }], ["additionalProperties"]],
  [{ ...row }, {}, ["required"], []],
  [{ ...row }, [], ["type"]],
  [{ ...row }, { naam: 1 }, ["type"]],
];

describe.each([
  ["Ajv", ajvChecks()],
  ["the interpreter", interpretChecks()],
])("Probes of %s", (_name, compile) => {
  it.each(probes)("%j with %j", (field, value, complete, draft = complete) => {
    const checks = compile({
      title: "Proef",
      type: "object",
      additionalProperties: false,
      properties: { veld: { title: "Veld", ...field } },
    });
    expect(checks.complete({ veld: value }).map((one) => one.code)).toEqual(complete);
    expect(checks.draft({ veld: value }).map((one) => one.code)).toEqual(draft);
  });

  it("asks what follows a test, and in a draft only what follows from something filled in", () => {
    const rule = (test: JsonObject) => ({
      title: "Proef",
      type: "object",
      additionalProperties: false,
      properties: { a: { title: "A", type: "boolean" }, b: { title: "B", type: "integer" } },
      if: test,
      then: { properties: { b: { type: "integer", maximum: 3 } }, required: ["b"] },
      else: { properties: { b: { type: "integer", minimum: 6 } } },
    });
    const filled = { properties: { a: { type: "boolean", const: true } }, required: ["a"] };
    const codes = (test: JsonObject, answers: JsonObject) =>
      [compile(rule(test)).complete(answers), compile(rule(test)).draft(answers)].map((problems) =>
        problems.map((one) => `${one.pointer} ${one.code}`),
      );
    expect(codes(filled, { a: true })).toEqual([["/b required"], []]);
    expect(codes(filled, { a: true, b: 5 })).toEqual([["/b maximum"], ["/b maximum"]]);
    expect(codes(filled, { b: 5 })).toEqual([["/b minimum"], []]);
    expect(codes({ not: filled }, { b: 5 })).toEqual([["/b maximum"], []]);
    expect(
      codes({ anyOf: [filled, { properties: { b: { type: "integer", const: 9 } }, required: ["b"] }] }, { b: 9 }),
    ).toEqual([["/b maximum"], ["/b maximum"]]);
  });

  it("keeps a hard date hard in rows and nested objects too", () => {
    const date = { title: "Op", type: "string", format: "date" };
    const rows = {
      title: "R",
      type: "array",
      maxItems: 2,
      items: { type: "object", additionalProperties: false, properties: { op: date } },
    };
    const form = { title: "Proef", type: "object", additionalProperties: false, properties: { op: date, rijen: rows } };
    const answers = { op: "x", rijen: [{ op: "y" }] };
    const draft = (...hardDates: string[]) =>
      compile(form, { hardDates })
        .draft(answers)
        .map((one) => one.pointer);
    expect([draft(), draft("op"), draft("rijen.op")]).toEqual([[], ["/op"], ["/rijen/0/op"]]);
  });
});
