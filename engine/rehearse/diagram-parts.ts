/** What a picture of a procedure shows: its beginning, its states, and the arrows between them. */

import type { State, Transition } from "../../definitions/grammar/types.generated.ts";
import { type Line, wrapped } from "./diagram-text.ts";
import { conditionWords } from "./readable-condition.ts";
import type { Words } from "./readable-words.ts";

export interface Box {
  readonly id: string;
  readonly kind: "start" | "open" | "final";
  readonly lines: readonly Line[];
  /** For who does not see the picture. */
  readonly title: string;
  readonly desc?: string | undefined;
}

/** All transitions between two states that people do, or all that the system does; of those that stay, simply all. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly bySystem: boolean;
  readonly lines: readonly Line[];
  readonly title: string;
  readonly desc: string;
}

export interface Parts {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/** No state can have this id. */
const START = " start";
const STRONG = { size: 15, tone: "strong" } as const;
const PLAIN = { size: 14, tone: "plain" } as const;
const SOFT = { size: 13, tone: "soft" } as const;

/** @param width of a text, in px. */
export function partsOf(words: Words, width: number): Parts {
  const { initial, meta, states } = words.definition;
  const start: Box = { id: START, kind: "start", lines: wrapped("Begin", PLAIN, width), title: "Begin" };
  const begin: Arrow = {
    from: START,
    to: initial,
    bySystem: false,
    lines: wrapped(words.short(meta.start.roles), SOFT, width),
    title: `Van het begin naar ‘${words.state(initial)}’`,
    desc: `Door: ${words.who(meta.start.roles)}.`,
  };
  const ids = [initial, ...Object.keys(states).filter((id) => id !== initial)];
  const found = ids.flatMap((id) => {
    const state = states[id];
    return state === undefined ? [] : [{ box: boxOf(words, id, state, width), id, state }];
  });
  return {
    boxes: [start, ...found.map(({ box }) => box)],
    arrows: [begin, ...found.flatMap(({ id, state }) => arrowsOf(words, id, state, width))],
  };
}

function boxOf({ text }: Words, id: string, { type, meta }: State, width: number): Box {
  const isFinal = type === "final";
  return {
    id,
    kind: isFinal ? "final" : "open",
    lines: [...wrapped(meta.label, STRONG, width), ...(isFinal ? wrapped("einde", SOFT, width) : [])],
    title: isFinal ? `Einde: ${meta.label}` : meta.label,
    desc: meta.help === undefined ? undefined : text(meta.help),
  };
}

/** A transition, and what it is called on its arrow. */
interface Named {
  readonly transition: Transition;
  readonly name: string;
}

function arrowsOf(words: Words, from: string, { on }: State, width: number): Arrow[] {
  const groups = new Map<string, { readonly to: string; readonly named: Named[] }>();
  for (const one of Object.values(on ?? {}).flatMap((action) => named(words, [action].flat()))) {
    const { target: to = from, meta } = one.transition;
    const key = to === from ? to : `${to} ${meta.roles === undefined}`;
    const group = groups.get(key) ?? { to, named: [] };
    groups.set(key, group);
    group.named.push(one);
  }
  return [...groups.values()].map(({ to, named }) => arrowOf(words, from, to, named, width));
}

/** Branches that lead to different states are told apart. */
function named(words: Words, branches: readonly Transition[]): Named[] {
  const leads = new Set(branches.map(({ target }) => target));
  return branches.map((transition) => {
    const { guard, meta } = transition;
    const name = leads.size < 2 ? meta.label : `${meta.label}: ${guard === undefined ? "anders" : brief(words, guard)}`;
    return { transition, name };
  });
}

/** A longer condition is only heard. */
const BRIEF = 60;

function brief(words: Words, condition: string): string {
  const told = words.release.conditions[condition]?.title ?? conditionWords(words, condition);
  return told.length > BRIEF ? "soms" : told;
}

function arrowOf(words: Words, from: string, to: string, named: readonly Named[], width: number): Arrow {
  const transitions = named.map(({ transition }) => transition);
  const names = [...new Set(named.map(({ name }) => name))];
  const where =
    from === to ? `Bij ‘${words.state(from)}’ blijven` : `Van ‘${words.state(from)}’ naar ‘${words.state(to)}’`;
  return {
    from,
    to,
    bySystem: transitions.every(({ meta }) => meta.roles === undefined),
    lines: linesOf(words, named, width),
    title: `${where}: ${names.join("; ")}`,
    desc: [...new Set(transitions.map((one) => sentence(words, one)))].join(" "),
  };
}

/** Each name once, and below the names of the same people who they are. */
function linesOf(words: Words, named: readonly Named[], width: number): Line[] {
  const byWho = new Map<string, Set<string>>();
  for (const { transition, name } of named) {
    const { roles } = transition.meta;
    const who = roles === undefined ? "vanzelf" : words.short(roles);
    byWho.set(who, (byWho.get(who) ?? new Set()).add(name));
  }
  const many = [...byWho.values()].reduce((sum, { size }) => sum + size, 0) > 1;
  return [...byWho].flatMap(([who, names]) => [
    ...[...names].flatMap((name) => wrapped(many ? `• ${name}` : name, PLAIN, width)),
    ...wrapped(who, SOFT, width),
  ]);
}

function sentence(words: Words, { guard, meta }: Transition): string {
  const by = meta.roles === undefined ? "gaat vanzelf" : `door ${words.who(meta.roles)}`;
  const when = guard === undefined ? "" : `, als ${conditionWords(words, guard)}`;
  return `${meta.label}: ${by}${when}.`;
}
