/** The index rows of a dossier: what each group of viewers finds in its list, and the day on which the clock must look. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import { nextDay } from "../../engine/rules/term.ts";
import type { Context } from "../../engine/run/whole.ts";
import { type WorklistRow, worklist } from "../../engine/run/worklist.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { Row, StoredPart } from "../store/port.ts";
import { contextOf, NO_COMMIT, type World } from "./context.ts";
import { folding } from "./states.ts";

/** Nobody looks through this one: it is for a dossier that nobody sees and that the clock must still find. */
const CLOCK_ONLY = "clock";

export function rowsOf(dossier: Dossier, context: Omit<Context, "actor">): readonly Row[] {
  const found = worklist(dossier, context);
  const rows = found.map((row, index) => rowOf(dossier.id, row, elsewhere(found, index)));
  if (rows.length > 0) return rows;
  const due = nextDay(dossier, context.catalog.current(context.today).days);
  if (due === undefined) return [];
  const { id, controller, opened } = dossier;
  return [{ stream: id, controller, audiences: [CLOCK_ONLY], order: opened, due, shows: {} }];
}

/** The rows of a stream from all its commits, for a store that makes its index anew. @throws when it cannot be folded. */
export function projection(world: World, keyring: Keyring): (stream: string, parts: readonly StoredPart[]) => Row[] {
  return (stream, parts) => {
    const { dossier } = folding(keyring, stream, parts);
    return dossier === undefined ? [] : [...rowsOf(dossier, contextOf(world, NOBODY, NO_COMMIT))];
  };
}

const NOBODY = { person: "", roles: [], assurance: 0 } as const;

/** The list of open tasks of an audience is an audience of its own. */
export function taskAudience(audience: string): string {
  return `tasks ${audience}`;
}

/** What a row holds: the part to show, and who else finds this dossier in another row, so that nobody finds it twice. */
export interface Kept {
  readonly shows: JsonObject;
  readonly elsewhere: readonly string[];
}

export function keptIn({ shows }: Row): Kept {
  const { shows: inner, elsewhere } = shows as unknown as Kept;
  return { shows: inner, elsewhere };
}

function rowOf(stream: string, row: WorklistRow, others: readonly string[]): Row {
  const { controller, audiences, order, due } = row;
  const tasks = Array.isArray(row.shows["tasks"]) ? row.shows["tasks"] : [];
  return {
    stream,
    controller,
    audiences: tasks.length === 0 ? audiences : [...audiences, ...audiences.map(taskAudience)],
    order,
    ...(due === undefined ? {} : { due }),
    shows: { shows: row.shows, elsewhere: others },
  };
}

function elsewhere(rows: readonly WorklistRow[], index: number): readonly string[] {
  return rows.flatMap((row, at) => (at === index ? [] : row.audiences));
}
