/** One action of a state in plain Dutch: who does it, where it leads, what it asks, and what follows per branch. */

import type { State, Transition } from "../../definitions/grammar/types.generated.ts";
import type { Arrivals } from "./readable-arrivals.ts";
import { conditionWords } from "./readable-condition.ts";
import { effectLines, sentLines } from "./readable-effects.ts";
import type { PageWords } from "./readable-numbers.ts";
import { capital, list, lowered } from "./readable-words.ts";

export interface Told {
  /** The id of the state in which it is possible. */
  readonly state: string;
  /** What it is called and who does it, or why it happens. */
  readonly head: string;
  /** `→ Open (2)`; empty when it stays, or when the branches say it. */
  readonly leads: string;
  /** What holds however it goes. */
  readonly sentences: readonly string[];
  /** What is sent, and each branch with when it is taken. */
  readonly below: readonly string[];
}

/** @param arrivals What is told at the state where it leads, and so not here. */
export function actionsIn(words: PageWords, arrivals: Arrivals, id: string, { on }: State): Told[] {
  return Object.entries(on ?? {}).flatMap(([action, transition]) => {
    const all = [transition].flat();
    const [first, ...others] = all.map((one) => toldOf(words, arrivals, one));
    const [{ meta } = { meta: undefined }] = all;
    if (first === undefined || meta === undefined) return [];
    const head = `**${meta.label}**${doneBy(words, id, action, meta)}`;
    const common = others.reduce(both, first);
    const branches = others.length === 0 ? [] : branchLines(words, all, [first, ...others], common);
    const sent = common.sends.length === 0 ? [] : [common.sends.join(" ")];
    return [{ state: id, head, leads: common.leads, sentences: sentencesOf(common), below: [...sent, ...branches] }];
  });
}

/** What a branch says, in parts that several may share. */
interface Branch {
  readonly leads: string;
  readonly needs: readonly string[];
  readonly asks: readonly string[];
  readonly advises: readonly string[];
  readonly follows: readonly string[];
  readonly sends: readonly string[];
}

function toldOf(words: PageWords, arrivals: Arrivals, { target, actions, meta }: Transition): Branch {
  const { text, form, condition } = words;
  const told = target === undefined ? [] : (arrivals.get(target) ?? []);
  return {
    leads: target === undefined ? "" : `→ ${words.stand(target)}`,
    needs: [...completed(words, meta), ...[...(meta.requires ?? []), ...(meta.keeps ?? [])].map(condition)],
    asks: [
      ...(meta.input === undefined ? [] : [`Formulier daarbij: ‘${form(meta.input)}’.`]),
      ...(meta.dated === true ? ["De dag mag eerder zijn dan vandaag."] : []),
      ...(meta.ask === undefined ? [] : [`Vraag vooraf: ‘${text(meta.ask)}’`]),
    ],
    advises: (meta.advises ?? []).map(condition),
    follows: effectLines(words, actions ?? []).filter((sentence) => !told.includes(sentence)),
    sends: sentLines(words, actions ?? []),
  };
}

function both(a: Branch, b: Branch): Branch {
  const shared = (these: readonly string[], those: readonly string[]) => these.filter((one) => those.includes(one));
  return {
    leads: a.leads === b.leads ? a.leads : "",
    needs: shared(a.needs, b.needs),
    asks: shared(a.asks, b.asks),
    advises: shared(a.advises, b.advises),
    follows: shared(a.follows, b.follows),
    sends: shared(a.sends, b.sends),
  };
}

function without(a: Branch, b: Branch): Branch {
  const rest = (these: readonly string[], those: readonly string[]) => these.filter((one) => !those.includes(one));
  return {
    leads: a.leads === b.leads ? "" : a.leads,
    needs: rest(a.needs, b.needs),
    asks: rest(a.asks, b.asks),
    advises: rest(a.advises, b.advises),
    follows: rest(a.follows, b.follows),
    sends: rest(a.sends, b.sends),
  };
}

function sentencesOf({ needs, asks, advises, follows }: Branch, needed = "Nodig"): string[] {
  return [
    ...(needs.length === 0 ? [] : [`${needed}: ${list(needs, "en")}.`]),
    ...(advises.length === 0 ? [] : [`Waarschuwing: ${list(advises, "en")}.`]),
    ...asks,
    ...follows,
  ];
}

/** The first branch whose guard holds is taken; that there is nothing more to say goes without saying. */
function branchLines(words: PageWords, all: readonly Transition[], told: readonly Branch[], common: Branch): string[] {
  return all.flatMap(({ guard }, index) => {
    const own = without(told[index] ?? common, common);
    const sentences = [...sentencesOf(own, common.needs.length > 0 ? "Ook nodig" : "Nodig"), ...own.sends];
    const when = guard === undefined ? [] : [`als ${conditionWords(words, guard)}`];
    const title = capital([...(index === 0 ? [] : ["anders"]), ...when].join(", "));
    if (own.leads !== "") return [[`${title} ${own.leads}.`, ...sentences].join(" ")];
    if (sentences.length === 0) return guard === undefined ? [] : [`${title}, niets anders.`];
    return [`${title}, ${lowered(sentences.join(" "))}`];
  });
}

function doneBy(words: PageWords, state: string, action: string, { roles, as }: Transition["meta"]): string {
  if (roles === undefined) return causes(words, state, action);
  const party = as === undefined ? "" : `, wordt ${words.people([as])}`;
  return ` (${words.people(roles)}${party})`;
}

/** Why something happens by itself. */
function causes(words: PageWords, state: string, action: string): string {
  const { definition, term, period, release } = words;
  const terms = Object.entries(definition.terms ?? {}).flatMap(([id, { before, due }]) => [
    ...(due === action ? [`na de laatste dag van ‘${term(id)}’`] : []),
    ...(before ?? []).flatMap((one) =>
      "action" in one && one.action === action ? [`${period(one.by)} voor de laatste dag van ‘${term(id)}’`] : [],
    ),
  ]);
  const whens = (definition.states[state]?.meta.when ?? [])
    .filter((when) => when.action === action)
    .map(({ holds }) => holds.map((id) => conditionWords(words, id)))
    .map((held) => `zodra ${list(held, "en")}`);
  const pools = Object.values(release.pools).flatMap(({ offer, title }) =>
    offer === action ? [`zodra er ruimte vrijkomt (${title})`] : [],
  );
  return ` (${["vanzelf", list([...terms, ...whens, ...pools], "of")].join(" ").trimEnd()})`;
}

/** A cycle asks what it is for, a request asks all. */
function completed({ definition, form, field }: PageWords, { completes }: Transition["meta"]): string[] {
  const forms = (completes ?? []).map(({ form: id, fields }) => {
    const only = (fields ?? []).map((one) => field(id, one) ?? one);
    return `‘${form(id)}’${only.length === 0 ? "" : ` (alleen ${list(only, "en")})`}`;
  });
  if (forms.length === 0) return [];
  const all = list(forms, "en");
  return [definition.kind === "request" ? `${all} ingevuld` : `uit ${all} wat het doel van deze cyclus vraagt`];
}
