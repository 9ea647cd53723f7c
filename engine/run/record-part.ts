/** Records, tasks and messages on a page, as far as they may be seen. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import { receives } from "../rules/party.ts";
import { counting, isVoid } from "../rules/records.ts";
import { cycleOf } from "../rules/scope.ts";
import type { Fields } from "../rules/sections.ts";
import { filled } from "../rules/text.ts";
import { type InstanceSight, type Sight, shown } from "../rules/view.ts";
import type { Dossier, Instance, RecordEntry } from "../streams/dossier.ts";
import { madeBy } from "./names.ts";
import type { Work } from "./whole.ts";
import { currentRelease, placeIn, releaseFor, scopeIn } from "./work.ts";

export interface RecordPart {
  readonly kind: string;
  readonly title: string;
  readonly entries: readonly {
    readonly id: string;
    readonly on: string;
    readonly at: string;
    readonly by: string;
    readonly status: "valid" | "replaced" | "withdrawn" | "void";
    readonly answers: JsonObject;
  }[];
}

export interface TaskPart {
  readonly id: string;
  readonly instance: string;
  readonly title?: string;
  readonly to?: string;
  readonly due?: string;
  /** The viewer plays the role it is for. */
  readonly mine?: boolean;
}

export interface MessagePart {
  readonly instance: string;
  readonly at: string;
  readonly subject: string;
  readonly body: string;
}

export function recordParts(work: Work, state: Dossier, sight: Sight): RecordPart[] {
  const current = currentRelease(work);
  const cycle = cycleOf(placeIn(work, undefined));
  return [...sight.records].flatMap(([kind, fields]) => {
    const entries = (state.records[kind] ?? []).filter(({ of }) => !sight.unreadable.has(of ?? ""));
    if (entries.length === 0) return [];
    const valid = counting(state, kind, cycle);
    return {
      kind,
      title: current.book.recordKind(kind)?.title ?? kind,
      entries: entries.map((entry) => ({
        id: entry.id,
        on: entry.on,
        ...madeBy(work, entry.origin),
        status: valid.includes(entry) ? ("valid" as const) : notValid(state, entry, cycle),
        answers: shown(entry.answers, fields),
      })),
    };
  });
}

function notValid(state: Dossier, entry: RecordEntry, cycle: Instance | undefined): "replaced" | "withdrawn" | "void" {
  if (entry.withdrawn) return "withdrawn";
  return entry.replaced || !isVoid(state, entry, cycle) ? "replaced" : "void";
}

export function taskParts(work: Work, state: Dossier, sight: Sight): TaskPart[] {
  return Object.values(state.tasks)
    .filter(({ open }) => open)
    .flatMap((task) => {
      const fields = taskFields(sight.instances.get(task.instance));
      if (fields === undefined) return [];
      const { id, instance, title, due } = task;
      const of = state.instances[instance];
      const to = releaseFor(work, of).whoTitle(task.to);
      const mine = receives(placeIn(work, of), work.whole.actor, task);
      return { id, instance, ...shown({ title, to, ...(due === undefined ? {} : { due }), mine }, fields) };
    });
}

/** Texts are current. Of an instance that the viewer does not see, no message is shown either. */
export function messageParts(work: Work, state: Dossier, sight: Sight): MessagePart[] {
  const { messages } = currentRelease(work).release;
  return state.messages
    .flatMap((sent) => {
      const { message: id, instance: of, at } = sent;
      const instance = state.instances[of];
      const message = messages[id];
      if (message === undefined || sight.instances.get(of)?.request === undefined) return [];
      if (!receives(placeIn(work, instance), work.whole.actor, sent)) return [];
      const scope = scopeIn(work, instance);
      return [{ instance: of, at, subject: filled(scope, message.subject), body: filled(scope, message.body) }];
    })
    .reverse();
}

/** Of an instance that is not seen itself, no task is shown. */
export function taskFields(seen: InstanceSight | undefined): Fields | undefined {
  return seen?.request === undefined ? undefined : seen.tasks;
}
