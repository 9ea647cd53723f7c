/** Every requirement of the domain has a test that performs its check, or is open by name with a reason. */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const folder = fileURLToPath(new URL("./", import.meta.url));
const root = fileURLToPath(new URL("../../", import.meta.url));

interface Table {
  /** Tests that stand elsewhere: the file, and the sentence of the test. */
  readonly elsewhere: { readonly [requirement: string]: { readonly file: string; readonly test: string } };
  /** What a test performs only in part, and what it leaves out. */
  readonly partly: { readonly [requirement: string]: string };
  /** Requirements without a test, and why. */
  readonly open: { readonly [requirement: string]: string };
}

const { elsewhere, partly, open } = JSON.parse(readFileSync(`${folder}requirements.json`, "utf8")) as Table;
const ALL = between(1, 73);

/** What comes with a later issue; nothing else may be open. */
const LATER = [...["R4", "R7", "R13", "R19"], ...between(37, 40), ...between(43, 56), ...between(66, 68)];

function between(first: number, last: number): readonly string[] {
  return Array.from({ length: last - first + 1 }, (_none, index) => `R${first + index}`);
}

/** Per requirement the sentences of the tests under `describe("R12 …")`. */
function performed(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".test.ts"))) {
    const text = readFileSync(`${folder}${file}`, "utf8");
    for (const part of text.split(/^describe\(/m).slice(1)) {
      const [, id] = /^\s*"(R\d+) /.exec(part) ?? [];
      if (id !== undefined) found.set(id, [...(found.get(id) ?? []), ...sentences(part)]);
    }
  }
  return found;
}

function sentences(text: string): readonly string[] {
  return [...text.matchAll(/^\s+it\(\s*"([^"]+)"/gm)].map(([, sentence = ""]) => sentence);
}

describe("The requirements of the domain", () => {
  const tested = performed();

  it("each have a test, or are open by name with a reason", () => {
    const missing = ALL.filter((id) => !(id in open) && !(id in elsewhere) && (tested.get(id) ?? []).length === 0);
    expect(missing).toEqual([]);
  });

  it("are open only where a later issue brings what they ask", () => {
    expect(Object.keys(open).filter((id) => !LATER.includes(id))).toEqual([]);
  });

  it("are open only as long as they have no test", () => {
    expect(Object.keys(open).filter((id) => tested.has(id) || id in elsewhere)).toEqual([]);
    for (const why of [...Object.values(open), ...Object.values(partly)]) expect(why).toMatch(/^[A-Z].{20,}\.$/);
  });

  it("name tests that are there, and no requirement that is not", () => {
    for (const { file, test } of Object.values(elsewhere)) {
      expect(sentences(readFileSync(`${root}${file}`, "utf8"))).toContain(test);
    }
    const named = [...tested.keys(), ...Object.keys(elsewhere), ...Object.keys(partly), ...Object.keys(open)];
    expect(named.filter((id) => !ALL.includes(id))).toEqual([]);
    expect(Object.keys(partly).filter((id) => id in open)).toEqual([]);
  });
});
