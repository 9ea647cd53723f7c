/** What can be done in each state, by whom, and what follows: one numbered item per open state. */

import type { State, StateForm } from "../../definitions/grammar/types.generated.ts";
import { actionsIn, type Told } from "./readable-actions.ts";
import { type Arrivals, arrivalLine } from "./readable-arrivals.ts";
import type { PageWords } from "./readable-numbers.ts";
import { list, lowered } from "./readable-words.ts";

export interface Way {
  readonly states: readonly string[];
  /** What is the same in several states is told once. */
  readonly shared: readonly string[];
}

export function wayOf(words: PageWords, arrivals: Arrivals): Way {
  const open = Object.entries(words.definition.states).filter(([, { type }]) => type !== "final");
  const all = open.map(([id, state]) => ({ id, state, told: actionsIn(words, arrivals, id, state) }));
  const alike = new Map<string, Told[]>();
  for (const told of all.flatMap((one) => one.told)) alike.set(keyOf(told), [...(alike.get(keyOf(told)) ?? []), told]);
  const several = [...alike.values()].filter(({ length }) => length > 1);
  const isShared = (told: Told) => several.some((group) => group.includes(told));
  return {
    states: all.flatMap(({ id, state, told }) => [
      stateItem(words, arrivals, id, state),
      ...told.filter((one) => !isShared(one)).flatMap((one) => actionItem(one, "    ")),
    ]),
    shared: several.flatMap((group) => actionItem(together(words, group), "")),
  };
}

/** The same action by the same people, with the same outcome. */
function keyOf({ head, leads, below }: Told): string {
  return [head, leads, ...below].join("\n");
}

function stateItem(words: PageWords, arrivals: Arrivals, id: string, state: State): string {
  const { label, help, forms = [] } = state.meta;
  const told = forms
    .filter((form) => !isCompletedBy(state, form))
    .map(({ form, roles }) => `‘${words.form(form)}’ (${words.people(roles)})`);
  return [
    `${words.stateNumbers.get(id)}. **${label}**.`,
    ...(help === undefined ? [] : [firstSentence(words.text(help))]),
    ...arrivalLine(arrivals, id),
    ...(told.length === 0 ? [] : [`In te vullen: ${list(told, "en")}.`]),
  ].join(" ");
}

/** What the state is; the rest of the help is for who stands there. */
function firstSentence(text: string): string {
  return /^.*?[.?!](?=\s|$)/s.exec(text)?.[0] ?? text;
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

function actionItem({ head, leads, sentences, below }: Told, indent: string): string[] {
  const title = leads === "" ? head : `${head} ${leads}`;
  return [`${indent}- ${[`${title}.`, ...sentences].join(" ")}`, ...below.map((line) => `${indent}  - ${line}`)];
}

/** What is so in all of these states, and then what is only so in some. */
function together(words: PageWords, group: readonly Told[]): Told {
  const [first] = group;
  const { head = "", leads = "", sentences = [], below = [] } = first ?? {};
  const common = sentences.filter((sentence) => group.every((one) => one.sentences.includes(sentence)));
  const rest = new Map<string, string[]>();
  for (const { state, sentences: all } of group) {
    const own = all.filter((sentence) => !common.includes(sentence)).join(" ");
    if (own !== "") rest.set(own, [...(rest.get(own) ?? []), state]);
  }
  const only = [...rest].map(([own, states]) => `In stand ${words.states(states)} ook: ${lowered(own)}`);
  const where = words.states(group.map(({ state }) => state));
  return { state: "", head: `${head}, in stand ${where}`, leads, sentences: [...common, ...only], below };
}
