/** The command line `draaiboek`: one command per word, exit 0 well, 1 findings, 2 wrong use. */

import { types } from "./types.ts";

const [command, ...rest] = process.argv.slice(2);
if (command === "types") process.exitCode = (await types(rest.includes("--check"))) ? 0 : 1;
