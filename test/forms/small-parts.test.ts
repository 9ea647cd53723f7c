/** The small parts of forms: empty answers, carrying over, subsets, formats and patterns. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { carryOver } from "../../forms/grammar/carry.ts";
import { dropEmpty } from "../../forms/grammar/empty.ts";
import { formats } from "../../forms/grammar/formats.ts";
import { patternFault } from "../../forms/grammar/pattern.ts";
import type { Problem } from "../../forms/grammar/port.ts";
import { subset } from "../../forms/grammar/subset.ts";
import { goodAnswers, goodForm } from "./good-form.ts";

describe("Empty answers", () => {
  it("go out at every depth, while false and 0 are answers", () => {
    expect(
      dropEmpty({
        a: "",
        b: null,
        c: [],
        d: {},
        e: " \n",
        f: false,
        g: 0,
        h: " x ",
        i: ["", { j: null }, "k"],
        l: { m: { n: [] } },
      }),
    ).toEqual({
      f: false,
      g: 0,
      h: " x ",
      i: ["k"],
    });
  });

  it("leave the order of the others as it is", () => {
    expect(Object.keys(dropEmpty({ c: 1, a: "", b: 2, d: 3 }))).toEqual(["c", "b", "d"]);
  });

  it("never throw, never change a prototype, and are gone after one time", () => {
    const hostile = JSON.parse('{"__proto__":{"hulpvraag":"x"},"constructor":""}') as JsonObject;
    expect(Object.keys(dropEmpty(hostile))).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(dropEmpty(hostile))).toBe(Object.prototype);
    let deep: JsonObject = {};
    for (let level = 0; level < 20_000; level++) deep = { deep };
    expect(Object.keys(dropEmpty(deep))).toEqual(["deep"]);
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })), (answers) => {
        const once = dropEmpty(answers as JsonObject);
        expect(dropEmpty(once)).toEqual(once);
      }),
    );
  });
});

describe("Carrying answers over", () => {
  it("leaves behind what may not travel and what the form no longer has, and names what to confirm", () => {
    expect(carryOver(goodForm(), { leerjaar: 4, instemming: true, vervallen: "x", brin: "12AB00" })).toEqual({
      carried: { leerjaar: 4, brin: "12AB00" },
      dropped: ["instemming", "vervallen"],
      reconfirm: ["leerjaar"],
    });
  });

  it("carries nothing of a hostile name", () => {
    const hostile = JSON.parse('{"__proto__":1,"constructor":2}') as JsonObject;
    expect(carryOver(goodForm(), hostile)).toEqual({
      carried: {},
      dropped: ["__proto__", "constructor"],
      reconfirm: [],
    });
  });
});

describe("A subset of problems", () => {
  const problem = (pointer: string): Problem => ({
    pointer,
    code: "required",
    kind: "missing",
    message: "Vul dit in.",
  });
  const problems = [problem("/a"), problem("/ab"), problem("/a/0/b"), problem("")];

  it("keeps the named fields with all that lies in them", () => {
    expect(subset(problems, ["a"]).map((one) => one.pointer)).toEqual(["/a", "/a/0/b"]);
    expect(subset(problems, [])).toEqual([]);
    expect(subset(problems, "all")).toBe(problems);
  });

  it("keeps only the asked field of an empty form", () => {
    expect(goodAnswers().leerjaar).toBe(4);
    expect(subset([problem("/hulpvraag"), problem("/schoolsoort")], ["schoolsoort"])).toEqual([
      problem("/schoolsoort"),
    ]);
  });
});

describe("Formats", () => {
  it.each([
    [
      "date",
      ["2024-02-29", "2000-02-29", "2023-12-31", "0001-01-01"],
      [
        "2023-02-29",
        "1900-02-29",
        "2024-13-01",
        "2024-00-10",
        "2024-04-31",
        "2024-1-1",
        "01-02-2024",
        "2024-02-29T00:00",
        "0000-01-01",
        "2024-02-29\n",
      ],
    ],
    ["time", ["00:00", "23:59", "09:30"], ["24:00", "9:30", "09:60", "09:30:00", "09.30"]],
    [
      "email",
      ["a@b.nl", "jan.de-vries+ib@school.example.nl", "o'neil@x.nl"],
      [
        "a@b",
        "a@@b.nl",
        ".a@b.nl",
        "a..b@c.nl",
        "a@b.nl.",
        "a b@c.nl",
        "a@-b.nl",
        "@b.nl",
        "a@b.1",
        `${"a".repeat(65)}@b.nl`,
        "a@b.nl\n",
      ],
    ],
    [
      "uri",
      ["https://www.school.nl", "https://a.nl:8443/x/y?z=1#q", "https://a.nl/%20"],
      [
        "http://a.nl",
        "https://",
        "https://localhost",
        "https://jan:geheim@a.nl",
        "https://a.nl/a b",
        "javascript:alert(1)",
        "HTTPS//a.nl",
        "https://a.nl/<b>",
        "https://a.nl/\n",
      ],
    ],
  ])("%s accepts what it is and refuses what it is not", (name, good, bad) => {
    const holds = formats[name] ?? (() => undefined);
    expect(good.filter((text) => !holds(text))).toEqual([]);
    expect(bad.filter((text) => holds(text))).toEqual([]);
  });

  it("answer at once, also for a very long text", () => {
    const texts = [
      "a".repeat(200_000),
      `${"a.".repeat(100_000)}@b.nl`,
      `https://${"a.".repeat(100_000)}nl`,
      `a@${"b-".repeat(100_000)}`,
    ];
    for (const holds of Object.values(formats)) expect(texts.map(holds)).toEqual([false, false, false, false]);
  });
});

describe("A pattern", () => {
  it.each([
    "^[0-9]{2}[A-Z]{2}[0-9]{2}$",
    "^[1-9][0-9]{3} [A-Z]{2}$",
    "^\\d{9}$",
    "^[A-Za-zéë' -]{1,80}$",
    "^NL-[0-9]{1,4}/\\.$",
    "^[\\]\\\\-]$",
    "^a$",
    "^[-+]$",
  ])("may be %s", (pattern) => {
    expect(patternFault(pattern)).toBeUndefined();
  });

  it.each([
    "",
    "a",
    "^",
    "^$",
    "[0-9]",
    "^(a+)+$",
    "^a*$",
    "^a+$",
    "^a?$",
    "^.$",
    "^\\s$",
    "^\\w{3}$",
    "^a|b$",
    "^(?=a)a$",
    "^[^a]$",
    "^[z-a]$",
    "^[a$",
    "^a{1,2}b{1,2}$",
    "^a{3,1}$",
    "^a{1,}$",
    "^a{1000}$",
    "^\\1$",
    "^\\p{L}$",
    "^[a-\\d]$",
    `^${"a".repeat(200)}$`,
  ])("may not be %s", (pattern) => {
    expect(patternFault(pattern)).toMatch(/\.$/);
  });

  it("that is accepted is a row of single characters, of which one at most may come any number of times", () => {
    const good = ["a", "[a-z]", "[a-z]{9}", "\\d", "[ab]{3}", "x{2}", "é", "[0-9]{0,200}"];
    const bad = ["a*", "[a-z]+", "(a|b)", "(a{1,9}){1,9}", "|", ".", "\\1", "x?", "{2}", "\\w", "(?=a)"];
    const one = /^(?:\[[^\]]+\]|\\d|[a-zé])(?:\{\d+(,\d+)?\})?/;
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...good) }, fc.constantFrom(...bad)), {
          minLength: 1,
          maxLength: 8,
        }),
        (parts) => {
          if (patternFault(`^${parts.join("")}$`) !== undefined) return;
          accepted += 1;
          let [rest, open] = [parts.join(""), 0];
          for (let found = one.exec(rest); found !== null; found = one.exec(rest)) {
            rest = rest.slice(found[0].length);
            if (found[1] !== undefined) open += 1;
          }
          // Each length of the open one is tried once, and nothing else can be read in two ways.
          expect([rest, open <= 1]).toEqual(["", true]);
        },
      ),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});
