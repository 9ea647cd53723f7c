/** The command `serve`: starts the server, says what to try first, and stops it in good order. */

import type { Finding } from "../../definitions/grammar/finding.ts";
import { SourceRefused } from "../config/checked-source.ts";
import { type Config, readConfig } from "../config/config.ts";
import { type Running, startServer } from "../http/start.ts";
import { nodeFiles } from "../store/node-files.ts";
import { Refused } from "../store/refused.ts";
import type { Call, Exit, Io } from "./command.ts";
import { findingCount, findingLines } from "./findings.ts";
import { readFirstRun } from "./first-run.ts";
import { playFirstRun } from "./play.ts";
import { welcomeLines } from "./welcome.ts";

/** Resolves when the server has stopped. */
export async function serve(_call: Call, io: Io): Promise<Exit> {
  const read = readConfig(io.env);
  if (!read.ok) {
    for (const fault of read.faults) io.err(fault);
    return 2;
  }
  const { config } = read;
  const { firstRun, findings } = await readFirstRun(config.source);
  if (findings.length > 0) return refusedFor(findings, config, io);
  const fresh = (await nodeFiles().list(config.data)).length === 0;
  const stopped = signal();
  const running = await startServer(config).catch((error: unknown) => notStarted(error, config, io));
  if (typeof running === "number") return running;
  const played = firstRun === undefined ? NOT_HERE : await playFirstRun(running, firstRun, fresh);
  for (const line of findingLines(running.findings)) io.err(line);
  for (const line of await welcomeLines({ ...running, config, firstRun, played })) io.out(line);
  await stopped;
  return stop(running, io);
}

const NOT_HERE = { kind: "not-here" } as const;

/** Ctrl+C, or what a service manager sends. A second time ends the process at once. */
function signal(): Promise<void> {
  return new Promise((resolve) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => resolve());
  });
}

async function stop(running: Running, io: Io): Promise<Exit> {
  io.out("De server stopt. Wat onderweg is, wordt nog opgeslagen.");
  await running.close();
  io.out("Gestopt.");
  return 0;
}

/** 1 when something must be mended, 2 when the command must be given in another way. */
function notStarted(error: unknown, config: Config, io: Io): Exit {
  if (error instanceof SourceRefused) return refusedFor(error.findings, config, io);
  if (error instanceof Refused) {
    io.err(error.message);
    return error.code === "in-use" ? 2 : 1;
  }
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    io.err(`Poort ${config.port} is al in gebruik. Kies een andere, bijvoorbeeld PORT=${config.port + 1}.`);
  else if (code === "EACCES")
    io.err(`Geen toegang tot poort ${config.port}, of tot de mappen ${config.data} en ${config.keys}.`);
  else throw error;
  return 2;
}

function refusedFor(findings: readonly Finding[], { source }: Config, io: Io): Exit {
  for (const line of findingLines(findings)) io.err(line);
  io.err(`${findingCount(findings)} De server is niet gestart. Herstel de bron ${source} en start opnieuw.`);
  return 1;
}
