/** Fills in the values of a release where names stand, such as labels; texts about one dossier are filled in when they are shown. */

import { isObject, type Json } from "../../definitions/grammar/json.ts";
import { print } from "../rules/text.ts";
import type { Release } from "./release.ts";

const NAMES: readonly string[] = ["title", "label", "description", "note"];

/** The same release when no name holds a value. */
export function withNamedValues(release: Release): Release {
  return inside(release, release) as Release;
}

function inside(release: Release, part: unknown): unknown {
  if (Array.isArray(part)) {
    const items = part.map((item: unknown) => inside(release, item));
    return items.every((item, index) => item === part[index]) ? part : items;
  }
  if (!isObject(part)) return part;
  let copy: Record<string, unknown> | undefined;
  for (const [key, value] of Object.entries<unknown>(part)) {
    const isName = typeof value === "string" && NAMES.includes(key);
    const changed = isName ? filledIn(release, value) : inside(release, value);
    if (changed === value) continue;
    copy ??= { ...part };
    copy[key] = changed;
  }
  return copy ?? part;
}

function filledIn({ values }: Release, text: string): string {
  if (!text.includes("{{")) return text;
  return text.replace(/\{\{values\.([a-z][a-z0-9-]{0,40})\}\}/g, (all, id: string) => {
    const value = Object.hasOwn(values, id) ? values[id] : undefined;
    return value === undefined ? all : print(value.value as Json | undefined, value.unit);
  });
}
