/** Bundles code of the house for elsewhere: minified, as one module, with what went into it. */

import { fileURLToPath } from "node:url";
import { build, type Platform } from "esbuild";

export interface Bundle {
  readonly text: string;
  /** Paths of all files in it. */
  readonly inputs: readonly string[];
}

/** What a school's own page takes of the engine. */
const ENGINE = {
  "release/catalog": ["catalogOf"],
  "release/compile": ["compileRelease"],
  "run/available": ["available"],
  "run/decide": ["decide"],
  "run/page": ["page"],
};

export function engineBundle(): Promise<Bundle> {
  const lines = Object.entries(ENGINE).map(([file, names]) => `export { ${names} } from "../../engine/${file}.ts";`);
  return bundle(
    [...lines, 'export { interpretChecks } from "../../forms/grammar/interpret.ts";'].join("\n"),
    "browser",
  );
}

/** A file of this folder. */
export function bundleOf(file: string, platform: Platform): Promise<Bundle> {
  return bundle(`import "./${file}";`, platform);
}

async function bundle(contents: string, platform: Platform): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL(".", import.meta.url)), loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform,
    write: false,
    metafile: true,
  });
  return { text: outputFiles[0]?.text ?? "", inputs: Object.keys(metafile.inputs) };
}
