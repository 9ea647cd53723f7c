/** The index rows of a stream: what each group of viewers finds in its lists, and the day on which the clock must look. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import { nextDay } from "../../engine/rules/term.ts";
import type { Context } from "../../engine/run/whole.ts";
import { sightsStay, type WorklistRow, worklist } from "../../engine/run/worklist.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import type { DossierEvent } from "../../engine/streams/event.ts";
import { isDossier, type StreamEvent, type StreamState } from "../../engine/streams/stream.ts";
import type { Row, StoredPart } from "../store/port.ts";
import { contextOf, NO_COMMIT, type World } from "./context.ts";
import { type Kind, kindOf } from "./look.ts";
import { folding } from "./states.ts";

/** Nobody looks through this one: it is for a stream that nobody sees and that the clock must still find. */
const CLOCK_ONLY = "clock";

/** Nothing of another stream is needed for it. */
function rowsOf(state: StreamState, context: Omit<Context, "actor">): readonly Row[] {
  const rows = isDossier(state) ? listRows(state, context) : [];
  if (rows.length > 0) return rows;
  const due = nextDay(state, context.catalog.current(context.today).days);
  if (due === undefined) return [];
  const { id, controller } = state;
  return [{ stream: id, controller, audiences: [CLOCK_ONLY], order: due, due, shows: {} }];
}

/** The rows after these events; undefined when they are as they were: saving answers is what happens most. */
export function rowsAfter(
  events: readonly StreamEvent[],
  after: StreamState,
  context: Context,
): readonly Row[] | undefined {
  if (events.length === 0) return undefined;
  // Of a dossier all events are.
  const stays = isDossier(after) && sightsStay(events as readonly DossierEvent[], after, context);
  return stays ? undefined : rowsOf(after, context);
}

function listRows(dossier: Dossier, context: Omit<Context, "actor">): readonly Row[] {
  const found = worklist(dossier, context);
  return found.map((row, index) => rowOf(dossier, row, elsewhere(found, index)));
}

/** The rows of a stream from all its commits, for a store that makes its index anew. @throws when it cannot be folded. */
export function projection(world: World): (stream: string, parts: readonly StoredPart[]) => Row[] {
  return (stream, parts) => {
    const { state } = folding(world.keyring, stream, parts);
    return state === undefined ? [] : [...rowsOf(state, contextOf(world, NOBODY, NO_COMMIT))];
  };
}

const NOBODY = { person: "", roles: [], assurance: 0 } as const;

/** Groups are listed apart from dossiers. */
export function listAudience(audience: string, kind: Kind): string {
  return kind === "group" ? `groups ${audience}` : audience;
}

/** The list of open tasks of an audience is an audience of its own. */
export function taskAudience(audience: string): string {
  return `tasks ${audience}`;
}

/** What a row holds: the part to show, and who else finds this dossier in another row, so that nobody finds it twice. */
export interface Kept {
  readonly kind: Kind;
  readonly shows: JsonObject;
  readonly elsewhere: readonly string[];
}

export function keptIn({ shows }: Row): Kept {
  const { kind, shows: inner, elsewhere } = shows as unknown as Kept;
  return { kind, shows: inner, elsewhere };
}

function rowOf(dossier: Dossier, row: WorklistRow, others: readonly string[]): Row {
  const { controller, order, due } = row;
  const kind = kindOf(dossier);
  const tasks = Array.isArray(row.shows["tasks"]) ? row.shows["tasks"] : [];
  const audiences = row.audiences.map((audience) => listAudience(audience, kind));
  return {
    stream: dossier.id,
    controller,
    audiences: tasks.length === 0 ? audiences : [...audiences, ...row.audiences.map(taskAudience)],
    order,
    ...(due === undefined ? {} : { due }),
    shows: { kind, shows: row.shows, elsewhere: others.map((audience) => listAudience(audience, kind)) },
  };
}

function elsewhere(rows: readonly WorklistRow[], index: number): readonly string[] {
  return rows.flatMap((row, at) => (at === index ? [] : row.audiences));
}
