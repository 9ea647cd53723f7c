/** The command `verify`: whether every line of the data folder still is as it was written. */

import { nodeFiles } from "../store/node-files.ts";
import { Refused } from "../store/refused.ts";
import { type Head, type Verified, verifyFolder } from "../store/verify.ts";
import type { Call, Exit, Io } from "./command.ts";
import { folders } from "./folders.ts";

/** 1 when there is damage; 2 when there is no data, or a server has it open. Changes nothing. */
export async function verify(call: Call, io: Io): Promise<Exit> {
  const places = folders(io);
  if (places === undefined) return 2;
  const { data: folder } = places;
  const kept = call.values["head"] === undefined ? undefined : keptHead(call.values["head"]);
  if (kept === "unreadable") {
    io.err(
      "Achter --head hoort een kop zoals verify hem geeft, tussen aanhalingstekens: een getal, een spatie, 43 tekens.",
    );
    return 2;
  }
  const files = nodeFiles();
  if ((await files.list(folder)).length === 0) {
    io.err(`In ${folder} staan geen gegevens. Wijs met DRAAIBOEK_DATA de goede map aan.`);
    return 2;
  }
  try {
    const unlock = await files.lock(folder);
    const verified = await verifyFolder(files, folder, kept).finally(unlock);
    if (call.flags.has("json"))
      io.out(JSON.stringify({ ok: verified.problems.length === 0, ...verified }, undefined, 2));
    else for (const line of told(folder, verified)) io.out(line);
    return verified.problems.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    io.err(error.message);
    return 2;
  }
}

function keptHead(typed: string): Pick<Head, "groups" | "hash"> | "unreadable" {
  const [, groups, hash] = /^([1-9]\d*) ([\w-]{43})$/.exec(typed.trim()) ?? [];
  return groups === undefined || hash === undefined ? "unreadable" : { groups: Number(groups), hash };
}

function told(folder: string, { streams, commits, auditLines, head, problems }: Verified): string[] {
  return [
    `Map: ${folder}`,
    `Dossiers: ${streams}. Handelingen: ${commits}. Regels van inzage: ${auditLines}.`,
    `Kop: ${head.groups} ${head.hash}`,
    "Bewaar deze kop ergens anders: wie de map terugzet naar een eerder moment, valt dan op.",
    ...problems.map(
      ({ file, offset, what }) => `FOUT  ${file}${offset === undefined ? "" : ` op positie ${offset}`}: ${what}`,
    ),
    problems.length === 0
      ? "Alles klopt."
      : `Er klopt iets niet op ${problems.length} plaatsen. Zet een back-up terug.`,
  ];
}
