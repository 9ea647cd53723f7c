/** The first run as data: read from the source, checked, and made into steps to play and lines to paste. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { grammarCheck } from "../../definitions/grammar/check.ts";
import command from "../../definitions/grammar/command.schema.json" with { type: "json" };
import common from "../../definitions/grammar/common.schema.json" with { type: "json" };
import type { Finding } from "../../definitions/grammar/finding.ts";
import grammar from "../../definitions/grammar/first-run.schema.json" with { type: "json" };
import { parseJson } from "../../definitions/grammar/parse.ts";
import type { FirstRun } from "../../definitions/grammar/types.generated.ts";

const FILE = "definitions/first-run.json";
const check = grammarCheck(grammar, { refs: [common, command] });

export interface ReadFirstRun {
  /** Undefined when the source has none, or a broken one. */
  readonly firstRun: FirstRun | undefined;
  readonly findings: readonly Finding[];
}

export async function readFirstRun(folder: string): Promise<ReadFirstRun> {
  const text = await readFile(join(folder, FILE), "utf8").catch(() => undefined);
  if (text === undefined) return { firstRun: undefined, findings: [] };
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const findings = parsed.faults.map((fault): Finding => ({ severity: "error", file: FILE, ...fault }));
    return { firstRun: undefined, findings };
  }
  const findings = check(FILE, parsed.value);
  return { firstRun: findings.length === 0 ? (parsed.value as unknown as FirstRun) : undefined, findings };
}
