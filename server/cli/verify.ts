/** The command `verify`: whether every line of the data folder still is as it was written. */

import type { Config } from "../config/config.ts";
import { headSigner, type SignedHead } from "../keys/head.ts";
import { nodeFiles } from "../store/node-files.ts";
import { Refused } from "../store/refused.ts";
import { type Verified, verifyFolder } from "../store/verify.ts";
import type { Call, Exit, Io } from "./command.ts";
import { folders } from "./folders.ts";
import { headLines, type KeptHead, parsedHead, signedHead } from "./head.ts";

type Places = Pick<Config, "data" | "keys">;

/** 1 when there is damage, or the kept head is forged; 2 when there is no data, or a server has it open. Changes nothing. */
export async function verify(call: Call, io: Io): Promise<Exit> {
  const places = folders(io);
  if (places === undefined) return 2;
  const { data } = places;
  const typed = call.values["head"];
  const kept = typed === undefined ? undefined : parsedHead(typed);
  if (typed !== undefined && kept === undefined) {
    io.err("Achter --head hoort een kop zoals verify hem geeft: de hele regel achter “Kop:”, tussen aanhalingstekens.");
    return 2;
  }
  const files = nodeFiles();
  if ((await files.list(data)).length === 0) {
    io.err(`In ${data} staan geen gegevens. Wijs met DRAAIBOEK_DATA de goede map aan.`);
    return 2;
  }
  try {
    const unlock = await files.lock(data);
    try {
      const refused = kept?.signed && (await refusedHead(kept.signed, places, io));
      if (refused) return refused;
      const verified = await verifyFolder(files, data, kept);
      const ok = verified.problems.length === 0;
      // Nobody signs for what is damaged.
      const signed = ok ? await signedHead(files, places, verified.head) : undefined;
      if (call.flags.has("json")) {
        const head = { ...verified.head, ...(signed && { at: signed.at, signature: signed.signature }) };
        io.out(JSON.stringify({ ok, ...verified, head }, undefined, 2));
      } else for (const line of told(data, verified, { kept, signed })) io.out(line);
      return ok ? 0 : 1;
    } finally {
      await unlock();
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    io.err(error.message);
    return 2;
  }
}

/** The signature first: what somebody made up needs no comparing. */
async function refusedHead(head: SignedHead, places: Places, io: Io): Promise<Exit | undefined> {
  const signer = await headSigner({ files: nodeFiles(), ...places });
  if (signer === undefined) {
    io.err(
      `Of deze kop echt is, is niet na te gaan: in ${places.keys} staan de sleutels van deze gegevens niet. Wijs met DRAAIBOEK_KEYS de goede map aan.`,
    );
    return 2;
  }
  if (signer.isSigned(head)) return undefined;
  io.err(
    "De handtekening onder deze kop klopt niet: de kop is veranderd, of hij is van een andere map. Gebruik de regel zoals hij voor deze map is bewaard.",
  );
  return 1;
}

function told(
  folder: string,
  { streams, commits, auditLines, head, problems }: Verified,
  { kept, signed }: { readonly kept: KeptHead | undefined; readonly signed: SignedHead | undefined },
): string[] {
  return [
    `Map: ${folder}`,
    `Dossiers: ${streams}. Handelingen: ${commits}. Regels van inzage: ${auditLines}.`,
    ...(kept === undefined ? [] : [keptLine(kept)]),
    ...(problems.length === 0 ? headLines(head, signed) : []),
    ...problems.map(
      ({ file, offset, what }) => `FOUT  ${file}${offset === undefined ? "" : ` op positie ${offset}`}: ${what}`,
    ),
    problems.length === 0
      ? "Alles klopt."
      : `Er klopt iets niet op ${problems.length} plaatsen. Zet een back-up terug.`,
  ];
}

function keptLine({ groups, signed }: KeptHead): string {
  if (signed !== undefined)
    return `De bewaarde kop van groep ${groups} is echt: hij is voor deze map ondertekend op ${signed.at}.`;
  return `De bewaarde kop van groep ${groups} heeft geen handtekening: hij is van een oudere versie, of zonder sleutels gemaakt. Wie hem maakte, is niet na te gaan.`;
}
