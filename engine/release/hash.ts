/** The hashes of a release: of its bytes, of what decides, and of what people agreed to. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { isObject, type Json } from "../../definitions/grammar/json.ts";
import type { ReleasePin } from "../streams/event.ts";
import type { Release } from "./release.ts";

/** Texts that people agreed to when they acted. */
const SHOWN = ["title", "short", "label", "explain", "ask"];
/** Texts that explain, and may be mended at once. */
const FREE = ["help", "description", "note", "x-example", "$schema"];
/** Data of an author's own making: a field may be called `label`. */
const DATA = ["from", "person", "table"];
/** Parts of a release that are text or help only. */
const FREE_PARTS = ["messages", "resources", "ui"];

/** SHA-256 in hex of JSON with its keys in the order they have: the order of actions is meaning. */
export function hashOf(value: unknown): string {
  return hashOfText(JSON.stringify(value));
}

function hashOfText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** @param hash SHA-256 in hex of a text in UTF-8; who has a quicker one than a page brings it. */
export function pinOf(release: Release, hash: (text: string) => string = hashOfText): ReleasePin {
  const shown: string[] = [];
  const rules = Object.fromEntries(
    Object.entries(release)
      .filter(([part]) => !FREE_PARTS.includes(part))
      .map(([part, value]) => [part, withoutTexts(value as Json, part, shown)]),
  );
  const of = (value: unknown) => hash(JSON.stringify(value));
  return { hash: of(release), rules: of(rules), shown: of(shown) };
}

/** A copy without texts; what people agree to is noted, with its place, in `shown`. */
function withoutTexts(value: Json, place: string, shown: string[]): Json {
  if (Array.isArray(value)) return value.map((item: Json, index) => withoutTexts(item, `${place}/${index}`, shown));
  if (!isObject(value)) return value;
  const kept: Record<string, Json> = {};
  for (const [key, part] of Object.entries(value) as [string, Json][]) {
    if (typeof part === "string" && FREE.includes(key)) continue;
    if (typeof part === "string" && SHOWN.includes(key)) shown.push(`${place}/${key}=${part}`);
    else kept[key] = DATA.includes(key) ? part : withoutTexts(part, `${place}/${key}`, shown);
  }
  return kept;
}
