/** How an actor looks at a dossier or a group: brought up to date, through the views of today. */

import { type Sight, seesNothing } from "../../engine/rules/view.ts";
import { sightIn } from "../../engine/run/available.ts";
import { begin } from "../../engine/run/elapse.ts";
import type { Context } from "../../engine/run/whole.ts";
import { dossierIn } from "../../engine/run/work.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import { isDossier, type StreamState } from "../../engine/streams/stream.ts";

export interface Looked {
  /** As it is stored. */
  readonly stored: Dossier;
  /** As it is now: terms that ended meanwhile have done their work. */
  readonly dossier: Dossier;
  readonly sight: Sight;
  readonly context: Context;
}

/** A group is a dossier with members. */
export type Kind = "dossier" | "group";

/** Undefined when it is something else, or nothing of it is seen: it is then not there. */
export function lookAt(stored: StreamState | undefined, kind: Kind, context: Context): Looked | undefined {
  if (!isDossier(stored) || kindOf(stored) !== kind) return undefined;
  const work = begin(stored, context);
  const sight = sightIn(work);
  const dossier = dossierIn(work);
  return seesNothing(sight) ? undefined : { stored, dossier, sight, context };
}

export function kindOf({ members }: Dossier): Kind {
  return members === undefined ? "dossier" : "group";
}
