/** The command `read`: the readable version of a procedure, one page of plain Dutch. */

import { readable } from "../../engine/rehearse/readable.ts";
import type { Call, Exit, Io } from "./command.ts";
import { findingCount, findingLines } from "./findings.ts";
import { openSource } from "./source.ts";

export async function read(call: Call, io: Io): Promise<Exit> {
  const source = await openSource(call, io);
  if (source === undefined) return 2;
  const { release, findings } = source;
  if (release === undefined) {
    for (const line of findingLines(findings)) io.err(line);
    io.err(`${findingCount(findings)} Herstel de bron eerst.`);
    return 1;
  }
  const [id = ""] = call.words;
  if (!Object.hasOwn(release.definitions, id)) {
    io.err(`Deze procedure is er niet: ${id}. Wel: ${Object.keys(release.definitions).join(", ")}.`);
    return 2;
  }
  io.out(readable(release, id));
  return 0;
}
