/** What people see of a dossier or a group: its page, what can be done now, and what happened. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import { history } from "../../engine/run/history.ts";
import { type Page, page } from "../../engine/run/page.ts";
import type { Actor } from "../../engine/streams/command.ts";
import type { DossierCommit } from "../../engine/streams/commit.ts";
import type { Membership } from "../../engine/streams/event.ts";
import type { Reason } from "../../engine/streams/reason.ts";
import type { Store } from "../store/port.ts";
import { opened } from "./content.ts";
import { contextOf, NO_COMMIT, type World } from "./context.ts";
import type { Etags } from "./etag.ts";
import { type Kind, type Looked, lookAt } from "./look.ts";
import { holdUp, lostMessage, membershipsOf, membersIn } from "./members.ts";
import { shownPage } from "./shown.ts";
import { type States, statesIn, Unreadable } from "./states.ts";

/** Each gives undefined when the actor sees nothing of it, or when it is something else: it is then not there. */
export interface Reading {
  isThere(actor: Actor, id: string, kind?: Kind): Promise<boolean>;
  page(actor: Actor, id: string, kind?: Kind): Promise<JsonObject | undefined>;
  actions(actor: Actor, id: string, kind?: Kind): Promise<JsonObject | undefined>;
  history(actor: Actor, id: string, kind?: Kind): Promise<JsonObject | undefined>;
}

interface ReadingOptions extends World {
  readonly store: Store;
  readonly states: States;
  readonly etags: Etags;
}

export function openReading(options: ReadingOptions): Reading {
  const { store, states, etags, keyring } = options;

  /**
   * `show` may run more than once, until every stream that it needs was read. Of a group it gets those who could not be
   * read: the group itself can, and is then shown as if they were not in it.
   */
  async function look<T>(
    actor: Actor,
    id: string,
    kind: Kind,
    show: (looked: Looked, lost: readonly Membership[]) => T,
  ): Promise<T | undefined> {
    const unreadable = new Set<string>();
    for (;;) {
      try {
        return await states.on(
          [id],
          (held) => {
            const others = statesIn(held, unreadable);
            const looked = lookAt(others[id], kind, contextOf(options, actor, NO_COMMIT, others));
            return looked && show(looked, membershipsOf(held.get(id)?.state, unreadable));
          },
          unreadable,
        );
      } catch (error) {
        if (!(error instanceof Unreadable) || error.stream === id) throw error;
        unreadable.add(error.stream);
      }
    }
  }

  return {
    isThere: async (actor, id, kind = "dossier") => (await look(actor, id, kind, () => true)) === true,
    page: (actor, id, kind = "dossier") => look(actor, id, kind, (looked, lost) => pageOf(looked, etags, lost)),
    async actions(actor, id, kind = "dossier") {
      const shown = await look(actor, id, kind, (looked, lost) => pageOf(looked, etags, lost));
      if (shown === undefined) return undefined;
      const { actions = [], next } = shown;
      return { actions, ...(next === undefined ? {} : { next }) };
    },
    async history(actor, id, kind = "dossier") {
      const looked = await look(actor, id, kind, (found) => found);
      if (looked === undefined) return undefined;
      const commits = (await store.read(id)).map((part) => opened(keyring, part).commit);
      // Of a dossier all events are.
      return { lines: history(commits as readonly DossierCommit[], looked.dossier, looked.context) as unknown as Json };
    },
  };
}

/** `lost`: how those members take part whose own dossiers cannot be read. */
export function pageOf(looked: Looked, etags: Etags, lost: readonly Membership[] = []): JsonObject {
  const { stored, context, dossier } = looked;
  const found = page(stored, context);
  if (found === undefined) return {};
  const shown = shownPage(holdUp(lost) ? blocked(found, lost) : found, dossier, etags);
  return { ...shown, ...membersIn(looked, lost) };
}

function blocked({ next: _next, ...found }: Page, lost: readonly Membership[]): Page {
  const actions = found.actions.map((action) => {
    const { instance } = action.command as { readonly instance?: string };
    const place = instance === undefined ? {} : { instance };
    const reason: Reason = { code: "members", place, message: lostMessage(lost) };
    return { ...action, allowed: false, next: false, reasons: [...action.reasons, reason] };
  });
  return { ...found, actions };
}
