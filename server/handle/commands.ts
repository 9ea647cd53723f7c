/** A command comes in and a stored commit comes out: the story of one turn. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import { decide } from "../../engine/run/decide.ts";
import type { Actor } from "../../engine/streams/command.ts";
import type { Reason } from "../../engine/streams/reason.ts";
import { isDossier } from "../../engine/streams/stream.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { AuditLine, StoredPart } from "../store/port.ts";
import { type Accept, changedBy, happensIn } from "./accept.ts";
import { canonical } from "./canonical.ts";
import { type BodyFault, checkedBody } from "./command-check.ts";
import type { KeptCommand } from "./content.ts";
import { contextOf, type World } from "./context.ts";
import { type Etags, matches, touchedBy } from "./etag.ts";
import type { Later } from "./later.ts";
import { type Kind, type Looked, lookAt } from "./look.ts";
import { membersShown } from "./members.ts";
import { unseenReasons } from "./named.ts";
import { pageOf } from "./reading.ts";
import { shownChange } from "./shown.ts";
import { type Held, seenKey, statesIn } from "./states.ts";
import type { TakeTurn } from "./turn.ts";

/** A command as it came in: read, not yet checked against the grammar. */
export interface Asked {
  readonly actor: Actor;
  /** Of what is addressed; a dossier when absent. */
  readonly kind?: Kind;
  /** The dossier or group. Absent: opens a dossier. */
  readonly dossier?: string;
  readonly body: Json;
  /** The Idempotency-Key. */
  readonly key: string;
  readonly ifMatch?: string;
  /** The whole page is wanted in the answer. */
  readonly wantsPage?: boolean;
  /** The line that is stored with the commit when there is one. */
  audit(accepted: { readonly dossiers: readonly string[]; readonly commit: string }): AuditLine;
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

interface CommandsOptions extends World {
  readonly takeTurn: TakeTurn;
  readonly accept: Accept;
  readonly etags: Etags;
  /** Ids of commits; random, never the client's key. */
  readonly randomId: () => string;
}

/** The result handles one command. It rejects with Unavailable when it cannot be stored; then nothing happened. */
export function openCommands(options: CommandsOptions): (asked: Asked) => Promise<Outcome> {
  const { keyring, takeTurn, accept, etags, randomId } = options;

  async function handle(asked: Asked): Promise<Outcome> {
    const stream = asked.dossier ?? openedId(keyring, asked);
    const fingerprint = keyring.token("fingerprint", [canonical(asked.body)]);
    const command = { key: asked.key, fingerprint, body: asked.body };
    const outcome = await takeTurn(stream, (held) => oneTurn(asked, stream, held, command));
    if (outcome.kind !== "waiting") return outcome;
    await outcome.durable;
    return outcome.done;
  }

  /** From the key to the place in the queue, without a break. */
  function oneTurn(asked: Asked, stream: string, held: Held, command: KeptCommand): Turn {
    const states = statesIn(held);
    const context = contextOf(options, asked.actor, randomId(), states);
    const { kind = "dossier" } = asked;
    const looked = lookAt(states[stream], kind, context);
    const opens = asked.dossier === undefined;
    if (!opens && looked === undefined) return { kind: "not-there" };

    const seen = held.get(stream)?.seen.get(seenKey(asked.actor.person, asked.key));
    if (seen !== undefined && seen.fingerprint !== command.fingerprint) return { kind: "key-reused" };
    if (seen !== undefined) return waiting(answer(asked, stream, seen.skeleton, looked), seen.durable);

    const checked = checkedBody(asked.body, { opens });
    if (!checked.ok) return { kind: "invalid", faults: checked.faults };
    const { body } = checked;
    const unseen = looked === undefined ? [] : unseenReasons(body, looked.dossier, looked.sight);
    if (unseen.length > 0) return { kind: "refused", reasons: unseen };
    if (looked !== undefined && hasMoved(asked, looked)) return { kind: "moved" };

    const decision = decide(states, { dossier: stream, body }, context);
    if (!decision.ok) return { kind: "refused", reasons: decision.reasons };
    if (!happensIn(decision)) return answer(asked, stream, [], looked);
    const prepared = accept({ held, decision, context, command });
    if (prepared.kind === "later") return prepared;
    const { after, stays, skeleton } = prepared;
    const seenAfter = { ...context, others: { ...states, ...decision.states } };
    const unchanged = stays && looked !== undefined && isDossier(after);
    const now = unchanged
      ? { ...looked, stored: after, dossier: after, context: seenAfter }
      : lookAt(after, kind, seenAfter);
    const shown = answer(asked, stream, skeleton, now);
    const dossiers = [...new Set([stream, ...changedBy(decision), ...membersShown(shown.shows["page"])])];
    const entered = prepared.enter(asked.audit({ dossiers, commit: context.commit }));
    if (entered.kind === "later") return entered;
    if (entered.kind === "taken") return { kind: "refused", reasons: [TAKEN] };
    return waiting({ ...shown, audited: true }, entered.durable);
  }

  /** The same for a first and a repeated command: what it touched, as the actor sees it now. */
  function answer(
    { kind = "dossier", wantsPage = false }: Asked,
    stream: string,
    skeleton: StoredPart["skeleton"],
    looked: Looked | undefined,
  ): Done {
    const changed = looked === undefined ? {} : shownChange(skeleton, looked, etags);
    const whole = wantsPage && looked !== undefined ? { page: pageOf(looked, etags) } : {};
    return { kind: "done", dossier: stream, shows: { [kind]: stream, ...changed, ...whole }, audited: false };
  }

  function hasMoved({ body, ifMatch = "" }: Asked, { dossier }: Looked): boolean {
    const touched = touchedBy(body);
    if (touched === undefined) return false;
    const { instance, form } = touched;
    const etag = form === undefined ? etags.instance(dossier, instance) : etags.form(dossier, instance, form);
    return etag !== undefined && !matches(ifMatch, etag);
  }

  return handle;
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
