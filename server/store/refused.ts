/** Why a store or a keyring does not open: told to the person who starts the server, with the way out. */

export type RefusedCode =
  | "in-use"
  | "newer-format"
  | "older-format"
  | "damaged"
  | "keys-missing"
  | "keys-differ"
  | "not-empty";

/** Nothing was changed on disk. The message is Dutch and names the folder or file. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: RefusedCode;
  constructor(code: RefusedCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Damage at a place: `offset` in bytes from the start of the file. */
export function damaged(file: string, offset: number, what: string): Refused {
  return new Refused(
    "damaged",
    `${file} is beschadigd op positie ${offset}: ${what}. Er is niets gewijzigd. Zet een back-up terug, of laat een beheerder naar dit bestand kijken.`,
  );
}
