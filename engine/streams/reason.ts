/** Why something is not possible now, and what should be noticed first. */

import type { Problem } from "../../forms/grammar/port.ts";

/** Every kind of refusal. The server's table of statuses must name each. */
export type ReasonCode =
  | "unknown" // what the command names is not there
  | "role" // somebody else may do this
  | "condition" // a named condition does not hold
  | "undecided" // a condition cannot be judged yet: something is not filled in
  | "required" // a form is not complete
  | "invalid" // answers are wrong
  | "not-here" // the action is not possible in this state
  | "finished" // the instance is closed
  | "already-open" // one is running already
  | "no-cycle" // a request needs a cycle
  | "menu" // the menu does not allow this choice
  | "about" // what it must concern is missing or in another state
  | "acknowledge" // a warning must be acknowledged first
  | "term" // the extension is spent, or the term is not running
  | "differs" // must be another person
  | "party" // this person cannot play the part
  | "dated" // another day than today is not accepted, or not this day
  | "record" // the record cannot be replaced or withdrawn
  | "unique" // already registered elsewhere
  | "effect" // what must follow is not possible
  | "chain" // the definition goes round in circles
  | "full" // what is shared has nothing left
  | "members" // too few or too many take part, or this dossier does not belong to the group
  | "exists"; // the dossier is open already

export interface Reason {
  readonly code: ReasonCode;
  /** What it is about: an instance, form, condition, menu, term or record id. */
  readonly place: { readonly [what: string]: string };
  /** Dutch sentence with the way out. */
  readonly message: string;
  /** Who can lift it: titles of roles. */
  readonly lift?: readonly string[];
  /** Until when it stands, a local day. */
  readonly until?: string;
  /** What is wrong or missing in the answers. */
  readonly problems?: readonly Problem[];
}

/** Something to notice first: the command goes on when it names the condition in `acknowledged`. */
export interface Warning {
  readonly code: "advice";
  readonly place: { readonly condition: string };
  readonly message: string;
  readonly lift?: readonly string[];
}
