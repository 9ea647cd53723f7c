/** What happened in a dossier: every event that a commit may hold, with its outcome written out. */

import type { JsonObject } from "../../definitions/grammar/json.ts";

/** A local calendar day in Europe/Amsterdam, `2022-11-07`. */
export type Day = string;

/** Which document an instance or a record was made under: the content hash, and the two hashes that matter to people. */
export interface ReleasePin {
  /** Content hash of the whole release. */
  readonly hash: string;
  /** Hash of what decides. */
  readonly rules: string;
  /** Hash of what people agreed to: labels, titles, questions, choices. */
  readonly shown: string;
}

/** A person with an account, or one who is only known by name. */
export type PersonRef = { readonly id: string } | { readonly name: string; readonly attributes?: JsonObject };

/** What a record points at, and what was shown when it was made. */
export interface Binding {
  readonly instance: string;
  readonly form: string;
  readonly revision: number;
  /** SHA-256 (hex) of the answers and of the texts that stood beside them. */
  readonly hash: string;
}

export interface FiledCopy {
  readonly forms: { readonly [form: string]: JsonObject };
  readonly records: { readonly [kind: string]: readonly JsonObject[] };
}

/** Whether a dossier takes part in its group. One that left stays known. */
export type Membership = "waiting" | "taking" | "left";

/** `system`: done by the engine itself in the commit of somebody else. */
export type DossierEvent = Happened & { readonly system?: true };

type Happened =
  | {
      readonly type: "dossierOpened";
      readonly unit: string;
      readonly controller: string;
      readonly day: Day;
      /** One procedure of several dossiers: it has members instead of people. */
      readonly group?: true;
    }
  | {
      readonly type: "peopleAssigned";
      /** Absent for a relation with the dossier. */
      readonly instance?: string;
      readonly party: string;
      readonly people?: readonly PersonRef[];
    }
  | {
      readonly type: "instanceStarted";
      readonly instance: string;
      readonly definition: string;
      readonly kind: "cycle" | "request";
      readonly release: ReleasePin;
      readonly state: string;
      readonly day: Day;
      readonly cycle?: string;
      readonly aims?: readonly string[];
      /** Per step of the cycle what is asked: the union over the aims, or this request's own steps. */
      readonly asks?: { readonly [state: string]: "all" | readonly string[] };
      /** Of a cycle: the forms that each step asks. */
      readonly steps?: { readonly [state: string]: readonly string[] };
      readonly about?: string;
      readonly channel?: string;
      /** The stream of the group that it takes part in, at first as one who waits. */
      readonly group?: string;
      /** Of a group that is longer on its way: per state the day it was last entered. */
      readonly entered?: { readonly [state: string]: Day };
      /** The cycle whose answers come along, and per form the fields that stay behind or must be confirmed again. */
      readonly carries?: {
        readonly from: string;
        readonly forms: {
          readonly [form: string]: { readonly drops: readonly string[]; readonly reconfirms: readonly string[] };
        };
      };
    }
  | {
      readonly type: "formSaved";
      readonly instance: string;
      readonly form: string;
      /** The form's own id; `form` is the name under which the state asks it. */
      readonly schema: string;
      readonly changed?: JsonObject;
      readonly removed: readonly string[];
      /** Fields that still have to be confirmed after this save. */
      readonly reconfirms: readonly string[];
      /** Filled in from elsewhere in the dossier: field → path. */
      readonly from?: { readonly [field: string]: string };
    }
  | {
      readonly type: "formCompleted";
      readonly instance: string;
      readonly form: string;
      readonly schema: string;
      /** Empty: nothing was asked. */
      readonly asked: "all" | readonly string[];
    }
  | {
      readonly type: "actionTaken";
      readonly instance: string;
      readonly action: string;
      readonly branch: number;
      readonly from: string;
      readonly to: string;
      readonly day: Day;
      readonly final: boolean;
      readonly outcome?: string;
      readonly acknowledged?: readonly string[];
      readonly input?: JsonObject;
      readonly evidence?: string;
      readonly onBehalfOf?: string;
    }
  | {
      readonly type: "taskOpened";
      readonly task: string;
      readonly instance: string;
      readonly state: string;
      readonly title: string;
      readonly to: string;
      readonly unit?: string;
      readonly due?: Day;
    }
  | { readonly type: "taskClosed"; readonly task: string }
  | {
      readonly type: "messageSent";
      readonly instance: string;
      readonly message: string;
      readonly to: string;
      readonly unit?: string;
    }
  | {
      readonly type: "filed";
      readonly instance: string;
      readonly view: string;
      readonly to: string;
      readonly unit: string;
      readonly controller: string;
      readonly copy?: FiledCopy;
    }
  | {
      readonly type: "recorded";
      readonly record: string;
      readonly kind: string;
      readonly release: ReleasePin;
      /** The day it counts for. */
      readonly on: Day;
      readonly of?: string;
      readonly replaces?: string;
      readonly binds?: Binding;
      readonly changed: "void" | "keep";
      readonly merge: "entry" | "field";
      /** The stream of the ledger in which it was entered too. */
      readonly ledger?: string;
      readonly acknowledged?: readonly string[];
      readonly answers?: JsonObject;
      readonly evidence?: string;
      readonly onBehalfOf?: string;
    }
  | { readonly type: "withdrawn"; readonly record: string; readonly kind: string; readonly reason?: string }
  | {
      readonly type: "disclosed";
      readonly record: string;
      readonly to: string;
      readonly unit: string;
      readonly controller: string;
      /** Path → present value. */
      readonly fields?: JsonObject;
    }
  | {
      readonly type: "termSet";
      readonly instance: string;
      readonly term: string;
      /** `repeated`: it ended, and runs again from the day it ended. */
      readonly reason: "started" | "repeated" | "resumed" | "extended";
      readonly start: Day;
      /** The day the term ends, rolled when the term says so. */
      readonly due: Day;
      /** The same before rolling: extensions and suspensions count from here. */
      readonly unrolled: Day;
      /** Days on which a warning comes before the end, in the order of the definition. */
      readonly before: readonly Day[];
    }
  | { readonly type: "termSuspended"; readonly instance: string; readonly term: string; readonly day: Day }
  | { readonly type: "termStopped"; readonly instance: string; readonly term: string }
  | {
      /** The way it came in closed: after this day nobody reads it. */
      readonly type: "readingEnded";
      readonly instance: string;
      readonly day: Day;
    }
  | {
      readonly type: "termFired";
      readonly instance: string;
      readonly term: string;
      /** `due`, or the place in `before`. */
      readonly what: "due" | number;
      readonly day: Day;
      /** False: the action could not be done where the instance stood; it is shown as overdue. */
      readonly done: boolean;
    }
  | {
      /** In a group: how one of its members stands. */
      readonly type: "memberChanged";
      readonly instance: string;
      readonly dossier: string;
      /** The instance in the member's own dossier. */
      readonly mirror: string;
      readonly membership: Membership;
      readonly day: Day;
    }
  | {
      /** In a member's own dossier. */
      readonly type: "membershipChanged";
      readonly instance: string;
      readonly membership: Membership;
      readonly day: Day;
    }
  | {
      readonly type: "claimed";
      readonly instance: string;
      readonly pool: string;
      readonly claim: "held" | "waiting";
      readonly period: string;
      /** Of what is held: the number, or the text that the pool makes of it. */
      readonly place?: number | string;
      readonly day: Day;
    }
  | { readonly type: "freed"; readonly instance: string; readonly pool: string; readonly day: Day };
