/** The views of a release, and what several of them show together: each found once, for the same ones are looked through again and again. */

import type { View } from "../../definitions/grammar/types.generated.ts";
import { type Fields, type Section, sectionsOf } from "./sections.ts";

export interface Views {
  /** Live ones for whoever plays one of these parts: of an instance of this definition, or without one of the dossier itself. */
  readonly live: (parts: readonly string[], definition: string | undefined) => readonly View[];
  readonly filed: readonly View[];
}

export function viewsOf(all: readonly View[]): Views {
  const found = new Map<string, readonly View[]>();
  return {
    filed: all.filter((view) => view.as === "filed"),
    live(parts, definition) {
      const key = `${definition ?? ""} ${parts.join(" ")}`;
      const known = found.get(key);
      if (known !== undefined) return known;
      const fitting = all.filter(
        (view) => view.as !== "filed" && shows(view, definition) && view.for.some((who) => parts.includes(who)),
      );
      found.set(key, fitting);
      return fitting;
    },
  };
}

/** The view has something of an instance of this definition, or without one of the dossier itself. */
export function shows(view: View, definition: string | undefined): boolean {
  const { dossier, instance } = sectionsOf(view);
  if (definition === undefined) return dossier.length > 0;
  return instance.some(({ part, name }) => part !== "requests" || name === definition);
}

/** What is seen of a dossier itself, or of an instance. */
export interface Together {
  /** Of all that has no name, such as `terms`. */
  readonly parts: ReadonlyMap<string, Fields>;
  readonly forms: ReadonlyMap<string, Fields>;
  readonly records: ReadonlyMap<string, Fields>;
  readonly requests: ReadonlyMap<string, Fields>;
  /** The same and one more view. */
  readonly wider: WeakMap<View, Together>;
}

/** Where each begins. */
export const NOTHING: { readonly dossier: Together; readonly instance: Together } = {
  dossier: together(),
  instance: together(),
};

/** Through one more view. What a filed one shows of forms and records is a copy, which is not seen together with others. */
export function wider(seen: Together, view: View, of: keyof typeof NOTHING): Together {
  const known = seen.wider.get(view);
  if (known !== undefined) return known;
  const parts = new Map(seen.parts);
  const named = { forms: new Map(seen.forms), records: new Map(seen.records), requests: new Map(seen.requests) };
  for (const { part, name, fields } of sectionsOf(view)[of]) {
    if (part === "requests") widen(named.requests, name, fields);
    else if (part !== "forms" && part !== "records") widen(parts, part, fields);
    else if (view.as !== "filed") widen(named[part], name, fields);
  }
  const made = { ...together(), parts, ...named };
  seen.wider.set(view, made);
  return made;
}

/** The forms or records that one view shows. */
export function namedIn(sections: readonly Section[], of: "forms" | "records"): ReadonlyMap<string, Fields> {
  return new Map(sections.filter(({ part }) => part === of).map(({ name, fields }) => [name, fields]));
}

function together(): Together {
  return { parts: new Map(), forms: new Map(), records: new Map(), requests: new Map(), wider: new WeakMap() };
}

function widen(all: Map<string, Fields>, key: string, fields: Fields): void {
  all.set(key, union(all.get(key), fields));
}

function union(a: Fields | undefined, b: Fields): Fields {
  if (a === "all" || b === "all") return "all";
  return a === undefined ? b : new Set([...a, ...b]);
}
