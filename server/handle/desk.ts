/** The desk: a command comes in and a stored commit comes out, and everybody looks through their own view. */

import { randomUUID } from "node:crypto";
import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import { decide } from "../../engine/run/decide.ts";
import { history } from "../../engine/run/history.ts";
import { page } from "../../engine/run/page.ts";
import type { Actor } from "../../engine/streams/command.ts";
import type { Reason } from "../../engine/streams/reason.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { AuditLine, Store, StoredPart } from "../store/port.ts";
import { canonical } from "./canonical.ts";
import { type BodyFault, checkedBody } from "./command-check.ts";
import { type KeptCommand, opened } from "./content.ts";
import { contextOf, NO_COMMIT, type World } from "./context.ts";
import { type Elapsed, openDue } from "./due.ts";
import { etagsOf, matches, touchedBy } from "./etag.ts";
import { type Looked, lookAt } from "./look.ts";
import { unseenReasons } from "./named.ts";
import { shownChange, shownPage } from "./shown.ts";
import { type Known, openStates, seenKey } from "./states.ts";
import { type Later, openTurns } from "./turn.ts";
import { openLists, type WorklistPage } from "./worklist.ts";

export interface DeskOptions extends World {
  readonly store: Store;
  readonly keyring: Keyring;
  /** Ids of commits; random, never the client's key. */
  readonly randomId?: () => string;
  /** Dossiers kept in memory. */
  readonly cachedDossiers?: number;
}

/** A command as it came in: read, not yet checked against the grammar. */
interface Asked {
  readonly actor: Actor;
  /** Absent: opens a dossier. */
  readonly dossier?: string;
  readonly body: Json;
  /** The Idempotency-Key. */
  readonly key: string;
  readonly ifMatch?: string;
  /** The whole page is wanted in the answer. */
  readonly wantsPage?: boolean;
  /** The line that is stored with the commit when there is one. */
  audit(accepted: { readonly dossier: string; readonly commit: string }): AuditLine;
}

export type Outcome = Done | NotDone;

interface Done {
  readonly kind: "done";
  readonly dossier: string;
  /** What it changed, through the view of today. */
  readonly shows: JsonObject;
  /** The audit line is stored with the commit. */
  readonly audited: boolean;
}

type NotDone =
  | { readonly kind: "not-there" }
  | { readonly kind: "key-reused" }
  | { readonly kind: "invalid"; readonly faults: readonly BodyFault[] }
  | { readonly kind: "moved" }
  | { readonly kind: "refused"; readonly reasons: readonly Reason[] };

export interface Desk {
  /** @throws Unavailable when it cannot be stored; then nothing happened. */
  handle(asked: Asked): Promise<Outcome>;
  /** Whether the actor sees anything of the dossier: else it is not there. */
  isThere(actor: Actor, dossier: string): Promise<boolean>;
  page(actor: Actor, dossier: string): Promise<JsonObject | undefined>;
  actions(actor: Actor, dossier: string): Promise<JsonObject | undefined>;
  history(actor: Actor, dossier: string): Promise<JsonObject | undefined>;
  /** Undefined when `after` is no place in the actor's list. */
  worklist(actor: Actor, query: { after?: string; limit: number }): Promise<WorklistPage | undefined>;
  tasks(actor: Actor): Promise<readonly JsonObject[]>;
  /** Fires what is due, in at most `limit` dossiers, in due order. */
  elapseDue(limit: number): Promise<Elapsed>;
  /** Grows when commits were taken back: an answer made before it grew must not be given. */
  undone(): number;
  /** Waits for what is being handled. */
  close(): Promise<void>;
}

export function openDesk(options: DeskOptions): Desk {
  const { store, keyring, randomId = randomUUID, cachedDossiers = 2_000 } = options;
  const states = openStates({ store, keyring, most: cachedDossiers });
  const turns = openTurns({ store, keyring, states });
  const lists = openLists({ store, sealer: keyring.sealer("cursor") });
  const elapseDue = openDue({ ...options, turns, randomId });
  const etags = etagsOf(keyring, options.catalog);
  const running = new Set<Promise<void>>();

  async function handle(asked: Asked): Promise<Outcome> {
    const stream = asked.dossier ?? openedId(keyring, asked);
    const fingerprint = keyring.token("fingerprint", [canonical(asked.body)]);
    const command = { key: asked.key, fingerprint, body: asked.body };
    const outcome = await turns.take(stream, (known) => takeTurn(asked, stream, known, command));
    if (outcome.kind !== "waiting") return outcome;
    await outcome.durable;
    return outcome.done;
  }

  /** From the key to the place in the queue, without a break. */
  function takeTurn(asked: Asked, stream: string, known: Known, command: KeptCommand): Turn {
    const context = contextOf(options, asked.actor, randomId());
    const looked = lookAt(known.dossier, context);
    const opens = asked.dossier === undefined;
    if (!opens && looked === undefined) return { kind: "not-there" };

    const seen = known.seen.get(seenKey(asked.actor.person, asked.key));
    if (seen !== undefined && seen.fingerprint !== command.fingerprint) return { kind: "key-reused" };
    if (seen !== undefined) return waiting(answer(asked, stream, seen.skeleton, looked), seen.durable);

    const checked = checkedBody(asked.body, { opens });
    if (!checked.ok) return { kind: "invalid", faults: checked.faults };
    const { body } = checked;
    const unseen = looked === undefined ? [] : unseenReasons(body, looked.dossier, looked.sight);
    if (unseen.length > 0) return { kind: "refused", reasons: unseen };
    if (looked !== undefined && hasMoved(asked, looked)) return { kind: "moved" };

    const decision = decide({ [stream]: known.dossier }, { dossier: stream, body }, context);
    if (!decision.ok) return { kind: "refused", reasons: decision.reasons };
    if (decision.streams.length === 0) return answer(asked, stream, [], looked);
    const audit = asked.audit({ dossier: stream, commit: context.commit });
    const entered = turns.enter({ stream, known, decision, context, command, audit });
    if (entered.kind === "later") return entered;
    if (entered.kind === "taken") return { kind: "refused", reasons: [TAKEN] };
    const { after, stays, skeleton } = entered;
    const now = stays && looked !== undefined ? { ...looked, stored: after, dossier: after } : lookAt(after, context);
    const shown = answer(asked, stream, skeleton, now);
    return waiting({ ...shown, audited: true }, entered.durable);
  }

  /** The same for a first and a repeated command: what it touched, as the actor sees it now. */
  function answer(asked: Asked, stream: string, skeleton: StoredPart["skeleton"], looked: Looked | undefined): Done {
    const changed = looked === undefined ? {} : shownChange(skeleton, looked, etags);
    const whole = asked.wantsPage === true && looked !== undefined ? { page: pageOf(looked) } : {};
    return { kind: "done", dossier: stream, shows: { dossier: stream, ...changed, ...whole }, audited: false };
  }

  function pageOf({ stored, context, dossier }: Looked): JsonObject {
    const found = page(stored, context);
    return found === undefined ? {} : shownPage(found, dossier, etags);
  }

  function hasMoved({ body, ifMatch = "" }: Asked, { dossier }: Looked): boolean {
    const touched = touchedBy(body);
    if (touched === undefined) return false;
    const { instance, form } = touched;
    const etag = form === undefined ? etags.instance(dossier, instance) : etags.form(dossier, instance, form);
    return etag !== undefined && !matches(ifMatch, etag);
  }

  async function look(actor: Actor, id: string): Promise<Looked | undefined> {
    const { dossier } = await states.load(id);
    return lookAt(dossier, contextOf(options, actor, NO_COMMIT));
  }

  function tracked<T>(work: Promise<T>): Promise<T> {
    const settled: Promise<void> = work.then(
      () => void running.delete(settled),
      () => void running.delete(settled),
    );
    running.add(settled);
    return work;
  }

  return {
    handle: (asked) => tracked(handle(asked)),
    isThere: async (actor, id) => (await look(actor, id)) !== undefined,
    async page(actor, id) {
      const looked = await look(actor, id);
      return looked && pageOf(looked);
    },
    async actions(actor, id) {
      const looked = await look(actor, id);
      if (looked === undefined) return undefined;
      const { actions = [], next } = pageOf(looked);
      return { actions, ...(next === undefined ? {} : { next }) };
    },
    async history(actor, id) {
      const looked = await look(actor, id);
      if (looked === undefined) return undefined;
      const commits = (await store.read(id)).map((part) => opened(keyring, part).commit);
      return { lines: history(commits, looked.dossier, looked.context) as unknown as Json };
    },
    worklist: lists.worklist,
    tasks: lists.tasks,
    elapseDue: (limit) => tracked(elapseDue(limit)),
    undone: states.undone,
    async close() {
      await Promise.all(running);
    },
  };
}

/** What a turn says: an outcome at once, one that waits for the disk, or that it must be taken again. */
type Turn = Outcome | Later | { readonly kind: "waiting"; readonly done: Done; readonly durable: Promise<unknown> };

function waiting(done: Done, durable: Promise<unknown> | undefined): Turn {
  return durable === undefined ? done : { kind: "waiting", done, durable };
}

/** Made of who asks, where and with which key, so that a repeated request meets its own dossier. */
function openedId(keyring: Keyring, { actor, body, key }: Asked): string {
  const named = typeof body === "object" && body !== null && "unit" in body ? body.unit : undefined;
  const unit = typeof named === "string" ? named : (actor.roles[0]?.unit ?? "");
  return keyring.token("stream", [actor.person, unit, key]);
}

const TAKEN: Reason = {
  code: "unique",
  place: {},
  message: "Deze gegevens staan al in een ander dossier van deze organisatie. Zoek dat dossier op.",
};
