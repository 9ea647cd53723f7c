/** Finds views that show nobody anything more: they apply by themselves, so no other file names them. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import type { View } from "../../../definitions/grammar/types.generated.ts";
import { hint, inFile } from "./found.ts";
import { fileOf, type Known } from "./known.ts";

/** A file that is wrong itself may be what makes the difference, so then nothing is said. */
export function idleFindings(known: Known): Finding[] {
  if (known.linted.broken) return [];
  const views = Object.values(known.release.views);
  return views.flatMap((view, index) => {
    const told = (message: string) => inFile(fileOf("view", view.id), [hint("", "idle-view", message)]);
    const wider = views.find((other, at) => isWithin(view, other) && (at < index || !isWithin(other, view)));
    if (wider !== undefined)
      return told(`Alles hieruit staat ook in “${wider.id}”, voor dezelfde mensen. Haal dit weg.`);
    if (isForSomebody(known, view)) return [];
    return told("Wie hier staat, doet aan geen van deze procedures mee. Noem een ander, of haal dit weg.");
  });
}

/** Whoever sees the one always sees as much by the other. What is filed is a copy of its own. */
function isWithin(view: View, other: View): boolean {
  if (view === other || view.as !== "live" || other.as !== "live") return false;
  const isFor = view.for.every((who) => other.for.includes(who));
  const isWhen = (other.when ?? []).every((condition) => view.when?.includes(condition) === true);
  return isFor && isWhen && Object.entries(view.sections).every(([section, shown]) => shows(other, section, shown));
}

function shows({ sections }: View, section: string, shown: "all" | readonly string[]): boolean {
  const there = Object.hasOwn(sections, section) ? sections[section] : undefined;
  if (there === undefined || there === "all") return there === "all";
  return shown !== "all" && shown.every((field) => there.includes(field));
}

/** A party is one of a procedure: in another procedure nobody is. */
function isForSomebody({ release: { definitions } }: Known, view: View): boolean {
  const sections = Object.keys(view.sections);
  const named = sections.flatMap((section) => (section.startsWith("requests.") ? [section.slice(9)] : []));
  const isOfInstances = sections.every((section) => /^(requests|forms)\.|^(terms|tasks|history)$/.test(section));
  if (named.length === 0 || !isOfInstances || view.for.some((who) => who.includes("."))) return true;
  return named.some((id) => {
    const parties = Object.hasOwn(definitions, id) ? definitions[id]?.parties : undefined;
    return view.for.some((who) => Object.hasOwn(parties ?? {}, who));
  });
}
