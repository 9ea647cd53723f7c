/** The procedure that a command is about, from a source without findings that stop it. */

import type { Release } from "../../engine/release/release.ts";
import type { Call, Exit, Io } from "./command.ts";
import { findingCount, findingLines } from "./findings.ts";
import { openSource } from "./source.ts";

/** An exit code when there is no such procedure; then it was said on standard error. */
export async function openProcedure(call: Call, io: Io): Promise<{ release: Release; id: string } | Exit> {
  const source = await openSource(call, io);
  if (source === undefined) return 2;
  const { release, findings } = source;
  if (release === undefined) {
    for (const line of findingLines(findings)) io.err(line);
    io.err(`${findingCount(findings)} Herstel de bron eerst.`);
    return 1;
  }
  const [id = ""] = call.words;
  if (Object.hasOwn(release.definitions, id)) return { release, id };
  io.err(`Deze procedure is er niet: ${id}. Wel: ${Object.keys(release.definitions).join(", ")}.`);
  return 2;
}
