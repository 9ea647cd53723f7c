/** The application: every request goes through the same steps, in the same order, to an answer with the same headers. */

import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Actor } from "../../engine/streams/command.ts";
import { localDay } from "../clock/local-day.ts";
import type { Simulations } from "../handle/simulations.ts";
import { Unreadable } from "../handle/states.ts";
import { type Store, Unavailable } from "../store/port.ts";
import { type AuditedRequest, countStrangers, lineOf, type Strangers } from "./audit.ts";
import { readBody } from "./body.ts";
import { ANY_ORIGIN, EVERY_ANSWER, OWN_PAGE, REQUEST_ID } from "./headers.ts";
import type { Identify } from "./identity.ts";
import { type Answer, problem } from "./problem.ts";
import { GENEROUS, openLimiter, type RateLimit } from "./rate-limit.ts";
import type { Handling, Route } from "./route.ts";
import { ROUTES } from "./routes.ts";

export interface AppOptions extends Omit<Handling, "simulations"> {
  readonly store: Store;
  readonly identify: Identify;
  readonly rateLimit?: RateLimit;
  /** One JSON line for an operator, without content. */
  readonly report: (line: JsonObject) => void;
}

export interface App {
  readonly fetch: Hono["fetch"];
  readonly request: Hono["request"];
  /** Requests of strangers, of minutes that are over or (`all`) of this one too, go to the audit. */
  readonly strangers: Strangers;
}

export function createApp(options: AppOptions): App {
  const { store, desk, identify, clock, report } = options;
  const limiter = openLimiter(options.rateLimit ?? GENEROUS);
  const strangers = countStrangers(store.audit);
  const handling: Handling = { ...options, simulations: simulationsOf(options) };
  const app = new Hono({ strict: true });

  // Whoever opens the address that the terminal prints finds the way.
  app.get("/", () => sent(randomUUID(), { status: 302, body: { docs: DOCS }, headers: { location: DOCS } }));
  app.get("/v1/health", () => sent(randomUUID(), { status: 200, body: { status: "ok" } }));
  app.get("/v1/openapi.json", async () => {
    const { openApi } = await import("./openapi.ts");
    return sent(randomUUID(), { status: 200, body: openApi(), headers: ANY_ORIGIN });
  });
  app.get(DOCS, async () => {
    const { docsPage } = await import("./docs.ts");
    const content = { type: "text/html; charset=utf-8", text: docsPage() };
    return sent(randomUUID(), { status: 200, body: {}, content, headers: OWN_PAGE });
  });
  app.get("/v1/docs/style.css", async () => {
    const { DOCS_STYLE } = await import("./docs-style.ts");
    return sent(randomUUID(), {
      status: 200,
      body: {},
      content: { type: "text/css; charset=utf-8", text: DOCS_STYLE },
    });
  });
  for (const route of ROUTES) app.on(route.method, pathOf(route.template), (c) => serve(c, route));
  for (const [template, methods] of methodsByTemplate()) {
    const answer = problem("method-not-allowed", { headers: { allow: methods.join(", ") } });
    app.all(pathOf(template), () => sent(randomUUID(), answer));
  }
  app.notFound((c) => serve(c, NOWHERE));
  app.onError((error) => {
    const request = randomUUID();
    report(faultLine(error, request));
    return sent(request, problem("fault"));
  });

  async function serve(c: Context, route: Route): Promise<Response> {
    const request = randomUUID();
    const body = route.method === "POST" ? await readBody(c.req.raw) : NO_BODY;
    if (!body.ok) return sent(request, problem(body.code, { headers: { connection: "close" } }));
    const actor = await identify(c.req.header("authorization"));
    if (actor === undefined) {
      strangers.noted(clock.now());
      return sent(request, problem("not-identified", { headers: { "www-authenticate": "Bearer" } }));
    }
    return sent(request, await audited(c, route, actor, body.bytes, request));
  }

  /** The line is durable before the answer is given; without it there is no answer. */
  async function audited(c: Context, route: Route, actor: Actor, bytes: Uint8Array, request: string): Promise<Answer> {
    const now = clock.now();
    const asked: AuditedRequest = {
      at: new Date(now).toISOString(),
      request,
      route: `${route.method} ${route.template}`,
      release: options.catalog.current(localDay(now)).pin.hash,
    };
    const before = desk.undone();
    const answer = await answered(c, route, actor, bytes, asked);
    if (answer.audited === true) return answer;
    const { status, dossiers = [] } = answer;
    try {
      await store.audit(lineOf(asked, actor, { status, dossiers }));
    } catch (error) {
      return unkept(request, error);
    }
    // What was shown may hold what never happened.
    return before === desk.undone() || status >= 500 ? answer : problem("unavailable");
  }

  async function answered(
    c: Context,
    route: Route,
    actor: Actor,
    bytes: Uint8Array,
    asked: AuditedRequest,
  ): Promise<Answer> {
    const wait = limiter(actor.person, clock.now());
    if (wait !== undefined) return problem("too-many-requests", { headers: { "retry-after": String(wait) } });
    try {
      return await route.handle(handling, {
        actor,
        bytes,
        param(name) {
          return c.req.param(name) ?? "";
        },
        query(name) {
          return c.req.query(name);
        },
        header(name) {
          return c.req.header(name);
        },
        line(status, dossiers, commit) {
          return lineOf(asked, actor, { status, dossiers, commit });
        },
      });
    } catch (error) {
      return unkept(asked.request, error);
    }
  }

  function unkept(request: string, error: unknown): Answer {
    if (error instanceof Unavailable) return problem(error.full ? "full" : "unavailable");
    if (error instanceof Unreadable) {
      report(damageLine(error, request));
      return problem("damaged");
    }
    report(faultLine(error, request));
    return problem("fault");
  }

  return { fetch: app.fetch, request: app.request, strangers };
}

/** The page about the interface. */
const DOCS = "/v1/docs";

/** Read when somebody simulates: a start does not wait for it. */
function simulationsOf(options: AppOptions): Handling["simulations"] {
  let opened: Promise<Simulations> | undefined;
  return () => {
    opened ??= import("../handle/simulations.ts").then(({ openSimulations }) => openSimulations(options));
    return opened;
  };
}

const NO_BODY = { ok: true, bytes: new Uint8Array() } as const;

/** Any other path: who asks must be known, as everywhere, and there is nothing there. */
const NOWHERE: Route = {
  method: "GET",
  template: "elsewhere",
  summary: "",
  answers: [404],
  handle: async () => problem("not-found"),
};

function pathOf(template: string): string {
  return template.replaceAll(/\{([a-z]+)\}/g, ":$1");
}

function methodsByTemplate(): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, string[]>([
    ["/v1/health", ["GET", "HEAD"]],
    ["/v1/openapi.json", ["GET", "HEAD"]],
    ["/", ["GET", "HEAD"]],
    [DOCS, ["GET", "HEAD"]],
    ["/v1/docs/style.css", ["GET", "HEAD"]],
  ]);
  for (const { template, method } of ROUTES) {
    const known = methods.get(template) ?? [];
    methods.set(template, method === "GET" ? ["GET", "HEAD", ...known] : [...known, method]);
  }
  return methods;
}

/** Made at once from a plain object: headers that are set one by one, or later, cost node-server its quick path. */
function sent(request: string, { status, body, content, headers = {} }: Answer): Response {
  if (status === 304 || status === 204)
    return new Response(null, { status, headers: { ...EVERY_ANSWER, [REQUEST_ID]: request, ...headers } });
  const isProblem = status >= 400;
  const shown = isProblem ? { ...body, instance: `urn:uuid:${request}` } : body;
  const type = content?.type ?? (isProblem ? "application/problem+json" : "application/json");
  const own = { "content-type": type, [REQUEST_ID]: request };
  const text = content?.text ?? JSON.stringify(shown);
  return new Response(text, { status, headers: { ...EVERY_ANSWER, ...own, ...headers } });
}

/** Ids tell nothing, and an operator must know which file to bring back. */
function damageLine({ stream }: Unreadable, request: string): JsonObject {
  const at = new Date().toISOString();
  return { level: "error", at, request, what: "a dossier cannot be read", dossier: stream };
}

/** Where it went wrong in our code; never what was sent or stored, which a message may repeat. */
function faultLine(error: unknown, request: string): JsonObject {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return {
    level: "error",
    at: new Date().toISOString(),
    request,
    error: error instanceof Error ? error.name : typeof error,
    where: [...stack.matchAll(/\(?([\w./-]*\/(?:server|engine|forms|definitions)\/[\w./-]+:\d+):\d+\)?/g)]
      .slice(0, 8)
      .map(([, place]) => (place ?? "").replace(/^.*?\/((?:server|engine|forms|definitions)\/)/, "$1")),
  };
}
