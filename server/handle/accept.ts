/** Accepts a decision: what it changes in every stream becomes one commit, sealed and queued. */

import type { Decision } from "../../engine/run/decide.ts";
import type { Context } from "../../engine/run/whole.ts";
import { isDossier, type StreamState } from "../../engine/streams/stream.ts";
import type { Keyring } from "../keys/keyring.ts";
import {
  type AuditLine,
  Conflict,
  NotUnique,
  type Row,
  type Store,
  type StoredPart,
  type StreamPart,
} from "../store/port.ts";
import { type KeptCommand, type Parted, parted, sealed } from "./content.ts";
import { type Later, later } from "./later.ts";
import { rowsAfter } from "./rows.ts";
import { type Held, type Known, type States, seenKey } from "./states.ts";

interface Accepting {
  readonly held: Held;
  readonly decision: Accepted;
  readonly context: Context;
  /** Kept in the stream that was addressed. */
  readonly command: KeptCommand;
}

/** An accepted command that can be stored at once: what it leaves in the stream that was addressed. */
interface Prepared {
  readonly kind: "prepared";
  readonly skeleton: StoredPart["skeleton"];
  readonly after: StreamState;
  /** Everybody sees of it what they saw before, but for the answers. */
  readonly stays: boolean;
  /**
   * Enters the queue, and shows the new states at once to whoever comes next. Only within the turn, and last of all:
   * whoever needs another stream after it would do everything twice.
   */
  enter(audit: AuditLine): Entered | Later | Taken;
}

/** On its way to disk. */
interface Entered {
  readonly kind: "entered";
  readonly durable: Promise<unknown>;
}

/** Something that the commit claims belongs to another dossier. */
interface Taken {
  readonly kind: "taken";
}

/** Gives back `later` while a key is not there. Only within a turn. */
export type Accept = (what: Accepting) => Prepared | Later;

export function openAccept({ store, keyring, states }: { store: Store; keyring: Keyring; states: States }): Accept {
  /** Its keys, its place in the cache: everything about one change, so that all can be checked before any is entered. */
  function entering({ held, decision, context, command }: Accepting): readonly Entering[] {
    return decision.streams.map(({ stream, expected, events }, place) => {
      const known = held.get(stream) ?? { state: undefined, seen: new Map() };
      const after = decision.states[stream];
      // The first stream keeps the command, also when nothing happens in it.
      const kept = after !== undefined && (events.length > 0 || place === 0);
      if (!kept) return { stream, expected, known, rows: undefined };
      const what = parted(events, place === 0 ? command : undefined, { before: known.state, after });
      return { stream, expected, known, kept: { what, after }, rows: rowsAfter(events, after, context) };
    });
  }

  function appended(
    { context, decision }: Accepting,
    all: readonly Entering[],
    audit: AuditLine,
  ): Promise<unknown> | Later | Taken {
    const { commit, at, actor } = context;
    const unique = decision.claims.map(({ kind, unit, values }) => keyring.token("unique", [kind, unit, ...values]));
    const streams = all.map((one) => partOf(one, commit));
    try {
      const durable = store.append({ id: commit, at, actor: actor.person, streams, unique, audit: [audit] });
      // Whoever waits for it gets the failure; that nobody waits is no fault.
      durable.catch(() => undefined);
      return durable;
    } catch (error) {
      if (error instanceof Conflict) return later({ moved: error.streams, streams: all.map(({ stream }) => stream) });
      if (error instanceof NotUnique) return { kind: "taken" };
      throw error;
    }
  }

  function partOf({ stream, expected, kept, rows }: Entering, commit: string): StreamPart {
    if (kept === undefined) return { stream, expected, skeleton: [], content: [] };
    const content = sealed(keyring, kept.what, { commit, stream, revision: expected + 1 });
    return { stream, expected, skeleton: kept.what.skeleton, content, ...(rows === undefined ? {} : { rows }) };
  }

  return (asked) => {
    const all = entering(asked);
    const [first] = all;
    if (first?.kept === undefined) throw new Error("nothing happens where the command was addressed");
    const keys = all.flatMap(({ stream, kept }) => {
      const controllers = kept?.what.contents.map(({ controller }) => controller) ?? [];
      return keyring.isReady(stream, controllers) ? [] : [{ stream, controllers }];
    });
    if (keys.length > 0) return later({ keys });
    const { what, after } = first.kept;
    const { skeleton } = what;
    return {
      kind: "prepared",
      skeleton,
      after,
      stays: first.rows === undefined,
      enter(audit) {
        const durable = appended(asked, all, audit);
        if ("kind" in durable) return durable;
        const { key, fingerprint } = asked.command;
        const { commit, actor } = asked.context;
        if (key !== undefined)
          first.known.seen.set(seenKey(actor.person, key), { commit, fingerprint, skeleton, durable });
        for (const { stream, known, kept } of all)
          if (kept !== undefined) states.put(stream, { state: kept.after, seen: known.seen });
        return { kind: "entered", durable };
      },
    };
  };
}

type Accepted = Extract<Decision, { ok: true }>;

/** Whether anything is to be stored: a decision may only say which versions it was made on. */
export function happensIn({ streams }: Accepted): boolean {
  return streams.some(({ events }) => events.length > 0);
}

/** Ids of the dossiers and groups in which something happens. */
export function changedBy({ streams, states }: Accepted): readonly string[] {
  return streams.flatMap(({ stream, events }) => (events.length > 0 && isDossier(states[stream]) ? [stream] : []));
}

/** What becomes of one stream. */
interface Entering {
  readonly stream: string;
  readonly expected: number;
  readonly known: Known;
  /** Absent: it only says which version the decision was made on. */
  readonly kept?: { readonly what: Parted; readonly after: StreamState };
  /** Undefined: lists need not be made again. */
  readonly rows: readonly Row[] | undefined;
}
