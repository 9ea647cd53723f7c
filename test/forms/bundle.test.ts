/** The weight of forms in the page: the whole engine must stay small. */

import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

describe("The forms part of a page", () => {
  it("weighs little and holds no Ajv and no generated code", async () => {
    const path = (name: string) =>
      JSON.stringify(fileURLToPath(new URL(`../../forms/grammar/${name}.ts`, import.meta.url)));
    const contents = `export * from ${path("interpret")}; export * from ${path("empty")};`;
    const { outputFiles, metafile } = await build({
      stdin: { contents, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
      bundle: true,
      minify: true,
      format: "esm",
      write: false,
      metafile: true,
    });
    const text = outputFiles[0]?.text ?? "";
    expect(gzipSync(text, { level: 9 }).length).toBeLessThan(4300);
    expect(Object.keys(metafile.inputs).filter((input) => input.includes("node_modules"))).toEqual([]);
    expect(text).not.toMatch(/\beval\b|new Function/);
  });
});
