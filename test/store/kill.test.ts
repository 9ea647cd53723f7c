/** A process that is killed while it commits: what it acknowledged is there, its folder is free at once, and no other could open it before. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { embeddedStore } from "../../server/store/embedded.ts";
import { nodeFiles } from "../../server/store/node-files.ts";
import { verifyFolder } from "../../server/store/verify.ts";
import { plainSealer, project } from "./sample.ts";

const CHILD = new URL("./kill-child.ts", import.meta.url).pathname;

function opened(folder: string) {
  return embeddedStore({
    ...{ folder, sealer: plainSealer, project, reserveBytes: 4096 },
    fatal(error) {
      throw error;
    },
  });
}

/** Lets a process commit for a while, tries to open its folder meanwhile, kills it, and gives back what it acknowledged. */
async function killedAfter(folder: string, round: number, milliseconds: number) {
  const child = spawn(process.execPath, ["--import", "tsx", CHILD, folder, String(round)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (bytes) => {
    output += bytes;
  });
  while (!output.startsWith("open") && child.exitCode === null)
    await Promise.race([once(child.stdout, "data"), once(child, "close")]);
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  const second = await opened(folder).then(
    () => "it opened",
    (error) => String(error.message),
  );
  const gone = once(child, "close");
  expect(child.kill("SIGKILL"), "it was still committing").toBe(true);
  await gone;
  const acknowledged = output.split("\n").slice(1, -1);
  return { acknowledged, second, pid: child.pid };
}

describe("a killed process", () => {
  it("loses nothing that it acknowledged", { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "draaiboek-kill-"));
    const acknowledged: string[] = [];
    for (let round = 0; round < 5; round++) {
      const killed = await killedAfter(folder, round, 50 + round * 60);
      acknowledged.push(...killed.acknowledged);
      expect(killed.second).toBe(
        `De map ${folder} is in gebruik door proces ${killed.pid}. Stop dat proces eerst, of kies een andere map.`,
      );
      const store = await opened(folder);
      const found = new Map<string, Set<string>>();
      for (const stream of [...Array.from({ length: 8 }, (_, client) => `dossier-${client}`), "pool:p"]) {
        found.set(stream, new Set((await store.read(stream)).map(({ commit }) => commit)));
      }
      for (const line of acknowledged) {
        const [id = "", ...streams] = line.split(" ");
        for (const stream of streams) expect(found.get(stream)?.has(id), `${id} in ${stream}`).toBe(true);
      }
      // In all of its streams or in none: each commit of the pool is one of a dossier too.
      const inDossiers = new Set([...found].filter(([stream]) => stream !== "pool:p").flatMap(([, ids]) => [...ids]));
      for (const id of found.get("pool:p") ?? []) expect(inDossiers.has(id), `${id} in its dossier`).toBe(true);
      await store.close();
      expect((await verifyFolder(nodeFiles(), folder)).problems).toEqual([]);
    }
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(statSync(join(folder, "checkpoint.json")).mode & 0o177).toBe(0);
    rmSync(folder, { recursive: true });
  });
});
