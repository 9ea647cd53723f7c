/** A dossier as it stands: what all its events so far add up to. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Binding, Day, FiledCopy, Membership, PersonRef, ReleasePin } from "./event.ts";

/** Which commit set something, when (UTC instant) and by whom (person id). */
export interface Origin {
  readonly commit: string;
  readonly at: string;
  readonly by: string;
}

export interface FormData {
  readonly schema: string;
  readonly answers: JsonObject;
  readonly origins: { readonly [field: string]: Origin };
  /** Counts the saves in this instance; what an editor's precondition refers to. */
  readonly revision: number;
  readonly status: "carried" | "saved" | "complete" | "empty";
  /** What completing asked: all, some fields, or nothing. */
  readonly asked?: "all" | readonly string[];
  readonly reconfirms: readonly string[];
}

export interface TermState {
  readonly status: "running" | "suspended" | "stopped" | "fired";
  readonly start: Day;
  readonly due: Day;
  readonly unrolled: Day;
  readonly before: readonly Day[];
  /** First day of the suspension that runs now. */
  readonly suspended?: Day;
  readonly extended: number;
  readonly fired: readonly ("due" | number)[];
  /** Ended without its action being possible. */
  readonly overdue: boolean;
}

export interface Filing {
  readonly view: string;
  readonly to: string;
  readonly unit: string;
  readonly controller: string;
  readonly origin: Origin;
  /** Absent when its content was erased. */
  readonly copy?: FiledCopy;
}

export interface TakenAction {
  readonly action: string;
  /** The state in which it was taken, and which branch: that says which form the input is of. */
  readonly from: string;
  readonly branch: number;
  readonly on: Day;
  readonly by: string;
  readonly input?: JsonObject;
}

/** What an instance has of a pool. */
export interface PoolClaim {
  readonly claim: "held" | "waiting";
  /** The period it was asked in. */
  readonly period: string;
  readonly place?: number | string;
}

export interface Instance {
  readonly id: string;
  readonly definition: string;
  readonly kind: "cycle" | "request";
  readonly number: number;
  readonly release: ReleasePin;
  readonly state: string;
  readonly started: Day;
  /** Per state the day it was last entered. */
  readonly entered: { readonly [state: string]: Day };
  readonly cycle?: string;
  readonly aims?: readonly string[];
  readonly asks: { readonly [state: string]: "all" | readonly string[] };
  readonly steps: { readonly [state: string]: readonly string[] };
  readonly about?: string;
  readonly channel?: string;
  /** The last day on which it could be read, once that is over. */
  readonly unread?: Day;
  /** In a final state, or followed by a newer cycle: nothing can be done any more. */
  readonly closed: boolean;
  readonly outcome?: string;
  readonly forms: { readonly [form: string]: FormData };
  readonly actions: readonly TakenAction[];
  readonly parties: { readonly [party: string]: readonly PersonRef[] };
  readonly terms: { readonly [term: string]: TermState };
  readonly filings: readonly Filing[];
  /** By pool. */
  readonly claims: { readonly [pool: string]: PoolClaim };
  /** A mirror of what happens in this group: it does nothing by itself. */
  readonly group?: { readonly id: string; readonly membership: Membership };
  /** Counts the events of this instance; what an actor's precondition refers to. */
  readonly revision: number;
}

export interface RecordEntry {
  readonly id: string;
  readonly kind: string;
  readonly release: ReleasePin;
  readonly on: Day;
  readonly origin: Origin;
  readonly cycle?: string;
  readonly of?: string;
  readonly replaces?: string;
  /** The stream of the ledger that has a line of it. */
  readonly ledger?: string;
  readonly replaced: boolean;
  readonly withdrawn: boolean;
  readonly binds?: Binding;
  readonly changed: "void" | "keep";
  readonly merge: "entry" | "field";
  readonly answers: JsonObject;
  readonly onBehalfOf?: string;
}

export interface Task {
  readonly id: string;
  readonly instance: string;
  readonly title: string;
  readonly to: string;
  readonly unit?: string;
  readonly due?: Day;
  readonly opened: string;
  readonly open: boolean;
}

/** A message that was sent: which one, to whom, about what. Its text stands in the release. */
export interface SentMessage {
  readonly message: string;
  readonly instance: string;
  readonly to: string;
  readonly unit?: string;
  readonly at: string;
}

/** Fields that a record shows to a unit elsewhere, with the values it was last told. */
export interface Disclosure {
  readonly record: string;
  readonly to: string;
  readonly unit: string;
  readonly controller: string;
  readonly fields: JsonObject;
  readonly origin: Origin;
}

/** A dossier in a group. */
export interface Member {
  /** The instance in the member's own dossier. */
  readonly mirror: string;
  readonly membership: Membership;
  /** Who brought it in. */
  readonly by: string;
  readonly joined: Day;
  /** Day of the last change. */
  readonly since: Day;
}

export interface Dossier {
  readonly kind: "dossier";
  readonly id: string;
  readonly unit: string;
  readonly controller: string;
  readonly opened: Day;
  /** Number of commits. */
  readonly revision: number;
  readonly relations: { readonly [relation: string]: readonly PersonRef[] };
  /** In order of start. */
  readonly instances: { readonly [id: string]: Instance };
  /** Id of the newest cycle. */
  readonly cycle?: string;
  readonly records: { readonly [kind: string]: readonly RecordEntry[] };
  readonly tasks: { readonly [id: string]: Task };
  readonly messages: readonly SentMessage[];
  readonly disclosures: { readonly [record: string]: Disclosure };
  /** By dossier. Only a group has them: one procedure of several dossiers. */
  readonly members?: { readonly [dossier: string]: Member };
}
