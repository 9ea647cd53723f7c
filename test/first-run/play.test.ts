/** The first run is played at the real desk: once, in order, and on from where it stopped. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FirstRun } from "../../definitions/grammar/types.generated.ts";
import { readFirstRun } from "../../server/cli/first-run.ts";
import { playFirstRun } from "../../server/cli/play.ts";
import { type Running, startServer } from "../../server/http/start.ts";

let folder = "";
let running: Running;
let whole: FirstRun;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "draaiboek-play-"));
  const config = {
    port: 0,
    data: join(folder, "data"),
    keys: join(folder, "keys"),
    source: ".",
    mode: "development" as const,
  };
  running = await startServer(config, { report: () => undefined });
  const { firstRun } = await readFirstRun(".");
  if (firstRun === undefined) throw new Error("the shipped source has a first run");
  whole = firstRun;
});
afterEach(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

const upTo = (n: number): FirstRun => ({ ...whole, steps: whole.steps.slice(0, n) });

describe("Playing the first run", () => {
  it("goes on from where it stopped, in the same dossier", async () => {
    const half = await playFirstRun(running, upTo(5), true);
    const rest = await playFirstRun(running, whole, false);
    expect(half).toEqual({ kind: "ready", dossier: expect.stringMatching(/^[\w-]{43}$/) });
    expect(rest).toEqual(half);
    expect(await commits(rest)).toBe(13);
  });

  it("does nothing the second time", async () => {
    const once = await playFirstRun(running, whole, true);
    expect(await playFirstRun(running, whole, false)).toEqual(once);
    expect(await commits(once)).toBe(13);
  });

  it("leaves a folder alone in which it was never begun", async () => {
    expect(await playFirstRun(running, whole, false)).toEqual({ kind: "not-here" });
    const tpo = { person: "tpo", roles: [{ role: "swv.tpo", unit: "tpo-3" }], assurance: 2 } as const;
    expect(await running.desk.worklist(tpo, { limit: 10 })).toMatchObject({ total: 0 });
  });

  it("takes the dossier as it is when the file was changed afterwards", async () => {
    const before = await playFirstRun(running, whole, true);
    const [first, ...others] = whole.steps;
    const changed = {
      ...whole,
      steps: [...(first === undefined ? [] : [first]), ...others.slice(1), ...others.slice(0, 1)],
    };
    expect(await playFirstRun(running, changed, false)).toEqual(before);
    expect(await commits(before)).toBe(13);
  });

  it("names the step that was refused, and why", async () => {
    const early = { ...whole, steps: [...upTo(2).steps, ...whole.steps.slice(5, 6)] };
    expect(await playFirstRun(running, early, true)).toEqual({
      kind: "stuck",
      step: 3,
      reasons: ["‘Waarnemen’ is nog niet compleet: 8 antwoorden ontbreken of kloppen niet."],
    });
  });
});

async function commits(played: Awaited<ReturnType<typeof playFirstRun>>): Promise<number> {
  return played.kind === "ready" ? (await running.store.read(played.dossier)).length : -1;
}
