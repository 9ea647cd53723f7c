/** A small JSON document that is replaced whole and carries its own checksum. */

import { isObject } from "../../definitions/grammar/json.ts";
import { utf8 } from "./bytes.ts";
import type { Files } from "./files.ts";
import { sha256 } from "./hash.ts";
import { damaged } from "./refused.ts";
import { replaceFile } from "./replace.ts";

export async function writeDocument(files: Files, path: string, value: object): Promise<void> {
  await replaceFile(files, path, documentBytes(value));
}

/** The document without its checksum, or undefined when there is no such file. @throws Refused (`damaged`). */
export async function readDocument(
  files: Files,
  path: string,
): Promise<{ readonly [key: string]: unknown } | undefined> {
  const bytes = await files.read(path);
  if (bytes === undefined) return undefined;
  const value = parseDocument(bytes);
  if (value === undefined) throw damaged(path, 0, "het controlegetal klopt niet");
  return value;
}

/** One line of JSON, its last key the SHA-256 of the JSON without that key. */
export function documentBytes(value: object): Buffer {
  const bytes = utf8(JSON.stringify(value));
  return Buffer.concat([bytes.subarray(0, -1), utf8(`${CHECKSUM}${sha256(bytes)}"}\n`)]);
}

/** Undefined when the bytes are not exactly what `documentBytes` writes. */
export function parseDocument(bytes: Uint8Array): { readonly [key: string]: unknown } | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const split = buffer.length - ENDING;
  if (split < 2 || buffer.toString("latin1", split, split + CHECKSUM.length) !== CHECKSUM) return undefined;
  if (buffer.toString("latin1", buffer.length - 3) !== '"}\n') return undefined;
  // Checked as bytes: it also finds a change that would parse to the same value.
  const body = buffer.subarray(0, split);
  const checksum = buffer.toString("latin1", split + CHECKSUM.length, buffer.length - 3);
  if (sha256(body, "}") !== checksum) return undefined;
  const value: unknown = JSON.parse(`${body.toString("utf8")}}`);
  return isObject(value) ? value : undefined;
}

const CHECKSUM = ',"checksum":"';
/** Key, 43 characters, closing quote, brace, newline. */
const ENDING = CHECKSUM.length + 43 + 3;
