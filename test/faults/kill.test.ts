/** The real server, ended as a power cut would under load: what it acknowledged is there after the next start. */

import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentKeys } from "../../server/http/development-keys.ts";
import { type Environment, freshEnvironment, type Serving, serving } from "../first-run/server.ts";
import { severalFiles } from "../server/several.ts";

const ROUNDS = 30;
const CLIENTS = 8;
const CLUSTERS = 2;
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

/** One group of two dossiers: what is written in one of them belongs in three streams at once. */
interface Cluster {
  readonly group: string;
  readonly members: readonly [string, string];
  acked: number;
}

beforeAll(async () => {
  const fresh = await freshEnvironment();
  remove = fresh.remove;
  const source = join(dirname(fresh.env["DRAAIBOEK_DATA"] ?? ""), "source");
  for (const [path, text] of severalFiles()) {
    await mkdir(dirname(join(source, path)), { recursive: true });
    await writeFile(join(source, path), text);
  }
  env = { ...fresh.env, DRAAIBOEK_SOURCE: source };
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
    const clusters: Cluster[] = [];
    let acked = 0;
    let together = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const server = await serving(env);
      running = server;
      if (clients.length === 0) clients.push(...(await Promise.all(Array.from({ length: CLIENTS }, opened))));
      while (clusters.length < CLUSTERS) clusters.push(await clustered());
      for (const client of clients) await check(client);
      for (const cluster of clusters) await checkTogether(cluster);
      const before = total(clients);
      const beforeTogether = total(clusters);
      let stop = false;
      const load = clients.map(async (client) => {
        while (!stop) await saveOne(client).catch(() => undefined);
      });
      const loadTogether = clusters.map(async (cluster) => {
        while (!stop) await saveTogether(cluster).catch(() => undefined);
      });
      const enough = () => total(clients) - before >= CLIENTS && total(clusters) - beforeTogether >= CLUSTERS;
      while (!enough()) await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setTimeout(resolve, (round * 37) % 180));
      await server.kill();
      stop = true;
      await Promise.all([...load, ...loadTogether]);
      acked += total(clients) - before;
      together += total(clusters) - beforeTogether;
    }
    const last = await serving(env);
    running = last;
    for (const client of clients) await check(client);
    for (const cluster of clusters) await checkTogether(cluster);
    const { exit } = await last.stop();
    expect(exit).toBe(0);
    expect(acked).toBeGreaterThanOrEqual(ROUNDS * CLIENTS);
    expect(together).toBeGreaterThanOrEqual(ROUNDS * CLUSTERS);
  }, 540_000);

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

function total(counted: readonly { readonly acked: number }[]): number {
  return counted.reduce((sum, { acked }) => sum + acked, 0);
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

async function clustered(): Promise<Cluster> {
  const known = await groups();
  const members: [string, string] = ["", ""];
  for (const at of [0, 1]) members[at] = String((await post("/v1/dossiers", { type: "open" })).body["dossier"]);
  const start = { type: "start", definitions: ["samen-vragen"] };
  await post(`/v1/dossiers/${members[0]}/commands`, start);
  const group = (await groups()).find((one) => !known.includes(one)) ?? "";
  expect((await post(`/v1/dossiers/${members[1]}/commands`, { type: "join", group })).status).toBe(200);
  return { group, members, acked: 0 };
}

async function groups(): Promise<readonly string[]> {
  const { body } = await send("GET", "/v1/groups");
  return (body["items"] as { dossier: { id: string } }[]).map(({ dossier }) => dossier.id);
}

/** By turns in the one and the other dossier. */
async function saveTogether(cluster: Cluster): Promise<void> {
  const number = cluster.acked + 1;
  const member = cluster.members[number % 2] ?? "";
  const { etag } = await shared(`/v1/dossiers/${member}`);
  const answers = { aanpak: `${CANARY} ${number}` };
  const body = { type: "save", instance: SHARED, form: "samen-aanvraag", answers };
  const { status } = await post(`/v1/dossiers/${member}/commands`, body, { ifMatch: etag });
  expect(status).toBe(200);
  cluster.acked = number;
}

/** The three streams tell the same: the newest acknowledged number, or the one that was under way when the server went. */
async function checkTogether(cluster: Cluster): Promise<void> {
  const paths = [`/v1/groups/${cluster.group}`, ...cluster.members.map((member) => `/v1/dossiers/${member}`)];
  const found = await Promise.all(paths.map(async (path) => (await shared(path)).number));
  expect(new Set(found).size).toBe(1);
  expect([cluster.acked, cluster.acked + 1]).toContain(found[0]);
  cluster.acked = found[0] ?? 0;
}

const SHARED = "samen-vragen-1";

async function shared(path: string): Promise<{ readonly number: number; readonly etag: string }> {
  const { body } = await send("GET", path);
  const requests = body["requests"] as { instance: string; forms: { etag: string; answers: { aanpak?: string } }[] }[];
  const [form] = requests.find(({ instance }) => instance === SHARED)?.forms ?? [];
  return { number: Number(form?.answers.aanpak?.split(" ").at(-1) ?? 0), etag: form?.etag ?? "" };
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
