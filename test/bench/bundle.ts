/** The weight of the engine in a page: decide, available, page and validation, minified and zipped. */

import { gzipSync } from "node:zlib";
import { engineBundle } from "../browser/bundle.ts";
import type { BenchRow } from "./row.ts";

const MOST_KB = 35;

export async function rows(): Promise<readonly BenchRow[]> {
  return [
    await weighed("engine with validation in a page, steps from a table, kB gzip", false),
    await weighed("the same with XState and SHA-256 brought along, kB gzip", true),
  ];
}

async function weighed(name: string, brought: boolean): Promise<BenchRow> {
  const { text } = await engineBundle(brought);
  const weight = gzipSync(text, { level: 9 }).length / 1_000;
  return {
    name,
    ratio: weight,
    bar: `≤ ${MOST_KB}`,
    aim: "25",
    holds: weight <= MOST_KB,
    medians: { subject: weight, baseline: MOST_KB },
    spread: [weight, weight],
  };
}
