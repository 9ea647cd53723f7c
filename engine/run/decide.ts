/** Decides on a command: what happens, or every reason why not, from nothing but what comes in. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { ActCommand, CommandBody, RecordCommand } from "../../definitions/grammar/types.generated.ts";
import type { Command } from "../streams/command.ts";
import type { Dossier } from "../streams/dossier.ts";
import type { Reason, Warning } from "../streams/reason.ts";
import { isDossier, type StreamEvent, type StreamState, type Streams } from "../streams/stream.ts";
import type { ActRequest } from "./act.ts";
import { checkAct, performAct } from "./act.ts";
import { begin, elapse } from "./elapse.ts";
import { assign, open } from "./people.ts";
import { reason } from "./reasons.ts";
import { checkRecord, performRecord, type RecordRequest, withdraw } from "./record.ts";
import { save } from "./save.ts";
import { asAsked, seatOf } from "./seat.ts";
import { settle } from "./settle.ts";
import { type Checked, startAll } from "./start.ts";
import {
  type Claim,
  type Context,
  lineIn,
  type Making,
  type Seat,
  severalIn,
  type Whole,
  type Work,
  wholeOf,
  workOf,
} from "./whole.ts";

export interface StreamChange {
  readonly stream: string;
  /** Revision the decision was made on. */
  readonly expected: number;
  /** Empty: it was looked at, and must still be as it was. */
  readonly events: readonly StreamEvent[];
}

export type Decision =
  | {
      readonly ok: true;
      /** Every stream that was used, the addressed one first. Nothing when the command changes nothing. */
      readonly streams: readonly StreamChange[];
      /** Each of them as it is after. */
      readonly states: Readonly<Record<string, StreamState>>;
      readonly warnings: readonly Warning[];
      readonly claims: readonly Claim[];
    }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

/**
 * @param states the streams that the command touches, by id; undefined for one that is not there.
 * @throws `needsStreams` when another stream is needed: ask again with it. Else only for what no client can cause: a
 * broken stream, or a release that is gone.
 */
export function decide(states: Streams, command: Command, context: Context): Decision {
  const before = states[command.dossier];
  if (before !== undefined && !isDossier(before)) return decideLine(states, command, context);
  const work = workOf(wholeOf(states, context, elapse), command.dossier, before);
  if (before === undefined && command.body.type !== "open") return refused(UNKNOWN);
  if (before !== undefined) elapse(work);
  const { reasons, warnings, seat } = carriedOut(work, command);
  const found = reasons.length > 0 || work.state === undefined ? reasons : settle(work.whole);
  const all = seat === undefined ? found : asAsked(found, seat, seat.asked);
  return all.length > 0 ? refused(...all) : accepted(work.whole, command.dossier, warnings);
}

/** The dossier brought up to date: as `decide` would see it before the command. */
export function upToDate(dossier: Dossier, context: Context): Dossier {
  return begin(dossier, context).state ?? dossier;
}

/** In a pool only time passes; a ledger is only written in. */
function decideLine(states: Streams, { dossier: id, body }: Command, context: Context): Decision {
  if (body.type !== "elapse") return refused(UNKNOWN);
  const whole = wholeOf(states, context, elapse);
  severalIn(whole)?.lookIn(whole, lineIn(whole, id));
  const reasons = settle(whole);
  return reasons.length > 0 ? refused(...reasons) : accepted(whole, id, []);
}

const UNKNOWN = reason("unknown", {}, "Dit dossier bestaat niet.");

function refused(...reasons: readonly Reason[]): Decision {
  return { ok: false, reasons };
}

function accepted({ dossiers, lines }: Whole, addressed: string, warnings: readonly Warning[]): Decision {
  const used: Making[] = [...dossiers.values(), ...lines.values()];
  const place = used.findIndex(({ id }) => id === addressed);
  if (place > 0) used.unshift(...used.splice(place, 1));
  const changes = used.some(({ events }) => events.length > 0);
  const streams: StreamChange[] = [];
  const states: Record<string, StreamState> = {};
  for (const { id, before, state, events } of used) {
    if (state === undefined) continue;
    // The first one keeps the command, also when nothing happens in it.
    const grows = events.length > 0 || (changes && id === used[0]?.id);
    states[id] = grows ? { ...state, revision: state.revision + 1 } : state;
    if (changes) streams.push({ stream: id, expected: before?.revision ?? 0, events });
  }
  return { ok: true, streams, states, warnings, claims: [...dossiers.values()].flatMap(({ claims }) => claims) };
}

/** What came of it; for an action also where it was taken, and as what it was asked. */
type CarriedOut = Checked & { readonly seat?: Seat & { readonly asked: string } };

function carriedOut(work: Work, { body }: Command): CarriedOut {
  if (work.state?.members !== undefined && !isForGroup(body)) {
    return { reasons: [reason("not-here", {}, "Dit is een groep. Doe dit in het dossier zelf.")], warnings: [] };
  }
  switch (body.type) {
    case "open":
      return { reasons: open(work, body), warnings: [] };
    case "start":
      return startAll(work, body);
    case "save":
      return { reasons: save(work, body), warnings: [] };
    case "act":
      return act(work, body);
    case "record":
      return record(work, body);
    case "withdraw":
      return { reasons: withdraw(work, body), warnings: [] };
    case "assign":
      return { reasons: assign(work, body), warnings: [] };
    case "join":
      return severalIn(work.whole)?.join(work, body) ?? ALONE;
    case "leave":
      return leave(work, body.instance);
    case "elapse":
      severalIn(work.whole)?.lookForRoom(work);
      return { reasons: [], warnings: [] };
    default:
      return body satisfies never;
  }
}

const ALONE: Checked = { reasons: [reason("unknown", {}, "Deze groep is hier niet bekend.")], warnings: [] };

function leave(work: Work, instance: string): Checked {
  const several = severalIn(work.whole);
  const reasons = several?.checkLeave(work, instance) ?? ALONE.reasons;
  if (reasons.length === 0) several?.leave(work, instance);
  return { reasons, warnings: [] };
}

/** A group has one procedure and no people of its own. */
function isForGroup(body: CommandBody): boolean {
  if (body.type === "record") return body.of !== undefined;
  if (body.type === "assign") return body.instance !== undefined;
  return !["start", "join", "leave"].includes(body.type);
}

/** Only what a command may say goes on: nobody from outside acts as the system. */
function act(work: Work, body: ActCommand): CarriedOut {
  const seat = seatOf(work, body.instance);
  const { action, input, acknowledged, occurredOn, onBehalfOf, evidence } = body;
  const request: ActRequest = {
    instance: seat.instance,
    action,
    input,
    acknowledged,
    occurredOn,
    onBehalfOf,
    evidence,
  };
  const { reasons, warnings, branch } = checkAct(seat.work, request);
  const refused = reasons.length > 0 || branch === undefined ? reasons : performAct(seat.work, request, branch);
  return { reasons: refused, warnings, seat: { work: seat.work, instance: seat.instance, asked: body.instance } };
}

function record(work: Work, { type: _type, ...body }: RecordCommand): Checked {
  const request: RecordRequest = { ...body, bySystem: false };
  const checked = checkRecord(work, { ...request, answers: body.answers as JsonObject });
  if (checked.reasons.length === 0) performRecord(work, request);
  return checked;
}
