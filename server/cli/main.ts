#!/usr/bin/env node
/** The command line `draaiboek`: one command per word, exit 0 well, 1 findings, 2 wrong use. */

import { dispatch } from "./dispatch.ts";

// Whoever reads may have seen enough, as `head` does: what is left is for nobody.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await dispatch(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  env: process.env,
});
