/** A whole server without a port: real parts, a memory store, a clock that is set by hand, and clients with tokens. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import type { Organisation } from "../../definitions/grammar/types.generated.ts";
import type { Clock } from "../../server/clock/clock.ts";
import { localDay } from "../../server/clock/local-day.ts";
import { type OpenCatalog, openCatalog, releaseBytes } from "../../server/config/releases.ts";
import { type Desk, openDesk } from "../../server/handle/desk.ts";
import { type App, createApp } from "../../server/http/app.ts";
import {
  DEVELOPMENT_AUDIENCE,
  DEVELOPMENT_ISSUER,
  type DevelopmentKeys,
  developmentKeys,
  type TokenOptions,
} from "../../server/http/development-keys.ts";
import { openIdentity } from "../../server/http/identity.ts";
import type { RateLimit } from "../../server/http/rate-limit.ts";
import { type Keyring, openKeyring } from "../../server/keys/keyring.ts";
import { type MemoryStore, memoryStore } from "../../server/store/memory.ts";
import type { Store } from "../../server/store/port.ts";
import { shipped, type World } from "../support/world.ts";

/** A day on which scenarios begin. */
export const START = Date.parse("2022-11-07T08:00:00.000Z");

export interface SiteOptions {
  /** What is shipped when absent. */
  readonly world?: World;
  readonly start?: number;
  readonly rateLimit?: RateLimit;
  /** Stands between the server and the memory store, such as one that refuses. */
  readonly through?: (store: MemoryStore) => Store;
  /** Folder with keys that another site made before: equal keys give equal ids. */
  readonly keys?: string;
  readonly cachedStreams?: number;
}

export interface Site {
  readonly app: App;
  readonly desk: Desk;
  readonly store: MemoryStore;
  readonly keyring: Keyring;
  readonly keys: DevelopmentKeys;
  readonly clock: HandClock;
  readonly catalog: OpenCatalog;
  /** Replaces who works where, as from now. */
  setOrganisation(organisation: Organisation): void;
  organisation(): Organisation;
  /** What an operator would read on stderr. */
  readonly reported: JsonObject[];
  as(person: string, options?: TokenOptions): Client;
  send(path: string, init?: RequestInit): Promise<Answer>;
  /** Gives the keys back, so that another site can take them. */
  close(): Promise<void>;
}

export interface HandClock extends Clock {
  set(instant: number): void;
  /** Moves on by so many days of 24 hours. */
  days(n: number): void;
}

export function handClock(start: number): HandClock {
  let now = start;
  const ticks = new Set<() => void>();
  const moved = () => {
    for (const tick of [...ticks]) tick();
  };
  return {
    now: () => now,
    set(instant) {
      now = instant;
      moved();
    },
    days(n) {
      now += n * 86_400_000;
      moved();
    },
    everyMinute(run) {
      ticks.add(run);
      return () => void ticks.delete(run);
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: JsonObject;
}

export interface Client {
  readonly token: Promise<string>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: Json | string, headers?: Record<string, string>): Promise<Answer>;
  /** Opens a dossier. */
  open(more?: JsonObject, key?: string): Promise<Answer>;
  /** Sends a command with a fresh key, and with the mark that the page shows for what it touches. */
  send(dossier: string, command: JsonObject, headers?: Record<string, string>): Promise<Answer>;
  etag(dossier: string, instance: string, form?: string): Promise<string>;
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "draaiboek-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function openSite(options: SiteOptions = {}): Promise<Site> {
  const { start = START, through = (store: Store) => store, rateLimit, cachedStreams } = options;
  const folder = options.keys ?? join(await temporaryFolder(), "keys");
  const clock = handClock(start);
  const store = memoryStore();
  const used = through(store);
  const { world = shipped() } = options;
  let organisation = world.organisation;
  const catalog = openCatalog();
  catalog.add(world.release.pin.hash, releaseBytes(world.release.release));
  catalog.publish({ hash: world.release.pin.hash, from: localDay(start) });
  const keyring = await openKeyring({ folder, data: join(folder, "..", "data") });
  let closed = false;
  const close = async () => {
    if (!closed) await keyring.close();
    closed = true;
  };
  onTestFinished(close);
  const keys = await developmentKeys(folder);
  const shared = { clock, catalog, organisation: () => organisation, keyring };
  const desk = openDesk({
    ...shared,
    store: used,
    ...(cachedStreams === undefined ? {} : { cachedStreams }),
  });
  const identify = openIdentity({
    ...{ key: keys.publicKey, issuer: DEVELOPMENT_ISSUER, audience: DEVELOPMENT_AUDIENCE, subIsPerson: true },
    ...{ organisation: () => organisation, now: clock.now },
  });
  const reported: JsonObject[] = [];
  const report = (line: JsonObject) => void reported.push(line);
  const app = createApp({
    ...shared,
    ...{ desk, store: used, identify, report },
    ...(rateLimit === undefined ? {} : { rateLimit }),
  });

  const send = async (path: string, init: RequestInit = {}) => answerOf(await app.request(path, init));
  return {
    ...{ app, desk, store, keyring, keys, clock, catalog, reported, send, close },
    organisation: () => organisation,
    setOrganisation(next) {
      organisation = next;
    },
    as: (person, token) => client(send, keys.signToken(person, { now: clock.now(), lifeSeconds: 40_000, ...token })),
  };
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const json = response.headers.get("content-type")?.includes("json") === true && text !== "";
  return { status: response.status, headers: response.headers, text, body: json ? JSON.parse(text) : {} };
}

let keysMade = 0;

/** Unique within a run, and long enough. */
export function freshKey(): string {
  keysMade += 1;
  return `key-${String(keysMade).padStart(16, "0")}`;
}

export function client(send: (path: string, init?: RequestInit) => Promise<Answer>, token: Promise<string>): Client {
  const bearer = async () => ({ authorization: `Bearer ${await token}` });
  const self: Client = {
    token,
    get: async (path, headers = {}) => send(path, { headers: { ...(await bearer()), ...headers } }),
    async post(path, body, headers = {}) {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const length = String(Buffer.byteLength(text));
      const all = { ...(await bearer()), "content-type": "application/json", "content-length": length, ...headers };
      return send(path, { method: "POST", headers: all, body: text });
    },
    open: (more = {}, key = freshKey()) =>
      self.post("/v1/dossiers", { type: "open", ...more }, { "idempotency-key": key }),
    async send(dossier, command, headers = {}) {
      const { type, instance, form } = command;
      const needs =
        type === "save" || type === "act" || type === "leave" || (type === "assign" && instance !== undefined);
      const named = needs && headers["if-match"] === undefined;
      const mark = named ? await self.etag(dossier, String(instance), type === "save" ? String(form) : undefined) : "";
      const ifMatch: Record<string, string> = named ? { "if-match": mark } : {};
      const all = { "idempotency-key": freshKey(), ...ifMatch, ...headers };
      return self.post(`/v1/dossiers/${dossier}/commands`, command, all);
    },
    async etag(dossier, instance, form) {
      const { body } = await self.get(`/v1/dossiers/${dossier}`);
      const parts = [body["cycle"], ...listOf(body["requests"])].filter(isPart);
      const part = parts.find((one) => one["instance"] === instance);
      if (form === undefined) return String(part?.["etag"] ?? '"none"');
      const found = listOf(part?.["forms"])
        .filter(isPart)
        .find((one) => one["key"] === form);
      return String(found?.["etag"] ?? '"none"');
    },
  };
  return self;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function isPart(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Opens a dossier with a first cycle, for whoever tests something else. Answers its id. */
export async function openedDossier(site: Site, by = "ib-er", relations: JsonObject = RELATIONS): Promise<string> {
  const opened = await site.as(by).open({ relations, records: RECORDS });
  if (opened.status !== 201) throw new Error(opened.text);
  const id = String(opened.body["dossier"]);
  const started = await site.as(by).send(id, { type: "start", definitions: ["hgw-cyclus"], aims: ["startgesprek"] });
  if (started.status !== 200) throw new Error(started.text);
  return id;
}

export const RELATIONS = { "dossier.ouder": ["ouder"], "dossier.leerkracht": ["leerkracht"] };

let children = 0;

const RECORDS = [{ kind: "niveau", answers: { niveau: "extra-ondersteuning-school" } }] as const;

/** What is known of a child that no other test has. */
export function childRecord(): JsonObject {
  children += 1;
  return {
    kind: "leerlinggegevens",
    answers: {
      roepnaam: `Noor ${children}`,
      achternaam: "Voorbeeld",
      geboortedatum: "2014-03-02",
      leerjaar: "groep-5",
      groep: "5b",
      schoolsoort: "basisschool",
      contactpersoon: "Iris Voorbeeld",
      gezag: "beide-ouders",
    },
  };
}
