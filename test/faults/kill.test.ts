/** The real server, ended as a power cut would under load: what it acknowledged is there after the next start. */

import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentKeys } from "../../server/http/development-keys.ts";
import { type Environment, freshEnvironment, type Serving, serving } from "../first-run/server.ts";

const ROUNDS = 30;
const CLIENTS = 8;
const CANARY = "kanarie-in-het-dossier";

let env: Environment;
let remove: () => Promise<void>;
let token: string;
/** Ended whatever happens: a test that fails leaves no server behind. */
let running: Serving | undefined;

/** One dossier: the newest number that the server said yes to. */
interface Client {
  dossier: string;
  etag: string;
  acked: number;
  /** Keys and bodies of acknowledged commands, to ask again. */
  readonly keys: { readonly key: string; readonly body: object; readonly ifMatch: string }[];
}

beforeAll(async () => {
  ({ env, remove } = await freshEnvironment());
  const first = await serving(env);
  token = await (await developmentKeys(env["DRAAIBOEK_KEYS"] ?? "")).signToken("ib-er");
  await first.stop();
});

afterAll(async () => {
  await running?.kill();
  await remove();
});

describe("a server that is killed under load", () => {
  it(`loses nothing that it acknowledged, ${ROUNDS} times`, async () => {
    const clients: Client[] = [];
    let acked = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const server = await serving(env);
      running = server;
      if (clients.length === 0) clients.push(...(await Promise.all(Array.from({ length: CLIENTS }, opened))));
      for (const client of clients) await check(client);
      const before = total(clients);
      let stop = false;
      const load = clients.map(async (client) => {
        while (!stop) await saveOne(client).catch(() => undefined);
      });
      await new Promise((resolve) => setTimeout(resolve, 20 + ((round * 37) % 180)));
      await server.kill();
      stop = true;
      await Promise.all(load);
      acked += total(clients) - before;
    }
    const last = await serving(env);
    running = last;
    for (const client of clients) await check(client);
    const { exit } = await last.stop();
    expect(exit).toBe(0);
    expect(acked).toBeGreaterThan(ROUNDS * CLIENTS);
  }, 300_000);

  it("leaves nothing readable of what was written, in no file of data or keys", async () => {
    let files = 0;
    for (const folder of [env["DRAAIBOEK_DATA"], env["DRAAIBOEK_KEYS"]]) {
      for (const entry of await readdir(folder ?? "", { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        files += 1;
        const bytes = await readFile(join(entry.parentPath, entry.name));
        for (const word of [CANARY, "Voorbeeld", Buffer.from(CANARY).toString("base64").slice(0, 24)]) {
          expect([entry.name, word, bytes.includes(word) && !isRelease(entry.parentPath)]).toEqual([
            entry.name,
            word,
            false,
          ]);
        }
      }
    }
    expect(files).toBeGreaterThan(5);
  });
});

/** Releases hold what the organisation publishes, no dossiers: readable by design. */
function isRelease(folder: string): boolean {
  return folder.endsWith("releases");
}

function total(clients: readonly Client[]): number {
  return clients.reduce((sum, { acked }) => sum + acked, 0);
}

async function opened(): Promise<Client> {
  const { body } = await post("/v1/dossiers", { type: "open" });
  const dossier = String(body["dossier"]);
  await post(`/v1/dossiers/${dossier}/commands`, { type: "start", definitions: ["hgw-cyclus"] });
  const client = { dossier, etag: "", acked: 0, keys: [] };
  await refresh(client);
  return client;
}

async function saveOne(client: Client): Promise<void> {
  const number = client.acked + 1;
  const answers = { hulpvraag: `${CANARY} ${number}` };
  const body = { type: "save", instance: "hgw-cyclus-1", form: "waarnemen", answers };
  const key = randomUUID();
  const ifMatch = client.etag;
  const { status } = await post(`/v1/dossiers/${client.dossier}/commands`, body, { key, ifMatch });
  expect(status).toBe(200);
  client.acked = number;
  client.keys.push({ key, body, ifMatch });
  await refresh(client);
}

/** What stands there is the newest acknowledged number, or the one that was under way when the server went. */
async function check(client: Client): Promise<void> {
  const kept = await refresh(client);
  expect([client.acked, client.acked + 1]).toContain(kept);
  client.acked = kept;
  const newest = client.keys.at(-1);
  if (newest === undefined) return;
  const again = await post(`/v1/dossiers/${client.dossier}/commands`, newest.body, newest);
  expect(again.status).toBe(200);
  expect(await refresh(client)).toBe(kept);
}

async function refresh(client: Client): Promise<number> {
  const { body } = await send("GET", `/v1/dossiers/${client.dossier}`);
  const cycle = body["cycle"] as { forms: { key: string; etag: string; answers: { hulpvraag?: string } }[] };
  const form = cycle.forms.find(({ key }) => key === "waarnemen");
  client.etag = form?.etag ?? "";
  return Number(form?.answers.hulpvraag?.split(" ").at(-1) ?? 0);
}

function post(path: string, body: object, { key = randomUUID() as string, ifMatch = "" } = {}) {
  return send("POST", path, body, { "idempotency-key": key, ...(ifMatch === "" ? {} : { "if-match": ifMatch }) });
}

async function send(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const response = await fetch(`http://127.0.0.1:${env["PORT"]}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
