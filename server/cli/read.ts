/** The command `read`: the readable version of a procedure, one page of plain Dutch. */

import { readable } from "../../engine/rehearse/readable.ts";
import type { Call, Exit, Io } from "./command.ts";
import { openProcedure } from "./procedure.ts";

export async function read(call: Call, io: Io): Promise<Exit> {
  const found = await openProcedure(call, io);
  if (typeof found === "number") return found;
  io.out(readable(found.release, found.id));
  return 0;
}
