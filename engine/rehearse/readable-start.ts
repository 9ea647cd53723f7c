/** How a procedure begins, in plain Dutch: by whom, where it is chosen, and what must be so. */

import type { Definition, Menu } from "../../definitions/grammar/types.generated.ts";
import type { PageWords } from "./readable-numbers.ts";
import { list } from "./readable-words.ts";

/** One bullet per subject. */
export function startLines(words: PageWords): string[] {
  const { definition, condition } = words;
  const { start, many } = definition.meta;
  const role = start.as === undefined ? "" : ` Wie begint, is daarna: ${words.people([start.as])}.`;
  const menus = Object.values(words.release.menus).filter(({ items }) => items.includes(definition.id));
  // With one way in, what that asks is always asked.
  const only = menus.length === 1 ? menus.map((menu) => asksOf(words, menu)) : [];
  return [
    [
      `Door: ${words.people(start.roles)}.${role}`,
      ...(many === true ? ["Er kunnen er meer tegelijk lopen."] : []),
      ...(menus.length === 1 ? menus.map((menu) => menuLine(words, menu, false)) : []),
    ].join(" "),
    ...(menus.length === 1 ? [] : menus.map((menu) => menuLine(words, menu, true))),
    ...aboutLines(words),
    ...groupLines(words),
    ...oneLine(
      askSentences({
        needs: [...only.flatMap(({ needs }) => needs), ...(start.requires ?? []).map(condition)],
        advises: [...only.flatMap(({ advises }) => advises), ...(start.advises ?? []).map(condition)],
      }),
    ),
    ...neededLines(words),
  ].map((line) => `- ${words.text(line)}`);
}

function oneLine(sentences: readonly string[]): string[] {
  return sentences.length === 0 ? [] : [sentences.join(" ")];
}

interface Asks {
  readonly needs: readonly string[];
  readonly advises: readonly string[];
}

function asksOf({ definition, condition }: PageWords, { requires, advises }: Menu): Asks {
  const here = ({ except }: { readonly except?: readonly string[] }) => except?.includes(definition.id) !== true;
  return {
    needs: (requires ?? []).filter(here).map(({ holds }) => condition(holds)),
    advises: (advises ?? []).filter(here).map(({ holds }) => condition(holds)),
  };
}

function askSentences({ needs, advises }: Asks): string[] {
  return [
    ...(needs.length === 0 ? [] : [`Nodig: ${list(needs, "en")}.`]),
    ...(advises.length === 0 ? [] : [`Waarschuwing: ${list(advises, "en")}.`]),
  ];
}

function menuLine(words: PageWords, menu: Menu, hasOthers: boolean): string {
  const { title, items, max, from, until, readUntil } = menu;
  const { day, number } = words;
  const where = [
    `Te kiezen in ‘${title}’`,
    ...(from === undefined ? [] : [`vanaf ${day(from)}`]),
    ...(until === undefined ? [] : [`tot en met ${day(until)}`]),
    ...(max === undefined || items.length < 2 ? [] : [`hoogstens ${number(max)} daaruit tegelijk`]),
  ];
  return [
    `${where.join(", ")}.`,
    ...(hasOthers ? askSentences(asksOf(words, menu)) : []),
    ...(readUntil === undefined
      ? []
      : [`Wat zo begon, is te lezen tot en met ${day(readUntil)}; daarna voor niemand.`]),
  ].join(" ");
}

/** Procedures of which the states are called the same are said together. */
function aboutLines({ release, definition }: PageWords): string[] {
  const byStates = new Map<string, string[]>();
  for (const [id, states] of Object.entries(definition.meta.start.about ?? {})) {
    const other: Definition | undefined = release.definitions[id];
    const labels = list(
      states.map((state) => `‘${other?.states[state]?.meta.label ?? state}’`),
      "of",
    );
    byStates.set(labels, [...(byStates.get(labels) ?? []), `‘${other?.title ?? id}’`]);
  }
  const about = [...byStates].map(([labels, titles]) => `${list(titles, "of")}, als de stand daarvan ${labels} is`);
  return about.length === 0 ? [] : [`Gaat altijd over: ${list(about, "of")}.`];
}

function groupLines({ definition, number, condition, states }: PageWords): string[] {
  const { group } = definition.meta;
  if (group === undefined) return [];
  const most = group.max === undefined ? "" : ` en hoogstens ${number(group.max)}`;
  const joins = (group.joins ?? []).map(condition);
  const ready = joins.length === 0 ? "" : ` Een dossier doet pas mee na: ${list(joins, "en")}.`;
  return [
    `Voor een groep: minstens ${number(group.min)}${most} dossiers samen. Aansluiten kan in stand ${states(group.at ?? [definition.initial])}.${ready}`,
  ];
}

/** What a request asks of the steps of the cycle: steps of which the same is asked are said together. */
function neededLines({ release, definition, field }: PageWords): string[] {
  const cycles = Object.values(release.definitions).filter(({ kind }) => kind === "cycle");
  const byNeed = new Map<string, string[]>();
  for (const [state, asked] of Object.entries(definition.meta.steps ?? {})) {
    const meta = cycles.map(({ states }) => states[state]?.meta).find((one) => one !== undefined);
    const titleOf = (id: string) =>
      (meta?.forms ?? []).map(({ form }) => field(form, id)).find((title) => title !== undefined) ?? id;
    const need = asked === "all" ? "alles" : asked.length === 0 ? "niets" : `alleen ${list(asked.map(titleOf), "en")}`;
    byNeed.set(need, [...(byNeed.get(need) ?? []), meta?.label ?? state]);
  }
  const told = [...byNeed].map(([need, steps]) => `${need} van ${list(steps, "en")}`);
  return told.length === 0 ? [] : [`Uit de cyclus nodig: ${told.join("; ")}.`];
}
