/** The two validators of forms agree, and the two readings of a form keep their laws. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import { ajvChecks } from "../../forms/grammar/ajv-checks.ts";
import { interpretChecks, interpretFragment } from "../../forms/grammar/interpret.ts";
import type { FormCompiler } from "../../forms/grammar/port.ts";
import { cases } from "./dialect.ts";
import { goodAnswers, goodForm } from "./good-form.ts";

const interpreted = interpretChecks();

describe("The interpreter against Ajv", () => {
  it("finds the same problems, in the same words and order, for complete answers and drafts", () => {
    const counted = { documents: 0, valid: 0, mutants: 0, invalidMutants: 0 };
    let ajv = ajvChecks();
    fc.assert(
      fc.property(cases, ({ form, answers, mutant, hardDates }) => {
        if (counted.documents % 50 === 0) ajv = ajvChecks();
        const [oracle, page] = [ajv(form, { hardDates }), interpreted(form, { hardDates })];
        for (const document of [answers, mutant]) {
          expect(page.complete(document)).toEqual(oracle.complete(document));
          expect(page.draft(document)).toEqual(oracle.draft(document));
        }
        const isValid = oracle.complete(answers).length === 0;
        counted.documents += 1;
        if (!isValid) return;
        counted.valid += 1;
        counted.mutants += 1;
        if (oracle.complete(mutant).length > 0) counted.invalidMutants += 1;
      }),
      { numRuns: 600 },
    );
    expect(counted.valid / counted.documents).toBeGreaterThan(0.2);
    expect(counted.invalidMutants / counted.mutants).toBeGreaterThan(0.2);
  });
});

describe("A draft", () => {
  it("is valid whenever the answers are complete", () => {
    fc.assert(
      fc.property(cases, ({ form, answers, mutant, hardDates }) => {
        const checks = interpreted(form, { hardDates });
        for (const document of [answers, mutant])
          if (checks.complete(document).length === 0) expect(checks.draft(document)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it("stays valid when any value is taken out", () => {
    let tried = 0;
    fc.assert(
      fc.property(cases, ({ form, answers, mutant, hardDates }) => {
        const checks = interpreted(form, { hardDates });
        for (const document of [answers, mutant]) {
          if (checks.draft(document).length > 0) continue;
          for (const smaller of withoutOne(document)) {
            tried += 1;
            expect(checks.draft(smaller as JsonObject)).toEqual([]);
          }
        }
      }),
      { numRuns: 1000 },
    );
    expect(tried).toBeGreaterThan(1000);
  });
});

describe.each<[string, () => FormCompiler]>([
  ["Ajv", ajvChecks],
  ["The interpreter", interpretChecks],
])("%s", (_name, make) => {
  it("never throws on arbitrary JSON", () => {
    const checks = make()(goodForm());
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(
          Array.isArray(checks.complete(value as JsonObject)) && Array.isArray(checks.draft(value as JsonObject)),
        ).toBe(true);
      }),
    );
  });

  it("takes no inherited property for an answer", () => {
    const form = {
      ...goodForm(),
      properties: { tostring: { title: "T", type: "string", maxLength: 3 } },
      required: ["tostring"],
      allOf: [{ properties: {} }],
    };
    const inherited = Object.create({ tostring: "x" }) as JsonObject;
    const hostile = JSON.parse('{"__proto__":{"tostring":"x"},"constructor":{"tostring":"x"}}') as JsonObject;
    const found = (answers: JsonObject) =>
      make()(form)
        .complete(answers)
        .map((one) => `${one.pointer} ${one.code}`);
    expect(found(inherited)).toEqual(["/tostring required"]);
    expect(found(hostile)).toEqual([
      "/tostring required",
      "/__proto__ additionalProperties",
      "/constructor additionalProperties",
    ]);
  });

  it("looks at each of many answers a few times only, and goes as deep as they are", () => {
    let deep: Json = 0;
    for (let level = 0; level < 20_000; level++) deep = [deep];
    let looks = 0;
    const look = <T>(found: T): T => {
      looks += 1;
      return found;
    };
    const counted = new Proxy<JsonObject>(
      {},
      {
        get: (of, key) => look(Reflect.get(of, key)),
        has: (of, key) => look(Reflect.has(of, key)),
        ownKeys: (of) => look(Reflect.ownKeys(of)),
      },
    );
    const vormen = Array.from({ length: 50_000 }, () => counted);
    make()(goodForm()).complete({ ...goodAnswers(), vormen, doelen: deep } as JsonObject);
    expect(looks).toBeLessThan(20 * vormen.length);
  });

  it("compiles a form once, and only when it is first checked", () => {
    let reads = 0;
    const form = Object.defineProperty({ ...goodForm() } as JsonObject, "properties", {
      enumerable: true,
      get: () => {
        reads += 1;
        return goodForm().properties;
      },
    });
    const checks = make()(form);
    expect(reads).toBe(0);
    checks.complete(goodAnswers());
    const first = reads;
    checks.complete(goodAnswers());
    expect([first > 0, reads]).toEqual([true, first]);
  });
});

describe("A schema fragment", () => {
  it.each<[JsonObject, Json[], Json[]]>([
    [{ const: "a" }, ["a"], ["b", 1, null, ["a"]]],
    [{ enum: [1, "a", true] }, [1, "a", true], ["1", false, 2]],
    [{ type: "integer" }, [1, -0, 1e20], [1.5, "1", null]],
    [{ type: "array" }, [[]], [{}, "x"]],
    [{ type: "object" }, [{}], [[], null]],
    [{ minimum: 2, maximum: 4 }, [2, 4], [1, 5]],
    [{ type: "number", exclusiveMinimum: 2, exclusiveMaximum: 4 }, [3, 2.1], [2, 4, "3"]],
    [{ type: "string", minLength: 2, maxLength: 3 }, ["ab", "😀😀"], ["a", "abcd", "😀"]],
    [{ type: "array", minItems: 1, maxItems: 2 }, [[1]], [[], [1, 2, 3], 1]],
    [{ type: "array", contains: { const: "a" } }, [["b", "a"]], [["b"], [], "a"]],
    [{ not: { const: "a" } }, ["b", 1], ["a"]],
    [{ type: "string", pattern: "^[0-9]{2}$" }, ["12"], ["123", 12]],
    [{ type: "string", format: "date" }, ["2024-02-29"], ["2023-02-29", 3]],
    [{ type: "object", properties: { a: { const: 1 } }, required: ["a"] }, [{ a: 1 }], [{}, { a: 2 }]],
    [{}, [1, null], []],
  ])("%j holds exactly for what it says", (schema, good, bad) => {
    const holds = interpretFragment(schema);
    expect([good.filter((value) => !holds(value)), bad.filter(holds)]).toEqual([[], []]);
  });

  it("is refused when it holds a word outside the dialect", () => {
    expect(() => interpretFragment({ minimun: 3 })).toThrow('the keyword "minimun" is not in the dialect of forms');
    expect(() => interpretFragment({ not: { constructor: 3 } })).toThrow();
  });
});

/** Every document with exactly one value less, at any depth. */
function withoutOne(value: Json): Json[] {
  if (Array.isArray(value))
    return value.flatMap((item: Json, index) => [
      value.toSpliced(index, 1),
      ...withoutOne(item).map((smaller) => value.with(index, smaller)),
    ]);
  if (typeof value !== "object" || value === null) return [];
  const entries = Object.entries(value);
  return entries.flatMap(([key, inner]) => [
    Object.fromEntries(entries.filter(([other]) => other !== key)),
    ...withoutOne(inner).map((smaller) =>
      Object.fromEntries(entries.map(([other, same]) => [other, other === key ? smaller : same])),
    ),
  ]);
}
