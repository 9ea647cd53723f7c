/** Starts a whole server from its settings, and stops it again without losing anybody's answer. */

import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Finding } from "../../definitions/grammar/finding.ts";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Organisation } from "../../definitions/grammar/types.generated.ts";
import { hashOf } from "../../engine/release/hash.ts";
import { type Clock, systemClock } from "../clock/clock.ts";
import { localDay } from "../clock/local-day.ts";
import { startClock } from "../clock/start-clock.ts";
import { type CheckedSource, checkedSource } from "../config/checked-source.ts";
import type { Config } from "../config/config.ts";
import { type OpenCatalog, openCatalog, storedReleases } from "../config/releases.ts";
import { type Desk, openDesk } from "../handle/desk.ts";
import { projection } from "../handle/rows.ts";
import { type Keyring, openKeyring } from "../keys/keyring.ts";
import { answerBackups } from "../store/asked-backup.ts";
import { type EmbeddedStore, embeddedStore } from "../store/embedded.ts";
import { nodeFiles } from "../store/node-files.ts";
import type { Row, Store, StoredPart } from "../store/port.ts";
import type { Sealer } from "../store/sealer.ts";
import { createApp } from "./app.ts";
import { DEVELOPMENT_AUDIENCE, DEVELOPMENT_ISSUER, developmentKeys, type TokenOptions } from "./development-keys.ts";
import { openIdentity } from "./identity.ts";
import type { RateLimit } from "./rate-limit.ts";
import { type RawLimits, rawServer } from "./raw.ts";

export interface Running {
  readonly url: string;
  readonly port: number;
  readonly desk: Desk;
  readonly store: Store;
  readonly organisation: Organisation;
  /** Hash of the release that applies. */
  readonly release: string;
  /** Warnings about the source. */
  readonly findings: readonly Finding[];
  signToken(person: string, options?: TokenOptions): Promise<string>;
  /** Answers what is in flight, stores what is on its way, and gives everything back. */
  close(): Promise<void>;
}

export interface StartOptions {
  readonly clock?: Clock;
  /** One line for an operator; stderr unless told. */
  readonly report?: (line: JsonObject) => void;
  /** The outcome of a write is unknown: the process must end without an answer. Exits unless told. */
  readonly fatal?: (error: unknown) => void;
  readonly rateLimit?: RateLimit;
  readonly limits?: RawLimits;
  /** Another store than the embedded one. It keeps the releases too, and its own rows. */
  readonly store?: Store;
}

/** @throws SourceRefused, or Refused when the folder is in use, damaged, of a newer format or without its keys. */
export async function startServer(config: Config, options: StartOptions = {}): Promise<Running> {
  const { clock = systemClock, report = toStderr } = options;
  const source = await checkedSource(config.source, config.data);
  const { pin, organisation, findings } = source;
  const { hash } = pin;
  const catalog = openCatalog();
  catalog.add(hash, source.bytes, pin);
  for (const [stored, bytes] of await storedReleases(nodeFiles(), config.data)) catalog.add(stored, bytes);
  // While the store opens it asks for rows, and they follow the views that are about to apply.
  const opening = { ...catalog, current: () => needed(catalog.pinned(hash)) };
  const keyring = await openKeyring({ folder: config.keys, data: config.data });
  const undo: (() => Promise<unknown>)[] = [() => keyring.close()];
  try {
    const world = { clock, organisation: () => organisation, keyring };
    const project = skipping(projection({ ...world, catalog: opening }), report, clock);
    const own =
      options.store === undefined
        ? await openStore(config, keyring, { project, views: hash, organisation, options, report })
        : undefined;
    const store: Store = own ?? needed(options.store);
    undo.unshift(() => store.close());
    if (own !== undefined)
      undo.unshift(answerBackups({ files: nodeFiles(), folder: config.keys, from: config.data, store: own }));
    for (const publication of await store.publications()) {
      if (own === undefined) addFrom(catalog, publication.hash, await store.release(publication.hash));
      catalog.publish(publication);
    }
    await publishIfNew(store, catalog, source, clock);
    await source.remember();

    const keys = await developmentKeys(config.keys);
    const desk = openDesk({ ...world, catalog, store });
    const identify = openIdentity({
      ...{ key: keys.publicKey, issuer: DEVELOPMENT_ISSUER, audience: DEVELOPMENT_AUDIENCE, subIsPerson: true },
      ...{ organisation: world.organisation, now: clock.now },
    });
    const { rateLimit } = options;
    const app = createApp({
      ...world,
      ...{ catalog, desk, store, identify, report },
      ...(rateLimit === undefined ? {} : { rateLimit }),
    });
    undo.unshift(() => app.strangers.flush(clock.now(), true).catch(() => undefined));
    undo.unshift(() => desk.close());
    const ticking = startClock({
      ...{ desk, clock, report },
      alsoEachMinute: () => void app.strangers.flush(clock.now()).catch(() => undefined),
    });
    undo.unshift(() => ticking.stop());
    // Whoever asks first must find every term fired that should have been.
    await ticking.caughtUp;
    const server = listener(app.fetch, options.limits);
    const port = await listen(server, config.port);
    undo.unshift(() => closed(server));

    return {
      url: `http://127.0.0.1:${port}`,
      ...{ port, desk, store, organisation, release: hash, findings },
      signToken: (person, more) => keys.signToken(person, { now: clock.now(), ...more }),
      close: () => inOrder(undo),
    };
  } catch (error) {
    await inOrder(undo).catch(() => undefined);
    throw error;
  }
}

async function inOrder(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const step of steps) await step();
}

interface Opening {
  readonly project: (stream: string, parts: readonly StoredPart[]) => readonly Row[];
  /** Hash of the release by whose views rows are made. */
  readonly views: string;
  readonly organisation: Organisation;
  readonly options: StartOptions;
  readonly report: (line: JsonObject) => void;
}

function openStore(
  config: Config,
  keyring: Keyring,
  { project, views, organisation, options, report }: Opening,
): Promise<EmbeddedStore> {
  return embeddedStore({
    folder: config.data,
    sealer: marked(keyring.sealer("index"), hashOf([views, organisation])),
    project,
    knowsKey: keyring.knows,
    notice: (message) => report({ level: "notice", at: new Date().toISOString(), message }),
    fatal: options.fatal ?? exit,
  });
}

/** Rows follow views and organisation: a snapshot that was made under others does not open, and the store makes it anew. */
function marked(sealer: Sealer, mark: string): Sealer {
  const start = Buffer.from(mark, "hex");
  return {
    sealBytes: (plain) => sealer.sealBytes(Buffer.concat([start, plain])),
    openBytes(sealed) {
      const plain = sealer.openBytes(sealed);
      if (plain === undefined || !start.equals(plain.subarray(0, start.length))) return undefined;
      return plain.subarray(start.length);
    },
  };
}

/** A dossier that cannot be read stands in no list, and keeps nobody else from working; it is told at every start. */
function skipping(project: Opening["project"], report: StartOptions["report"], clock: Clock): Opening["project"] {
  return (stream, parts) => {
    try {
      return project(stream, parts);
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      const at = new Date(clock.now()).toISOString();
      report?.({ level: "error", at, what: "a dossier cannot be read", dossier: stream, error: name });
      return [];
    }
  };
}

/** Of a store without a folder that can be read before it is open. */
function addFrom(catalog: OpenCatalog, hash: string, bytes: Uint8Array | undefined): void {
  if (bytes !== undefined) catalog.add(hash, bytes);
}

/** The source that is started with applies from today, unless it does already. */
async function publishIfNew(
  store: Store,
  catalog: OpenCatalog,
  { pin, bytes }: CheckedSource,
  clock: Clock,
): Promise<void> {
  const today = localDay(clock.now());
  if (catalog.applies(today) === pin.hash) return;
  await store.putRelease(pin.hash, bytes);
  const publication = { hash: pin.hash, from: today, at: new Date(clock.now()).toISOString() };
  await store.publish(publication);
  catalog.publish(publication);
}

function needed<T>(found: T | undefined): T {
  if (found === undefined) throw new Error("what was put there a moment ago is not there");
  return found;
}

function listener(fetch: ReturnType<typeof createApp>["fetch"], limits: RawLimits | undefined): Server {
  const server = createAdaptorServer({
    fetch: (request) => fetch(request),
    createServer: ((given: object, handle: Parameters<typeof rawServer>[1]) =>
      rawServer(given, handle, limits)) as typeof import("node:http").createServer,
  });
  return server as Server;
}

/** Only this computer: access is not complete until tokens come from somewhere else. */
function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

/** How long requests in flight may take when the server stops: as long as any request may. */
const LAST_ANSWERS = 10_000;

/** Takes no new connections, and drops each that is there as soon as its answer was given. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), 20);
    const late = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function toStderr(line: JsonObject): void {
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

function exit(): void {
  toStderr({ level: "fatal", at: new Date().toISOString(), what: "the outcome of a write is unknown" });
  process.exit(70);
}
