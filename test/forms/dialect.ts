/** Makes random forms of the dialect together with answers that mostly fit them, for tests by property. */

import fc from "fast-check";
import type { Json, JsonObject } from "../../definitions/grammar/json.ts";

/** A field with answers that fit it and answers that do not. */
interface Field {
  readonly schema: JsonObject;
  readonly fits: fc.Arbitrary<Json>;
  readonly fails: fc.Arbitrary<Json>;
}

export interface Case {
  readonly form: JsonObject;
  readonly answers: JsonObject;
  /** One field of the answers replaced, taken out, or an unknown one added. */
  readonly mutant: JsonObject;
  readonly hardDates: readonly string[];
}

// Names that are also keywords or live on every object: a validator must not confuse them.
const names = ["leerjaar", "contains", "not", "items", "tostring", "if", "valueof", "naam"] as const;
const title = { title: "Titel" };
const bounds = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 3, max: 6 }));
const anything: fc.Arbitrary<Json> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
  fc.constantFrom<Json>(
    "",
    "a",
    "é😀",
    "a😀b",
    0,
    -1,
    1.5,
    1e30,
    true,
    null,
    [],
    {},
    ["a", "a"],
    "2024-02-30",
    "a@b",
    "__proto__",
    [[1]],
  ),
);

const text: fc.Arbitrary<Field> = bounds.map(([minLength, maxLength]) => ({
  schema: { ...title, type: "string", minLength, maxLength },
  fits: fc.constantFrom(..."abc", "é", "😀").map((one) => one.repeat(3)),
  fails: fc.oneof(fc.constant("😀".repeat(7)), fc.constant(""), anything),
}));

const formatted: fc.Arbitrary<Field> = fc
  .constantFrom(
    ["date", "2024-02-29", "2023-02-29"],
    ["time", "09:30", "9:30"],
    ["email", "a@b.nl", "a@b"],
    ["uri", "https://a.nl", "http://a.nl"],
  )
  .map(([format = "", good = "", bad = ""]) => ({
    schema: { ...title, type: "string", format },
    fits: fc.constant(good),
    fails: fc.oneof(fc.constant(bad), fc.constant("x".repeat(2001)), anything),
  }));

const patterned: fc.Arbitrary<Field> = fc.constant({
  schema: { ...title, type: "string", maxLength: 6, pattern: "^[0-9]{2}[A-Z]{2}[0-9]{1,2}$" },
  fits: fc.constantFrom("12AB00", "99ZZ9"),
  fails: fc.oneof(fc.constantFrom("12ab00", "12AB000", "12AB00\n"), anything),
});

const choice: fc.Arbitrary<Field> = fc
  .constantFrom<[string, Json[]]>(["string", ["a", "b", "c"]], ["integer", [1, 2, 3]])
  .map(([type, values]) => ({
    schema: { ...title, type, oneOf: values.map((value) => ({ const: value, title: `Keuze ${value}` })) },
    fits: fc.constantFrom(...values),
    fails: fc.oneof(fc.constantFrom<Json>("d", 4, "1"), anything),
  }));

const listed: fc.Arbitrary<Field> = fc.constantFrom<JsonObject>({ enum: [1, 2, 3] }, { const: 2 }).map((limit) => ({
  schema: { ...title, type: "integer", ...limit },
  fits: fc.constant(2),
  fails: fc.oneof(fc.constant(5), anything),
}));

const number: fc.Arbitrary<Field> = fc
  .tuple(
    fc.constantFrom("integer", "number"),
    fc.constantFrom<JsonObject>({ minimum: 1, maximum: 8 }, { exclusiveMinimum: 0, exclusiveMaximum: 9 }, {}),
  )
  .map(([type, limits]) => ({
    schema: { ...title, type, ...limits },
    fits: fc.integer({ min: 1, max: 8 }),
    fails: fc.oneof(fc.constantFrom(0, 9, 1.5, -0), anything),
  }));

const boolean: fc.Arbitrary<Field> = fc.constant({
  schema: { ...title, type: "boolean" },
  fits: fc.boolean(),
  fails: fc.oneof(fc.constant("true"), anything),
});

const scalar = fc.oneof(text, formatted, patterned, choice, listed, number, boolean);

const list: fc.Arbitrary<Field> = fc
  .tuple(fc.constantFrom("a", "b"), fc.boolean(), fc.boolean())
  .map(([wanted, unique, has]) => ({
    schema: {
      ...title,
      type: "array",
      minItems: 1,
      maxItems: 3,
      items: { type: "string", oneOf: ["a", "b", "c"].map((value) => ({ const: value, title: value.toUpperCase() })) },
      ...(unique ? { uniqueItems: true } : {}),
      ...(has ? { contains: { type: "string", const: wanted } } : {}),
    },
    fits: fc.constantFrom([wanted], [wanted, "c"]),
    fails: fc.oneof(
      fc.constantFrom<Json>([], ["c", "c"], ["a", "b", "c", "a"], ["d"], [1, 1], [{}, {}]),
      fc.array(anything, { maxLength: 4 }),
      anything,
    ),
  }));

const inner = fc.uniqueArray(fc.tuple(fc.constantFrom("naam", "contains", "not"), scalar), {
  selector: ([name]) => name,
  minLength: 1,
  maxLength: 3,
});

const group: fc.Arbitrary<Field> = inner.chain((fields) =>
  fc.constantFrom("object", "array").map((type) => {
    const properties = Object.fromEntries(fields.map(([name, field]) => [name, field.schema]));
    const schema = {
      type: "object",
      additionalProperties: false,
      properties,
      required: fields.map(([name]) => name).slice(0, 1),
    };
    const fits = fc.record(
      Object.fromEntries(fields.map(([name, field]) => [name, field.fits])),
    ) as fc.Arbitrary<JsonObject>;
    const fails = fc.record(
      Object.fromEntries(fields.map(([name, field]) => [name, fc.oneof(field.fits, field.fails)])),
      { requiredKeys: [] },
    ) as fc.Arbitrary<JsonObject>;
    if (type === "object") return { schema: { ...title, ...schema }, fits, fails: fc.oneof(fails, anything) };
    return {
      schema: { ...title, type, maxItems: 2, items: schema },
      fits: fc.array(fits, { minLength: 1, maxLength: 2 }),
      fails: fc.oneof(fc.array(fc.oneof(fits, fails, anything), { maxLength: 3 }), anything),
    };
  }),
);

/** A form with rules, answers that mostly fit, and one mutant of them. */
export const cases: fc.Arbitrary<Case> = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom(...names),
      fc.oneof({ weight: 4, arbitrary: scalar }, { weight: 1, arbitrary: list }, { weight: 2, arbitrary: group }),
    ),
    {
      selector: ([name]) => name,
      minLength: 1,
      maxLength: 5,
    },
  )
  .chain((fields) => {
    const keys = fields.map(([name]) => name);
    const properties = Object.fromEntries(fields.map(([name, { schema }]) => [name, schema]));
    const form = fc
      .record({
        required: fc.subarray(keys),
        rules: fc.array(ruleOf(fields), { maxLength: 2 }),
        loose: fc.option(ruleOf(fields)),
      })
      .map(({ required, rules, loose }) => ({
        title: "Proef",
        type: "object",
        additionalProperties: false,
        properties,
        required,
        ...(rules.length > 0 ? { allOf: rules } : {}),
        ...loose,
      }));
    const answers = fc.record(Object.fromEntries(fields.map(([name, { fits }]) => [name, fits])), {
      requiredKeys: [],
    }) as fc.Arbitrary<JsonObject>;
    const full = fc.record(
      Object.fromEntries(fields.map(([name, { fits }]) => [name, fits])),
    ) as fc.Arbitrary<JsonObject>;
    const change = fc.oneof(
      fc
        .constantFrom(...fields)
        .chain(([name, { fails }]) => fails.map((value): [string, Json | undefined] => [name, value])),
      fc.constantFrom(...keys).map((name): [string, Json | undefined] => [name, undefined]),
      fc.tuple(fc.constantFrom("onbekend", "constructor", "__proto__", "toString", "a/b~c"), anything) as fc.Arbitrary<
        [string, Json | undefined]
      >,
    );
    return fc.record({
      form,
      answers: fc.oneof({ weight: 1, arbitrary: answers }, { weight: 2, arbitrary: full }),
      change,
      hardDates: fc.subarray([...keys, "contains.not", "leerjaar.naam"]),
    });
  })
  .map(({ form, answers, change: [name, value], hardDates }) => ({
    form,
    answers,
    hardDates,
    mutant: Object.fromEntries([
      ...Object.entries(answers).filter(([key]) => key !== name),
      ...(value === undefined ? [] : [[name, value] as const]),
    ]),
  }));

/** A rule that tests some fields and then asks others, with or without `else` and `not`. */
function ruleOf(fields: readonly (readonly [string, Field])[]): fc.Arbitrary<JsonObject> {
  const tested = fc.constantFrom(...fields).chain(([name, { schema, fits }]) =>
    fits.map((value): JsonObject => {
      const { type } = schema;
      const test: JsonObject =
        type === "array" ? { type, minItems: 2 } : type === "object" ? {} : { type: type ?? "string", const: value };
      return { properties: { [name]: test }, required: [name] };
    }),
  );
  const asked = fc.constantFrom(...fields).map(([name, { schema }]): JsonObject => {
    const { type = "string" } = schema;
    const limits: { readonly [type: string]: JsonObject } = {
      string: { type, minLength: 2 },
      integer: { type, maximum: 6 },
      number: { type, minimum: 2 },
      array: { type, maxItems: 1 },
    };
    return { properties: { [name]: limits[String(type)] ?? {} }, required: [name] };
  });
  const test = fc.oneof(
    { weight: 4, arbitrary: tested },
    { weight: 1, arbitrary: tested.map((one): JsonObject => ({ not: one })) },
    {
      weight: 1,
      arbitrary: fc.array(tested, { minLength: 1, maxLength: 2 }).map((some): JsonObject => ({ anyOf: some })),
    },
  );
  return fc.record({ test, then: asked, otherwise: fc.option(asked) }).map(({ test: condition, then, otherwise }) => ({
    if: condition,
    then,
    ...(otherwise === null ? {} : { else: otherwise }),
  }));
}
