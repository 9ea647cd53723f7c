/** The sections of a view, read once: which part of a dossier, which one by name, and which fields. */

import type { View } from "../../definitions/grammar/types.generated.ts";

export type Fields = "all" | ReadonlySet<string>;

export interface Section {
  readonly part: "dossier" | "steps" | "history" | "terms" | "tasks" | "forms" | "records" | "requests";
  /** The form, record kind or definition; empty for the other parts. */
  readonly name: string;
  readonly fields: Fields;
}

export interface Sections {
  /** What lies in the dossier itself. */
  readonly dossier: readonly Section[];
  /** What lies in an instance, and in the copy that was filed with it. */
  readonly instance: readonly Section[];
}

const read = new WeakMap<View, Sections>();

export function sectionsOf(view: View): Sections {
  const known = read.get(view);
  if (known !== undefined) return known;
  const all = Object.entries(view.sections).map(([key, given]): Section => {
    const [part = "", name = ""] = key.split(".");
    return { part: part as Section["part"], name, fields: given === "all" ? "all" : new Set(given) };
  });
  const filed = view.as === "filed";
  const sections = {
    dossier: filed ? [] : all.filter(({ part }) => OF_DOSSIER.includes(part)),
    instance: all.filter(({ part }) => OF_INSTANCE.includes(part) || (filed && part === "records")),
  };
  read.set(view, sections);
  return sections;
}

const OF_DOSSIER: readonly string[] = ["dossier", "steps", "history", "records"];
/** Live records belong to the dossier; only in a filed copy they belong to the instance. */
const OF_INSTANCE: readonly string[] = ["requests", "forms", "terms", "tasks", "history"];
