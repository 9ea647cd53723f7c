/** The terms of a procedure in words: when they start, how long they are, what moves them, and what they cause. */

import type { Anchor, Before, Term } from "../../definitions/grammar/types.generated.ts";
import { conditionWords } from "./readable-condition.ts";
import type { PageWords } from "./readable-numbers.ts";
import { list, spaced } from "./readable-words.ts";

/** One bullet per term. */
export function termLines(words: PageWords): string[] {
  return Object.entries(words.definition.terms ?? {}).map(([id, term]) => {
    const sentences = [lengthOf(words, term), ...moves(words, term), ...causes(words, term)];
    return `- **${words.term(id)}**: ${sentences.join(" ")}`;
  });
}

function lengthOf(words: PageWords, { start, length, until, rolls }: Term): string {
  const only = (start.holds ?? []).map((id) => conditionWords(words, id));
  const when = only.length === 0 ? "" : `, als ${list(only, "en")}`;
  const long = length === undefined ? "" : `${words.period(length)} `;
  const end = until === undefined ? "" : ` tot en met ${anchor(words, until)}`;
  const rolled =
    rolls === undefined ? "" : " Eindigt het in een weekend of op een feestdag, dan telt de werkdag daarna.";
  return `${long}vanaf ${anchor(words, start)}${end}${when}.${rolled}`;
}

function anchor({ action, states, reference, field }: PageWords, given: Anchor | Term["start"]): string {
  if ("action" in given) return `‘${action(given.action)}’`;
  if ("state" in given) return `de dag waarop de stand ${states([given.state])} wordt`;
  if ("path" in given) {
    const [form = "", name = ""] = given.path.split(".").slice(-2);
    return `de dag bij ‘${field(form, name) ?? spaced(name)}’`;
  }
  if ("fact" in given) return reference(given);
  return `deze dag: ${spaced(given.calendar)}${given.in === "schoolYear" ? " van het lopende jaar" : ""}`;
}

function moves(words: PageWords, { suspend, extend, stop, repeat }: Term): string[] {
  const { action, states, period } = words;
  const times = extend?.times === 1 ? "één keer" : `${extend?.times} keer`;
  const held = (stop?.holds ?? []).map((id) => conditionWords(words, id));
  return [
    ...(suspend === undefined ? [] : [`Staat stil in stand ${states(suspend.in)}.`]),
    ...(extend === undefined ? [] : [`‘${action(extend.action)}’: ${times} ${period(extend.by)} erbij.`]),
    ...(stop?.in === undefined ? [] : [`Stopt in stand ${states(stop.in)}.`]),
    ...(held.length === 0 ? [] : [`Stopt zodra ${list(held, "en")}.`]),
    ...(repeat === undefined ? [] : [`Begint na de laatste dag steeds opnieuw, voor ${period(repeat)}.`]),
  ];
}

function causes(words: PageWords, { before, due }: Term): string[] {
  return [
    ...(before ?? []).map((one) => `${words.period(one.by)} vooraf: ${warning(words, one)}.`),
    ...(due === undefined ? [] : [`Na de laatste dag: ‘${words.action(due)}’.`]),
  ];
}

function warning({ action, release, receiver, text }: PageWords, before: Before): string {
  if ("action" in before) return `‘${action(before.action)}’`;
  const { template, to } = before.message;
  return `bericht aan ${receiver(to)}: ‘${text(release.messages[template]?.subject ?? template)}’`;
}
