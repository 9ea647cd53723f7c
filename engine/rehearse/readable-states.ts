/** What can be done in each state, by whom, and what follows, in plain Dutch. */

import type { Effect, Receiver, State, StateForm, Transition } from "../../definitions/grammar/types.generated.ts";
import { conditionWords } from "./readable-condition.ts";
import { formsIn } from "./readable-sight.ts";
import { list, type Words } from "./readable-words.ts";

/** One chapter per open state, and one for what can be done in several of them. */
export function stateChapters(words: Words): string[][] {
  const open = Object.entries(words.definition.states).filter(([, { type }]) => type !== "final");
  const all = open.flatMap(([id, state]) => actionsIn(words, id, state));
  const where = new Map<string, Told[]>();
  for (const told of all) where.set(keyOf(told), [...(where.get(keyOf(told)) ?? []), told]);
  const shared = new Map([...where].filter(([, several]) => several.length > 1));
  return [
    ...open.map(([id, state]) => stateLines(words, id, state, shared)),
    ...(shared.size === 0 ? [] : [["### Op meer momenten", "", ...[...shared.values()].flatMap(sharedLines)]]),
  ];
}

interface Told {
  /** The label of the state. */
  readonly state: string;
  readonly intro: string;
  readonly lines: readonly string[];
}

/** The same action by the same people, with the same outcome. */
function keyOf({ intro, lines }: Told): string {
  return [intro, ...lines.filter((line) => /^ {2}- (Daarna|Als|In alle)/.test(line))].join("\n");
}

/** What is so in all of these states, and then what is only so in some. */
function sharedLines(several: readonly Told[]): string[] {
  const [first] = several;
  const common = (first?.lines ?? []).filter((line) => several.every(({ lines }) => lines.includes(line)));
  const rest = new Map<string, string[]>();
  for (const { state, lines } of several) {
    const own = lines.filter((line) => !common.includes(line)).join("\n");
    rest.set(own, [...(rest.get(own) ?? []), `‘${state}’`]);
  }
  const states = several.map(({ state }) => `‘${state}’`);
  const parts = [...rest].filter(([own]) => own !== "");
  return [
    first?.intro ?? "",
    ...common,
    `  - Kan als de stand is: ${list(states, "of")}.`,
    ...parts.flatMap(([own, at]) => [`  - Bij ${list(at, "of")} ook:`, ...own.split("\n").map((line) => `  ${line}`)]),
  ];
}

function actionsIn(words: Words, id: string, { meta, on }: State): Told[] {
  return Object.entries(on ?? {}).map(([action, transition]) => {
    const [intro = "", ...lines] = actionLines(words, id, action, [transition].flat());
    return { state: meta.label, intro, lines };
  });
}

/** A heading, the help, the forms, and one bullet per action that only stands here. */
function stateLines(words: Words, id: string, state: State, shared: ReadonlyMap<string, unknown>): string[] {
  const { meta } = state;
  const own = actionsIn(words, id, state).filter((told) => !shared.has(keyOf(told)));
  const forms = (meta.forms ?? []).filter((form) => !isCompletedBy(state, form));
  const lines = [
    ...forms.map((form) => `- ${formLine(words, form)}`),
    ...own.flatMap(({ intro, lines: below }) => [intro, ...below]),
  ];
  const help = meta.help === undefined ? [] : ["", words.text(meta.help)];
  return [`### ${meta.label}`, ...help, ...(lines.length === 0 ? [] : ["", ...lines])];
}

/** The same people do an action here that asks for the form: it is said there. */
function isCompletedBy({ on }: State, { form, roles }: StateForm): boolean {
  const transitions = Object.values(on ?? {}).flat();
  return transitions.some(
    ({ meta }) =>
      meta.completes?.some((one) => one.form === form) === true &&
      roles.every((role) => meta.roles?.includes(role) === true),
  );
}

function formLine({ form, who }: Words, { form: id, roles }: StateForm): string {
  return `Formulier ‘${form(id)}’, in te vullen door: ${who(roles)}.`;
}

function actionLines(words: Words, state: string, action: string, branches: readonly Transition[]): string[] {
  const [first] = branches;
  if (first === undefined) return [];
  const { label, roles, help, as } = first.meta;
  const by = roles === undefined ? causes(words, state, action) : `Door: ${words.who(roles)}.`;
  const intro = [`- **${label}**. ${by}`, ...(help === undefined ? [] : [words.text(help)])].join(" ");
  const party = as === undefined ? [] : [`Wie dit doet, is daarna: ${words.who([as])}.`];
  if (branches.length === 1)
    return [intro, ...indented([...party, ...demands(words, first), ...outcome(words, first)], 1)];
  const shared = demands(words, first);
  return [
    intro,
    ...indented([...party, ...shared], 1),
    ...branches.flatMap((branch, index) => branchLines(words, branch, index, shared)),
  ];
}

/** The first branch whose guard holds is taken. */
function branchLines(words: Words, branch: Transition, index: number, shared: readonly string[]): string[] {
  const when = branch.guard === undefined ? "In alle andere gevallen" : `Als ${conditionWords(words, branch.guard)}`;
  const title = index > 0 && branch.guard !== undefined ? when.replace("Als", "Anders, als") : when;
  const own = demands(words, branch).filter((line) => !shared.includes(line));
  return [...indented([`${title}:`], 1), ...indented([...own, ...outcome(words, branch)], 2)];
}

/** Why something happens by itself. */
function causes({ definition, term, period, release, ...words }: Words, state: string, action: string): string {
  const terms = Object.entries(definition.terms ?? {}).flatMap(([id, { before, due }]) => [
    ...(due === action ? [`na de laatste dag van ‘${term(id)}’`] : []),
    ...(before ?? []).flatMap((one) =>
      "action" in one && one.action === action ? [`${period(one.by)} voor de laatste dag van ‘${term(id)}’`] : [],
    ),
  ]);
  const all = { definition, term, period, release, ...words };
  const whens = (definition.states[state]?.meta.when ?? []).flatMap((when) =>
    when.action === action
      ? [
          `zodra ${list(
            when.holds.map((id) => conditionWords(all, id)),
            "en",
          )}`,
        ]
      : [],
  );
  const pools = Object.values(release.pools).flatMap(({ offer, title }) =>
    offer === action ? [`zodra er ruimte vrijkomt (${title})`] : [],
  );
  const found = [...terms, ...whens, ...pools];
  return found.length === 0 ? "Dit gebeurt vanzelf." : `Dit gebeurt vanzelf, ${list(found, "of")}.`;
}

/** What must be so before, and what is asked. */
function demands(words: Words, { meta }: Transition): string[] {
  const { text, form, field, explained, definition } = words;
  const atStart = definition.meta.start.requires ?? [];
  const required = [...(meta.requires ?? []), ...(meta.keeps ?? [])];
  const again = atStart.length > 1 && atStart.every((id) => required.includes(id));
  const whole = (meta.completes ?? []).map(({ form: id, fields }) => {
    const only =
      fields === undefined
        ? ""
        : ` (alleen ${list(
            fields.map((one) => field(id, one) ?? one),
            "en",
          )})`;
    return `‘${form(id)}’${only}`;
  });
  return [
    ...(whole.length === 0 ? [] : [completesLine(definition.kind, list(whole, "en"))]),
    ...(meta.input === undefined ? [] : [`Hierbij hoort het formulier ‘${form(meta.input)}’.`]),
    ...(meta.dated === true ? ["De dag waarop het gebeurde mag eerder zijn dan vandaag."] : []),
    ...(again ? ["Voorwaarden: dezelfde als om te beginnen."] : []),
    ...required
      .filter((id) => !again || !atStart.includes(id))
      .map((id) => `Voorwaarde. Anders leest u: ${explained(id)}`),
    ...(meta.advises ?? []).map((id) => `Waarschuwing, doorgaan mag: ${explained(id)}`),
    ...(meta.ask === undefined ? [] : [`Vraag vooraf: ${text(meta.ask)}`]),
  ];
}

/** A cycle asks what it is for, a request asks all. */
function completesLine(kind: "cycle" | "request", forms: string): string {
  if (kind === "request") return `Eerst helemaal ingevuld: ${forms}.`;
  return `Eerst ingevuld: wat in ${forms} nodig is voor waar deze cyclus voor begon.`;
}

/** What follows: where it ends up, and what else happens. */
function outcome(words: Words, { target, actions }: Transition): string[] {
  const { definition, state } = words;
  const end = target !== undefined && definition.states[target]?.type === "final" ? " Daarmee is het klaar." : "";
  return [
    ...(target === undefined ? stays(actions ?? []) : [`Daarna is de stand: ${state(target)}.${end}`]),
    ...merged(actions ?? []).map((effect) => effectLine(words, effect)),
  ];
}

/** It goes without saying when something else follows. */
function stays(actions: readonly Effect[]): string[] {
  return actions.length === 0 ? ["De stand blijft dezelfde."] : [];
}

type Effected = Exclude<Effect, { type: "message" }> | { type: "messages"; template: string; to: Receiver[] };

/** One line for a message that goes to several. */
function merged(effects: readonly Effect[]): Effected[] {
  const told: Effected[] = [];
  for (const effect of effects) {
    if (effect.type !== "message") {
      told.push(effect);
      continue;
    }
    const { template, to } = effect.params;
    const same = told.find((one) => one.type === "messages" && one.template === template);
    if (same?.type === "messages") same.to.push(to);
    else told.push({ type: "messages", template, to: [to] });
  }
  return told;
}

const ways = { mail: "een mail", notice: "een melding", letter: "een brief" } as const;

function effectLine(words: Words, effect: Effected): string {
  const { release, receiver, text, term, period } = words;
  switch (effect.type) {
    case "messages": {
      const message = release.messages[effect.template];
      const way = message === undefined ? "een melding" : ways[message.via];
      const verb = effect.to.length === 1 ? "krijgt" : "krijgen";
      const who = list(effect.to.map(receiver), "en");
      return `${who} ${verb} ${way}: ‘${text(message?.subject ?? effect.template)}’.`;
    }
    case "task": {
      const { title, to, due } = effect.params;
      const known = typeof due === "string" ? `, voor het einde van de termijn ‘${term(due)}’` : undefined;
      const until = due === undefined ? "" : (known ?? `, binnen ${typeof due === "string" ? "" : period(due)}`);
      return `Taak voor ${receiver(to)}: ${text(title)}${until}.`;
    }
    case "start": {
      const { title, meta } = release.definitions[effect.params.definition] ?? {};
      const about = meta?.start.about === undefined ? "" : ", die hierover gaat";
      return `Er begint vanzelf een ‘${title ?? effect.params.definition}’${about}.`;
    }
    case "file": {
      const view = release.views[effect.params.view];
      const parts = view === undefined ? [] : formsIn(words, view.sections);
      return `${receiver(effect.params.to)} krijgt het dossier zoals het dan is: ${parts.join("; ")}.`;
    }
    case "record":
      return `Er wordt vastgelegd: ${release.records[effect.params.kind]?.title ?? effect.params.kind}.`;
    case "claim":
      return `Er wordt gevraagd: ${release.pools[effect.params.pool]?.title ?? effect.params.pool}.`;
    case "free":
      return `Dit komt weer vrij: ${release.pools[effect.params.pool]?.title ?? effect.params.pool}.`;
    default:
      return effect satisfies never;
  }
}

function indented(lines: readonly string[], depth: number): string[] {
  return lines.map((line) => `${"  ".repeat(depth)}- ${line}`);
}
