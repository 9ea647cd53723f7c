/** All releases that were ever published, compiled at their first use, and which one applies on a day. */

import { createRequire } from "node:module";
import { join } from "node:path";
import type { Ajv2020 } from "ajv/dist/2020.js";
import type { Catalog } from "../../engine/release/catalog.ts";
import type { CompiledRelease } from "../../engine/release/compile.ts";
import { readyRelease } from "../../engine/release/ready.ts";
import type { Release } from "../../engine/release/release.ts";
import type { Day, ReleasePin } from "../../engine/streams/event.ts";
import { type AjvOptions, checksBy } from "../../forms/grammar/checks-by.ts";
import type { Files } from "../store/files.ts";
import type { Publication } from "../store/port.ts";
import { isReleaseHash, releaseHash } from "../store/release-hash.ts";

export interface OpenCatalog extends Catalog {
  /** A release of which the bytes are known; the same hash twice is the same bytes. */
  add(hash: string, bytes: Uint8Array, pin?: ReleasePin): void;
  publish(publication: Pick<Publication, "hash" | "from">): void;
  /** Hash of the release that applies, which is not compiled for it. Undefined before the first publication. */
  applies(today: Day): string | undefined;
}

/** The bytes of a release are the JSON that its hash is of. */
export function releaseBytes(release: Release): Uint8Array {
  return Buffer.from(JSON.stringify(release));
}

/** Ajv is read when the first form is checked: a start does not wait for it. */
function newAjv(options: AjvOptions): Ajv2020 {
  const library = createRequire(import.meta.url)("ajv/dist/2020.js") as typeof import("ajv/dist/2020.js");
  return new library.Ajv2020(options);
}

export function openCatalog(): OpenCatalog {
  const bytes = new Map<string, Uint8Array>();
  const pins = new Map<string, ReleasePin>();
  const compiled = new Map<string, CompiledRelease>();
  const published: Pick<Publication, "hash" | "from">[] = [];

  function pinned(hash: string): CompiledRelease | undefined {
    const known = compiled.get(hash);
    if (known !== undefined) return known;
    const found = bytes.get(hash);
    if (found === undefined) return undefined;
    // Written by this server under the hash of its bytes, after lint.
    const release = JSON.parse(Buffer.from(found).toString("utf8")) as Release;
    const made = readyRelease(release, checksBy(newAjv), pins.get(hash));
    compiled.set(hash, made);
    return made;
  }

  function applies(today: Day): string | undefined {
    // Of several on one day the last one counts. Before the first one that one applies: a clock may go back.
    return (published.findLast(({ from }) => from <= today) ?? published[0])?.hash;
  }

  return {
    pinned,
    applies,
    current(today) {
      const hash = applies(today);
      const release = hash === undefined ? undefined : pinned(hash);
      if (release === undefined) throw new Error(`no release applies on ${today}`);
      return release;
    },
    add(hash, content, pin) {
      bytes.set(hash, content);
      if (pin !== undefined) pins.set(hash, pin);
    },
    publish(publication) {
      published.push(publication);
      published.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
    },
  };
}

/**
 * The releases in a data folder, before its store is open: the store asks for rows while it opens, and those need them.
 * What is damaged is left out here; the store refuses it by name.
 */
export async function storedReleases(files: Files, data: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const folder = join(data, "releases");
  for (const name of await files.list(folder)) {
    const bytes = isReleaseHash(name) ? await files.read(join(folder, name)) : undefined;
    if (bytes !== undefined && releaseHash(bytes) === name) found.set(name, bytes);
  }
  return found;
}
