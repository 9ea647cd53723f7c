/** Whatever one change makes of the source, it is told and nothing is thrown. */

import fc from "fast-check";
import { expect, it } from "vitest";
import { load } from "../../engine/release/load.ts";
import { shippedFiles } from "../support/source.ts";

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
    { numRuns: 120 },
  );
});
