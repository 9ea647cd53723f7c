/** What follows from an action besides the state, in plain Dutch: one sentence for what several get. */

import type { Effect } from "../../definitions/grammar/types.generated.ts";
import { formParts } from "./readable-parts.ts";
import { list, type Words } from "./readable-words.ts";

export function effectLines(words: Words, effects: readonly Effect[]): string[] {
  return [...mailed(words, effects), ...effects.flatMap((one) => alone(words, one)), ...asked(words, effects)];
}

type Of<Type extends Effect["type"]> = Extract<Effect, { type: Type }>["params"];

function paramsOf<Type extends Effect["type"]>(effects: readonly Effect[], type: Type): Of<Type>[] {
  return effects.flatMap((effect) => (effect.type === type ? [effect.params as Of<Type>] : []));
}

/** To whom the dossier becomes known as it then is: what all get once, and then what only some get. */
export function sentLines(words: Words, effects: readonly Effect[]): string[] {
  const files = paramsOf(effects, "file");
  const receivers = files.map(({ to }) => words.receiver(to));
  const byPart = new Map<string, string[]>();
  for (const { to, view } of files) {
    for (const part of formParts(words, words.release.views[view]?.sections ?? {})) {
      const key = part.join("");
      byPart.set(key, [...(byPart.get(key) ?? []), words.receiver(to)]);
    }
  }
  const byWho = new Map<string, string[]>();
  for (const [part, whos] of byPart) {
    const who = list([...new Set(whos)], "en");
    byWho.set(who, [...(byWho.get(who) ?? []), part]);
  }
  const everybody = list([...new Set(receivers)], "en");
  const sorted = [...byWho].sort(([a], [b]) => Number(b === everybody) - Number(a === everybody));
  return sorted.map(([who, parts], index) =>
    index === 0 ? `Zoals het dan is, gaat naar ${who}: ${parts.join(", ")}.` : `Naar ${who} ook: ${parts.join(", ")}.`,
  );
}

const WAYS = { mail: "Mail", notice: "Melding", letter: "Brief" } as const;

function mailed({ release, receiver, text }: Words, effects: readonly Effect[]): string[] {
  const byTemplate = new Map<string, string[]>();
  for (const { template, to } of paramsOf(effects, "message")) {
    byTemplate.set(template, [...(byTemplate.get(template) ?? []), receiver(to)]);
  }
  return [...byTemplate].map(([template, to]) => {
    const { via = "notice", subject = template } = release.messages[template] ?? {};
    return `${WAYS[via]} aan ${list(to, "en")}: ‘${text(subject)}’.`;
  });
}

function asked({ receiver, text, term, period }: Words, effects: readonly Effect[]): string[] {
  const byTask = new Map<string, string[]>();
  for (const { title, to, due } of paramsOf(effects, "task")) {
    const until =
      due === undefined ? "" : typeof due === "string" ? `, binnen ‘${term(due)}’` : `, binnen ${period(due)}`;
    const task = `${text(title)}${until}.`;
    byTask.set(task, [...(byTask.get(task) ?? []), receiver(to)]);
  }
  return [...byTask].map(([task, to]) => `Taak voor ${list(to, "en")}: ${task}`);
}

/** What is said by itself; the others are said together. */
function alone({ release }: Words, effect: Effect): string[] {
  switch (effect.type) {
    case "start": {
      const { title, meta } = release.definitions[effect.params.definition] ?? {};
      const about = meta?.start.about === undefined ? "" : ", die hierover gaat";
      return [`Er begint een ‘${title ?? effect.params.definition}’${about}.`];
    }
    case "record":
      return [`‘${release.records[effect.params.kind]?.title ?? effect.params.kind}’ wordt vastgelegd.`];
    case "claim":
      return [`Er wordt er één gevraagd uit ‘${release.pools[effect.params.pool]?.title ?? effect.params.pool}’.`];
    case "free":
      return [`Er komt er één vrij in ‘${release.pools[effect.params.pool]?.title ?? effect.params.pool}’.`];
    case "file":
    case "message":
    case "task":
      return [];
    default:
      return effect satisfies never;
  }
}
