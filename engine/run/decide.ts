/** Decides on a command: what happens, or every reason why not, from nothing but what comes in. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { ActCommand, RecordCommand } from "../../definitions/grammar/types.generated.ts";
import type { Command } from "../streams/command.ts";
import type { Dossier } from "../streams/dossier.ts";
import type { DossierEvent } from "../streams/event.ts";
import type { Reason, Warning } from "../streams/reason.ts";
import type { ActRequest } from "./act.ts";
import { checkAct, performAct } from "./act.ts";
import { elapse } from "./elapse.ts";
import { assign, open } from "./people.ts";
import { reason } from "./reasons.ts";
import { checkRecord, performRecord, type RecordRequest, withdraw } from "./record.ts";
import { save } from "./save.ts";
import { settle } from "./settle.ts";
import { type Checked, startAll } from "./start.ts";
import { type Claim, type Context, type Work, workOn } from "./work.ts";

export interface StreamChange {
  readonly stream: string;
  /** Revision the decision was made on. */
  readonly expected: number;
  readonly events: readonly DossierEvent[];
}

export type Decision =
  | {
      readonly ok: true;
      /** Nothing when the command changes nothing. */
      readonly streams: readonly StreamChange[];
      readonly states: { readonly [stream: string]: Dossier };
      readonly warnings: readonly Warning[];
      readonly claims: readonly Claim[];
    }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

/**
 * @param states the dossiers that the command touches, by stream id; undefined for one that is not open.
 * @throws only for what no client can cause: a broken stream, or a release that is gone.
 */
export function decide(
  states: { readonly [stream: string]: Dossier | undefined },
  command: Command,
  context: Context,
): Decision {
  const before = states[command.dossier];
  const work = workOn(command.dossier, before, context);
  if (before === undefined && command.body.type !== "open") {
    return { ok: false, reasons: [reason("unknown", {}, "Dit dossier bestaat niet.")] };
  }
  if (before !== undefined) elapse(work);
  const { reasons, warnings } = carriedOut(work, command);
  const all = reasons.length > 0 || work.state === undefined ? reasons : [...reasons, ...settle(work)];
  if (all.length > 0) return { ok: false, reasons: all };
  return accepted(work, before, warnings);
}

/** The dossier brought up to date: as `decide` would see it before the command. */
export function upToDate(dossier: Dossier, context: Context): Dossier {
  const work = workOn(dossier.id, dossier, context);
  elapse(work);
  return work.state ?? dossier;
}

function accepted(work: Work, before: Dossier | undefined, warnings: readonly Warning[]): Decision {
  const { id, state, events, claims } = work;
  if (state === undefined) throw new Error("an accepted command leaves a dossier");
  if (events.length === 0) return { ok: true, streams: [], states: { [id]: state }, warnings, claims };
  const after = { ...state, revision: state.revision + 1 };
  const streams = [{ stream: id, expected: before?.revision ?? 0, events }];
  return { ok: true, streams, states: { [id]: after }, warnings, claims };
}

function carriedOut(work: Work, { body }: Command): Checked {
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
    case "elapse":
      return { reasons: [], warnings: [] };
    default:
      return body satisfies never;
  }
}

/** Only what a command may say goes on: nobody from outside acts as the system. */
function act(work: Work, body: ActCommand): Checked {
  const request: ActRequest = { ...body, bySystem: false, withoutInput: false };
  const { reasons, warnings, branch } = checkAct(work, request);
  if (reasons.length > 0 || branch === undefined) return { reasons, warnings };
  return { reasons: performAct(work, request, branch), warnings };
}

function record(work: Work, { type: _type, ...body }: RecordCommand): Checked {
  const request: RecordRequest = { ...body, bySystem: false };
  const checked = checkRecord(work, { ...request, answers: body.answers as JsonObject });
  if (checked.reasons.length === 0) performRecord(work, request);
  return checked;
}
