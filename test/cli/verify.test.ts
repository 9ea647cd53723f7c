/** The command `verify` counts what lies in a data folder, and names the damage. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { embeddedStore } from "../../server/store/embedded.ts";
import { commit, part, plainSealer, project } from "../store/sample.ts";
import { typed } from "./typed.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "draaiboek-verify-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("draaiboek verify", () => {
  it("counts what is there and gives the head to keep", async () => {
    await filled();
    const said = await typed(["verify"], { DRAAIBOEK_DATA: folder });
    expect(said.err).toBe("");
    expect(said.exit).toBe(0);
    expect(said.out).toContain("Dossiers: 1. Handelingen: 2. Regels van inzage: 0.");
    expect(said.out).toMatch(/^Kop: \d+ [\w-]+$/m);
    expect(said.out).toMatch(/Alles klopt\.$/);
    const json: unknown = JSON.parse((await typed(["verify", "--json"], { DRAAIBOEK_DATA: folder })).out);
    expect(json).toMatchObject({ ok: true, streams: 1, commits: 2, problems: [] });
  });

  it("names the damage and ends with 1", async () => {
    await filled();
    spoil();
    const said = await typed(["verify"], { DRAAIBOEK_DATA: folder });
    expect(said.exit).toBe(1);
    expect(said.out).toMatch(/^FOUT {2}\S+.*: /m);
  });

  it("waits for no server: it says that the folder is in use, and ends with 2", async () => {
    const store = await opened();
    const said = await typed(["verify"], { DRAAIBOEK_DATA: folder });
    await store.close();
    expect(said.exit).toBe(2);
    expect(said.err).toContain(`De map ${folder} is in gebruik door`);
  });

  it("says that there is nothing yet, and ends with 2", async () => {
    const said = await typed(["verify"], { DRAAIBOEK_DATA: join(folder, "leeg") });
    expect(said.exit).toBe(2);
    expect(said.err).toContain("staan geen gegevens");
  });
});

function opened() {
  return embeddedStore({
    folder,
    sealer: plainSealer,
    project,
    reserveBytes: 4096,
    fatal(error) {
      throw error;
    },
  });
}

async function filled(): Promise<void> {
  const store = await opened();
  await store.append(commit("commit-1", [part("stream-1", 0, "commit-1")]));
  await store.append(commit("commit-2", [part("stream-1", 1, "commit-2")]));
  await store.close();
}

/** Changes one byte of the first file that holds the content of a commit. */
function spoil(): void {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  const path = files.find((name) => {
    try {
      return readFileSync(name, "utf8").includes("commit-1");
    } catch {
      return false;
    }
  });
  if (path === undefined) throw new Error("no file holds the commit");
  writeFileSync(path, readFileSync(path, "utf8").replace("commit-1", "commit-9"));
}
