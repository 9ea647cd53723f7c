/** The terms of a procedure in words: when they start, how long they are, what moves them, and what they cause. */

import type { Anchor, Before, Term } from "../../definitions/grammar/types.generated.ts";
import { conditionWords } from "./readable-condition.ts";
import { list, spaced, type Words } from "./readable-words.ts";

/** One bullet per term. */
export function termLines(words: Words): string[] {
  return Object.entries(words.definition.terms ?? {}).map(([id, term]) => {
    const sentences = [startOf(words, term), ...moves(words, term), ...causes(words, term)];
    return `- **${words.term(id)}**. ${sentences.join(" ")}`;
  });
}

function startOf(words: Words, term: Term): string {
  const { start, length, until } = term;
  const only = (start.holds ?? []).map((id) => conditionWords(words, id));
  const when = only.length === 0 ? "" : `, als ${list(only, "en")}`;
  const end = until === undefined ? "" : ` en loopt tot en met ${anchor(words, until)}`;
  const long = length === undefined ? end : ` en duurt ${words.period(length)}`;
  return `Begint op ${anchor(words, start)}${when}${long}.`;
}

function anchor({ action, state, reference }: Words, given: Anchor | Term["start"]): string {
  if ("action" in given) return `de dag van ‘${action(given.action)}’`;
  if ("state" in given) return `de dag waarop de stand ‘${state(given.state)}’ wordt`;
  if ("path" in given) return `de ingevulde dag bij ${spaced(given.path.split(".").at(-1) ?? "")}`;
  if ("fact" in given) return `deze dag: ${reference(given)}`;
  return `deze vaste dag: ${spaced(given.calendar)}${given.in === "schoolYear" ? " van het lopende jaar" : ""}`;
}

function moves(words: Words, { suspend, extend, stop, repeat, rolls }: Term): string[] {
  const { action, state, period } = words;
  const states = (ids: readonly string[]) =>
    list(
      ids.map((id) => `‘${state(id)}’`),
      "of",
    );
  const held = (ids: readonly string[]) =>
    list(
      ids.map((id) => conditionWords(words, id)),
      "en",
    );
  const times = extend?.times === 1 ? "één keer" : `${extend?.times} keer`;
  return [
    ...(rolls === undefined
      ? []
      : ["Valt de laatste dag in een weekend of op een feestdag, dan telt de eerste werkdag daarna."]),
    ...(suspend === undefined ? [] : [`Staat stil zolang de stand is: ${states(suspend.in)}.`]),
    ...(extend === undefined
      ? []
      : [`Kan met ‘${action(extend.action)}’ ${times} langer worden: ${period(extend.by)} erbij.`]),
    ...(stop?.in === undefined ? [] : [`Stopt bij: ${states(stop.in)}.`]),
    ...(stop?.holds === undefined ? [] : [`Stopt zodra ${held(stop.holds)}.`]),
    ...(repeat === undefined ? [] : [`Begint na de laatste dag steeds opnieuw, en duurt dan ${period(repeat)}.`]),
  ];
}

function causes(words: Words, { before, due }: Term): string[] {
  return [
    ...(before ?? []).map((one) => `${words.period(one.by)} van tevoren: ${warning(words, one)}.`),
    ...(due === undefined ? [] : [`Na de laatste dag: ${words.action(due)}.`]),
  ];
}

function warning({ action, release, receiver }: Words, before: Before): string {
  if ("action" in before) return action(before.action);
  const { template, to } = before.message;
  return `${receiver(to)} hoort: ‘${release.messages[template]?.subject ?? template}’`;
}
