/** Ids of streams that a decision opens or looks for: the same parts give the same stream, and nobody can guess one. */

import type { Keyring } from "../keys/keyring.ts";
import { ENDLESS } from "../store/layout.ts";

/** Its lines are never needed to add one, nor are commands addressed to it: opening them all would hold everybody up. */
export function isLedger(stream: string): boolean {
  return stream.startsWith("ledger:");
}

/** `parts`: first the kind, then what makes it one of a kind. Streams that never end say so, for the store. */
export function newStream(keyring: Keyring, parts: readonly string[]): string {
  const token = keyring.token("related", parts);
  const prefix = ENDLESS.find((one) => one === `${parts[0]}:`) ?? "";
  return `${prefix}${token}`;
}
