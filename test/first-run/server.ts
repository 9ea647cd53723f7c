/** The real server as a child process, with folders of its own, and what it printed. */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Environment = { readonly [name: string]: string };

/** Folders for one test, and a port that was free just now. */
export async function freshEnvironment(): Promise<{ env: Environment; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "draaiboek-first-"));
  const env = {
    PORT: String(await freePort()),
    DRAAIBOEK_DATA: join(folder, "data"),
    DRAAIBOEK_KEYS: join(folder, "keys"),
  };
  return { env, remove: () => rm(folder, { recursive: true, force: true }) };
}

export interface Ended {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Serving {
  /** All lines up to and including the last one of the welcome. */
  readonly out: string;
  /** Asks it to stop, as Ctrl+C does, and waits for its end. */
  stop(): Promise<Ended>;
  /** Ends it as a power cut would. */
  kill(): Promise<Ended>;
}

/** Starts `draaiboek serve`, and waits for its welcome. Rejects with what it said when it ends before. */
export async function serving(env: Environment): Promise<Serving> {
  const { child, text, ended } = run(["serve"], env);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", () => {
      if (text.out.includes("Stoppen:")) resolve();
    });
    void ended.then(({ out, err }) => reject(new Error(`the server ended: ${out}${err}`)));
  });
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return { out: text.out, stop: () => end("SIGINT"), kill: () => end("SIGKILL") };
}

/** One command, to its end. */
export function command(words: readonly string[], env: Environment): Promise<Ended> {
  return run(words, env).ended;
}

function run(words: readonly string[], env: Environment) {
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", "server/cli/main.ts", ...words], {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { out: "", err: "" };
  child.stdout?.on("data", (bytes: Buffer) => {
    text.out += bytes.toString();
  });
  child.stderr?.on("data", (bytes: Buffer) => {
    text.err += bytes.toString();
  });
  const ended = new Promise<Ended>((resolve) => child.once("close", (exit) => resolve({ exit, ...text })));
  return { child, text, ended };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address !== null ? resolve(address.port) : reject(address)));
    });
  });
}
