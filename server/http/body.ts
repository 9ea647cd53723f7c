/** Reads the body of a request within its limits: what is too large or of another kind goes no further. */

import { type JsonLimits, type Parsed, parseJson } from "../../definitions/grammar/parse.ts";
import type { ProblemCode } from "./problem.ts";

const MOST_BYTES = 64 * 1024;
const LIMITS: JsonLimits = { size: MOST_BYTES, depth: 32, nodes: 5_000 };

export type ReadBody =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly code: ProblemCode };

/** Counts the bytes as they come: a length that was announced may be a lie. */
export async function readBody(request: Request): Promise<ReadBody> {
  const { headers } = request;
  const announced = headers.get("content-length");
  if (announced !== null && Number(announced) > MOST_BYTES) return { ok: false, code: "too-large" };
  if (!isJson(headers.get("content-type")) || !isPlain(headers.get("content-encoding"))) {
    return { ok: false, code: "wrong-media-type" };
  }
  try {
    const bytes = await collected(request, announced !== null);
    return bytes === undefined ? { ok: false, code: "too-large" } : { ok: true, bytes };
  } catch {
    // The sender broke off, and reads no answer any more.
    return { ok: false, code: "malformed" };
  }
}

/** A byte order mark is kept, and is then no JSON. */
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** JSON in UTF-8, with no name twice, not too deep and not too much. Never throws on what was sent. */
export function parsedBody(bytes: Uint8Array): Parsed {
  let text: string;
  try {
    text = UTF8.decode(bytes);
  } catch {
    const message = "De tekst is geen geldige UTF-8.";
    return { ok: false, faults: [{ code: "not-json", pointer: "", message }] };
  }
  return parseJson(text, LIMITS);
}

function isJson(type: string | null): boolean {
  return type !== null && /^application\/json(?:\s*;\s*charset="?utf-8"?)?\s*$/i.test(type);
}

function isPlain(encoding: string | null): boolean {
  return encoding === null || encoding.trim().toLowerCase() === "identity";
}

/** With an announced length the connection itself holds the sender to it, and one read is quicker. */
async function collected(request: Request, announced: boolean): Promise<Uint8Array | undefined> {
  if (announced) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    return bytes.length > MOST_BYTES ? undefined : bytes;
  }
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) return Buffer.concat(chunks);
    size += value.length;
    if (size > MOST_BYTES) {
      await reader?.cancel().catch(() => undefined);
      return undefined;
    }
    chunks.push(value);
  }
}
