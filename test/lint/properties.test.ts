/** Whatever one change makes of the source, it is told and nothing is thrown; and no name can be misspelt unseen. */

import fc from "fast-check";
import { expect, it } from "vitest";
import { PARTS } from "../../engine/release/lint/known.ts";
import { lint } from "../../engine/release/lint/lint.ts";
import { load } from "../../engine/release/load.ts";
import { changed, put, shippedFiles } from "../support/source.ts";

const files = new Map([...shippedFiles()].filter(([path]) => path.startsWith("definitions/")));
const tokens = [...files].flatMap(([path, text]) =>
  [...text.matchAll(/"[^"\n]*"|\d+|true|false|\[|\{/g)].map(({ 0: token, index }) => ({ path, token, index })),
);

it("tells what is wrong after any one change, and never throws", () => {
  const odd = fc.constantFrom(
    '""',
    '"__proto__"',
    '"constructor"',
    '"a.b.c"',
    "null",
    "{}",
    "[]",
    "1e9",
    '"today"',
    "[[",
    "",
  );
  fc.assert(
    fc.property(fc.nat(tokens.length - 1), odd, (at, instead) => {
      const { path, token, index } = tokens[at] ?? { path: "", token: "", index: 0 };
      const text = files.get(path) ?? "";
      const broken = text.slice(0, index) + instead + text.slice(index + token.length);
      for (const { file, message, pointer } of load(new Map(files).set(path, broken)).findings) {
        expect(file).not.toBe("");
        expect(message).not.toBe("");
        expect(pointer === "" || pointer.startsWith("/")).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

/** Texts and free words; the rest of the strings are names, or words that a grammar lists. */
const FREE = /\/(id|title|label|help|explain|ask|description|subject|body|note|source|unit|url|purpose|basis|outcome)$/;
const LISTED = /^(all|live|filed|entry|field|void|keep|dossier|workday|string|array|finish|request|cycle|\d{4}-.*)$/;

it("finds every name that is misspelt", () => {
  const source = load(shippedFiles());
  const { release, scenarios, organisation } = source;
  if (release === undefined) throw new Error(JSON.stringify(source.findings));
  const names = Object.values(PARTS).flatMap(({ part, folder, end }) =>
    part === "forms"
      ? []
      : Object.entries<unknown>(release[part]).flatMap(([id, json]) =>
          stringsIn(json, "")
            .filter(
              ([pointer, text]) =>
                !FREE.test(pointer) &&
                !LISTED.test(text) &&
                !/\/(kind|via|type|channel|stream|in|period)$/.test(pointer),
            )
            .filter(
              ([pointer]) => part !== "values" || !/^\/(value|by)\b/.test(pointer), // what a value holds names nothing
            )
            .filter(([pointer]) => !/\/values\.[^/]*\/const$/.test(pointer)) // nor what it is compared with
            .filter(([pointer, text]) => !(/\/params\/from\/[^/]+$/.test(pointer) && text.includes(" "))) // nor a sentence that is written down
            .map(([pointer, text]) => ({ part, id, path: `${folder}/${id}${end}`, pointer, text })),
        ),
  );
  expect(names.length).toBeGreaterThan(400);
  fc.assert(
    fc.property(fc.constantFrom(...names), ({ part, id, path, pointer, text }) => {
      const wrong = text.includes(".") ? "zzz.onbekend" : "zzz-onbekend";
      const all = changed(shippedFiles(), path, (json) => put(json, pointer, wrong));
      const json: unknown = JSON.parse(all.get(path) ?? "");
      const broken = { ...release, [part]: { ...release[part], [id]: json } };
      const found = lint({ release: broken, files: all, scenarios, organisation, broken: false });
      expect(found.map(({ severity }) => severity)).toContain("error");
    }),
    { numRuns: 80 },
  );
});

function stringsIn(value: unknown, pointer: string): [string, string][] {
  if (typeof value === "string") return [[pointer, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => stringsIn(inner, `${pointer}/${key}`));
}
