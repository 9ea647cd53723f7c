/** One turn of a stream: everything between looking at the newest state and a place in the store's queue, at once. */

import type { Decision } from "../../engine/run/decide.ts";
import type { Context } from "../../engine/run/whole.ts";
import { sightsStay } from "../../engine/run/worklist.ts";
import type { Dossier } from "../../engine/streams/dossier.ts";
import type { DossierEvent } from "../../engine/streams/event.ts";
import { dossierIn } from "../../engine/streams/stream.ts";
import type { Keyring } from "../keys/keyring.ts";
import { type AuditLine, Conflict, NotUnique, type Store, type StoredPart, Unavailable } from "../store/port.ts";
import { type KeptCommand, parted, sealed } from "./content.ts";
import { rowsOf } from "./rows.ts";
import { type Known, type States, seenKey } from "./states.ts";

/** What an accepted command leaves, before it is durable. */
interface Entered {
  readonly kind: "entered";
  readonly skeleton: StoredPart["skeleton"];
  readonly after: Dossier;
  /** Everybody sees what they saw before, but for the answers. */
  readonly stays: boolean;
  readonly durable: Promise<unknown>;
}

/** The commit could not be entered now: try again with the newest state, or when the keys are there. */
export interface Later {
  readonly kind: "later";
  readonly why: "conflict" | { readonly keys: readonly string[] };
}

/** Something that the commit claims belongs to another dossier. */
interface Taken {
  readonly kind: "taken";
}

interface ToEnter {
  readonly stream: string;
  readonly known: Known;
  readonly decision: Extract<Decision, { ok: true }>;
  readonly context: Context;
  readonly command: KeptCommand;
  readonly audit: AuditLine;
}

export interface Turns {
  /** Runs `turn` on the newest state, without a break, until it says something else than `later`. @throws Unavailable */
  take<T extends { readonly kind: string }>(stream: string, turn: (known: Known) => T | Later): Promise<T>;
  /** Seals, enters the queue, and shows the new state at once to whoever comes next. Only within a turn. */
  enter(what: ToEnter): Entered | Later | Taken;
}

/** A conflict means that another process or a lost cache came between; more than these is no accident. */
const MOST_TRIES = 3;

export function openTurns({ store, keyring, states }: { store: Store; keyring: Keyring; states: States }): Turns {
  return {
    async take(stream, turn) {
      for (let conflicts = 0; ; ) {
        const loaded = await states.load(stream, conflicts > 0);
        // Between loading and this line somebody may have taken a turn, or a commit may have been taken back.
        const known = states.peek(stream) ?? (loaded.dossier === undefined ? loaded : undefined);
        if (known === undefined) continue;
        const done = turn(known);
        if (!isLater(done)) return done;
        if (done.why !== "conflict") await keyring.ready(stream, done.why.keys);
        else if (++conflicts > MOST_TRIES) throw new Unavailable(`${stream} keeps moving`, false);
      }
    },
    enter({ stream, known, decision, context, command, audit }) {
      const change = decision.streams.find((one) => one.stream === stream);
      const after = dossierIn(decision.states, stream);
      if (change === undefined || after === undefined) throw new Error(`nothing happens in ${stream}`);
      const { commit, at, actor } = context;
      const what = parted(change.events, command, { before: known.dossier, after });
      const keys = what.contents.map(({ controller }) => controller);
      if (!keyring.isReady(stream, keys)) return { kind: "later", why: { keys } };
      // Saving answers is what happens most: lists need not be made again for it.
      const stays = sightsStay(change.events as readonly DossierEvent[], after, context);
      const part = {
        stream,
        expected: change.expected,
        skeleton: what.skeleton,
        content: sealed(keyring, what, { commit, stream, revision: change.expected + 1 }),
        ...(stays ? {} : { rows: rowsOf(after, context) }),
      };
      const unique = decision.claims.map(({ kind, unit, values }) => keyring.token("unique", [kind, unit, ...values]));
      let durable: Promise<unknown>;
      try {
        durable = store.append({ id: commit, at, actor: actor.person, streams: [part], unique, audit: [audit] });
      } catch (error) {
        if (error instanceof Conflict) return { kind: "later", why: "conflict" };
        if (error instanceof NotUnique) return { kind: "taken" };
        throw error;
      }
      // Whoever waits for it gets the failure; that nobody waits is no fault.
      durable.catch(() => undefined);
      const { key, fingerprint } = command;
      const seen = { commit, fingerprint, skeleton: what.skeleton, durable };
      if (key !== undefined) known.seen.set(seenKey(actor.person, key), seen);
      states.put(stream, { dossier: after, seen: known.seen });
      return { kind: "entered", skeleton: what.skeleton, after, stays, durable };
    },
  };
}

function isLater(done: { readonly kind: string }): done is Later {
  return done.kind === "later";
}
