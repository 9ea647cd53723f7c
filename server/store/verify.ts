/** Checks every checksum and chain in a data folder that no store has open, and changes nothing. */

import { join } from "node:path";
import { parseDocument } from "./document.ts";
import { parseDossier } from "./dossier-file.ts";
import { parseEntry } from "./entry.ts";
import { SLOT_BYTES, slots } from "./epoch.ts";
import type { Files } from "./files.ts";
import { refuseOtherFormat } from "./format.ts";
import { readGroups, START } from "./frame.ts";
import { sha256 } from "./hash.ts";
import { readJournal } from "./journal.ts";
import { CHAIN, CHECKPOINT, dossierPlace, EPOCH, FORMAT_FILE, PUBLICATIONS, RESERVE, TOKENS } from "./layout.ts";
import { EMPTY, type Manifest, parseManifest } from "./manifest.ts";
import { partChecksum, partText } from "./part.ts";
import type { StoredPart } from "./port.ts";
import { Refused } from "./refused.ts";
import { releaseHash } from "./release-hash.ts";
import { reserveGroups } from "./reserve.ts";

export interface Verified {
  readonly streams: number;
  readonly commits: number;
  readonly auditLines: number;
  readonly head: Head;
  /** Empty when all is well. */
  readonly problems: readonly Problem[];
}

/**
 * What to sign with the time and keep elsewhere: a folder that was put back to an earlier state has good chains, but
 * misses the group of a later head.
 */
export interface Head {
  /** Number and checksum of the last group that the journal took. */
  readonly groups: number;
  readonly hash: string;
  /** SHA-256 over the last checksum of every stream: equal for two copies of the same state. */
  readonly content: string;
}

export interface Problem {
  readonly file: string;
  /** Bytes from the start of the file. */
  readonly offset?: number;
  readonly what: string;
}

/** `kept`: a head of this folder that was kept elsewhere; not finding its group is a problem. @throws Refused of another format. */
export async function verifyFolder(
  files: Files,
  folder: string,
  kept?: Pick<Head, "groups" | "hash">,
): Promise<Verified> {
  await refuseOtherFormat(files, folder);
  const found: Found = { problems: [], heads: new Map(), auditLines: 0, chain: [] };
  await verifyDocuments(files, folder, found);
  const manifest = await verifyManifest(files, folder, found);
  for (const name of ["", ".previous"]) await verifyDossiers(files, folder, name, found);
  await verifyGrowing(files, folder, manifest, found);
  verifyCounts(manifest, found);
  await verifyJournal(files, folder, manifest, found);
  if (kept !== undefined && kept.groups > 0 && found.chain[kept.groups - 1] !== kept.hash) {
    found.problems.push({
      file: CHAIN,
      what: "de bewaarde kop komt niet voor: de map is van een eerder moment, of een andere",
    });
  }
  await verifyReleases(files, folder, found);
  await verifyFixed(files, folder, manifest, found);
  return {
    streams: found.heads.size,
    commits: [...found.heads.values()].reduce((sum, { revision }) => sum + revision, 0),
    auditLines: found.auditLines,
    head: {
      groups: found.chain.length,
      hash: found.chain.at(-1) ?? "",
      content: sha256(JSON.stringify([...found.heads].sort(([a], [b]) => (a < b ? -1 : 1)))),
    },
    problems: found.problems,
  };
}

interface Found {
  readonly problems: Problem[];
  readonly heads: Map<string, { readonly revision: number; readonly head: string }>;
  /** Checksum of every group of the journal, from the first. */
  readonly chain: string[];
  auditLines: number;
}

async function verifyDocuments(files: Files, folder: string, { problems }: Found): Promise<void> {
  for (const [name, needed] of [
    [FORMAT_FILE, true],
    ["keys.json", false],
  ] as const) {
    const bytes = await files.read(join(folder, name));
    if (bytes === undefined && needed) problems.push({ file: name, what: "ontbreekt" });
    if (bytes !== undefined && parseDocument(bytes) === undefined)
      problems.push({ file: name, what: "het controlegetal klopt niet" });
  }
}

async function verifyManifest(files: Files, folder: string, { problems }: Found): Promise<Manifest> {
  const bytes = await files.read(join(folder, CHECKPOINT));
  const value = bytes && parseDocument(bytes);
  if (bytes !== undefined && value === undefined)
    problems.push({ file: CHECKPOINT, what: "het controlegetal klopt niet" });
  return value === undefined ? EMPTY : parseManifest(value);
}

/** `generation`: "" for the current file of each dossier, ".previous" for the one before it. */
async function verifyDossiers(files: Files, folder: string, generation: string, found: Found): Promise<void> {
  for (const shard of await files.list(join(folder, "dossiers"))) {
    for (const name of await files.list(join(folder, "dossiers", shard))) {
      if (name.endsWith(".previous.json") !== (generation !== "")) continue;
      const file = `dossiers/${shard}/${name}`;
      const bytes = await files.read(join(folder, "dossiers", shard, name));
      const dossier = bytes && parseDossier(bytes);
      if (dossier === undefined) {
        found.problems.push({ file, what: "het controlegetal klopt niet" });
        continue;
      }
      const place = dossierPlace(folder, dossier.stream);
      if (join(folder, file) !== (generation === "" ? place.current : place.previous)) {
        found.problems.push({ file, what: `hoort bij ${dossier.stream}, en heet anders` });
      }
      const end = follow({ revision: 0, head: "" }, dossier.commits);
      if (end === undefined || end.head !== dossier.head) found.problems.push({ file, what: "de keten is gebroken" });
      // A crash between the two renames leaves only the previous one; the journal has the rest.
      else if (!found.heads.has(dossier.stream)) found.heads.set(dossier.stream, end);
    }
  }
}

async function verifyGrowing(files: Files, folder: string, manifest: Manifest, found: Found): Promise<void> {
  const names = new Set(Object.keys(manifest.files));
  for (const under of ["audit", "index"])
    for (const name of await files.list(join(folder, under))) names.add(`${under}/${name}`);
  for (const stream of await files.list(join(folder, "endless"))) {
    for (const name of await files.list(join(folder, "endless", stream))) names.add(`endless/${stream}/${name}`);
  }
  for (const name of [TOKENS, CHAIN, PUBLICATIONS])
    if ((await files.read(join(folder, name))) !== undefined) names.add(name);

  for (const name of [...names].sort()) {
    const mark = manifest.files[name] ?? START;
    const { groups, end, bad } = readGroups((await files.read(join(folder, name))) ?? new Uint8Array(), START);
    const marked = groups.find(({ n }) => n === mark.n);
    if (bad !== undefined) found.problems.push({ file: name, offset: bad, what: "een groep klopt niet" });
    if (end.bytes < mark.bytes) found.problems.push({ file: name, offset: end.bytes, what: "het bestand is te kort" });
    else if (mark.n > 0 && (marked?.end !== mark.bytes || marked.checksum !== mark.hash)) {
      found.problems.push({
        file: name,
        offset: mark.bytes,
        what: "het bestand is een ander dan bij het laatste controlepunt",
      });
    }
    // What lies beyond the mark is in the journal too, and is counted there.
    const lines = groups.filter((group) => group.end <= mark.bytes).flatMap((group) => group.lines);
    if (name.startsWith("audit/")) found.auditLines += lines.length;
    if (name === CHAIN) verifyChain(lines, manifest, found);
    if (name.startsWith("endless/")) verifyParts(name, lines.map(parsePart), found);
  }
}

function verifyChain(lines: readonly string[], { after }: Manifest, { chain, problems }: Found): void {
  for (const line of lines) {
    const [n, hash]: readonly [number, string] = JSON.parse(line);
    if (n === chain.length + 1) chain.push(hash);
    else problems.push({ file: CHAIN, what: `groep ${n} staat op de plaats van groep ${chain.length + 1}` });
  }
  if (chain.length !== after.n || (chain.at(-1) ?? "") !== after.hash) {
    problems.push({ file: CHAIN, what: "de laatste groep is niet die van het controlepunt" });
  }
}

function verifyParts(file: string, parts: readonly StoredPart[], found: Found): void {
  const stream = parts[0]?.stream;
  if (stream === undefined) return;
  const end = follow(found.heads.get(stream) ?? { revision: 0, head: "" }, parts);
  if (end === undefined) found.problems.push({ file, what: "de keten is gebroken" });
  else found.heads.set(stream, end);
}

/** Counted before the journal is added: whole files that are gone leave no broken chain behind. */
function verifyCounts(manifest: Manifest, { heads, auditLines, problems }: Found): void {
  const commits = [...heads.values()].reduce((sum, { revision }) => sum + revision, 0);
  if (heads.size < manifest.streams || commits < manifest.commits || auditLines < manifest.auditLines) {
    const counted = `${heads.size} stromen, ${commits} handelingen, ${auditLines} auditregels`;
    const noted = `${manifest.streams}, ${manifest.commits}, ${manifest.auditLines}`;
    problems.push({
      file: CHECKPOINT,
      what: `er zijn bestanden weg: ${counted} gevonden; het controlepunt noemt ${noted}`,
    });
  }
}

async function verifyJournal(files: Files, folder: string, manifest: Manifest, found: Found): Promise<void> {
  try {
    const { groups, cuts } = await readJournal(files, folder, manifest);
    for (const { path, length } of cuts) {
      found.problems.push({ file: path.slice(folder.length + 1), offset: length, what: "een groep is niet afgemaakt" });
    }
    for (const { path, group } of groups) {
      for (const entry of group.lines.map(parseEntry)) {
        for (const part of entry.parts ?? []) {
          const known = found.heads.get(part.stream) ?? { revision: 0, head: "" };
          if (part.revision <= known.revision) continue;
          const end = follow(known, [part]);
          if (end !== undefined) found.heads.set(part.stream, end);
          else {
            const what = `handeling ${part.revision} van ${part.stream} volgt niet op de vorige`;
            found.problems.push({ file: path.slice(folder.length + 1), offset: group.start, what });
          }
        }
        found.auditLines += entry.audit?.length ?? 0;
      }
      found.chain.push(group.checksum);
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    found.problems.push({ file: "journal", what: error.message });
  }
}

async function verifyReleases(files: Files, folder: string, { problems }: Found): Promise<void> {
  for (const name of await files.list(join(folder, "releases"))) {
    const bytes = await files.read(join(folder, "releases", name));
    if (bytes === undefined || releaseHash(bytes) !== name) {
      problems.push({ file: `releases/${name}`, what: "de inhoud past niet bij de naam" });
    }
  }
}

/** The two files of a fixed size: what is not a whole group or slot must be zero. */
async function verifyFixed(files: Files, folder: string, manifest: Manifest, { problems }: Found): Promise<void> {
  const epoch = (await files.read(join(folder, EPOCH))) ?? new Uint8Array();
  const at = epoch.length === 2 * SLOT_BYTES ? slots(epoch).indexOf(undefined) : 0;
  if (at >= 0) problems.push({ file: EPOCH, offset: at * SLOT_BYTES, what: "het controlegetal klopt niet" });

  const reserve = (await files.read(join(folder, RESERVE))) ?? new Uint8Array();
  const end = reserveGroups(reserve).at(-1)?.end ?? 0;
  if (reserve.length < manifest.reserveBytes)
    problems.push({ file: RESERVE, offset: reserve.length, what: "het bestand is te kort" });
  const dirty = reserve.subarray(end).findIndex((byte) => byte !== 0);
  if (dirty >= 0) problems.push({ file: RESERVE, offset: end + dirty, what: "een groep klopt niet" });
}

/** The end of a chain with these parts behind it, or undefined when they do not follow. */
function follow(
  from: { readonly revision: number; readonly head: string },
  parts: readonly StoredPart[],
): { revision: number; head: string } | undefined {
  let { revision, head } = from;
  for (const part of parts) {
    if (part.revision !== revision + 1 || part.previous !== head) return undefined;
    revision = part.revision;
    head = partChecksum(partText(part));
  }
  return { revision, head };
}

function parsePart(line: string): StoredPart {
  const part: StoredPart = JSON.parse(line);
  return part;
}
