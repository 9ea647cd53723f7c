/** The HTTP server itself: its limits, and a problem document for what never becomes a request. */

import { randomUUID } from "node:crypto";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from "node:http";
import type { Socket } from "node:net";
import { EVERY_ANSWER, REQUEST_ID } from "./headers.ts";
import { type ProblemCode, problem } from "./problem.ts";

export interface RawLimits {
  /** Milliseconds for all headers. */
  readonly headersTimeout: number;
  /** Milliseconds for the whole request. */
  readonly requestTimeout: number;
  /** Milliseconds between two looks at who is too slow. */
  readonly checkingInterval: number;
}

const LIMITS: RawLimits = { headersTimeout: 5_000, requestTimeout: 10_000, checkingInterval: 1_000 };

const MOST_HEADER_BYTES = 16 * 1024;
const MOST_HEADERS = 100;
const MOST_URL = 2_048;

/** Refuses what a framework would have to guess about; all else goes to `listener`. */
export function rawServer(options: ServerOptions, listener: RequestListener, limits: RawLimits = LIMITS): Server {
  const server = createServer(
    {
      ...options,
      headersTimeout: limits.headersTimeout,
      requestTimeout: limits.requestTimeout,
      connectionsCheckingInterval: limits.checkingInterval,
      keepAliveTimeout: 5_000,
      maxHeaderSize: MOST_HEADER_BYTES,
      // Asked below: node would refuse without a problem document.
      requireHostHeader: false,
      insecureHTTPParser: false,
    },
    (request, response) => {
      const wrong = wrongWith(request);
      if (wrong === undefined) listener(request, response);
      else refuse(response, wrong);
    },
  );
  server.maxHeadersCount = MOST_HEADERS + 1;
  server.on("checkExpectation", (_request: IncomingMessage, response: ServerResponse) => refuse(response, "malformed"));
  server.on("connect", (_request: IncomingMessage, socket: Socket) => socket.end(rawAnswer("method-not-allowed")));
  server.on("clientError", (error: Error & { code?: string }, socket: Socket) => {
    if (!socket.writable || error.code === "ECONNRESET") socket.destroy();
    else socket.end(rawAnswer(codeOf(error.code)));
  });
  return server;
}

function wrongWith(request: IncomingMessage): ProblemCode | undefined {
  const { url = "", headers, rawHeaders } = request;
  if (rawHeaders.length / 2 > MOST_HEADERS) return "headers-too-large";
  if (!/^[a-z0-9.-]{1,253}(:\d{1,5})?$|^\[[0-9a-f:.]{2,45}\](:\d{1,5})?$/i.test(headers.host ?? "")) return "malformed";
  if (!url.startsWith("/") || url.length > MOST_URL) return "malformed";
  if (!/^[!-~]+$/.test(url) || /[\\#]|%(?![0-9a-f]{2})|%00/i.test(url)) return "malformed";
  // Paths are taken as they are: nobody means another one by dots.
  if (/\/(\.|%2e){1,2}(\/|\?|$)/i.test(url)) return "malformed";
  return undefined;
}

function refuse(response: ServerResponse, code: ProblemCode): void {
  const id = randomUUID();
  const { status, body } = problem(code);
  for (const [name, value] of Object.entries({ ...EVERY_ANSWER, [REQUEST_ID]: id, connection: "close" }))
    response.setHeader(name, value);
  response.setHeader("content-type", "application/problem+json");
  response.statusCode = status;
  response.end(JSON.stringify({ ...body, instance: `urn:uuid:${id}` }));
}

const OF_CODE: { readonly [code: string]: ProblemCode } = {
  HPE_HEADER_OVERFLOW: "headers-too-large",
  ERR_HTTP_REQUEST_TIMEOUT: "too-slow",
};

function codeOf(code: string | undefined): ProblemCode {
  return (code === undefined ? undefined : OF_CODE[code]) ?? "malformed";
}

const REASON_PHRASES: { readonly [status: number]: string } = {
  400: "Bad Request",
  405: "Method Not Allowed",
  408: "Request Timeout",
  431: "Request Header Fields Too Large",
};

function rawAnswer(code: ProblemCode): string {
  const id = randomUUID();
  const { status, body } = problem(code);
  const text = JSON.stringify({ ...body, instance: `urn:uuid:${id}` });
  const headers = {
    ...EVERY_ANSWER,
    [REQUEST_ID]: id,
    "content-type": "application/problem+json",
    "content-length": String(Buffer.byteLength(text)),
    date: new Date().toUTCString(),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${REASON_PHRASES[status] ?? "Refused"}\r\n${lines.join("")}\r\n${text}`;
}
