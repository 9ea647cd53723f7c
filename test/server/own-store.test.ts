/** A store of somebody's own behind a whole server: nothing of what it keeps is looked for anywhere else. */

import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Config } from "../../server/config/config.ts";
import { type Running, startServer } from "../../server/http/start.ts";
import { memoryStore } from "../../server/store/memory.ts";
import { changed, put, shippedFiles } from "../support/source.ts";
import { client, freshKey, RELATIONS, temporaryFolder } from "./site.ts";

describe("A store that is handed to the server", () => {
  it("keeps its releases too: what runs under an older one is still there after a start with a newer one", async () => {
    const home = await temporaryFolder();
    const config: Config = {
      ...{ port: 0, data: join(home, "data"), keys: join(home, "keys") },
      ...{ source: join(home, "source"), mode: "development" },
    };
    const store = { ...memoryStore(), close: async () => undefined };

    await write(config.source, shippedFiles());
    const before = await startServer(config, { store, report: () => undefined });
    const opened = await over(before).open({ relations: RELATIONS });
    const dossier = String(opened.body["dossier"]);
    const start = { type: "start", definitions: ["hgw-cyclus"], aims: ["startgesprek"] };
    await over(before).post(`/v1/dossiers/${dossier}/commands`, start, { "idempotency-key": freshKey() });
    await before.close();

    const label = "definitions/procedures/hgw-cyclus.json";
    await write(
      config.source,
      changed(shippedFiles(), label, (json) => put(json, "/states/waarnemen/meta/label", "Kijken")),
    );
    const after = await startServer(config, { store, report: () => undefined });
    try {
      expect(after.release).not.toBe(before.release);
      const page = await over(after).get(`/v1/dossiers/${dossier}`);
      expect([page.status, page.text.includes("Waarnemen"), page.text.includes("Kijken")]).toEqual([200, true, false]);
    } finally {
      await after.close();
    }
  });
});

async function write(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

function over(running: Running) {
  const send = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${running.url}${path}`, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
  };
  return client(send, running.signToken("ib-er"));
}
