/** The readable version of a procedure: one page of plain Dutch, made of its own titles, labels and sentences. */

import type { Definition, Party } from "../../definitions/grammar/types.generated.ts";
import { withNamedValues } from "../release/named-values.ts";
import type { Release } from "../release/release.ts";
import { sightLines } from "./readable-sight.ts";
import { stateChapters } from "./readable-states.ts";
import { termLines } from "./readable-terms.ts";
import { list, type Words, wordsOf } from "./readable-words.ts";

/**
 * Markdown. Numbers are filled in; what is computed per dossier is named between brackets.
 * @throws when the definition is not in the release.
 */
export function readable(given: Release, definition: string): string {
  const release = withNamedValues(given);
  const found = Object.hasOwn(release.definitions, definition) ? release.definitions[definition] : undefined;
  if (found === undefined) throw new Error(`${definition} is not in this release`);
  const words = wordsOf(release, found);
  const parts = [
    purposeLines(words),
    chapter("Beginnen", startLines(words)),
    chapter("Wie doet mee", partyLines(words)),
    [words.definition.kind === "cycle" ? "## De stappen" : "## De weg"],
    ...stateChapters(words),
    chapter("Termijnen", termLines(words)),
    chapter("Zo kan het eindigen", endLines(words)),
    chapter("Wie ziet wat", sightLines(words)),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function chapter(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, "", ...lines];
}

function purposeLines({ definition, text }: Words): string[] {
  const { title, description, meta } = definition;
  return [
    `# ${title}`,
    "",
    ...(description === undefined ? [] : [text(description), ""]),
    `Doel: ${meta.processing.purpose}. Grondslag: ${meta.processing.basis}.`,
  ];
}

function startLines(words: Words): string[] {
  const { definition, text, explained } = words;
  const { start, many } = definition.meta;
  return [
    `Kan worden begonnen door: ${words.who(start.roles)}.`,
    ...(start.as === undefined ? [] : [`Wie dit begint, is daarna: ${words.who([start.as])}.`]),
    ...menuLines(words),
    ...aboutLines(words),
    ...(many === true ? ["Er kunnen er meer tegelijk lopen."] : []),
    ...groupLines(words),
    ...bullets("Voorwaarden. Is er een niet in orde, dan leest u:", (start.requires ?? []).map(explained)),
    ...bullets("Waarschuwingen. Doorgaan mag:", (start.advises ?? []).map(explained)),
    ...bullets(`Wat er nodig is uit de cyclus:`, neededLines(words)),
  ].map(text);
}

function menuLines({ release, definition, explained, day, number }: Words): string[] {
  return Object.values(release.menus)
    .filter(({ items }) => items.includes(definition.id))
    .flatMap((menu) => {
      const { title, items, max, from, until, readUntil, requires, advises } = menu;
      const dates = [
        from === undefined ? [] : `vanaf ${day(from)}`,
        until === undefined ? [] : `tot en met ${day(until)}`,
      ].flat();
      const together =
        max === undefined || items.length < 2 ? "" : ` Daar kunt u er hoogstens ${number(max)} tegelijk kiezen.`;
      const here = ({ except }: { readonly except?: readonly string[] }) => except?.includes(definition.id) !== true;
      return [
        `Te kiezen in: ${[title, ...dates].join(", ")}.${together}`,
        ...(readUntil === undefined
          ? []
          : [`Wat zo begon, is te lezen tot en met ${day(readUntil)}; daarna voor niemand.`]),
        ...(requires ?? []).filter(here).map(({ holds }) => `- ${explained(holds)}`),
        ...(advises ?? []).filter(here).map(({ holds }) => `- Waarschuwing: ${explained(holds)}`),
      ];
    });
}

function aboutLines({ release, definition }: Words): string[] {
  const about = Object.entries(definition.meta.start.about ?? {}).map(([id, states]) => {
    const other: Definition | undefined = release.definitions[id];
    const labels = states.map((state) => `‘${other?.states[state]?.meta.label ?? state}’`);
    return `${other?.title ?? id}, als de stand ${list(labels, "of")} is`;
  });
  return about.length === 0 ? [] : [`Dit gaat altijd over iets anders dat al loopt: ${list(about, "of")}.`];
}

function groupLines({ definition, number, explained }: Words): string[] {
  const { group } = definition.meta;
  if (group === undefined) return [];
  const at = (group.at ?? [definition.initial]).map((state) => `‘${definition.states[state]?.meta.label ?? state}’`);
  const most = group.max === undefined ? "" : ` en hoogstens ${number(group.max)}`;
  return [
    `Dit is voor een groep: minstens ${number(group.min)}${most} dossiers samen.`,
    `Een dossier sluit aan zolang de stand ${list(at, "of")} is.`,
    ...bullets("Een dossier doet mee zodra dit in orde is:", (group.joins ?? []).map(explained)),
  ];
}

/** What a request asks of the steps of the cycle. */
function neededLines({ release, definition, field }: Words): string[] {
  const cycles = Object.values(release.definitions).filter(({ kind }) => kind === "cycle");
  return Object.entries(definition.meta.steps ?? {}).map(([state, asked]) => {
    const meta = cycles.map(({ states }) => states[state]?.meta).find((one) => one !== undefined);
    const label = meta?.label ?? state;
    if (asked === "all") return `${label}: alles.`;
    if (asked.length === 0) return `${label}: niets invullen.`;
    const forms = meta?.forms ?? [];
    const titles = asked.map(
      (id) => forms.map(({ form }) => field(form, id)).find((title) => title !== undefined) ?? id,
    );
    return `${label}: alleen ${list(titles, "en")}.`;
  });
}

function partyLines({ definition, who, reference }: Words): string[] {
  const parties = definition.parties ?? {};
  const titleOf = (id: string) => parties[id]?.title ?? id;
  return Object.entries(parties).map(([id, { who: wanted, assign, differs }]: [string, Party]) => {
    const demands = Object.entries(wanted.person ?? {}).map(
      ([attribute, value]) => `${attribute}: ${typeof value === "object" ? reference(value) : value}`,
    );
    return [
      `- ${titleOf(id)}: ${who(wanted.roles)}${demands.length === 0 ? "" : ` (${demands.join(", ")})`}.`,
      ...(assign === undefined ? [] : [`Wordt aangewezen door: ${who(assign)}.`]),
      ...(differs === undefined ? [] : [`Is iemand anders dan: ${list(differs.map(titleOf), "en")}.`]),
    ].join(" ");
  });
}

function endLines({ definition, text }: Words): string[] {
  const ends = Object.values(definition.states).filter(({ type }) => type === "final");
  return ends.map(({ meta }) => `- **${meta.label}**.${meta.help === undefined ? "" : ` ${text(meta.help)}`}`);
}

function bullets(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, "", ...lines.map((line) => `- ${line}`)];
}
