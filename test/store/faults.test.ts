/** Whatever fails, at whichever operation: what was acknowledged is there, what was refused is not, and nothing is half there. */

import { describe, expect, it } from "vitest";
import { type Fault, faultDisk, type Loss } from "./fault-disk.ts";
import { randomFrom } from "./random.ts";
import { emptyLog, type Life, live, ROOT, wrongs } from "./scenario.ts";

const STEPS = 26;

const CASES: readonly (readonly [Fault, Loss])[] = [
  ["EIO", "kept"],
  ["EIO", "lost"],
  ["ENOSPC", "kept"],
  ["ENOSPC", "lost"],
  ["EIO", "torn"],
  ["ENOSPC", "torn"],
  ["EMFILE", "kept"],
  ["crash", "kept"],
  ["crash", "lost"],
  ["crash", "torn"],
];

/** The same life once for every operation at which it can fail. Gives back how many there are. */
async function failEverywhere(fault: Fault, loss: Loss, life: Life): Promise<number> {
  let k = 1;
  for (let more = true; more; k++) {
    const disk = faultDisk(ROOT);
    const log = emptyLog();
    more = false;
    disk.plan((n) => {
      if (n !== k) return undefined;
      more = true;
      return fault;
    });
    await live(disk, log, randomFrom(7), life);
    const next = disk.after(loss, randomFrom(k));
    expect(await wrongs(next, log), `at operation ${k}`).toEqual([]);
    // A start may have been shown what was in memory only; what it answered on must outlive a power cut too.
    expect(await wrongs(next.after("lost", randomFrom(k)), log), `at operation ${k}, then a power cut`).toEqual([]);
  }
  return k;
}

describe("a disk that fails at the k-th operation, for every k", () => {
  for (const [fault, loss] of CASES) {
    it(`${fault}, then a start on what is ${loss}`, async () => {
      expect(await failEverywhere(fault, loss, { start: 0, steps: STEPS })).toBeGreaterThan(200);
    });
  }
});

describe("a commit over three streams, with its unique token, on such a disk", () => {
  for (const [fault, loss] of CASES) {
    it(`is there whole or not at all: ${fault}, then a start on what is ${loss}`, async () => {
      const streams = ["dossier-1", "dossier-2", "pool:p"];
      expect(await failEverywhere(fault, loss, { start: 0, steps: 12, streams })).toBeGreaterThan(100);
    });
  }
});

describe("power cuts, one after another", () => {
  it("lose nothing that was acknowledged", async () => {
    let acknowledged = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const random = randomFrom(seed);
      const log = emptyLog();
      let disk = faultDisk(ROOT);
      for (let life = 0; life < 3; life++) {
        const at = 1 + random.below(250);
        disk.plan((n) => (n === at ? "crash" : undefined));
        await live(disk, log, random, { start: life * 100, steps: 25 });
        disk = disk.after(random.chance(0.3) ? "lost" : "torn", random);
      }
      expect(await wrongs(disk, log), `seed ${seed}`).toEqual([]);
      acknowledged += log.commits.filter(({ outcome }) => outcome === "acknowledged").length;
    }
    expect(acknowledged).toBeGreaterThan(1000);
  });

  it("and errors at random, one after another, lose nothing either", async () => {
    for (let seed = 1; seed <= 150; seed++) {
      const random = randomFrom(seed);
      const log = emptyLog();
      let disk = faultDisk(ROOT);
      for (let life = 0; life < 3; life++) {
        disk.plan(() =>
          random.chance(0.02) ? (["EIO", "ENOSPC", "EMFILE", "crash"] as const)[random.below(4)] : undefined,
        );
        await live(disk, log, random, { start: life * 100, steps: 25 });
        disk = disk.after((["lost", "kept", "torn"] as const)[random.below(3)] ?? "lost", random);
      }
      expect(await wrongs(disk, log), `seed ${seed}`).toEqual([]);
    }
  });
});
