/** The routes of dossiers: lists, pages, commands. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import type { Actor } from "../../engine/streams/command.ts";
import type { Outcome } from "../handle/desk.ts";
import { touchedBy } from "../handle/etag.ts";
import { parsedBody } from "./body.ts";
import { type Answer, type BodyError, problem, refusal } from "./problem.ts";
import { type Handling, type Incoming, ok, type Route } from "./route.ts";

export const DOSSIER_ROUTES: readonly Route[] = [
  {
    method: "GET",
    template: "/v1/dossiers",
    summary: "De dossiers die u ziet, de nieuwste eerst.",
    answers: [200, 400],
    shows: "DossierList",
    query: { limit: "Hoeveel dossiers: 1 tot en met 100. Zonder: 25.", cursor: "Waar verder te lezen; staat in Link." },
    handle: listDossiers,
  },
  {
    method: "POST",
    template: "/v1/dossiers",
    summary: "Opent een dossier.",
    answers: [201, 400, 403, 404, 409, 422],
    shows: "Changed",
    handle: (handling, incoming) => command(handling, incoming, undefined),
  },
  {
    method: "GET",
    template: "/v1/dossiers/{id}",
    summary: "Alles wat een scherm van een dossier nodig heeft, zoals u het ziet.",
    answers: [200, 404],
    shows: "Page",
    handle: (handling, incoming) => read(incoming, handling.desk.page),
  },
  {
    method: "POST",
    template: "/v1/dossiers/{id}/commands",
    summary: "Doet iets in een dossier. Herhalen met dezelfde Idempotency-Key geeft hetzelfde antwoord.",
    answers: [200, 400, 403, 404, 409, 412, 422, 428],
    shows: "Changed",
    handle: (handling, incoming) => command(handling, incoming, incoming.param("id")),
  },
  {
    method: "GET",
    template: "/v1/dossiers/{id}/actions",
    summary: "Wat u nu kunt doen, en waarom iets niet kan.",
    answers: [200, 404],
    handle: (handling, incoming) => read(incoming, handling.desk.actions),
  },
  {
    method: "GET",
    template: "/v1/dossiers/{id}/history",
    summary: "Wat er in een dossier gebeurde, voor zover u dat mag zien.",
    answers: [200, 404],
    handle: (handling, incoming) => read(incoming, handling.desk.history),
  },
  {
    method: "GET",
    template: "/v1/tasks",
    summary: "Uw open taken, wat het eerst af moet voorop.",
    answers: [200],
    shows: "List",
    handle: async ({ desk }, { actor }) => {
      const items = await desk.tasks(actor);
      return { ...ok({ items, total: items.length }), dossiers: [...new Set(items.flatMap(dossierIdsIn))] };
    },
  },
];

const FEW = 25;

async function listDossiers({ desk }: Handling, { actor, query }: Incoming): Promise<Answer> {
  const given = query("limit");
  if (given !== undefined && !/^([1-9][0-9]?|100)$/.test(given)) return wrongQuery("limit", "Kies 1 tot en met 100.");
  const limit = given === undefined ? FEW : Number(given);
  const after = query("cursor");
  const page = await desk.worklist(actor, { limit, ...(after === undefined ? {} : { after }) });
  if (page === undefined) return wrongQuery("cursor", "Begin opnieuw, zonder cursor.");
  const { items, total, next } = page;
  const link = next === undefined ? {} : { link: `</v1/dossiers?limit=${limit}&cursor=${next}>; rel="next"` };
  return { status: 200, body: { items, total }, headers: link, dossiers: items.flatMap(dossierIdsIn) };
}

function wrongQuery(name: string, message: string): Answer {
  return problem("invalid", { errors: [{ pointer: "", code: name, message }] });
}

function dossierIdsIn({ dossier }: JsonObject): readonly string[] {
  return isObject(dossier) && typeof dossier["id"] === "string" ? [dossier["id"]] : [];
}

/** Ids are made here, so anything else is not there. */
const DOSSIER_ID = /^[A-Za-z0-9_-]{43}$/;

async function read(
  { actor, param }: Incoming,
  show: (actor: Actor, dossier: string) => Promise<JsonObject | undefined>,
): Promise<Answer> {
  const id = param("id");
  const shown = DOSSIER_ID.test(id) ? await show(actor, id) : undefined;
  return shown === undefined ? problem("not-found") : ok({ id, ...shown }, [id]);
}

const KEY = /^[A-Za-z0-9_-]{16,64}$/;

/** In the order that everybody may count on: not there, no version named, unreadable, and then the desk. */
async function command({ desk }: Handling, incoming: Incoming, dossier: string | undefined): Promise<Answer> {
  const { actor, header, bytes } = incoming;
  if (dossier !== undefined && !(DOSSIER_ID.test(dossier) && (await desk.isThere(actor, dossier)))) {
    return problem("not-found");
  }
  const parsed = parsedBody(bytes);
  const ifMatch = header("if-match");
  const dossiers = dossier === undefined ? [] : [dossier];
  if (dossier !== undefined && ifMatch === undefined && parsed.ok && touchedBy(parsed.value) !== undefined) {
    return problem("precondition-required", { dossiers });
  }
  const key = header("idempotency-key") ?? "";
  const wrongKey = KEY.test(key) ? [] : [WRONG_KEY];
  if (!parsed.ok) return problem("unreadable", { errors: [...wrongKey, ...parsed.faults], dossiers });
  if (wrongKey.length > 0) return problem("unreadable", { errors: wrongKey, dossiers });
  const status = dossier === undefined ? 201 : 200;
  const outcome = await desk.handle({
    actor,
    body: parsed.value,
    key,
    wantsPage: /(^|[,\s])return=representation([,;\s]|$)/.test(header("prefer") ?? ""),
    ...(dossier === undefined ? {} : { dossier }),
    ...(ifMatch === undefined ? {} : { ifMatch }),
    audit: (accepted) => incoming.line(status, accepted.dossier, accepted.commit),
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
