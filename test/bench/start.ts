/** A cold start with fifty procedures and a hundred forms against bare Hono under the same loader, as processes. */

import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { changed, type Draft, put, shippedFiles } from "../support/source.ts";
import { type BenchRow, ratioRow } from "./row.ts";

const PROCEDURES = 50;
const FORMS = 100;
const ROUNDS = 9;
const FIRST_ROUNDS = 5;

export async function rows(): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "draaiboek-bench-"));
  try {
    const source = join(folder, "source");
    for (const [path, text] of grown()) {
      await mkdir(dirname(join(source, path)), { recursive: true });
      await writeFile(join(source, path), text);
    }
    const whole = () => startMs("command-server.ts", ["whole", folder, source]);
    const bare = () => startMs("start-hono.ts", []);
    // The first start makes keys and a data folder, and the loader keeps what it compiled.
    await whole();
    await bare();
    const rounds: { subject: number; baseline: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push({ subject: await whole(), baseline: await bare() });
    const first: { subject: number; baseline: number }[] = [];
    for (let round = 0; round < FIRST_ROUNDS; round += 1) {
      const fresh = join(folder, `first-${round}`);
      await mkdir(fresh);
      first.push({ subject: await startMs("command-server.ts", ["whole", fresh, source]), baseline: await bare() });
    }
    const name = `${PROCEDURES} procedures and ${FORMS} forms, vs bare Hono under the same loader, ms`;
    const bar = { most: 2.5, aim: "1.6" };
    return [
      ratioRow(`cold start of a source that was checked before, ${name}`, rounds, bar),
      ratioRow(`very first start, with the check and new folders, ${name}`, first, bar),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** From the start of the process until it listens. */
async function startMs(file: string, parameters: readonly string[]): Promise<number> {
  const start = performance.now();
  const path = fileURLToPath(new URL(`./${file}`, import.meta.url));
  const child = fork(path, [...parameters], { execArgv: ["--import", "tsx"] });
  const ended = once(child, "exit");
  await Promise.race([once(child, "message"), ended.then(() => Promise.reject(new Error(`${file} did not start`)))]);
  const took = performance.now() - start;
  child.kill();
  await ended;
  return took;
}

/** The shipped source, and copies of one of its procedures and of forms until there are enough, each seen by a view. */
function grown(): ReadonlyMap<string, string> {
  let files = shippedFiles();
  const count = (start: string, end: string) =>
    [...files.keys()].filter((path) => path.startsWith(start) && path.endsWith(end)).length;
  const views = ["school-dossier", "ouder-verslag"].map((view) => `definitions/views/${view}.json`);
  for (let copy = 1; count("definitions/procedures/", ".json") < PROCEDURES; copy += 1) {
    const id = `verslag-${copy}`;
    files = copied(files, "definitions/procedures/verslag.json", `definitions/procedures/${id}.json`, (json) => {
      put(json, "/id", id);
      put(json, "/states/concept/meta/forms/0/form", id);
      put(json, "/states/concept/on/delen-om-te-lezen/meta/completes/0/form", id);
    });
    files = copied(files, "forms/schemas/verslag.schema.json", `forms/schemas/${id}.schema.json`, (json) =>
      put(json, "/id", id),
    );
    for (const view of views) {
      files = changed(files, view, (json) => {
        put(json, `/sections/forms.${id}`, "all");
        put(json, `/sections/requests.${id}`, "all");
      });
    }
  }
  for (let copy = 1; count("forms/schemas/", ".schema.json") < FORMS; copy += 1) {
    const id = `waarnemen-${copy}`;
    files = copied(files, "forms/schemas/waarnemen.schema.json", `forms/schemas/${id}.schema.json`, (json) =>
      put(json, "/id", id),
    );
  }
  return files;
}

function copied(
  files: ReadonlyMap<string, string>,
  from: string,
  to: string,
  edit: (json: Draft) => void,
): Map<string, string> {
  // Carry-over says something only in forms of a cycle, and lint refuses what says nothing.
  const text = (files.get(from) ?? "").replaceAll(/,\s*"x-carry": false/g, "");
  return changed(new Map(files).set(to, text), to, edit);
}
