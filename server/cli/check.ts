/** The command `check`: everything that is wrong with a source and how to mend it, or where its values come from. */

import type { Call, Exit, Io } from "./command.ts";
import { count, findingCount, findingLines } from "./findings.ts";
import { openSource } from "./source.ts";
import { bySource, sourceLines, sourcesJson } from "./sources.ts";

/** 1 when there is an error among the findings; warnings and hints do not refuse a source. */
export async function check(call: Call, io: Io): Promise<Exit> {
  const source = await openSource(call, io);
  if (source === undefined) return 2;
  const { findings, release } = source;
  const errors = count(findings, "error");
  if (call.flags.has("sources") && release !== undefined) {
    const values = bySource(release);
    if (call.flags.has("json")) io.out(JSON.stringify(sourcesJson(values), undefined, 2));
    else for (const line of sourceLines(values)) io.out(line);
    return 0;
  }
  if (call.flags.has("json")) {
    io.out(JSON.stringify({ ok: errors === 0, findings }, undefined, 2));
  } else {
    for (const line of findingLines(findings)) io.out(line);
    const what = errors === 0 ? "Deze bron kan gebruikt worden." : "Deze bron kan zo niet gebruikt worden.";
    io.out(`${findingCount(findings)} ${what}`);
  }
  return errors === 0 ? 0 : 1;
}
