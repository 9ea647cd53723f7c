#!/usr/bin/env node
/** The command line `draaiboek`: one command per word, exit 0 well, 1 findings, 2 wrong use. */

import { dispatch } from "./dispatch.ts";

process.exitCode = await dispatch(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  env: process.env,
});

// A start that was refused half-way may leave a timer or a socket; what was said is out by then.
if (process.exitCode !== 0) setTimeout(() => process.exit(), 1_000).unref();
