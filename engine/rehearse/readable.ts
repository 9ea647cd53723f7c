/** The readable version of a procedure: one page of plain Dutch, made of its own titles, labels and sentences. */

import type { Party } from "../../definitions/grammar/types.generated.ts";
import { withNamedValues } from "../release/named-values.ts";
import type { Release } from "../release/release.ts";
import { type Arrivals, arrivalLine, arrivalsOf } from "./readable-arrivals.ts";
import { numbered, type PageWords } from "./readable-numbers.ts";
import { sightLines } from "./readable-sight.ts";
import { startLines } from "./readable-start.ts";
import { wayOf } from "./readable-states.ts";
import { termLines } from "./readable-terms.ts";
import { list, lowered, wordsOf } from "./readable-words.ts";

/**
 * Markdown. Numbers are filled in; what is computed per dossier is named between brackets. States and conditions have
 * a number, so that each is told once.
 * @throws when the definition is not in the release.
 */
export function readable(given: Release, definition: string): string {
  const release = withNamedValues(given);
  const found = Object.hasOwn(release.definitions, definition) ? release.definitions[definition] : undefined;
  if (found === undefined) throw new Error(`${definition} is not in this release`);
  const words = numbered(wordsOf(release, found));
  const arrivals = arrivalsOf(words);
  const { states, shared } = wayOf(words, arrivals);
  const parts = [
    purposeLines(words),
    chapter("## Beginnen", startLines(words)),
    chapter("## Wie doet mee", partyLines(words)),
    chapter(found.kind === "cycle" ? "## De stappen" : "## De weg", states),
    chapter("### Op meer momenten", [...shared, ...recordLines(words)]),
    chapter("## Zo kan het eindigen", endLines(words, arrivals)),
    chapter("## Termijnen", termLines(words)),
    chapter("## Voorwaarden en waarschuwingen", conditionLines(words)),
    chapter("## Wie ziet wat", sightLines(words)),
  ].filter((lines) => lines.length > 0);
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function chapter(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}

function purposeLines({ definition, text }: PageWords): string[] {
  const { title, description, meta } = definition;
  const about = description === undefined ? [] : [text(description)];
  return [`# ${title}`, [...about, `Doel: ${meta.processing.purpose}. Grondslag: ${meta.processing.basis}.`].join(" ")];
}

function partyLines({ definition, who, people, reference }: PageWords): string[] {
  const parties = definition.parties ?? {};
  return Object.entries(parties).map(([id, { title = id, who: wanted, assign, differs }]: [string, Party]) => {
    const demands = Object.entries(wanted.person ?? {}).map(
      ([attribute, value]) => `${attribute}: ${typeof value === "object" ? reference(value) : value}`,
    );
    return [
      `- **${title}**: ${lowered(who(wanted.roles))}${demands.length === 0 ? "" : ` (${demands.join(", ")})`}`,
      ...(assign === undefined ? [] : [`aangewezen door ${people(assign)}`]),
      ...(differs === undefined ? [] : [`niet dezelfde als ${people(differs, "en")}`]),
    ]
      .join("; ")
      .concat(".");
  });
}

function endLines({ definition, text, stateNumbers }: PageWords, arrivals: Arrivals): string[] {
  return Object.entries(definition.states).flatMap(([id, { type, meta }]) => {
    const help = meta.help === undefined ? [] : [text(meta.help)];
    const line = [`${stateNumbers.get(id)}. **${meta.label}**.`, ...help, ...arrivalLine(arrivals, id)];
    return type === "final" ? [line.join(" ")] : [];
  });
}

/** What is noted without a step of its own, but only in some states. */
function recordLines(words: PageWords): string[] {
  const { release, definition, people, states, condition } = words;
  const told = Object.values(release.records).flatMap(({ title, of, roles, requires }) => {
    const at = typeof of === "object" && Object.hasOwn(of, definition.id) ? of[definition.id] : undefined;
    const needs = requires === undefined ? "" : `; nodig: ${list(requires.map(condition), "en")}`;
    return at === undefined ? [] : [`‘${title}’ (${people(roles)}, in stand ${states(at)}${needs})`];
  });
  return told.length === 0 ? [] : [`- Vast te leggen: ${list(told, "en")}.`];
}

function conditionLines({ conditionNumbers, explained }: PageWords): string[] {
  return [...conditionNumbers].map(([id, number]) => `${number}. ${explained(id)}`);
}
