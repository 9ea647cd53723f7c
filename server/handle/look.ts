/** How an actor looks at a dossier: brought up to date, through the views of today. */

import { type Sight, seesNothing } from "../../engine/rules/view.ts";
import { see } from "../../engine/run/available.ts";
import { upToDate } from "../../engine/run/decide.ts";
import type { Context } from "../../engine/run/whole.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";

export interface Looked {
  /** As it is stored. */
  readonly stored: Dossier;
  /** As it is now: terms that ended meanwhile have done their work. */
  readonly dossier: Dossier;
  readonly sight: Sight;
  readonly context: Context;
}

/** Undefined when nothing of it is seen: it is then not there. */
export function lookAt(stored: Dossier | undefined, context: Context): Looked | undefined {
  if (stored === undefined) return undefined;
  const dossier = upToDate(stored, context);
  const sight = see(dossier, context);
  return seesNothing(sight) ? undefined : { stored, dossier, sight, context };
}
