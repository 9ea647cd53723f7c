/** The first run: start the server, paste what it prints, and the request stands in the worklist. */

import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { paste, printedRequests, sent } from "./paste.ts";
import { command, type Environment, freshEnvironment, type Serving, serving } from "./server.ts";

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function fresh(): Promise<Environment> {
  const { env, remove } = await freshEnvironment();
  cleanups.push(remove);
  return env;
}

async function started(env: Environment): Promise<Serving> {
  const server = await serving(env);
  cleanups.push(server.kill);
  return server;
}

const next = { id: "startgesprek-1.bevestigen", allowed: true, next: true };
const confirmed = { instances: [{ instance: "startgesprek-1", state: "bij-swv" }] };
const inWorklist = {
  total: 1,
  items: [
    {
      requests: [{ definition: "startgesprek", state: "bij-swv" }],
      tasks: [{ title: "Startgesprek plannen" }],
    },
  ],
};

describe("The first run", () => {
  it("prints three requests that end with a confirmed startgesprek in the worklist of the TPO, also after a restart", async () => {
    const env = await fresh();
    const server = await started(env);
    const [actions = "", confirm = "", worklist = ""] = printedRequests(server.out);
    expect(await paste(worklist)).toMatchObject({ items: [{ requests: [] }] });
    expect(await paste(actions)).toMatchObject({ actions: expect.arrayContaining([expect.objectContaining(next)]) });
    expect(await paste(confirm)).toMatchObject(confirmed);
    expect(await paste(worklist)).toMatchObject(inWorklist);
    expect(await paste(confirm)).toMatchObject(confirmed);
    const stopped = await server.stop();
    expect(stopped).toMatchObject({ exit: 0, err: "" });
    expect(stopped.out).toMatch(/Gestopt\.\n$/);

    const again = await started(env);
    const old = [actions, confirm, worklist];
    for (const [, second = "", third = ""] of [printedRequests(again.out), old]) {
      expect(await paste(second)).toMatchObject(confirmed);
      expect(await paste(third)).toMatchObject(inWorklist);
    }
    await again.stop();
    const verified = await command(["verify"], env);
    expect(verified).toMatchObject({ exit: 0, err: "" });
    expect(verified.out).toContain("Dossiers: 1.");
  });

  it("says where it is, who can come in, and what to read next", async () => {
    const env = await fresh();
    const { out } = await started(env);
    const url = `http://127.0.0.1:${env["PORT"]}`;
    expect(out.split("\n")[0]).toBe(`Draaiboek draait op ${url}`);
    expect(out).toContain(`gegevens    ${env["DRAAIBOEK_DATA"]}`);
    expect(out.match(/^ {2}(\S+): /gm)).toEqual(
      ["ib-er", "leerkracht", "ouder", "consulent", "tpo"].map((id) => `  ${id}: `),
    );
    const openapi = await fetch(`${url}/v1/openapi.json`);
    expect(openapi.status).toBe(200);
    for (const token of out.match(/^ {4}(\S+)$/gm) ?? []) {
      const me = await fetch(`${url}/v1/me`, { headers: { authorization: `Bearer ${token.trim()}` } });
      expect(me.status).toBe(200);
    }
  });

  it("prints lines that say the same without a shell", async () => {
    const server = await started(await fresh());
    const [, confirm = "", worklist = ""] = printedRequests(server.out);
    expect(JSON.parse(await sent(confirm))).toMatchObject(confirmed);
    expect(JSON.parse(await sent(worklist))).toMatchObject(inWorklist);
  });

  it("is not begun in a folder that was in use before", async () => {
    const env = await fresh();
    const server = await started({
      ...env,
      DRAAIBOEK_SOURCE: await source({ "definitions/first-run.json": undefined }),
    });
    expect(printedRequests(server.out)).toEqual([]);
    await server.kill();
    const again = await started(env);
    expect(printedRequests(again.out)).toEqual([]);
  });

  it("gives a token that works while the server runs", async () => {
    const env = await fresh();
    await started(env);
    const { exit, out } = await command(["token", "ib-er"], env);
    expect(exit).toBe(0);
    const me = await fetch(`http://127.0.0.1:${env["PORT"]}/v1/me`, {
      headers: { authorization: `Bearer ${out.trim()}` },
    });
    expect(await me.json()).toMatchObject({ person: "ib-er", name: "Iris Voorbeeld" });
  });
});

describe("A start that cannot go on", () => {
  it("refuses a second process on the same folder, and leaves the first alone", async () => {
    const env = await fresh();
    const server = await started(env);
    const second = await command(["serve"], { ...env, PORT: "0" });
    expect(second).toMatchObject({ exit: 2, out: "" });
    expect(second.err).toContain("is in gebruik door proces");
    expect(await paste(printedRequests(server.out)[1] ?? "")).toMatchObject(confirmed);
  });

  it("names the port that is taken", async () => {
    const env = await fresh();
    await started(env);
    const other = { ...(await fresh()), PORT: env["PORT"] ?? "" };
    expect(await command(["serve"], other)).toMatchObject({
      exit: 2,
      out: "",
      err: expect.stringContaining(`Poort ${env["PORT"]} is al in gebruik.`),
    });
  });

  it("refuses a broken source with its findings, and writes nothing", async () => {
    const env = await fresh();
    const broken = await source({ "definitions/values/max-vormen-tegelijk.json": "{" });
    const refused = await command(["serve"], { ...env, DRAAIBOEK_SOURCE: broken });
    expect(refused).toMatchObject({ exit: 1, out: "" });
    expect(refused.err).toContain("definitions/values/max-vormen-tegelijk.json\n  fout op");
    expect(refused.err).toContain("De server is niet gestart.");
    expect((await command(["verify"], env)).err).toContain("staan geen gegevens");
  });

  it("refuses data without its keys", async () => {
    const env = await fresh();
    await (await started(env)).stop();
    await rm(env["DRAAIBOEK_KEYS"] ?? "", { recursive: true });
    const refused = await command(["serve"], env);
    expect(refused).toMatchObject({ exit: 1, out: "" });
    expect(refused.err).toContain("Er is geen nieuwe sleutel gemaakt.");
  });

  it("names every setting that is wrong", async () => {
    const refused = await command(["serve"], { ...(await fresh()), PORT: "tachtig", DRAAIBOEK_SOURCE: "/nergens" });
    expect(refused).toMatchObject({ exit: 2, out: "" });
    expect(refused.err).toContain("PORT is ‘tachtig’.");
    expect(refused.err).toContain("DRAAIBOEK_SOURCE is ‘/nergens’");
  });
});

/** The shipped source with files replaced, or left out. */
async function source(files: { readonly [path: string]: string | undefined }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "draaiboek-source-"));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  for (const part of ["definitions", "forms"]) await cp(part, join(folder, part), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    if (text === undefined) await rm(join(folder, path));
    else await writeFile(join(folder, path), text);
  }
  return folder;
}
