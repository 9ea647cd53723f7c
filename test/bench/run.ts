/** Measures what `design.md` promises, each in one run against a named baseline: a table, or `--json` one object a line. */

import { existsSync } from "node:fs";
import type { BenchRow } from "./row.ts";

/** In this order; a name after `--` runs only those: `npm run bench -- action`. */
const BENCHES = ["action", "command", "journal", "start", "bundle", "growth"];

const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const json = process.argv.includes("--json");

for (const name of BENCHES) {
  const file = new URL(`./${name}.ts`, import.meta.url);
  if ((wanted.length > 0 && !wanted.includes(name)) || !existsSync(file)) continue;
  const { rows } = (await import(file.href)) as { rows: () => readonly BenchRow[] | Promise<readonly BenchRow[]> };
  for (const row of await rows()) console.log(json ? JSON.stringify(row) : printed(row));
}

function printed({ name, ratio, bar, aim, holds, medians, spread }: BenchRow): string {
  const [least, most] = spread;
  const numbers = `${short(ratio)} (${short(least)} to ${short(most)}), bar ${bar}, aim ${aim}`;
  return `${holds ? "holds" : "FAILS"}  ${name}\n       ${numbers}; ${short(medians.subject)} vs ${short(medians.baseline)}`;
}

function short(value: number): string {
  return value >= 1_000 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);
}
