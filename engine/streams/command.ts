/** What is asked of the engine: a command, and who asks it when. */

import type { CommandBody } from "../../definitions/grammar/types.generated.ts";

/** A command for one dossier. The body is checked against the grammar where it enters. */
export interface Command {
  readonly dossier: string;
  readonly body: CommandBody;
}

/** A person who acts, with the roles that the organisation gives. */
export interface Actor {
  /** Person id in the organisation; random there, so that it may stand in the readable part of a commit. */
  readonly person: string;
  readonly roles: readonly { readonly role: string; readonly unit: string }[];
  /** 0 link, 1 login or link with code, 2 login with second factor. */
  readonly assurance: 0 | 1 | 2;
}

/** Who acts when a term ends or a condition starts to hold. */
export const SYSTEM: Actor = { person: "system", roles: [], assurance: 0 };
