/** The command `check`: everything that is wrong with a source, and how to mend it. */

import type { Call, Exit, Io } from "./command.ts";
import { count, findingCount, findingLines } from "./findings.ts";
import { openSource } from "./source.ts";

/** 1 when there is an error among the findings; warnings and hints do not refuse a source. */
export async function check(call: Call, io: Io): Promise<Exit> {
  const source = await openSource(call, io);
  if (source === undefined) return 2;
  const { findings } = source;
  const errors = count(findings, "error");
  if (call.flags.has("json")) {
    io.out(JSON.stringify({ ok: errors === 0, findings }, undefined, 2));
  } else {
    for (const line of findingLines(findings)) io.out(line);
    const what = errors === 0 ? "Deze bron kan gebruikt worden." : "Deze bron kan zo niet gebruikt worden.";
    io.out(`${findingCount(findings)} ${what}`);
  }
  return errors === 0 ? 0 : 1;
}
