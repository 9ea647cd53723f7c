/** Groups, pools and ledgers on disk: a start, an index made anew and a backup bring back all that was shown. */

import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Running, startServer } from "../../server/http/start.ts";
import { nodeFiles } from "../../server/store/node-files.ts";
import { verifyFolder } from "../../server/store/verify.ts";
import { typed } from "../cli/typed.ts";
import { type Asked, act, asksForPlace, cluster, must, placesEdits, severalFiles } from "../server/several.ts";
import { client, type HandClock, handClock, START } from "../server/site.ts";
import { type Places, places } from "./folders.ts";

/** What is shipped, and a group, one place and a ledger of its own. */
async function sourceIn(folder: string): Promise<string> {
  const files = severalFiles(placesEdits("wait", 1));
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

type Server = Running & Asked & { readonly clock: HandClock };

async function started({ data, keys }: Places, source: string, now = START): Promise<Server> {
  const clock = handClock(now);
  const running = await startServer({ port: 0, data, keys, source, mode: "development" }, { clock, report() {} });
  const send = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${running.url}${path}`, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
  };
  return { ...running, clock, as: (person) => client(send, running.signToken(person)) };
}

/** All that everybody is shown of these. */
async function seen(
  server: Server,
  dossiers: readonly string[],
  groups: readonly string[],
): Promise<readonly string[]> {
  const screens: string[] = [];
  const lists = ["/v1/dossiers", "/v1/groups", "/v1/tasks", "/v1/ledgers/proefboek"];
  const paths = [...dossiers.map((id) => `/v1/dossiers/${id}`), ...groups.map((id) => `/v1/groups/${id}`)];
  for (const person of ["ib-er", "directeur", "ouder", "ouder-twee", "tpo", "consulent", "ib-er-b"]) {
    for (const path of [...lists, ...paths]) {
      const { status, text } = await server.as(person).get(path);
      screens.push(`${person} ${path} ${status} ${status === 404 ? "" : text}`);
    }
  }
  return screens;
}

describe("A server with groups, pools and ledgers", () => {
  it("shows the same after a start, with its index made anew, and after backup, wipe and restore", async () => {
    const where = await places();
    const source = await sourceIn(join(dirname(where.data), "source"));
    let server = await started(where, source);
    const { group, one, two } = await cluster(server);
    const [first, second] = [await asksForPlace(server), await asksForPlace(server)];
    for (const dossier of [first, second]) must(await server.as("consulent").send(dossier, act("toelaten")));
    for (const dossier of [one, first])
      must(
        await server
          .as("ib-er")
          .send(dossier, { type: "record", kind: "proefregel", answers: { soort: "licht", reden: "Dat was nodig." } }),
      );
    const look = () => seen(server, [one, two, first, second], [group]);
    const was = await look();
    expect(was.filter((screen) => screen.includes(" 200 ")).length).toBeGreaterThan(30);
    await server.close();

    server = await started(where, source);
    expect(await look()).toEqual(was);
    await server.close();
    await rm(join(where.data, "index"), { recursive: true });
    server = await started(where, source);
    expect(await look()).toEqual(was);
    await server.close();
    expect((await verifyFolder(nodeFiles(), where.data)).problems).toEqual([]);

    expect((await typed(["backup", where.copy], where.env)).exit).toBe(0);
    await rm(where.data, { recursive: true });
    expect((await typed(["restore", where.copy], where.env)).exit).toBe(0);
    // The next day: the pool is looked at as soon as the server starts, and whoever waits goes on waiting.
    server = await started(where, source, START + 86_400_000);
    expect((await server.store.due({ until: "2022-11-08", limit: 10 })).map(({ stream }) => stream)).toEqual([]);
    expect((await server.store.due({ until: "2022-11-09", limit: 10 })).length).toBe(1);
    expect((await look()).map((screen) => screen.slice(0, 60))).toEqual(was.map((screen) => screen.slice(0, 60)));
    must(await server.as("ib-er").send(first, act("stoppen")));
    await server.close();
    expect((await verifyFolder(nodeFiles(), where.data)).problems).toEqual([]);
  }, 60_000);
});
