/** What people see of a dossier or a group: its page, what can be done now, and what happened. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import { history } from "../../engine/run/history.ts";
import { page } from "../../engine/run/page.ts";
import type { Actor } from "../../engine/streams/command.ts";
import type { DossierCommit } from "../../engine/streams/commit.ts";
import type { Store } from "../store/port.ts";
import { opened } from "./content.ts";
import { contextOf, NO_COMMIT, type World } from "./context.ts";
import type { Etags } from "./etag.ts";
import { type Kind, type Looked, lookAt } from "./look.ts";
import { membersIn } from "./members.ts";
import { shownPage } from "./shown.ts";
import { type States, statesIn } from "./states.ts";

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

  /** `show` may run more than once, until every stream that it needs was read. */
  function look<T>(actor: Actor, id: string, kind: Kind, show: (looked: Looked) => T): Promise<T | undefined> {
    return states.on([id], (held) => {
      const others = statesIn(held);
      const looked = lookAt(others[id], kind, contextOf(options, actor, NO_COMMIT, others));
      return looked && show(looked);
    });
  }

  return {
    isThere: async (actor, id, kind = "dossier") => (await look(actor, id, kind, () => true)) === true,
    page: (actor, id, kind = "dossier") => look(actor, id, kind, (looked) => pageOf(looked, etags)),
    async actions(actor, id, kind = "dossier") {
      const shown = await look(actor, id, kind, (looked) => pageOf(looked, etags));
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

export function pageOf(looked: Looked, etags: Etags): JsonObject {
  const { stored, context, dossier } = looked;
  const found = page(stored, context);
  return found === undefined ? {} : { ...shownPage(found, dossier, etags), ...membersIn(looked) };
}
