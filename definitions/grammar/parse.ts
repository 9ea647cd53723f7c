/** Reads JSON from outside, and refuses what is hostile before anything else looks at it. */

import { createScanner } from "jsonc-parser";
import type { Json } from "./json.ts";

/** What a JSON text may be at most. Sizes in characters, nodes counts every value and key. */
export interface JsonLimits {
  readonly size: number;
  readonly depth: number;
  readonly nodes: number;
}

/** For one file of a source folder. */
const FILE_LIMITS: JsonLimits = { size: 262_144, depth: 32, nodes: 20_000 };

export type Parsed =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly faults: readonly JsonFault[] };

export interface JsonFault {
  readonly code: "too-large" | "too-deep" | "too-many" | "forbidden-name" | "duplicate-key" | "not-json";
  readonly pointer: string;
  readonly message: string;
}

/** The scanner's tokens; the library has them as a `const enum`, which cannot be imported under `isolatedModules`. */
const TOKEN = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, comma: 5, colon: 6, string: 10, end: 17 };

/** Names that mean something to JavaScript itself. */
const FORBIDDEN = ["__proto__", "constructor", "prototype"];

/** Never throws, whatever the text is. */
export function parseJson(text: string, limits: JsonLimits = FILE_LIMITS): Parsed {
  if (text.length > limits.size) {
    return refuse("too-large", "", `De tekst is te groot: hoogstens ${limits.size} tekens.`);
  }
  const { value, error } = read(text);
  if (value !== undefined && isSound(text, value, limits)) return { ok: true, value };
  const faults = scan(text, limits);
  if (faults.length > 0) return { ok: false, faults };
  if (value !== undefined) return { ok: true, value };
  return refuse("not-json", "", `Dit is geen geldige JSON${placeOf(text, error)}.`);
}

function read(text: string): { readonly value?: Json; readonly error?: unknown } {
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    return { error };
  }
}

/**
 * Whether a scan of this text would find nothing, in a fraction of its time: most texts are well. A name that stands
 * twice in an object leaves fewer names in the value than there are colons in the text, outside its strings.
 */
function isSound(text: string, value: Json, { depth, nodes }: JsonLimits): boolean {
  const counted = { nodes: 0, keys: 0 };
  return (
    isSmall(value, depth, nodes, counted) &&
    text.replaceAll(/"[^"\\]*(?:\\.[^"\\]*)*"/g, "").split(":").length - 1 === counted.keys
  );
}

/** Not deeper and not more than it may be, and without names that mean something. Counts while it goes. */
function isSmall(value: Json, depth: number, most: number, counted: { nodes: number; keys: number }): boolean {
  counted.nodes += 1;
  if (typeof value !== "object" || value === null) return counted.nodes <= most;
  if (depth === 0) return false;
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) {
      if (FORBIDDEN.includes(key)) return false;
      counted.nodes += 1;
      counted.keys += 1;
    }
    if (!isSmall(inner, depth - 1, most, counted)) return false;
  }
  return counted.nodes <= most;
}

interface Level {
  /** Keys seen, of an object; undefined for a list. */
  readonly keys: Set<string> | undefined;
  index: number;
  key: string;
}

/** One pass over the tokens, without recursion: depth cannot overflow the stack. */
function scan(text: string, limits: JsonLimits): JsonFault[] {
  const scanner = createScanner(text, true);
  const faults: JsonFault[] = [];
  const levels: Level[] = [];
  let nodes = 0;
  let expectsKey = false;
  for (let token = Number(scanner.scan()); token !== TOKEN.end; token = Number(scanner.scan())) {
    if (scanner.getTokenError() !== 0) break; // JSON.parse says it better
    const top = levels.at(-1);
    switch (token) {
      case TOKEN.openBrace:
      case TOKEN.openBracket: {
        nodes += 1;
        const isObject = token === TOKEN.openBrace;
        levels.push({ keys: isObject ? new Set() : undefined, index: 0, key: "" });
        expectsKey = isObject;
        if (levels.length > limits.depth) {
          return [
            ...faults,
            { code: "too-deep", pointer: "", message: `Te diep genest: hoogstens ${limits.depth} lagen.` },
          ];
        }
        break;
      }
      case TOKEN.closeBrace:
      case TOKEN.closeBracket:
        levels.pop();
        expectsKey = false;
        break;
      case TOKEN.comma:
        if (top !== undefined) top.index += 1;
        expectsKey = top?.keys !== undefined;
        break;
      case TOKEN.colon:
        expectsKey = false;
        break;
      default:
        nodes += 1;
        if (expectsKey && top?.keys !== undefined && token === TOKEN.string) {
          noteKey(levels, top.keys, scanner.getTokenValue(), faults);
        }
    }
    if (nodes > limits.nodes) {
      return [...faults, { code: "too-many", pointer: "", message: `Te veel onderdelen: hoogstens ${limits.nodes}.` }];
    }
  }
  return faults;
}

function noteKey(levels: readonly Level[], keys: Set<string>, key: string, faults: JsonFault[]): void {
  const level = levels.at(-1);
  if (level !== undefined) level.key = key;
  if (FORBIDDEN.includes(key)) {
    faults.push({
      code: "forbidden-name",
      pointer: here(levels),
      message: `De naam ${key} mag niet worden gebruikt. Kies een andere naam.`,
    });
  }
  if (keys.has(key)) {
    faults.push({
      code: "duplicate-key",
      pointer: here(levels),
      message: `‘${key}’ staat er twee keer. Haal er een weg.`,
    });
  }
  keys.add(key);
}

function here(levels: readonly Level[]): string {
  const steps = levels.map(({ keys, index, key }) =>
    keys === undefined ? String(index) : key.replaceAll("~", "~0").replaceAll("/", "~1"),
  );
  return steps.map((step) => `/${step}`).join("");
}

function refuse(code: JsonFault["code"], pointer: string, message: string): Parsed {
  return { ok: false, faults: [{ code, pointer, message }] };
}

/** Line and column, when the engine tells where it stopped. */
function placeOf(text: string, error: unknown): string {
  const found = /position (\d+)/.exec(error instanceof Error ? error.message : "");
  if (found === null) return "";
  const before = text.slice(0, Number(found[1])).split("\n");
  return ` (regel ${before.length}, teken ${(before.at(-1)?.length ?? 0) + 1})`;
}
