/** Checks forms with Ajv: the server's validator, and the oracle for the one in the page. */

import { Ajv2020 } from "ajv/dist/2020.js";
import { checksBy } from "./checks-by.ts";
import type { FormCompiler } from "./port.ts";

/** The form compiler with one Ajv instance of its own: make one for each release, because Ajv never frees what it compiled. */
export function ajvChecks(): FormCompiler {
  return checksBy((options) => new Ajv2020(options));
}
