/** A durable command over HTTP against bare Hono with the same group commit: the same bytes, eight clients on loopback. */

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import type { Ready, Sample } from "./command-server.ts";
import { type BenchRow, ratioRow } from "./row.ts";

const CLIENTS = 8;
const ROUNDS = 9;
const PER_CLIENT = 60;
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export async function rows(): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "draaiboek-bench-"));
  const children: ChildProcess[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  try {
    const whole = await started(children, ["whole", join(folder, "whole"), ROOT]);
    const send = sender(agent, whole);
    const writers = await Promise.all(Array.from({ length: CLIENTS }, () => writerOf(send)));
    const sample = await sampleOf(children[0], writers[0]);
    const bareFolder = join(folder, "bare");
    await mkdir(bareFolder);
    const bare = await started(children, ["bare", bareFolder, ROOT, JSON.stringify(sample)]);
    const plain = sender(agent, bare);
    const save = (index: number) => plain(`/v1/dossiers/d-${index}/commands`, bodyOf(0), { "if-match": '"none"' });
    const subject = () => perSecond((index) => writers[index]?.save());
    const baseline = () => perSecond(save);
    await subject();
    await baseline();
    const rounds: { subject: number; baseline: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const first = round % 2 === 0 ? await subject() : undefined;
      const middle = await baseline();
      rounds.push({ subject: first ?? (await subject()), baseline: middle });
    }
    const name = `durable save over HTTP, ${CLIENTS} clients, vs bare Hono with the same journal, per second`;
    return [ratioRow(name, rounds, { least: 0.6, aim: "0.8" })];
  } finally {
    agent.destroy();
    for (const child of children) child.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

async function started(children: ChildProcess[], parameters: readonly string[]): Promise<Ready> {
  const file = fileURLToPath(new URL("./command-server.ts", import.meta.url));
  const child = fork(file, [...parameters], { execArgv: ["--import", "tsx"] });
  children.push(child);
  const [ready] = (await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => Promise.reject(new Error(`the ${parameters[0]} server did not start`))),
  ])) as [Ready];
  return ready;
}

/** Without a body it only reads. */
type Send = (
  path: string,
  body?: string,
  headers?: { [name: string]: string },
) => Promise<{ status: number; text: string }>;

function sender(agent: Agent, { url, token }: Ready): Send {
  let keys = 0;
  return (path, body = "", more = {}) =>
    new Promise((done, failed) => {
      keys += 1;
      const authorization = `Bearer ${token}`;
      const headers = {
        authorization,
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(body)),
        "idempotency-key": `key-${String(keys).padStart(16, "0")}`,
        ...more,
      };
      const asked = request(
        `${url}${path}`,
        { method: body === "" ? "GET" : "POST", agent, headers: body === "" ? { authorization } : headers },
        (answer) => {
          let text = "";
          answer.setEncoding("utf8");
          answer.on("data", (part) => {
            text += part;
          });
          answer.on("end", () => done({ status: answer.statusCode ?? 0, text }));
        },
      );
      asked.on("error", failed);
      asked.end(body);
    });
}

interface Writer {
  readonly dossier: string;
  readonly save: () => Promise<string>;
}

/** Opens a dossier with one open form, and saves another answer in it each time, with the mark it got before. */
async function writerOf(send: Send): Promise<Writer> {
  const opened = await accepted(send("/v1/dossiers", JSON.stringify({ type: "open" })));
  const dossier = String((JSON.parse(opened) as { dossier: string }).dossier);
  const path = `/v1/dossiers/${dossier}/commands`;
  await accepted(send(path, JSON.stringify({ type: "start", definitions: ["verslag"] })));
  let mark = markIn(await accepted(send(`/v1/dossiers/${dossier}`)));
  let saved = 0;
  return {
    dossier,
    async save() {
      saved += 1;
      const answer = await accepted(send(path, bodyOf(saved), { "if-match": mark }));
      mark = markIn(answer);
      return answer;
    },
  };
}

function bodyOf(saved: number): string {
  const answers = {
    besproken: `Wat is besproken, versie ${saved}. ${"Een zin van gewone lengte. ".repeat(10)}`,
  };
  return JSON.stringify({ type: "save", instance: "verslag-1", form: "verslag", answers });
}

async function accepted(asked: Promise<{ status: number; text: string }>): Promise<string> {
  const { status, text } = await asked;
  if (status >= 300) throw new Error(`${status} ${text}`);
  return text;
}

/** The mark of the form that was touched, or of the form of what was started. */
function markIn(answer: string): string {
  const found = /"forms":\[\{.*?"etag":"(\\"[^"]+\\")"/.exec(answer)?.[1];
  if (found === undefined) throw new Error(`no mark of a form in ${answer}`);
  return JSON.parse(`"${found}"`) as string;
}

async function sampleOf(child: ChildProcess | undefined, writer: Writer | undefined): Promise<Sample> {
  if (child === undefined || writer === undefined) throw new Error("nobody writes");
  const answer = await writer.save();
  child.send(writer.dossier);
  const [{ part }] = (await once(child, "message")) as [{ part: Sample["part"] }];
  // Of the size of the audit line that a command gets.
  const audit = {
    at: part.at,
    person: part.actor,
    route: "POST /v1/dossiers/{id}/commands",
    dossier: part.stream,
    outcome: 200,
  };
  return { part, audit, answer };
}

/** Every client asks the next as soon as it has an answer. */
async function perSecond(ask: (client: number) => Promise<unknown> | undefined): Promise<number> {
  const start = performance.now();
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_none, client) => {
      for (let count = 0; count < PER_CLIENT; count += 1) await ask(client);
    }),
  );
  return (CLIENTS * PER_CLIENT * 1_000) / (performance.now() - start);
}
