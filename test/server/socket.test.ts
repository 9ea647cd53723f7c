/** The server on a real socket, with the embedded store: raw requests, slow ones, stops and starts. */

import { cp, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { SourceRefused } from "../../server/config/checked-source.ts";
import type { Config } from "../../server/config/config.ts";
import { type Running, type StartOptions, startServer } from "../../server/http/start.ts";
import { ROOT } from "../house/files.ts";
import { play, scenario } from "./scenario.ts";
import { childRecord, client, freshKey, handClock, RELATIONS, START, temporaryFolder } from "./site.ts";

async function settings(folder?: string): Promise<Config> {
  const home = folder ?? (await temporaryFolder());
  return { port: 0, data: join(home, "data"), keys: join(home, "keys"), source: ROOT, mode: "development" };
}

const QUICK = { headersTimeout: 300, requestTimeout: 600, checkingInterval: 50 };

async function started(config: Config, options: StartOptions = {}): Promise<Running> {
  const running = await startServer(config, { report: () => undefined, ...options });
  let open = true;
  const close = running.close;
  const once = async () => {
    if (open) {
      open = false;
      await close();
    }
  };
  onTestFinished(once);
  return { ...running, close: once };
}

function over(running: Running, person: string) {
  const send = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${running.url}${path}`, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: text === "" ? {} : JSON.parse(text) };
  };
  return client(send, running.signToken(person));
}

/** Sends bytes as they are and gives back all that comes, until the other side closes. */
function raw(port: number, bytes: string, { end = false } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.setTimeout(5_000, () => reject(new Error(`no end came after: ${text.slice(0, 200)}`)));
    socket.on("data", (chunk) => {
      text += String(chunk);
    });
    socket.on("close", () => resolve(text));
    socket.on("error", () => resolve(text));
    socket.write(bytes);
    if (end) socket.end();
  });
}

function statusOf(text: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
}

describe("A raw request", () => {
  it("that is malformed is refused with a problem document and all headers, and the connection ends", async () => {
    const running = await started(await settings(), { limits: QUICK });
    const host = "Host: localhost\r\n";
    const post = "POST /v1/dossiers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    const cases: Record<string, [string, number]> = {
      "no HTTP at all": ["hello\r\n\r\n", 400],
      "no Host": ["GET /v1/health HTTP/1.1\r\n\r\n", 400],
      "a bad Host": ["GET /v1/health HTTP/1.1\r\nHost: a b\r\n\r\n", 400],
      "a Host with a path": ["GET /v1/health HTTP/1.1\r\nHost: a/b\r\n\r\n", 400],
      "two lengths": [`${post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400],
      "a length and chunks": [`${post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
      "a bad chunk": [`${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n`, 400],
      "an absolute address": [`GET http://localhost/v1/health HTTP/1.1\r\n${host}\r\n`, 400],
      "an address of nothing": [`GET * HTTP/1.1\r\n${host}\r\n`, 400],
      "a broken escape": [`GET /v1/%zz HTTP/1.1\r\n${host}\r\n`, 400],
      "a NUL": [`GET /v1/%00 HTTP/1.1\r\n${host}\r\n`, 400],
      dots: [`GET /v1/../v1/health HTTP/1.1\r\n${host}\r\n`, 400],
      "escaped dots": [`GET /v1/%2e%2E/health HTTP/1.1\r\n${host}\r\n`, 400],
      "a backslash": [`GET /v1\\health HTTP/1.1\r\n${host}\r\n`, 400],
      "a long address": [`GET /v1/${"a".repeat(3_000)} HTTP/1.1\r\n${host}\r\n`, 400],
      "headers that are too large": [`GET /v1/health HTTP/1.1\r\n${host}x: ${"a".repeat(17_000)}\r\n\r\n`, 431],
      "too many headers": [`GET /v1/health HTTP/1.1\r\n${host}${"x: y\r\n".repeat(150)}\r\n`, 431],
      "a header over two lines": [`GET /v1/health HTTP/1.1\r\n${host}x: a\r\n b\r\n\r\n`, 400],
      "a space before the colon": [`GET /v1/health HTTP/1.1\r\n${host}x : a\r\n\r\n`, 400],
      "an expectation": [`GET /v1/health HTTP/1.1\r\n${host}Expect: more\r\n\r\n`, 400],
      "a tunnel": [`CONNECT localhost:80 HTTP/1.1\r\n${host}\r\n`, 405],
      "a trace": [`TRACE /v1/me HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, 405],
    };
    for (const [what, [bytes, status]] of Object.entries(cases)) {
      const text = await raw(running.port, bytes);
      expect([what, statusOf(text)]).toEqual([what, status]);
      expect(text.toLowerCase()).toContain("content-type: application/problem+json");
      expect(text.toLowerCase()).toContain("cache-control: no-store");
      expect(text.toLowerCase()).toContain("strict-transport-security:");
      const body = JSON.parse(text.slice(text.indexOf("\r\n\r\n") + 4)) as JsonObject;
      expect([what, body["status"], body["instance"]]).toEqual([what, status, expect.stringMatching(/^urn:uuid:/)]);
    }
  });

  it("that is slow is ended, and nobody else waits for it", async () => {
    const running = await started(await settings(), { limits: QUICK });
    const slow = [
      raw(running.port, "GET /v1/health HTTP/1.1\r\nHost: localhost\r\nx: "),
      raw(
        running.port,
        "POST /v1/dossiers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
      ),
      raw(
        running.port,
        "POST /v1/dossiers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
      ),
    ];
    expect((await over(running, "ib-er").get("/v1/me")).status).toBe(200);
    for (const text of await Promise.all(slow)) expect(statusOf(text)).toBe(408);
  });

  it("that is too large in chunks is refused with 413 before it is all sent", async () => {
    const running = await started(await settings(), { limits: QUICK });
    const chunk = `${(16_384).toString(16)}\r\n${"x".repeat(16_384)}\r\n`;
    const head = "POST /v1/dossiers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    const text = await raw(running.port, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(6)}`);
    expect(statusOf(text)).toBe(413);
    const lied = await raw(running.port, `${head}Content-Length: 999999\r\n\r\n{}`);
    expect(statusOf(lied)).toBe(413);
  });
});

describe("The server", () => {
  it("knows after a stop and a start what it knew: a repeated request meets its own dossier", async () => {
    const config = await settings();
    const first = await started(config);
    const key = freshKey();
    const body = { relations: RELATIONS, records: [childRecord()] };
    const opened = await over(first, "ib-er").open(body, key);
    expect(opened.status).toBe(201);
    const dossier = String(opened.body["dossier"]);
    const page = await over(first, "ib-er").get(`/v1/dossiers/${dossier}`);
    const list = await over(first, "ib-er").get("/v1/dossiers");
    const token = await first.signToken("ib-er");
    await first.close();

    const second = await started(config);
    expect(second.release).toBe(first.release);
    expect((await second.store.publications()).length).toBe(1);
    const again = await over(second, "ib-er").open(body, key);
    expect([again.status, again.text]).toEqual([201, opened.text]);
    const other = await over(second, "ib-er").open({}, key);
    expect(other.status).toBe(422);
    expect((await over(second, "ib-er").get(`/v1/dossiers/${dossier}`)).text).toBe(page.text);
    expect((await over(second, "ib-er").get("/v1/dossiers")).text).toBe(list.text);
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${second.url}/v1/me`, { headers })).status).toBe(200);
    expect((await over(second, "ib-er").open({ records: body.records })).status).toBe(409);
  });

  it("makes its lists anew when the views changed, and keeps what runs on its own release", async () => {
    const config = await settings();
    const source = await copied();
    const first = await started({ ...config, source });
    const opened = await over(first, "ib-er").open({ relations: RELATIONS });
    const dossier = String(opened.body["dossier"]);
    const start = { type: "start", definitions: ["hgw-cyclus"], aims: ["startgesprek"] };
    expect((await over(first, "ib-er").send(dossier, start)).status).toBe(200);
    const listed = async (running: Running) => (await over(running, "directeur").get("/v1/dossiers")).body["items"];
    expect(await listed(first)).toEqual([
      expect.objectContaining({ dossier: expect.objectContaining({ id: dossier, unit: "school-a" }) }),
    ]);
    await first.close();

    const view = join(source, "definitions/views/directeur-overzicht.json");
    await writeFile(
      view,
      (await readFile(view, "utf8")).replace('"for": ["school.directeur"]', '"for": ["school.ib"]'),
    );
    const second = await started({ ...config, source });
    expect(second.release).not.toBe(first.release);
    expect((await second.store.publications()).map(({ hash }) => hash)).toEqual([first.release, second.release]);
    // What other views show them stays: that it is there, and no more of it.
    expect(await listed(second)).toEqual([{ dossier: { id: dossier }, requests: [], tasks: [] }]);
    expect((await over(second, "ib-er").get("/v1/dossiers")).body["total"]).toBe(1);
    const save = { type: "save", instance: "hgw-cyclus-1", form: "waarnemen", answers: { hulpvraag: "Hoe?" } };
    expect((await over(second, "leerkracht").send(dossier, save)).status).toBe(200);
    const page = await over(second, "ib-er").get(`/v1/dossiers/${dossier}`);
    expect(JSON.stringify(page.body["cycle"])).toContain(first.release);
  });

  it("answers what is in flight before it stops, and takes no more", async () => {
    const running = await started(await settings());
    const token = await running.signToken("ib-er");
    const body = JSON.stringify({ type: "open", records: [childRecord()] });
    const head = [
      ...["POST /v1/dossiers HTTP/1.1", "Host: localhost", `Authorization: Bearer ${token}`],
      ...[
        "Content-Type: application/json",
        `Idempotency-Key: ${freshKey()}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
      ],
    ].join("\r\n");
    const socket = connect(running.port, "127.0.0.1");
    const ended = new Promise<string>((resolve) => {
      let text = "";
      socket.on("data", (chunk) => {
        text += String(chunk);
      });
      socket.on("close", () => resolve(text));
    });
    socket.write(`${head}\r\n\r\n${body.slice(0, 10)}`);
    // The server has it when it answers somebody who came later.
    await fetch(`${running.url}/v1/health`);
    const closing = running.close();
    await expect(fetch(`${running.url}/v1/health`)).rejects.toThrow();
    socket.write(body.slice(10));
    expect(statusOf(await ended)).toBe(201);
    await closing;
  });

  it("catches up with terms before anybody is answered", async () => {
    const config = await settings();
    const clock = handClock(START);
    const first = await started(config, { clock });
    const story = scenario("startgesprek-met-vervolg");
    const site = { clock, as: (person: string) => over(first, person) };
    const { faults, dossier } = await play(site, story, 17);
    expect(faults).toEqual([]);
    await first.close();
    clock.days(30);
    const second = await started(config, { clock });
    const fired = (await second.store.read(dossier)).flatMap(({ skeleton }) =>
      skeleton.filter(({ type }) => type === "termFired"),
    );
    expect(fired.map(({ day }) => day)).toEqual(["2022-11-23", "2022-11-29"]);
  });

  it("does not start on a source with errors, and tells all of them", async () => {
    const source = await copied();
    await writeFile(join(source, "definitions/conditions/gedeeld.json"), '{"id":"gedeeld","matsch":{}}');
    const config = { ...(await settings()), source };
    const refused = await startServer(config).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(SourceRefused);
    if (refused instanceof SourceRefused) expect(refused.findings.length).toBeGreaterThan(0);
    expect(await readdir(config.data).catch(() => [])).toEqual([]);
  });

  it("does not start where another one runs, nor on a port that is taken, and takes nothing along then", async () => {
    const config = await settings();
    const running = await started(config);
    const taken = { ...(await settings()), port: running.port };
    await expect(startServer(taken)).rejects.toThrow("EADDRINUSE");
    await started({ ...taken, port: 0 });
    await expect(startServer(config)).rejects.toMatchObject({ name: "Refused", code: "in-use" });
    expect((await over(running, "ib-er").get("/v1/me")).status).toBe(200);
  });

  it("keeps its signing key for itself", async () => {
    const config = await settings();
    await started(config);
    expect((await stat(join(config.keys, "development-signing.json"))).mode & 0o777).toBe(0o600);
    expect((await readdir(config.keys)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

/** A source folder of one's own. */
async function copied(): Promise<string> {
  const folder = await temporaryFolder();
  for (const part of ["definitions", "forms"]) await cp(join(ROOT, part), join(folder, part), { recursive: true });
  return folder;
}
