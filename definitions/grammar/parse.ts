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
  const faults = scan(text, limits);
  if (faults.length > 0) return { ok: false, faults };
  try {
    return { ok: true, value: JSON.parse(text) as Json };
  } catch (error) {
    return refuse("not-json", "", `Dit is geen geldige JSON${placeOf(text, error)}.`);
  }
}

interface Level {
  /** Keys seen, of an object; undefined for a list. */
  readonly keys: Set<string> | undefined;
  readonly pointer: string;
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
        levels.push({ keys: isObject ? new Set() : undefined, pointer: here(top), index: 0, key: "" });
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
          noteKey(top, top.keys, scanner.getTokenValue(), faults);
        }
    }
    if (nodes > limits.nodes) {
      return [...faults, { code: "too-many", pointer: "", message: `Te veel onderdelen: hoogstens ${limits.nodes}.` }];
    }
  }
  return faults;
}

function noteKey(level: Level, keys: Set<string>, key: string, faults: JsonFault[]): void {
  level.key = key;
  const pointer = here(level);
  if (FORBIDDEN.includes(key)) {
    faults.push({
      code: "forbidden-name",
      pointer,
      message: `De naam ${key} mag niet worden gebruikt. Kies een andere naam.`,
    });
  }
  if (keys.has(key)) {
    faults.push({ code: "duplicate-key", pointer, message: `‘${key}’ staat er twee keer. Haal er een weg.` });
  }
  keys.add(key);
}

function here(level: Level | undefined): string {
  if (level === undefined) return "";
  const last = level.keys === undefined ? String(level.index) : level.key.replaceAll("~", "~0").replaceAll("/", "~1");
  return `${level.pointer}/${last}`;
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
