/** The command `diagram`: the picture of a procedure, as SVG. */

import { diagram as draw } from "../../engine/rehearse/diagram.ts";
import type { Call, Exit, Io } from "./command.ts";
import { openProcedure } from "./procedure.ts";

export async function diagram(call: Call, io: Io): Promise<Exit> {
  const found = await openProcedure(call, io);
  if (typeof found === "number") return found;
  io.out(draw(found, found.id));
  return 0;
}
