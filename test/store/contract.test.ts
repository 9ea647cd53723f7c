/** Every store runs the same contract. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { embeddedStore } from "../../server/store/embedded.ts";
import { memoryStore } from "../../server/store/memory.ts";
import type { Store } from "../../server/store/port.ts";
import { type Subject, storeContract } from "./contract.ts";
import { faultDisk } from "./fault-disk.ts";
import { plainSealer, project } from "./sample.ts";

const folders: string[] = [];
const stores: Store[] = [];

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close().catch(() => undefined);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

storeContract("the memory store", async () => ({ store: memoryStore() }));

storeContract("the embedded store on a real disk", async () => {
  const folder = mkdtempSync(join(tmpdir(), "draaiboek-store-"));
  folders.push(folder);
  return embedded(folder, 1 << 20);
});

storeContract("the embedded store with a checkpoint after every commit", async () => {
  const disk = faultDisk("/data");
  return embedded("/data", 1, disk.files);
});

async function embedded(
  folder: string,
  segmentBytes: number,
  files?: Parameters<typeof embeddedStore>[0]["files"],
): Promise<Subject> {
  const store = await embeddedStore({
    folder,
    sealer: plainSealer,
    project,
    segmentBytes,
    reserveBytes: 4096,
    fatal(error) {
      throw error;
    },
    ...(files && { files }),
  });
  stores.push(store);
  return {
    store,
    async reopen() {
      await store.close();
      return embedded(folder, segmentBytes, files);
    },
  };
}
