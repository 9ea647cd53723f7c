/** Something that an actor may do, or may not do now and why. */

import type { CommandBody } from "../../definitions/grammar/types.generated.ts";
import type { Reason, Warning } from "../streams/reason.ts";
import type { Offer } from "./prefill.ts";

export interface Action {
  /** `x-1.send`-like: what it concerns, a dot, what is done. Stable while the state is. */
  readonly id: string;
  readonly kind: "act" | "start" | "join" | "leave" | "record" | "assign";
  readonly label: string;
  /** The command to send, but for answers, people, the group and acknowledgements. */
  readonly command: Partial<CommandBody> & { readonly type: CommandBody["type"] };
  readonly help?: string;
  /** A question to ask the person first. */
  readonly ask?: string;
  /** The form that goes with it. */
  readonly form?: string;
  /** What that form can start with; only for who may fill it in. */
  readonly offer?: Offer;
  readonly allowed: boolean;
  /** The first allowed one. */
  readonly next: boolean;
  readonly reasons: readonly Reason[];
  readonly warnings: readonly Warning[];
}

/** Before it is known which one is next. */
export type Offered = Omit<Action, "next">;
