/** One dossier as one lowdb file, through an adapter that makes lowdb durable. */

import { type Adapter, Low } from "lowdb";
import { documentBytes, parseDocument } from "./document.ts";
import type { Files } from "./files.ts";
import { type DossierPlace, dossierPlace } from "./layout.ts";
import type { StoredPart } from "./port.ts";
import { damaged } from "./refused.ts";
import { temporary, writeTemporary } from "./replace.ts";

/** What the file holds, with its checksum behind it. `head`: checksum of the last commit. */
export interface Dossier {
  readonly format: 1;
  readonly stream: string;
  readonly revision: number;
  readonly head: string;
  readonly commits: readonly StoredPart[];
}

/** `syncFolder` may join the syncs of several dossiers. `read` takes the previous generation when a crash came between the two renames; the journal has the rest. */
export function dossierFile(files: Files, root: string, stream: string, syncFolder = files.syncFolder): Low<Dossier> {
  const place = dossierPlace(root, stream);
  const adapter: Adapter<Dossier> = {
    read: async () => (await readDossier(files, place.current)) ?? (await readDossier(files, place.previous)) ?? null,
    write: (dossier) => writeDossier(files, place, dossier, syncFolder),
  };
  return new Low(adapter, { format: 1, stream, revision: 0, head: "", commits: [] });
}

/** Undefined when there is no such file. @throws Refused (`damaged`). */
export async function readDossier(files: Files, path: string): Promise<Dossier | undefined> {
  const bytes = await files.read(path);
  if (bytes === undefined) return undefined;
  const dossier = parseDossier(bytes);
  if (dossier === undefined) throw damaged(path, 0, "het controlegetal klopt niet");
  return dossier;
}

export function parseDossier(bytes: Uint8Array): Dossier | undefined {
  const value = parseDocument(bytes);
  if (value === undefined || !Array.isArray(value["commits"])) return undefined;
  const commits: readonly StoredPart[] = value["commits"];
  return { format: 1, stream: String(value["stream"]), revision: commits.length, head: String(value["head"]), commits };
}

/** Resolves when the new file is durable and was read back good; until then the journal keeps its commits. */
async function writeDossier(
  files: Files,
  place: DossierPlace,
  dossier: Dossier,
  syncFolder: Files["syncFolder"],
): Promise<void> {
  const bytes = documentBytes(dossier);
  await writeTemporary(files, place.temporary, bytes);
  await moveWhenThere(files, place.current, place.previous);
  await files.rename(temporary(place.temporary), place.current);
  await syncFolder(place.folder);
  if (!(await readsBack(files, place.current, bytes)))
    throw damaged(place.current, 0, "teruglezen geeft iets anders dan geschreven is");
}

/** By name, and to the last byte. */
async function readsBack(files: Files, path: string, bytes: Buffer): Promise<boolean> {
  const open = await files.open(path, "update");
  try {
    return (await open.size()) === bytes.length && bytes.equals(open.peek(0, bytes.length));
  } finally {
    await open.close();
  }
}

async function moveWhenThere(files: Files, from: string, to: string): Promise<void> {
  try {
    await files.rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}
