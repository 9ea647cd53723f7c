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
  "release/steps": ["tableMachine"],
  "run/available": ["available"],
  "run/decide": ["decide"],
  "run/page": ["page"],
};

/** What a page may bring besides, to take steps without a table and to hash what it shows. */
const BROUGHT = { "release/machine": ["machineOf"], "release/hash": ["hashOf"] };

/** `brought`: with XState and SHA-256, which the server's table of steps makes needless. */
export function engineBundle(brought = false): Promise<Bundle> {
  const lines = Object.entries({ ...ENGINE, ...(brought ? BROUGHT : {}) }).map(
    ([file, names]) => `export { ${names} } from "../../engine/${file}.ts";`,
  );
  return bundle(
    [...lines, 'export { interpretChecks } from "../../forms/grammar/interpret.ts";'].join("\n"),
    "browser",
  );
}

const PLAYS = `import { play } from "./play.ts"; import { interpretChecks } from "../../forms/grammar/interpret.ts";`;

/** What a page runs: it fetches its script, plays it, and leaves what came of it on the window. */
export function pageBundle(): Promise<Bundle> {
  const plays = `const answer = await fetch("/script.json");
    globalThis.played = play(await answer.json(), interpretChecks());`;
  return bundle(`${PLAYS} ${plays}`, "browser");
}

/** What Node runs: it reads its script from stdin, and prints what came of it. */
export function nodeBundle(): Promise<Bundle> {
  const plays = `import { text } from "node:stream/consumers";
    process.stdout.write(JSON.stringify(play(JSON.parse(await text(process.stdin)), interpretChecks())));`;
  return bundle(`${PLAYS} ${plays}`, "node");
}

async function bundle(contents: string, platform: Platform): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL(".", import.meta.url)), loader: "js" },
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
