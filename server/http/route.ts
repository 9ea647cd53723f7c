/** What a route is, and what its handler gets. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Organisation } from "../../definitions/grammar/types.generated.ts";
import type { Catalog } from "../../engine/release/catalog.ts";
import type { CompiledRelease } from "../../engine/release/compile.ts";
import type { Actor } from "../../engine/streams/command.ts";
import type { Clock } from "../clock/clock.ts";
import { localDay } from "../clock/local-day.ts";
import type { Desk } from "../handle/desk.ts";
import type { Simulations } from "../handle/simulations.ts";
import type { AuditLine } from "../store/port.ts";
import type { Answer } from "./problem.ts";

export interface Handling {
  readonly desk: Desk;
  readonly catalog: Catalog;
  readonly organisation: () => Organisation;
  readonly clock: Clock;
  readonly simulations: () => Promise<Simulations>;
}

/** A request of an identified person, with its body read. */
export interface Incoming {
  readonly actor: Actor;
  readonly param: (name: string) => string;
  readonly query: (name: string) => string | undefined;
  readonly header: (name: string) => string | undefined;
  readonly bytes: Uint8Array;
  /** The audit line when a commit is stored. */
  line(status: number, dossiers: readonly string[], commit: string): AuditLine;
}

export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  /** `/v1/dossiers/{id}`: for people and the audit. */
  readonly template: string;
  /** Dutch. */
  readonly summary: string;
  readonly answers: readonly number[];
  /** Name of the shape of what it answers (`openapi-parts.ts`); absent: any object. */
  readonly shows?: string;
  /** Name of the shape of what is sent, when that is no command. */
  readonly body?: string;
  /** What it answers when that is no JSON. */
  readonly media?: string;
  readonly query?: { readonly [name: string]: string };
  handle(handling: Handling, incoming: Incoming): Promise<Answer>;
}

export function ok(body: JsonObject, dossiers: readonly string[] = []): Answer {
  return { status: 200, body, dossiers };
}

export function today({ catalog, clock }: Handling): CompiledRelease {
  return catalog.current(localDay(clock.now()));
}
