/** Every code that lint can give has a fixture: a shipped file with one thing changed, and the one finding that follows. */

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const LINT = new URL("../../engine/release/lint/", import.meta.url);
const FIXTURES = new URL("./", import.meta.url);

/** The code stands second, after the place; some findings take their place from a name that is not there, and a code of their own. */
const GIVEN = /\b(?:error|warning|hint)\([\s\S]{0,160}?,\s*"([a-z]+(?:-[a-z]+)*)",/g;
const RENAMED = /\bcode: "([a-z]+(?:-[a-z]+)*)"/g;
const EXPECTED = /\bcode(?:: | = )"([a-z]+(?:-[a-z]+)*)"/g;

/** A name that can only be misspelt where everything is still refused. */
const LATER = ["pool"];

describe("every code of lint", () => {
  const sources = textsIn(LINT);
  const given = codesIn(sources, GIVEN, RENAMED);
  const expected = codesIn(textsIn(FIXTURES), EXPECTED);

  it("has a fixture", () => {
    expect([...given].filter((code) => !expected.has(code))).toEqual([]);
  });

  it("is found in the source by this test", () => {
    expect([...expected].filter((code) => !code.startsWith("unknown-") && !given.has(code))).toEqual([]);
  });

  it("for a name that is not there, has one for each sort of name", () => {
    const nouns = [...(/NOUNS = \{([^}]*)\}/.exec(sources)?.[1] ?? "").matchAll(/"?([a-z-]+)"?: "/g)].map(
      ([, noun]) => noun,
    );
    expect(nouns.filter((noun = "") => !LATER.includes(noun) && !expected.has(`unknown-${noun}`))).toEqual([]);
  });
});

function codesIn(text: string, ...patterns: readonly RegExp[]): ReadonlySet<string> {
  return new Set(patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, code = ""]) => code)));
}

function textsIn(folder: URL): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(({ name }) =>
    name.endsWith(".ts"),
  );
  return files.map(({ parentPath, name }) => readFileSync(`${parentPath}/${name}`, "utf8")).join("\n");
}
