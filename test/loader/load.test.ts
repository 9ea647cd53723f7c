/** Source files become a release, or everything that is wrong with them is told. */

import { describe, expect, it } from "vitest";
import { load } from "../../engine/release/load.ts";
import { changed, put, shippedFiles } from "../support/source.ts";

const PATH = "definitions/conditions/gedeeld.json";

/** Of one file, without its sentence. */
function told(text: string, path = PATH) {
  return load(new Map(shippedFiles()).set(path, text)).findings.map(({ message: _message, ...rest }) => rest);
}

const wrong = (code: string, pointer = "") => [{ severity: "error", file: PATH, pointer, code }];

describe("hostile JSON", () => {
  it("is refused when it is too large", () => {
    expect(told(`"${"x".repeat(300_000)}"`)).toEqual(wrong("too-large"));
  });

  it("is refused when it is nested too deep, without running out of stack", () => {
    expect(told("[".repeat(100_000))).toEqual(wrong("too-deep"));
  });

  it("is refused when it has too many parts", () => {
    expect(told(`[${"1,".repeat(30_000)}1]`)).toEqual(wrong("too-many"));
  });

  it.each(["__proto__", "constructor", "prototype"])("is refused when a key is %s", (name) => {
    expect(told(`{ "id": "gedeeld", "match": { "${name}": { "const": 1 } } }`)).toEqual(
      wrong("forbidden-name", `/match/${name}`),
    );
    expect(Object.keys({})).toEqual([]);
  });

  it("is refused when a key stands there twice, at its own place", () => {
    expect(told('{ "a": [{ "id": 1, "x/y": 2, "x/y": 3 }] }')).toEqual(wrong("duplicate-key", "/a/0/x~1y"));
  });

  it("finds a forbidden name that is written with escapes", () => {
    expect(told('{ "\\u005f_proto__": 1 }')).toEqual(wrong("forbidden-name", "/__proto__"));
  });
});

describe("what is no JSON", () => {
  const message = (text: string) => load(new Map([[PATH, text]])).findings.map((one) => one.message);

  it.each([
    ['{\n  "id": "gedeeld",\n}', 3, 1],
    ['{\n  "id" "gedeeld"\n}', 2, 8],
  ])("is told with line and column: %j", (text, line, column) => {
    expect(message(text)).toEqual([`Dit is geen geldige JSON (regel ${line}, teken ${column}).`]);
  });

  it("is a comment, a comma too many, a single quote, and nothing at all", () => {
    for (const text of ["// uitleg\n{}", '{ "id": "a", }', "{ 'id': 'a' }", ""])
      expect(told(text)).toEqual(wrong("not-json"));
  });

  it("is half a text", () => {
    expect(told('{ "id": "gedeeld", "explain": "De')).toEqual(wrong("not-json"));
  });
});

describe("a file", () => {
  it("does not begin with a byte order mark, as in a request", () => {
    expect(told(`\uFEFF${shippedFiles().get(PATH)}`)).toEqual(wrong("not-json"));
  });

  it("must be an object", () => {
    expect(told("[]")).toEqual(wrong("wrong-type"));
  });

  it("is named after its id", () => {
    const text = JSON.stringify({ ...(JSON.parse(shippedFiles().get(PATH) ?? "") as object), id: "gedeelt" });
    expect(told(text)).toEqual([{ ...wrong("file-name", "/id")[0], fix: "gedeeld" }]);
  });

  it("that is a copy of another gets no name suggested that it cannot have", () => {
    const path = "definitions/conditions/gedeeld - kopie.json";
    const { findings } = load(new Map(shippedFiles()).set(path, shippedFiles().get(PATH) ?? ""));
    expect(findings).toEqual([
      {
        ...{ severity: "error", file: path, pointer: "/id", code: "file-name" },
        message:
          "Dit bestand heet niet zoals zijn id: gedeeld. Is het een kopie? Haal het weg, of geef het een eigen id.",
      },
    ]);
  });

  it("of a form is named after its id too", () => {
    const path = "forms/schemas/niveau.schema.json";
    const text = JSON.stringify({ ...(JSON.parse(shippedFiles().get(path) ?? "") as object), id: "nivo" });
    expect(told(text, path)).toEqual([
      { severity: "error", file: path, pointer: "/id", code: "file-name", fix: "niveau" },
    ]);
  });

  it("elsewhere is not read", () => {
    for (const path of ["README.md", "definitions/notities/a.json", "definitions/facts/oud/a.json", "forms/a.json"]) {
      expect(told("{", path).filter(({ severity }) => severity !== "hint")).toEqual([]);
    }
  });
});

describe("many files", () => {
  it("give a release, the organisation and the scenarios", () => {
    const source = load(shippedFiles());
    expect(source.findings.filter(({ severity }) => severity !== "hint")).toEqual([]);
    const contents = (ids: readonly string[]): unknown => expect.arrayContaining([...ids]);
    const { release, organisation } = source;
    expect(Object.keys(release?.definitions ?? {})).toEqual(contents(["hgw-cyclus", "startgesprek", "verslag"]));
    expect(Object.keys(organisation?.controllers ?? {})).toEqual(contents(["bestuur-a", "bestuur-b", "swv-utrecht"]));
    expect(source.scenarios.get("definitions/scenarios/intrekken.json")?.steps.length).toBeGreaterThan(0);
  });

  it("give the same release in any order", () => {
    const turned = new Map([...shippedFiles()].reverse());
    expect(JSON.stringify(load(turned).release)).toBe(JSON.stringify(load(shippedFiles()).release));
  });

  it("are told every fault at once, each in its own file", () => {
    const files = new Map(
      changed(shippedFiles(), "definitions/values/max-vormen-tegelijk.json", (json) => put(json, "/source", "IEMAND")),
    )
      .set("definitions/conditions/gedeeld.json", '{ "id": "gedeeld", "id": "gedeeld" }')
      .set("definitions/facts/nieuw.json", "{")
      .set("definitions/views/nieuw.json", '{ "id": "nieuw", "titel": "Nieuw" }');
    const source = load(files);
    expect(source.release).toBeUndefined();
    expect(source.findings.map(({ file, code, pointer }) => `${file} ${code} ${pointer}`)).toEqual([
      "definitions/conditions/gedeeld.json duplicate-key /id",
      "definitions/facts/nieuw.json not-json ",
      "definitions/values/max-vormen-tegelijk.json wrong-form /source",
      "definitions/views/nieuw.json unknown-key /titel",
      "definitions/views/nieuw.json missing-key ",
      "definitions/views/nieuw.json missing-key ",
      "definitions/views/nieuw.json missing-key ",
    ]);
  });

  it("give an empty release when there are none", () => {
    const source = load(new Map());
    expect(source.findings).toEqual([]);
    expect(source.release?.definitions).toEqual({});
  });
});
