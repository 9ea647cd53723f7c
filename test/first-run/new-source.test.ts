/** A changed source becomes a release at the next start, and what is running stays on its own. */

import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { readFirstRun } from "../../server/cli/first-run.ts";
import { playFirstRun } from "../../server/cli/play.ts";
import { type Running, startServer } from "../../server/http/start.ts";
import { overlay } from "../cli/overlay.ts";

const tpo = { person: "tpo", roles: [{ role: "swv.tpo", unit: "tpo-3" }], assurance: 2 } as const;
const ibEr = { person: "ib-er", roles: [{ role: "school.ib", unit: "school-a" }], assurance: 2 } as const;

it("follows the new source for what starts, not for what runs", async () => {
  const path = "definitions/procedures/startgesprek.json";
  const text = await readFile(path, "utf8");
  const label = "Ingediend, nog niet bevestigd";
  const changed = await overlay({ [path]: text.replace(label, "Wacht op bevestigen") });
  const config = {
    port: 0,
    data: `${changed.folder}/data`,
    keys: `${changed.folder}/keys`,
    mode: "development" as const,
  };

  const before = await start({ ...config, source: "." });
  const { firstRun } = await readFirstRun(".");
  const played = firstRun && (await playFirstRun(before, firstRun, true));
  const dossier = played?.kind === "ready" ? played.dossier : "";
  await before.close();

  const after = await start({ ...config, source: changed.folder });
  const seen = await after.desk.page(ibEr, dossier);
  const publications = await after.store.publications();
  expect(await after.desk.worklist(tpo, { limit: 10 })).toMatchObject({ total: 1 });
  await after.close();
  await changed.remove();

  expect(after.release).not.toBe(before.release);
  expect(publications.map(({ hash }) => hash)).toEqual([before.release, after.release]);
  expect(seen).toMatchObject({ requests: [{ instance: "startgesprek-1", shows: { label } }] });
});

function start(config: Parameters<typeof startServer>[0]): Promise<Running> {
  return startServer(config, { report: () => undefined });
}
