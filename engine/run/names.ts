/** Names and titles for people: who did it, and what a form is called. */

import type { CompiledRelease } from "../release/compile.ts";
import type { Origin } from "../streams/dossier.ts";
import type { PersonRef } from "../streams/event.ts";
import type { Work } from "./whole.ts";

export function madeBy(work: Work, { at, by }: Origin): { at: string; by: string } {
  return { at, by: nameOf(work, { id: by }) };
}

export function nameOf(work: Work, person: PersonRef): string {
  if ("name" in person) return person.name;
  return work.context.organisation.people[person.id]?.name ?? (person.id === "system" ? "het systeem" : person.id);
}

export function titleOf(release: CompiledRelease, form: string): string {
  const title = release.release.forms[form]?.["title"];
  return typeof title === "string" ? title : form;
}
