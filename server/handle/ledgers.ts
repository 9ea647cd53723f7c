/** Reads ledgers: lines in the order in which they were entered, each as far as somebody sees the record that it is of. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { CompiledRelease } from "../../engine/release/compile.ts";
import { shown } from "../../engine/rules/view.ts";
import type { Actor } from "../../engine/streams/command.ts";
import type { LedgerEvent } from "../../engine/streams/ledger.ts";
import { isDossier } from "../../engine/streams/stream.ts";
import type { Store, StoredPart } from "../store/port.ts";
import type { Sealer } from "../store/sealer.ts";
import { opened } from "./content.ts";
import { contextOf, NO_COMMIT, type World } from "./context.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { kindOf, lookAt } from "./look.ts";
import { type States, statesIn, Unreadable } from "./states.ts";
import { newStream } from "./streams.ts";

export interface LedgerPage {
  readonly items: readonly JsonObject[];
  /** Sealed, and good for this actor and ledger only. */
  readonly next?: string;
}

export interface Ledgers {
  /**
   * Undefined when there is no such ledger for the actor; `wrong-place` when `after` is no place in it. A page may hold
   * fewer lines than asked, and still say where to read on.
   */
  read(
    actor: Actor,
    name: string,
    query: { readonly after?: string; readonly limit: number },
  ): Promise<LedgerPage | "wrong-place" | undefined>;
}

interface LedgersOptions extends World {
  readonly store: Store;
  readonly states: States;
  readonly sealer: Sealer;
}

type Line = Exclude<LedgerEvent, { readonly type: "ledgerOpened" }>;

/** Lines that one request looks at: somebody who sees few of them must not make it read them all. */
const MOST_LOOKED_AT = 500;

export function openLedgers(options: LedgersOptions): Ledgers {
  const { store, states, sealer, keyring } = options;

  /** The line as the actor may see it: undefined when the record that it is of is not seen. */
  async function lineFor(actor: Actor, line: Line): Promise<JsonObject | undefined> {
    try {
      return await seenLine(actor, line);
    } catch (error) {
      // As a dossier that cannot be read stands in no list.
      if (error instanceof Unreadable) return undefined;
      throw error;
    }
  }

  function seenLine(actor: Actor, line: Line): Promise<JsonObject | undefined> {
    return states.on([line.dossier], (held) => {
      const others = statesIn(held);
      const state = others[line.dossier];
      const context = contextOf(options, actor, NO_COMMIT, others);
      const fields = isDossier(state) ? lookAt(state, kindOf(state), context)?.sight.records.get(line.kind) : undefined;
      if (fields === undefined) return undefined;
      const { system: _system, ...rest } = line;
      return rest.type === "entered" ? { ...rest, fields: shown(rest.fields ?? {}, fields) } : rest;
    });
  }

  return {
    async read(actor, name, { after, limit }) {
      const { catalog, today } = contextOf(options, actor, NO_COMMIT);
      const controllers = controllersFor(actor, name, catalog.current(today), options.organisation());
      if (controllers.length === 0) return undefined;
      const owner = [actor.person, "ledger", name];
      const start = after === undefined ? START : readCursor<Place>(sealer, owner, after);
      if (start === undefined) return "wrong-place";
      const items: JsonObject[] = [];
      let looked = 0;
      for (const controller of controllers.filter((one) => one >= start.controller)) {
        const places = placesIn(await store.read(newStream(keyring, ["ledger", name, controller])));
        const first = controller === start.controller ? start.line : 0;
        for (const [line, { part, event }] of [...places.entries()].slice(first)) {
          if (items.length === limit || looked === MOST_LOOKED_AT)
            return { items, next: writeCursor(sealer, owner, { controller, line } satisfies Place) };
          looked += 1;
          const found = await lineFor(actor, opened(keyring, part).commit.events[event] as Line);
          if (found !== undefined) items.push({ controller, at: part.at, ...found });
        }
      }
      return { items };
    },
  };
}

/** The next line to look at. */
interface Place {
  readonly controller: string;
  readonly line: number;
}

const START: Place = { controller: "", line: 0 };

/** In order: those at whose units the actor has a role that sees some kind of record in this ledger. */
function controllersFor(
  { roles }: Actor,
  name: string,
  { release: { records, views } }: CompiledRelease,
  { units }: ReturnType<World["organisation"]>,
): readonly string[] {
  const sections = Object.values(records).flatMap(({ id, stream }) => (stream === name ? [`records.${id}`] : []));
  // A filed copy is of what was known then; a ledger is of now.
  const live = Object.values(views).filter((view) => view.as !== "filed");
  const showing = live.filter((view) => sections.some((one) => Object.hasOwn(view.sections, one)));
  const seeing = new Set(showing.flatMap((view) => view.for));
  const found = roles.flatMap(({ role, unit }) => (seeing.has(role) ? (units[unit]?.controller ?? []) : []));
  return [...new Set(found)].sort();
}

/** Which event of which part each line is: content is opened only of what is shown. */
function placesIn(parts: readonly StoredPart[]): readonly { readonly part: StoredPart; readonly event: number }[] {
  return parts.flatMap((part) =>
    part.skeleton.flatMap(({ type }, event) => (type === "ledgerOpened" ? [] : [{ part, event }])),
  );
}
