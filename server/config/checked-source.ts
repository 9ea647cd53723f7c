/** The source as a release: checked once, and not again while neither the source nor the code that checks it changed. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Finding } from "../../definitions/grammar/finding.ts";
import type { Organisation } from "../../definitions/grammar/types.generated.ts";
import { pinOf } from "../../engine/release/hash.ts";
import type { ReleasePin } from "../../engine/streams/event.ts";
import { releaseHash } from "../store/release-hash.ts";
import { releaseBytes } from "./releases.ts";
import { readSource } from "./source.ts";

export interface CheckedSource {
  readonly pin: ReleasePin;
  readonly bytes: Uint8Array;
  readonly organisation: Organisation;
  /** Warnings: hints are for who writes the source, and `check` tells them. */
  readonly findings: readonly Finding[];
  /** Notes that this source was checked, once its release lies in the store. */
  remember(): Promise<void>;
}

/** The source has errors: nothing was started, and nothing was written. */
export class SourceRefused extends Error {
  override readonly name = "SourceRefused";
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    super("De definities bevatten fouten. De server is niet gestart.");
    this.findings = findings;
  }
}

/** @throws SourceRefused, or when the folder cannot be read. */
export async function checkedSource(folder: string, data: string): Promise<CheckedSource> {
  const files = readSource(folder);
  const mark = markOf(files, codeHash());
  const note = await readNote(data);
  const bytes = note?.mark === mark ? await storedRelease(data, note.pin.hash) : undefined;
  const organisation = organisationIn(files);
  if (note !== undefined && bytes !== undefined && organisation !== undefined) {
    return { pin: note.pin, bytes, organisation, findings: note.findings, remember: async () => undefined };
  }
  return checkedNow(files, data, mark);
}

/** What is checked at most once is loaded at most once too: half of a start is reading code. */
async function checkedNow(files: ReadonlyMap<string, string>, data: string, mark: string): Promise<CheckedSource> {
  const { load } = await import("../../engine/release/load.ts");
  const { release, organisation, findings: all } = load(files);
  const findings = all.filter(({ severity }) => severity !== "hint");
  if (release === undefined) throw new SourceRefused(findings);
  if (organisation === undefined) throw new SourceRefused([...findings, NO_ORGANISATION]);
  const pin = pinOf(release, (text) => releaseHash(Buffer.from(text)));
  const remember = () => writeNote(data, { mark, pin, findings });
  return { pin, bytes: releaseBytes(release), organisation, findings, remember };
}

const NO_ORGANISATION: Finding = {
  severity: "error",
  file: "definitions/organisation.json",
  pointer: "",
  code: "missing",
  message: "Er is geen bestand met de organisatie: wie er werkt en waar. Maak definitions/organisation.json.",
};

interface Note {
  /** Hash of the source and of the code that checked it. */
  readonly mark: string;
  readonly pin: ReleasePin;
  readonly findings: readonly Finding[];
}

/** Folders of which the code or the schemas decide what is refused. */
const CHECKERS = ["engine/release", "engine/rules", "definitions/grammar", "forms/grammar"];

function markOf(files: ReadonlyMap<string, string>, code: string): string {
  const hash = createHash("sha256").update(code);
  for (const [path, text] of files) hash.update(`${path}\n${text.length}\n${text}`);
  return hash.digest("hex");
}

function codeHash(): string {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const paths = CHECKERS.flatMap((folder) => {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
    return names.filter((name) => /\.(ts|js|json)$/.test(name)).map((name) => join(folder, name));
  });
  const hash = createHash("sha256");
  for (const path of paths.sort()) hash.update(`${path}\n`).update(readFileSync(join(root, path)));
  return hash.digest("hex");
}

/** Lives beside the releases; whoever loses it only pays for one more check. */
function notePath(data: string): string {
  return join(data, "checked.json");
}

async function readNote(data: string): Promise<Note | undefined> {
  try {
    return JSON.parse(await readFile(notePath(data), "utf8")) as Note;
  } catch {
    return undefined;
  }
}

/** Not being able to note it costs a check at the next start, and nothing else. */
async function writeNote(data: string, note: Note): Promise<void> {
  const temporary = `${notePath(data)}.new`;
  try {
    await writeFile(temporary, JSON.stringify(note), { mode: 0o600 });
    await rename(temporary, notePath(data));
  } catch {
    // a full disk, or a store without a folder
  }
}

async function storedRelease(data: string, hash: string): Promise<Uint8Array | undefined> {
  if (!/^[0-9a-f]{64}$/.test(hash)) return undefined;
  const bytes = await readFile(join(data, "releases", hash)).catch(() => undefined);
  return bytes !== undefined && releaseHash(bytes) === hash ? bytes : undefined;
}

/** Live data, outside the release: read anew at every start. It was checked with the rest of the source. */
function organisationIn(files: ReadonlyMap<string, string>): Organisation | undefined {
  const text = files.get("definitions/organisation.json") ?? files.get("definitions/organisation.example.json");
  return text === undefined ? undefined : (JSON.parse(text) as Organisation);
}
