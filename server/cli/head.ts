/** The line that `verify`, `backup` and `restore` print to keep elsewhere, and what such a line says when it comes back. */

import { systemClock } from "../clock/clock.ts";
import { type HeadSigner, headSigner, type SignedHead } from "../keys/head.ts";
import type { Files } from "../store/files.ts";
import type { Head } from "../store/verify.ts";

export type KeptHead = Pick<SignedHead, "groups" | "hash"> & { readonly signed?: SignedHead };

/** The head as it is printed; undefined when it is none. */
export function parsedHead(typed: string): KeptHead | undefined {
  const [, groups, hash, at, signature] =
    /^([1-9]\d{0,14}) ([\w-]{43})(?: (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([\w-]{86}))?$/.exec(typed.trim()) ?? [];
  if (groups === undefined || hash === undefined) return undefined;
  const head = { groups: Number(groups), hash };
  return at === undefined || signature === undefined ? head : { ...head, signed: { ...head, at, signature } };
}

/** Signed when the keys of the folder are there. */
export async function signedHead(
  files: Files,
  places: { readonly data: string; readonly keys: string },
  { groups, hash }: Pick<Head, "groups" | "hash">,
): Promise<SignedHead | undefined> {
  const signer: HeadSigner | undefined = groups === 0 ? undefined : await headSigner({ files, ...places });
  return signer?.sign({ groups, hash, at: new Date(systemClock.now()).toISOString() });
}

/** One line to keep, and what it is worth. */
export function headLines({ groups, hash }: Pick<Head, "groups" | "hash">, signed: SignedHead | undefined): string[] {
  if (groups === 0) return ["Er is nog geen kop: er is nog niets geschreven."];
  const keep = "Bewaar deze kop ergens anders: wie de map terugzet naar een eerder moment, valt dan op.";
  if (signed !== undefined) return [`Kop: ${groups} ${hash} ${signed.at} ${signed.signature}`, keep];
  return [
    `Kop: ${groups} ${hash}`,
    "Deze kop is niet ondertekend: de sleutels van deze gegevens zijn er niet. Wijs met DRAAIBOEK_KEYS de goede map aan.",
    keep,
  ];
}
