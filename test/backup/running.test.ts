/** A back-up beside a running server: it goes on answering, and what it answered before is in the copy. */

import { generateKeyPairSync } from "node:crypto";
import { readdirSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Running, startServer } from "../../server/http/start.ts";
import { askBackup } from "../../server/store/asked-backup.ts";
import { nodeFiles } from "../../server/store/node-files.ts";
import { typed } from "../cli/typed.ts";
import { childRecord, freshKey, handClock, START } from "../server/site.ts";
import { type Places, places } from "./folders.ts";

const source = fileURLToPath(new URL("../../", import.meta.url));

function started({ data, keys }: Pick<Places, "data" | "keys">): Promise<Running> {
  const clock = handClock(START);
  return startServer({ port: 0, data, keys, source, mode: "development" }, { clock, report() {} });
}

/** Opens a dossier, and gives its id. */
async function open(server: Running, token: string): Promise<string> {
  const answer = await fetch(`${server.url}/v1/dossiers`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": freshKey() },
    body: JSON.stringify({ type: "open", records: [childRecord()] }),
  });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { dossier: string }).dossier;
}

async function seen(server: Running, token: string, dossier: string): Promise<unknown> {
  const answer = await fetch(`${server.url}/v1/dossiers/${dossier}`, { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, page: await answer.json() };
}

describe("draaiboek backup, while the server runs", () => {
  it("gives data and keys that another server starts with, and keeps nobody from working", async () => {
    const where = await places();
    const { publicKey, privateKey } = generateKeyPairSync("x25519");
    const server = await started(where);
    const pem = (name: string) => join(where.data, "..", name);
    await writeFile(pem("open.pem"), publicKey.export({ type: "spki", format: "pem" }));
    await writeFile(pem("secret.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
    const token = await server.signToken("ib-er");
    const before = [await open(server, token), await open(server, token)];
    const was = await Promise.all(before.map((id) => seen(server, token, id)));

    let busy = true;
    const working = (async () => {
      let opened = 0;
      for (; busy; opened++) await open(server, token);
      return opened;
    })();
    const saved = await typed(["backup", where.copy, "--keys", pem("open.pem")], where.env);
    busy = false;
    expect([saved.exit, saved.err]).toEqual([0, ""]);
    expect(saved.out).toMatch(/^Kop: \d+ [\w-]{43} \S+Z [\w-]{86}$/m);
    expect(await working).toBeGreaterThan(0);
    expect((await seen(server, token, before[0] ?? "")) as object).toEqual(was[0]);
    expect(readdirSync(where.keys).filter((name) => name.startsWith("backup-"))).toEqual([]);
    await server.close();

    await rm(where.data, { recursive: true });
    await rm(where.keys, { recursive: true });
    const back = await typed(["restore", where.copy, "--identity", pem("secret.pem")], where.env);
    expect([back.exit, back.err]).toEqual([0, ""]);
    const after = await started(where);
    const again = await after.signToken("ib-er");
    expect(await Promise.all(before.map((id) => seen(after, again, id)))).toEqual(was);
    await after.close();
  });

  it("says what is wrong with the place, as it does of a server that stands still", async () => {
    const where = await places();
    const server = await started(where);
    expect((await typed(["backup", where.copy], where.env)).exit).toBe(0);
    const again = await typed(["backup", where.copy], where.env);
    expect([again.exit, again.err]).toEqual([
      2,
      `De map ${where.copy} is niet leeg. Kies een lege of een nieuwe map. Er is niets gewijzigd.`,
    ]);
    const other = await typed(["backup", `${where.copy}-2`], { ...where.env, DRAAIBOEK_KEYS: `${where.keys}-2` });
    expect([other.exit, other.err.includes("Wijs dan met DRAAIBOEK_KEYS zijn sleutels aan.")]).toEqual([2, true]);
    await server.close();
  });

  it("does not wait for a server that died while it was at work", async () => {
    const { data, keys, copy } = await places();
    const files = nodeFiles();
    await files.makeFolder(keys);
    const asking = askBackup({ files, folder: keys, data, to: copy, at: "2026-01-05T10:00:00.000Z" });
    while (!readdirSync(keys).includes("backup-asked.json")) await new Promise((resolve) => setTimeout(resolve, 10));
    await files.remove(join(keys, "backup-asked.json"));
    await files.makeFolder(data);
    await expect(asking).rejects.toThrow("De server stopte voordat de back-up");
  });

  it("leaves no question behind when nobody picks it up", async () => {
    const { data, keys, copy } = await places();
    const files = nodeFiles();
    await files.makeFolder(keys);
    const asked = { files, folder: keys, data, to: copy, at: "2026-01-05T10:00:00.000Z", patience: 200 };
    expect(await askBackup(asked)).toBe(undefined);
    expect(readdirSync(keys)).toEqual([]);
  });
});
