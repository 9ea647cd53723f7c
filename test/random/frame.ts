/** The bare bones of random procedures: their states, actions and forms by name, before anything is said about them. */

import type { Draw } from "./draw.ts";
import { type Form, randomForm } from "./form.ts";

export interface Frame {
  readonly id: string;
  readonly kind: "cycle" | "request";
  /** In order; the last one is the end. */
  readonly states: readonly string[];
  /** Per state the forms it asks, by the name under which it asks them. */
  readonly asks: { readonly [state: string]: readonly { readonly form: string; readonly as?: string }[] };
  /** Per state its actions; the first leads to the next state. */
  readonly actions: { readonly [state: string]: readonly string[] };
  readonly parties: readonly string[];
  readonly terms: readonly string[];
  /** The other request that it must be about. */
  readonly about?: string;
  /** Of several dossiers together: the forms that they fill in as one, and where one can join. */
  readonly group?: { readonly shared: readonly string[]; readonly at: readonly string[] };
  /** What it asks a share of, with the action that offers it to who waits. */
  readonly pools: readonly { readonly id: string; readonly offer?: string }[];
}

export interface Frames {
  readonly cycle: Frame | undefined;
  readonly requests: readonly Frame[];
  readonly all: readonly Frame[];
  readonly forms: { readonly [id: string]: Form };
  /** Forms that go with an action, or with a record. */
  readonly inputs: readonly string[];
  readonly records: { readonly [kind: string]: string };
}

const ACTIONS = ["verder", "klaar", "terug", "vragen", "stoppen", "melden"];

export function randomFrames(draw: Draw): Frames {
  const forms: { [id: string]: Form } = {};
  const make = (id: string, travels: boolean) => {
    forms[id] = randomForm(draw, id, travels);
    return id;
  };
  const inputs = draw.times(1, 2, (index) => make(`invoer-${index + 1}`, false));
  const cycle = draw.chance(60) ? randomCycle(draw, make) : undefined;
  const requests = draw.times(1, 2, (index) => randomRequest(draw, `vraag-${"ab"[index]}`, make));
  const kinds = draw.times(0, 3, (index) => {
    const id = `blad-${index + 1}`;
    return [id, draw.chance(40) ? draw.one(inputs) : make(`inhoud-${index + 1}`, false)] as const;
  });
  const all = [...(cycle === undefined ? [] : [cycle]), ...requests];
  return { cycle, requests, all, forms, inputs, records: Object.fromEntries(kinds) };
}

type Make = (id: string, travels: boolean) => string;

function randomCycle(draw: Draw, make: Make): Frame {
  const steps = draw.times(1, 3, (index) => `stap-${index + 1}`);
  const states = [...steps, "rust"];
  const asks = Object.fromEntries(steps.map((state) => [state, [{ form: make(`boek-${state}`, true) }]]));
  const actions = Object.fromEntries(steps.map((state) => [state, ["afronden", ...draw.some(ACTIONS, 1)]]));
  return {
    id: "ronde",
    kind: "cycle",
    states,
    asks,
    actions,
    parties: [],
    terms: draw.times(0, 1, () => "rondetermijn"),
    pools: [],
  };
}

function randomRequest(draw: Draw, id: string, make: Make): Frame {
  const states = draw.times(2, 6, (index) => `stand-${index + 1}`);
  const own = draw.times(0, 2, (index) => make(`${id}-blad-${index + 1}`, false));
  const open = states.slice(0, -1);
  const asks = Object.fromEntries(
    open.map((state, index) => [
      state,
      // The first state asks all of them, so that whatever looks at an answer finds it asked before.
      index === 0
        ? own.map((form) => ({ form }))
        : draw.some(own, 2).map((form) => (draw.chance(15) ? { form, as: `${form}-in-${index + 1}` } : { form })),
    ]),
  );
  const actions = Object.fromEntries(
    open.map((state) => [state, [...new Set([draw.one(ACTIONS), ...draw.some(ACTIONS, 3)])]]),
  );
  const parties = draw.times(0, 2, (index) => `${id}-rol-${index + 1}`);
  const terms = draw.times(0, 2, (index) => `${id}-termijn-${index + 1}`);
  const about = id === "vraag-b" && draw.chance(20) ? { about: "vraag-a" } : {};
  const at = [...new Set([open[0] ?? "", ...draw.some(open, 1)])];
  const group = draw.chance(35) ? { group: { shared: draw.some(own, 1), at } } : {};
  const pools = draw.chance(45) ? draw.times(1, 2, (index) => randomShare(draw, `${id}-ruimte-${index + 1}`)) : [];
  // Who waits may stand anywhere: the first and another state have what the engine then does.
  for (const { offer } of pools) {
    if (offer === undefined) continue;
    for (const state of new Set([open[0] ?? "", draw.one(open)])) actions[state] = [...(actions[state] ?? []), offer];
  }
  return { id, kind: "request", states, asks, actions, parties, terms, pools, ...about, ...group };
}

function randomShare(draw: Draw, id: string): Frame["pools"][number] {
  return draw.chance(50) ? { id, offer: `aanbieden-${id}` } : { id };
}
