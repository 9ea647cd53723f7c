/** A small JSON document that is replaced whole and carries its own checksum. */

import { isObject } from "../../definitions/grammar/json.ts";
import type { Files } from "./files.ts";
import { sha256 } from "./hash.ts";
import { damaged } from "./refused.ts";
import { replaceFile } from "./replace.ts";

export async function writeDocument(files: Files, path: string, value: object): Promise<void> {
  await replaceFile(files, path, Buffer.from(documentText(value)));
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
export function documentText(value: object): string {
  return `${JSON.stringify({ ...value, checksum: sha256(JSON.stringify(value)) })}\n`;
}

/** Undefined when the bytes are not exactly what `documentText` writes. */
export function parseDocument(bytes: Uint8Array): { readonly [key: string]: unknown } | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(read)) return undefined;
  const { checksum: _, ...value } = read;
  // Compared as text: it also finds a change that parses to the same value.
  return documentText(value) === text ? value : undefined;
}
