/** What is written of every request: who asked what, and with which outcome; never what it was about. */

import { audiencesOf } from "../../engine/run/worklist.ts";
import type { Actor } from "../../engine/streams/command.ts";
import type { AuditLine } from "../store/port.ts";

export interface AuditedRequest {
  /** UTC instant. */
  readonly at: string;
  readonly request: string;
  /** Method and template, such as `GET /v1/dossiers/{id}`: the path itself may hold anything. */
  readonly route: string;
  /** Hash of the release whose views were used. */
  readonly release: string;
}

/** `dossiers`: those of which something was shown or changed. */
export function lineOf(
  { at, request, route, release }: AuditedRequest,
  actor: Actor,
  { status, dossiers, commit }: { status: number; dossiers: readonly string[]; commit?: string },
): AuditLine {
  return {
    at,
    request,
    person: actor.person,
    as: audiencesOf(actor).filter((audience) => !audience.startsWith("person ")),
    route,
    status,
    release,
    dossiers,
    ...(commit === undefined ? {} : { commit }),
  };
}

/** Counts the requests of nobody in particular: one line for each minute in which there were any. */
export interface Strangers {
  noted(now: number): void;
  /** Writes what was counted in minutes that are over; with `all` also what is counted in this one. */
  flush(now: number, all?: boolean): Promise<void>;
}

export function countStrangers(audit: (line: AuditLine) => Promise<void>): Strangers {
  let minute = 0;
  let count = 0;

  async function flush(now: number, all = false): Promise<void> {
    if (count === 0 || (!all && minuteOf(now) === minute)) return;
    const line = { at: new Date(minute).toISOString(), route: "not identified", status: 401, count };
    count = 0;
    await audit(line);
  }

  return {
    noted(now) {
      // A line that cannot be written is no reason to refuse this stranger in another way.
      void flush(now).catch(() => undefined);
      if (count === 0) minute = minuteOf(now);
      count += 1;
    },
    flush,
  };
}

function minuteOf(now: number): number {
  return Math.floor(now / 60_000) * 60_000;
}
