/** Dossiers and groups over HTTP: how they are listed, read and commanded. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import type { Outcome } from "../handle/commands.ts";
import { touchedBy } from "../handle/etag.ts";
import type { Kind } from "../handle/look.ts";
import { membersShown } from "../handle/members.ts";
import { parsedBody } from "./body.ts";
import { nextLink, pageAsked, wrongCursor, wrongLimit } from "./paging.ts";
import { type Answer, type BodyError, problem, refusal } from "./problem.ts";
import { type Handling, type Incoming, ok } from "./route.ts";

/** One page of the actor's dossiers or groups. */
export async function list({ desk }: Handling, incoming: Incoming, kind: Kind): Promise<Answer> {
  const asked = pageAsked(incoming);
  if (asked === undefined) return wrongLimit();
  const page = await desk.worklist(incoming.actor, asked, kind);
  if (page === undefined) return wrongCursor();
  const { items, total, next } = page;
  const headers = nextLink(`/v1/${kind}s`, asked.limit, next);
  return { status: 200, body: { items, total }, headers, dossiers: items.flatMap(dossierIdsIn) };
}

/** Ids of the dossier or group that a line of a list is about. */
export function dossierIdsIn({ dossier, group }: JsonObject): readonly string[] {
  return [dossier, group].flatMap((one) => (isObject(one) && typeof one["id"] === "string" ? [one["id"]] : []));
}

/** Ids are made here, so anything else is not there. */
const DOSSIER_ID = /^[A-Za-z0-9_-]{43}$/;

export type Part = "page" | "actions" | "history";

export async function read({ desk }: Handling, { actor, param }: Incoming, kind: Kind, part: Part): Promise<Answer> {
  const id = param("id");
  const shown = DOSSIER_ID.test(id) ? await desk[part](actor, id, kind) : undefined;
  return shown === undefined ? problem("not-found") : ok({ id, ...shown }, [id, ...membersShown(shown)]);
}

const KEY = /^[A-Za-z0-9_-]{16,64}$/;

/** In the order that everybody may count on: not there, no version named, unreadable, and then the desk. */
export async function command(
  { desk }: Handling,
  incoming: Incoming,
  kind: Kind,
  dossier: string | undefined,
): Promise<Answer> {
  const { actor, header, bytes } = incoming;
  if (dossier !== undefined && !DOSSIER_ID.test(dossier)) return problem("not-found");
  const parsed = parsedBody(bytes);
  const ifMatch = header("if-match");
  const dossiers = dossier === undefined ? [] : [dossier];
  const key = header("idempotency-key") ?? "";
  const wrongKey = KEY.test(key) ? [] : [WRONG_KEY];
  const needsMatch = dossier !== undefined && ifMatch === undefined;
  if (!parsed.ok || wrongKey.length > 0 || (needsMatch && touchedBy(parsed.value) !== undefined)) {
    // Before anything of the request is said: otherwise the desk itself says what is not there.
    if (dossier !== undefined && !(await desk.isThere(actor, dossier, kind))) return problem("not-found");
    if (needsMatch && parsed.ok && touchedBy(parsed.value) !== undefined)
      return problem("precondition-required", { dossiers });
    const faults = parsed.ok ? [] : parsed.faults;
    return problem("unreadable", { errors: [...wrongKey, ...faults], dossiers });
  }
  const status = dossier === undefined ? 201 : 200;
  const outcome = await desk.handle({
    actor,
    kind,
    body: parsed.value,
    key,
    wantsPage: /(^|[,\s])return=representation([,;\s]|$)/.test(header("prefer") ?? ""),
    ...(dossier === undefined ? {} : { dossier }),
    ...(ifMatch === undefined ? {} : { ifMatch }),
    audit(accepted) {
      return incoming.line(status, accepted.dossiers, accepted.commit);
    },
  });
  return answerOf(outcome, { body: parsed.value, status, dossiers });
}

function answerOf(
  outcome: Outcome,
  { body, status, dossiers }: { body: Json; status: 200 | 201; dossiers: readonly string[] },
): Answer {
  switch (outcome.kind) {
    case "done": {
      const { dossier, shows, audited } = outcome;
      const headers = status === 201 ? { location: `/v1/dossiers/${dossier}` } : {};
      return { status, body: shows, headers, dossiers: [dossier], audited };
    }
    case "not-there":
      return problem("not-found");
    case "key-reused":
      return problem("key-reused", { dossiers });
    case "invalid":
      return problem("invalid", { errors: outcome.faults, dossiers });
    case "moved":
      return problem("moved", { dossiers });
    case "refused":
      return refusal(outcome.reasons, body, dossiers);
    default:
      return outcome satisfies never;
  }
}

const WRONG_KEY: BodyError = {
  pointer: "",
  code: "idempotency-key",
  message: "Stuur een Idempotency-Key mee: 16 tot en met 64 letters, cijfers, streepjes of lage streepjes.",
};
