/** The house keeps its own rules, and each rule is seen to bite. */

import { describe, expect, it } from "vitest";
import { filesIn, topFolders } from "./files.ts";
import { circles, climbs, drawn, FLOORS, graphOf, loose } from "./graph.ts";
import { defaultExports, impurities, openings, tooLong } from "./rules.ts";
import { practiceWords, spoken } from "./words.ts";

const FOLDERS = ["definitions", "engine", "examples", "forms", "server", "test"];
/** But for this file, which holds bad examples, and for what tools are set up with. */
const code = new Map(
  [...filesIn(FOLDERS, ".ts")].filter(([path]) => !path.endsWith("house.test.ts") && !path.endsWith(".config.ts")),
);
const written = new Map([...code].filter(([path]) => !path.endsWith(".generated.ts")));
const within = (...folders: string[]) =>
  new Map([...code].filter(([path]) => folders.includes(path.split("/")[0] ?? "")));
const graph = graphOf(code);
const bad = (path: string, text: string) => new Map([[path, text]]);

describe("The house", () => {
  it("has six folders, and code in no other", () => {
    expect(topFolders()).toEqual(FOLDERS);
  });

  it("has floors: a folder takes from itself and from what stands below it, types included", () => {
    expect(FLOORS).toEqual(["server", "engine", "forms", "definitions"]);
    expect(climbs(graph), drawn(graph)).toEqual([]);
  });

  it("names what it takes by the file, with .ts", () => {
    expect(loose(graph), drawn(graph)).toEqual([]);
  });

  it("has no circle of imports, not even of types", () => {
    expect(circles(graph), drawn(graph)).toEqual([]);
  });

  it("has an engine without I/O, clock, chance, classes and Node", () => {
    expect(impurities(within("engine"))).toEqual([]);
  });

  it("has forms and definitions that run in a page: no Node in them either", () => {
    expect(impurities(within("forms", "definitions"))).toEqual([]);
  });

  it("has no default exports", () => {
    expect(defaultExports(code)).toEqual([]);
  });

  it("has files that open with one sentence", () => {
    expect(openings(written)).toEqual([]);
  });

  it("explains itself briefly: a README in 40 lines, the first one in 150, a decision in 60", () => {
    const most = (path: string) => (path.includes("/decisions/") ? 60 : path.endsWith("README.md") ? 40 : 400);
    expect(tooLong(filesIn(FOLDERS, ".md"), most)).toEqual([]);
    expect(
      tooLong(new Map([...filesIn(["."], "README.md")].filter(([path]) => path === "./README.md")), () => 150),
    ).toEqual([]);
  });

  it("speaks no word of the practice in the engine and the server", () => {
    const practice = practiceWords(filesIn(["definitions", "forms"], ".json"));
    expect(spoken(within("engine", "server"), practice)).toEqual([]);
  });
});

describe("A rule of the house bites on", () => {
  it("an import that goes up, of a type too", () => {
    const up = 'import type { Work } from "../engine/run/work.ts";\n';
    expect(climbs(graphOf(bad("forms/up.ts", up)))).toEqual(["forms/up.ts → engine/run/work.ts"]);
    expect(climbs(graphOf(bad("definitions/up.ts", 'export { x } from "../forms/x.ts";')))).toEqual([
      "definitions/up.ts → forms/x.ts",
    ]);
    expect(
      climbs(graphOf(bad("engine/run/up.ts", 'const port = await import("../../server/store/port.ts");'))),
    ).toEqual(["engine/run/up.ts → server/store/port.ts"]);
    expect(climbs(graphOf(bad("server/up.ts", 'import "../test/up.ts";')))).toEqual(["server/up.ts → test/up.ts"]);
  });

  it("an import without its ending", () => {
    expect(loose(graphOf(bad("engine/a.ts", 'import { b } from "./b";')))).toEqual(["engine/a.ts → engine/b"]);
  });

  it("a circle, however long", () => {
    const files = new Map([
      ["engine/b.ts", 'import type { C } from "./c.ts";'],
      ["engine/a.ts", 'import {\n  b,\n} from "./b.ts";'],
      ["engine/c.ts", 'export * from "./a.ts";'],
    ]);
    expect(circles(graphOf(files))).toEqual(["engine/a.ts → engine/b.ts → engine/c.ts → engine/a.ts"]);
    expect(
      drawn(graphOf(new Map([["engine/a.ts", 'import { b } from "../forms/b.ts"; import { c } from "xstate";']]))),
    ).toBe("engine → forms (1), xstate (1)");
  });

  it("I/O, a clock, chance, a class and Node in the engine", () => {
    const wrong = (text: string) => impurities(bad("engine/x.ts", text));
    expect(wrong('import { readFile } from "node:fs/promises";')).toEqual(["engine/x.ts: takes from Node"]);
    expect(wrong('import fs from "fs";')).toEqual(["engine/x.ts: takes from Node"]);
    expect(wrong("const now = new Date();")).toEqual(["engine/x.ts: reads a clock"]);
    expect(wrong("const now = Date.now();")).toEqual(["engine/x.ts: reads a clock"]);
    expect(wrong("const id = Math.random();")).toEqual(["engine/x.ts: draws lots"]);
    expect(wrong('await fetch("http://127.0.0.1");')).toEqual(["engine/x.ts: does I/O"]);
    expect(wrong('const f = new Function("return 1");')).toEqual(["engine/x.ts: makes code"]);
    expect(wrong("export class Engine {}")).toEqual(["engine/x.ts: has a class"]);
    expect(wrong("/** As Date.now() would. */\nconst day = new Date(at);")).toEqual([]);
  });

  it("a default export", () => {
    expect(defaultExports(bad("engine/x.ts", "export default function decide() {}"))).toEqual([
      "engine/x.ts: has a default export",
    ]);
    expect(defaultExports(bad("engine/x.ts", "export { decide as default };"))).toEqual([
      "engine/x.ts: has a default export",
    ]);
  });

  it("a file that opens with nothing, with two sentences, or without a blank line", () => {
    const wrong = ["engine/x.ts: does not open with one sentence and a blank line"];
    const opening = (text: string) => openings(bad("engine/x.ts", text));
    expect(opening("export const a = 1;\n")).toEqual(wrong);
    expect(opening("/** Counts. Adds too. */\n\nexport const a = 1;\n")).toEqual(wrong);
    expect(opening("/** Counts */\n\nexport const a = 1;\n")).toEqual(wrong);
    expect(opening("/** Counts. */\nexport const a = 1;\n")).toEqual(wrong);
    expect(opening("/** Counts e.g. days. */\n\nexport const a = 1;\n")).toEqual([]);
  });

  it("a README that goes on", () => {
    expect(tooLong(bad("engine/README.md", "line\n".repeat(41)), () => 40)).toEqual([
      "engine/README.md: has 41 lines, of at most 40",
    ]);
  });

  it("a word of the practice, in a name, in a comment, in a disguise; not on words of the vocabulary", () => {
    const practice = practiceWords(
      new Map([
        [
          "definitions/procedures/zorgplan.json",
          '{ "id": "zorgplan", "title": "Het Zorgplan", "states": { "wacht-op-arts": {} } }',
        ],
        ["definitions/roles.json", '{ "roles": [{ "id": "wijk.vt", "title": "Verpleegkundige" }] }'],
        [
          "forms/schemas/intake.schema.json",
          '{ "title": "Intake", "properties": { "klacht": { "title": "Welke pijn" } } }',
        ],
      ]),
    );
    const said = (text: string) => spoken(bad("engine/x.ts", text), practice);
    expect(said("const openZorgplan = 1;")).toEqual(["engine/x.ts: zorgplan"]);
    expect(said("// as in wacht-op-arts")).toEqual(["engine/x.ts: wacht-op-arts"]);
    expect(said('"wijk.vt"')).toEqual(["engine/x.ts: wijk.vt", "engine/x.ts: wijk", "engine/x.ts: vt"]);
    expect(said("`verpleegkundige` en klacht bij de intake")).toEqual([
      "engine/x.ts: verpleegkundige",
      "engine/x.ts: klacht",
      "engine/x.ts: intake",
    ]);
    expect(said("const pupilOfSchool = parentConsent;")).toEqual([
      "engine/x.ts: pupil",
      "engine/x.ts: school",
      "engine/x.ts: parent",
      "engine/x.ts: consent",
    ]);
    expect(said("schoolYearStart, isSchoolHoliday, schoolweeks, inSchoolYear; welke pijn")).toEqual([]);
  });
});
