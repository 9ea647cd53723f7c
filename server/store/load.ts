/** Start-up without the journal: revisions and heads of all streams, from the snapshot or else from their files. */

import { join } from "node:path";
import { openAccount } from "./account.ts";
import { type Dossier, readDossier } from "./dossier-file.ts";
import type { Files } from "./files.ts";
import type { Growing } from "./growing.ts";
import { endlessParts } from "./history.ts";
import type { Ledger } from "./ledger.ts";
import { EMPTY, type Manifest } from "./manifest.ts";
import { inParallel } from "./parallel.ts";
import { brokenPart, headOf } from "./part.ts";
import type { StoredPart } from "./port.ts";
import { damaged } from "./refused.ts";
import type { Sealer } from "./sealer.ts";
import { readSnapshot, type Snapshot } from "./snapshot.ts";

export interface LoadOptions {
  readonly files: Files;
  readonly root: string;
  readonly sealer: Sealer;
  notice(message: string): void;
}

/** Undefined when there is no good snapshot: then every file was read, and the rows must be made anew. @throws Refused. */
export async function loadAccounts(
  options: LoadOptions,
  manifest: Manifest,
  growing: Growing,
  ledger: Ledger,
): Promise<Snapshot | undefined> {
  if (manifest === EMPTY) return { entries: new Map(), written: 0 };
  const snapshot = await readSnapshot(growing, manifest.index, options.sealer);
  if (snapshot === undefined) {
    options.notice("De index wordt opnieuw opgebouwd uit de dossiers.");
    await loadFromFiles(options, growing, ledger);
    return undefined;
  }
  for (const { stream, revision, head } of snapshot.entries.values())
    openAccount(ledger.account(stream), revision, head);
  return snapshot;
}

async function loadFromFiles({ files, root }: LoadOptions, growing: Growing, ledger: Ledger): Promise<void> {
  for (const folder of await files.list(join(root, "dossiers"))) {
    const under = join(root, "dossiers", folder);
    const names = new Set((await files.list(under)).map((name) => name.replace(/(\.previous)?\.json$/, "")));
    await inParallel(names, 4, async (name) => {
      const path = join(under, `${name}.json`);
      const dossier =
        (await readDossier(files, path)) ?? (await readDossier(files, join(under, `${name}.previous.json`)));
      if (dossier === undefined) return;
      refuseBroken(path, dossier);
      openAccount(ledger.account(dossier.stream), dossier.revision, dossier.head);
    });
  }
  const folders = new Set(growing.names("endless/").map((name) => name.slice(0, name.lastIndexOf("/"))));
  for (const folder of folders) {
    const [first] = growing.names(`${folder}/`);
    const [line] = first === undefined ? [] : await growing.lines(first);
    const stream = line === undefined ? undefined : (JSON.parse(line) as StoredPart).stream;
    if (stream === undefined) continue;
    const parts = await endlessParts(growing, stream);
    openAccount(ledger.account(stream), parts.length, headOf(parts));
  }
}

function refuseBroken(path: string, { commits, head }: Dossier): void {
  const broken = brokenPart(commits)?.revision ?? (headOf(commits) === head ? undefined : commits.length);
  if (broken !== undefined) throw damaged(path, 0, `de keten breekt bij handeling ${broken}`);
}
