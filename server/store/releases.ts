/** Releases by their hash, and the list of publications: what was in force when. */

import { dirname, join } from "node:path";
import { type Files, isFull } from "./files.ts";
import type { Mark } from "./frame.ts";
import { NotWritten, openFramed } from "./framed-file.ts";
import { PUBLICATIONS } from "./layout.ts";
import { type Publication, Unavailable } from "./port.ts";
import { damaged } from "./refused.ts";
import { isReleaseHash, refuseWrongHash, releaseHash } from "./release-hash.ts";
import { replaceFile } from "./replace.ts";

export interface Releases {
  put(hash: string, bytes: Uint8Array): Promise<void>;
  get(hash: string): Promise<Uint8Array | undefined>;
  publish(publication: Publication): Promise<void>;
  publications(): readonly Publication[];
  mark(): Mark;
  close(): Promise<void>;
}

/** `known`: how long the list was at the last checkpoint; it may only have grown. */
export async function openReleases(
  files: Files,
  root: string,
  { epoch, known, fatal }: { epoch: number; known: Mark | undefined; fatal(error: unknown): void },
): Promise<Releases> {
  const path = join(root, PUBLICATIONS);
  const { file, groups } = await openFramed(files, path, { epoch });
  if (known !== undefined && known.n > 0 && groups.find(({ n }) => n === known.n)?.checksum !== known.hash) {
    await file.close();
    throw damaged(path, file.mark().bytes, "het bestand is korter dan bij het laatste controlepunt, of anders");
  }
  const published = groups.flatMap(({ lines }) => lines.map(parsePublication));
  let turn: Promise<void> = Promise.resolve();

  async function append(publication: Publication): Promise<void> {
    try {
      await file.append([JSON.stringify(publication)]);
    } catch (error) {
      if (error instanceof NotWritten) throw new Unavailable("the publication was not written", error.full);
      fatal(error);
      // Nobody knows whether it was written, so nobody is told.
      return new Promise(() => undefined);
    }
    published.push(publication);
  }

  return {
    async put(hash, bytes) {
      refuseWrongHash(hash, bytes);
      const path = join(root, "releases", hash);
      const there = await files.read(path);
      try {
        // Once more when it is there: a crash may have come before its name was durable.
        if (there === undefined || releaseHash(there) !== hash) await replaceFile(files, path, bytes);
        else await files.syncFolder(dirname(path));
      } catch (error) {
        throw new Unavailable("the release was not written", isFull(error));
      }
    },
    async get(hash) {
      if (!isReleaseHash(hash)) return undefined;
      const path = join(root, "releases", hash);
      const bytes = await files.read(path);
      if (bytes !== undefined && releaseHash(bytes) !== hash) throw damaged(path, 0, "de inhoud past niet bij de naam");
      return bytes;
    },
    publish(publication) {
      const mine = turn.then(() => append(publication));
      turn = mine.catch(() => undefined);
      return mine;
    },
    publications: () => [...published],
    mark: () => file.mark(),
    close: () => file.close(),
  };
}

/** Of a line whose checksum was checked. */
function parsePublication(line: string): Publication {
  const publication: Publication = JSON.parse(line);
  return publication;
}
