/** The lists of an actor: the rows of all audiences the actor belongs to, as one list in order, each dossier once. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import { audiencesOf } from "../../engine/run/worklist.ts";
import type { Actor } from "../../engine/streams/command.ts";
import type { Row, RowPage, Store } from "../store/port.ts";
import type { Sealer } from "../store/sealer.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import type { Kind } from "./look.ts";
import { keptIn, listAudience, taskAudience } from "./rows.ts";

export interface WorklistPage {
  readonly items: readonly JsonObject[];
  readonly total: number;
  /** Sealed, and good for this actor only. */
  readonly next?: string;
}

export interface Lists {
  /** Undefined when `after` is not a place in this actor's list. */
  worklist(actor: Actor, kind: Kind, query: { after?: string; limit: number }): Promise<WorklistPage | undefined>;
  tasks(actor: Actor): Promise<readonly JsonObject[]>;
}

/** Rows that are read at once, where all of an audience are needed. */
const BATCH = 200;
/** More open tasks than anybody can look at. */
const MOST_TASKS = 1_000;

export function openLists({ store, sealer }: { store: Store; sealer: Sealer }): Lists {
  return {
    async worklist(actor, kind, { after, limit }) {
      const audiences = audiencesOf(actor).map((audience) => listAudience(audience, kind));
      const cursor = after === undefined ? {} : readCursor<Cursor>(sealer, [actor.person, kind], after);
      if (cursor === undefined) return undefined;
      const lists = audiences.map((audience, index) =>
        listOf(store, audience, audiences.slice(0, index), cursor[audience], limit),
      );
      const items: JsonObject[] = [];
      while (items.length < limit) {
        const row = (await newestOf(lists))?.take();
        if (row === undefined) break;
        items.push(keptIn(row).shows);
      }
      const total = (await Promise.all(lists.map((list) => list.total()))).reduce((sum, one) => sum + one, 0);
      if ((await newestOf(lists)) === undefined) return { items, total };
      const next: Record<string, string | null> = {};
      for (const list of lists) {
        const place = await list.place();
        if (place !== undefined) next[list.audience] = place;
      }
      return { items, total, next: writeCursor(sealer, [actor.person, kind], next) };
    },
    async tasks(actor) {
      const found = new Map<string, JsonObject>();
      for (const audience of audiencesOf(actor)) {
        for await (const row of everyRow(store, taskAudience(audience))) {
          for (const task of tasksIn(row)) found.set(`${row.stream} ${String(task["id"])}`, task);
          if (found.size >= MOST_TASKS) break;
        }
      }
      return [...found.values()].sort((a, b) => (dueOf(a) < dueOf(b) ? -1 : dueOf(a) > dueOf(b) ? 1 : 0));
    },
  };
}

async function newestOf(lists: readonly List[]): Promise<List | undefined> {
  let newest: { list: List; key: string } | undefined;
  for (const list of lists) {
    const row = await list.head();
    if (row === undefined) continue;
    const key = `${row.order} ${row.stream}`;
    if (newest === undefined || key > newest.key) newest = { list, key };
  }
  return newest?.list;
}

/** Where to read on, per audience: absent at the beginning, null at the end. */
interface Cursor {
  readonly [audience: string]: string | null;
}

/** The rows of one audience from a place on, without those that an earlier audience of the same actor has. */
interface List {
  readonly audience: string;
  /** The next row, read when it is asked for; undefined at the end. */
  head(): Promise<Row | undefined>;
  take(): Row | undefined;
  total(): Promise<number>;
  /** Where to read on after what was taken: undefined at the beginning, null at the end. */
  place(): Promise<string | null | undefined>;
}

function listOf(
  store: Store,
  audience: string,
  earlier: readonly string[],
  start: string | null | undefined,
  limit: number,
): List {
  const isOwn = (row: Row) => {
    const others = [...row.audiences, ...keptIn(row).elsewhere];
    return !earlier.some((one) => others.includes(one));
  };
  let after = start ?? undefined;
  let page: RowPage | undefined;
  let used = 0;

  async function read(): Promise<RowPage> {
    page ??= await store.rows({ audience, limit, newestFirst: true, ...(after === undefined ? {} : { after }) });
    return page;
  }

  async function head(): Promise<Row | undefined> {
    if (start === null) return undefined;
    for (;;) {
      const { rows, next } = await read();
      const row = rows[used];
      if (row !== undefined && isOwn(row)) return row;
      if (row !== undefined) used += 1;
      else if (next === undefined) return undefined;
      else {
        after = next;
        page = undefined;
        used = 0;
      }
    }
  }

  return {
    audience,
    head,
    take() {
      const row = page?.rows[used];
      used += 1;
      return row;
    },
    async total() {
      const { total } = await read();
      if (earlier.length === 0 || total === 0) return total;
      let own = 0;
      for await (const row of everyRow(store, audience)) if (isOwn(row)) own += 1;
      return own;
    },
    async place() {
      if (start === null || used === 0) return start === null ? null : after;
      if (page !== undefined && used === page.rows.length) return page.next ?? null;
      // A store says where to read on only at the end of a page, so ask for exactly what was used.
      const exact = await store.rows({
        audience,
        limit: used,
        newestFirst: true,
        ...(after === undefined ? {} : { after }),
      });
      return exact.next ?? null;
    },
  };
}

async function* everyRow(store: Store, audience: string): AsyncIterable<Row> {
  let after: string | undefined;
  do {
    const page = await store.rows({ audience, limit: BATCH, ...(after === undefined ? {} : { after }) });
    yield* page.rows;
    after = page.next;
  } while (after !== undefined);
}

function tasksIn(row: Row): readonly JsonObject[] {
  const { kind, shows } = keptIn(row);
  const tasks = Array.isArray(shows["tasks"]) ? (shows["tasks"] as readonly JsonObject[]) : [];
  const title = (shows["dossier"] as JsonObject | undefined)?.["title"];
  const named: { title?: Json } = title === undefined ? {} : { title };
  return tasks.map((task) => ({ [kind]: { id: row.stream, ...named }, ...task }));
}

/** Tasks without a day come last. */
function dueOf({ due }: JsonObject): string {
  return typeof due === "string" ? due : "9999";
}
