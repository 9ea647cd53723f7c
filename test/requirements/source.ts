/** A site whose source is changed while it runs, as policy staff would do it. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import { load } from "../../engine/release/load.ts";
import type { Release } from "../../engine/release/release.ts";
import { localDay } from "../../server/clock/local-day.ts";
import { releaseBytes } from "../../server/config/releases.ts";
import { releaseHash } from "../../server/store/release-hash.ts";
import type { Client, Site } from "../server/site.ts";
import { changed, type Draft, shippedFiles } from "../support/source.ts";

/** The shipped source with files changed; a source that cannot be used throws. `undefined` takes a file away. */
export function sourceWith(edits: { readonly [path: string]: ((json: Draft) => void) | undefined }): Release {
  let files: Map<string, string> = shippedFiles();
  for (const [path, edit] of Object.entries(edits)) {
    if (edit === undefined) files.delete(path);
    else files = changed(files, path, edit);
  }
  const { release, findings } = load(files);
  const errors = findings.filter(({ severity }) => severity === "error");
  if (release === undefined || errors.length > 0) throw new Error(JSON.stringify(findings, undefined, 2));
  return release;
}

/** From now on this release applies; nothing is restarted. */
export function publish({ catalog, clock }: Site, release: Release): void {
  const bytes = releaseBytes(release);
  const hash = releaseHash(bytes);
  catalog.add(hash, bytes);
  catalog.publish({ hash, from: localDay(clock.now()) });
}

export async function itemsAt(client: Client, path = "/v1/resources"): Promise<readonly JsonObject[]> {
  const { status, body } = await client.get(path);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body["items"] as JsonObject[];
}

export function byId(items: readonly JsonObject[], id: string): JsonObject | undefined {
  return items.find((one) => one["id"] === id);
}
