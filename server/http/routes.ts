/** The table of all routes: each translates a request for the desk, and its outcome into an answer. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import type { Organisation } from "../../definitions/grammar/types.generated.ts";
import type { Catalog } from "../../engine/release/catalog.ts";
import type { CompiledRelease } from "../../engine/release/compile.ts";
import { withAllOptions } from "../../engine/release/options.ts";
import type { Actor } from "../../engine/streams/command.ts";
import type { Clock } from "../clock/clock.ts";
import { localDay } from "../clock/local-day.ts";
import type { Desk, Outcome } from "../handle/desk.ts";
import { touchedBy } from "../handle/etag.ts";
import type { AuditLine } from "../store/port.ts";
import { parsedBody } from "./body.ts";
import { type Answer, type BodyError, problem, refusal } from "./problem.ts";

export interface Handling {
  readonly desk: Desk;
  readonly catalog: Catalog;
  readonly organisation: () => Organisation;
  readonly clock: Clock;
}

/** A request of an identified person, with its body read. */
interface Incoming {
  readonly actor: Actor;
  readonly param: (name: string) => string;
  readonly query: (name: string) => string | undefined;
  readonly header: (name: string) => string | undefined;
  readonly bytes: Uint8Array;
  /** The audit line when a commit is stored. */
  line(status: number, dossier: string, commit: string): AuditLine;
}

export interface Route {
  readonly method: "GET" | "POST";
  /** `/v1/dossiers/{id}`: for people and the audit. */
  readonly template: string;
  /** Dutch. */
  readonly summary: string;
  readonly answers: readonly number[];
  readonly query?: { readonly [name: string]: string };
  handle(handling: Handling, incoming: Incoming): Promise<Answer>;
}

const RELEASE = { release: "Hash van de uitgave. Zonder: die van vandaag." };

export const ROUTES: readonly Route[] = [
  {
    method: "GET",
    template: "/v1/me",
    summary: "Wie u bent: uw naam, en uw rollen met waar u die hebt.",
    answers: [200],
    handle: async (handling, { actor }) => ok(meOf(handling, actor)),
  },
  {
    method: "GET",
    template: "/v1/procedures",
    summary: "De procedures die vandaag gelden.",
    answers: [200],
    handle: async (handling) => {
      const { pin, release } = today(handling);
      const items = Object.values(release.definitions).map(
        ({ id, title, description, kind, meta }): JsonObject => ({
          id,
          title,
          kind,
          ...(description === undefined ? {} : { description }),
          phases: meta.phases ?? [],
        }),
      );
      return ok({ release: pin.hash, items, total: items.length });
    },
  },
  {
    method: "GET",
    template: "/v1/procedures/{id}",
    summary: "Eén procedure, zoals zij is vastgesteld.",
    answers: [200, 404],
    query: RELEASE,
    handle: async (handling, incoming) => {
      const release = askedRelease(handling, incoming);
      const definition = owned(release?.release.definitions, incoming.param("id"));
      if (release === undefined || definition === undefined) return problem("not-found");
      return ok({ release: release.pin.hash, definition: definition as unknown as JsonObject });
    },
  },
  {
    method: "GET",
    template: "/v1/procedures/{id}/readable",
    summary: "De leesversie van één procedure: gewone taal, als Markdown.",
    answers: [200, 404],
    query: RELEASE,
    handle: async (handling, incoming) => {
      const release = askedRelease(handling, incoming);
      const definition = owned(release?.release.definitions, incoming.param("id"));
      if (release === undefined || definition === undefined) return problem("not-found");
      // Read when somebody asks for it: a start does not wait for it.
      const { readable } = await import("../../engine/rehearse/readable.ts");
      return ok({ release: release.pin.hash, text: readable(release.release, definition.id) });
    },
  },
  {
    method: "GET",
    template: "/v1/forms/{id}",
    summary: "Een formulier met zijn indeling; keuzes die elders vandaan komen, zijn ingevuld.",
    answers: [200, 404],
    query: RELEASE,
    handle: async (handling, incoming) => {
      const release = askedRelease(handling, incoming);
      const id = incoming.param("id");
      const schema = owned(release?.release.forms, id);
      if (release === undefined || schema === undefined) return problem("not-found");
      const filled = withAllOptions(release.release, handling.organisation(), schema);
      return ok({ release: release.pin.hash, schema: filled, ui: owned(release.release.ui, id) ?? null });
    },
  },
  {
    method: "GET",
    template: "/v1/resources",
    summary: "Hulpmiddelen en adressen die vandaag gelden.",
    answers: [200],
    handle: async (handling) => {
      const { pin, release } = today(handling);
      const day = localDay(handling.clock.now());
      const items = Object.values(release.resources).flatMap(({ id, kind, title, url, validUntil }): JsonObject[] => {
        if (validUntil !== undefined && validUntil < day) return [];
        return [{ id, kind, title, url, ...(validUntil === undefined ? {} : { validUntil }) }];
      });
      return ok({ release: pin.hash, items, total: items.length });
    },
  },
  {
    method: "GET",
    template: "/v1/dossiers",
    summary: "De dossiers die u ziet, de nieuwste eerst.",
    answers: [200, 400],
    query: { limit: "Hoeveel dossiers: 1 tot en met 100. Zonder: 25.", cursor: "Waar verder te lezen; staat in Link." },
    handle: listDossiers,
  },
  {
    method: "POST",
    template: "/v1/dossiers",
    summary: "Opent een dossier.",
    answers: [201, 400, 403, 404, 409, 422],
    handle: (handling, incoming) => command(handling, incoming, undefined),
  },
  {
    method: "GET",
    template: "/v1/dossiers/{id}",
    summary: "Alles wat een scherm van een dossier nodig heeft, zoals u het ziet.",
    answers: [200, 404],
    handle: (handling, incoming) => read(incoming, handling.desk.page),
  },
  {
    method: "POST",
    template: "/v1/dossiers/{id}/commands",
    summary: "Doet iets in een dossier. Herhalen met dezelfde Idempotency-Key geeft hetzelfde antwoord.",
    answers: [200, 400, 403, 404, 409, 412, 422, 428],
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
    handle: async ({ desk }, { actor }) => {
      const items = await desk.tasks(actor);
      return { ...ok({ items, total: items.length }), dossiers: [...new Set(items.flatMap(dossierIdsIn))] };
    },
  },
];

function ok(body: JsonObject, dossiers: readonly string[] = []): Answer {
  return { status: 200, body, dossiers };
}

function meOf({ organisation, ...handling }: Handling, { person, roles, assurance }: Actor): JsonObject {
  const { people, units } = organisation();
  const { whoTitle, pin } = today({ organisation, ...handling });
  return {
    person,
    name: people[person]?.name ?? person,
    assurance,
    roles: roles.map(({ role, unit }) => ({
      role,
      title: whoTitle(role),
      unit,
      unitTitle: units[unit]?.title ?? unit,
    })),
    release: pin.hash,
  };
}

function today({ catalog, clock }: Handling): CompiledRelease {
  return catalog.current(localDay(clock.now()));
}

function askedRelease(handling: Handling, { query }: Incoming): CompiledRelease | undefined {
  const hash = query("release");
  return hash === undefined ? today(handling) : handling.catalog.pinned(hash);
}

function owned<T>(all: { readonly [id: string]: T } | undefined, id: string): T | undefined {
  return all !== undefined && Object.hasOwn(all, id) ? all[id] : undefined;
}

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
