/** A whole server that lost its data and got them back shows everybody what it showed before. */

import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readFirstRun } from "../../server/cli/first-run.ts";
import { playFirstRun } from "../../server/cli/play.ts";
import { type Running, startServer } from "../../server/http/start.ts";
import { typed } from "../cli/typed.ts";
import { handClock, START } from "../server/site.ts";
import { type Places, places } from "./folders.ts";

const source = fileURLToPath(new URL("../../", import.meta.url));

function started({ data, keys }: Places): Promise<Running> {
  const clock = handClock(START);
  return startServer({ port: 0, data, keys, source, mode: "development" }, { clock, report() {} });
}

/** What each person sees: the list, and the page of the dossier; and below that what the store holds. */
async function seen(server: Running, dossier: string): Promise<object> {
  const screens: string[] = [];
  for (const person of Object.keys(server.organisation.people)) {
    const headers = { authorization: `Bearer ${await server.signToken(person)}` };
    for (const path of ["/v1/dossiers", `/v1/dossiers/${dossier}`]) {
      const answer = await fetch(`${server.url}${path}`, { headers });
      screens.push(`${person} ${path} ${answer.status} ${answer.status === 404 ? "" : await answer.text()}`);
    }
  }
  const publications = await server.store.publications();
  const releases = await Promise.all(publications.map(async ({ hash }) => (await server.store.release(hash))?.length));
  return { screens, parts: await server.store.read(dossier), publications, releases, release: server.release };
}

describe("A server after backup, wipe and restore", () => {
  it("shows every person the same worklist and the same page, under the same release", async () => {
    const where = await places();
    const { firstRun } = await readFirstRun(source);
    if (firstRun === undefined) throw new Error("there is no first run");
    const before = await started(where);
    const played = await playFirstRun(before, firstRun, true);
    if (played.kind !== "ready") throw new Error(JSON.stringify(played));
    const was = await seen(before, played.dossier);
    await before.close();

    const saved = await typed(["backup", where.copy], where.env);
    expect([saved.exit, saved.err]).toEqual([0, ""]);
    await rm(where.data, { recursive: true });
    const back = await typed(["restore", where.copy], where.env);
    expect([back.exit, back.err]).toEqual([0, ""]);

    const after = await started(where);
    expect(await seen(after, played.dossier)).toEqual(was);
    await after.close();
    const kept = /^Kop: (.*)$/m.exec(saved.out)?.[1] ?? "";
    expect((await typed(["verify", "--head", kept], where.env)).exit).toBe(0);
  });

  it("does not start without the keys that belong to the data", async () => {
    const where = await places();
    await (await started(where)).close();
    expect((await typed(["backup", where.copy], where.env)).exit).toBe(0);
    await rm(where.data, { recursive: true });
    expect((await typed(["restore", where.copy], where.env)).exit).toBe(0);
    await rm(where.keys, { recursive: true });
    await expect(started(where)).rejects.toThrow("Er is geen nieuwe sleutel gemaakt.");
  });
});
