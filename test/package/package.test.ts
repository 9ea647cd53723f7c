/** The package as others install it: plain JavaScript, with types, without this checkout. */

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "draaiboek-package-"));
  const modules = join(project, "node_modules");
  await mkdir(join(modules, "draaiboek"), { recursive: true });
  await run("npm", ["pack", "--silent", "--pack-destination", project], { cwd: root });
  const tarball = (await readdir(project)).find((name) => name.endsWith(".tgz")) ?? "";
  await run("tar", ["-xzf", join(project, tarball), "--strip-components=1", "-C", join(modules, "draaiboek")]);
  // What npm would install beside it is here already.
  for (const name of await readdir(join(root, "node_modules"))) {
    if (name !== "draaiboek" && !name.startsWith("."))
      await symlink(join(root, "node_modules", name), join(modules, name));
  }
  await writeFile(join(project, "package.json"), JSON.stringify({ name: "elsewhere", type: "module" }));
}, 120_000);

afterAll(() => rm(project, { recursive: true, force: true }));

describe("the package in a plain JavaScript project", () => {
  it("checks the shipped source with its own command", async () => {
    const main = join(project, "node_modules/draaiboek/.build/server/cli/main.js");
    const { stdout } = await run(process.execPath, [main, "check", "--json"], { cwd: project });
    expect(JSON.parse(stdout)).toMatchObject({ findings: [] });
  });

  it("decides on a command", async () => {
    await writeFile(
      join(project, "use.js"),
      `import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogOf, readyRelease, decide } from "draaiboek/engine";
import { load } from "draaiboek/load";
import { interpretChecks } from "draaiboek/forms/interpret";
const root = join(import.meta.dirname ?? ".", "node_modules/draaiboek");
const files = new Map();
for (const part of ["definitions", "forms"])
  for (const entry of readdirSync(join(root, part), { recursive: true, withFileTypes: true }))
    if (entry.isFile() && entry.name.endsWith(".json") && !entry.parentPath.endsWith("grammar"))
      files.set(join(entry.parentPath, entry.name).slice(root.length + 1), readFileSync(join(entry.parentPath, entry.name), "utf8"));
const { release, organisation } = load(files);
const catalog = catalogOf([{ from: "2022-01-01", release: readyRelease(release, interpretChecks()) }]);
const actor = { person: "ib-er", roles: organisation.people["ib-er"].roles, assurance: 2 };
const context = { at: "2022-11-07T08:00:00Z", today: "2022-11-07", commit: "1", actor, catalog, organisation, several: "alone" };
const decision = decide({ d: undefined }, { dossier: "d", body: { type: "open" } }, context);
console.log(JSON.stringify(decision.streams));
`,
    );
    const { stdout } = await run(process.execPath, ["use.js"], { cwd: project });
    expect(JSON.parse(stdout)).toEqual([
      {
        stream: "d",
        expected: 0,
        events: [{ type: "dossierOpened", unit: "school-a", controller: "bestuur-a", day: "2022-11-07" }],
      },
    ]);
  });

  it("brings types for each entry point", async () => {
    await writeFile(
      join(project, "use.ts"),
      `import { decide, type Decision } from "draaiboek/engine";
import { load } from "draaiboek/load";
import { startServer } from "draaiboek/server";
export const all: unknown[] = [decide, load, startServer];
export type Outcome = Decision["ok"];
`,
    );
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--skipLibCheck", "--types", "node", "use.ts"];
    await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), ...options], { cwd: project });
  });
});
