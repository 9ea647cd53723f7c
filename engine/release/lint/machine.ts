/** Checks the states and actions of a definition: does every way lead on, and can somebody take it. */

import type { Finding } from "../../../definitions/grammar/finding.ts";
import type { Definition, Transition } from "../../../definitions/grammar/types.generated.ts";
import { error, type Found, inFile, step, unknown, warning } from "./found.ts";
import { actionsOf, fileOf, type Known } from "./known.ts";
import { guardFaults } from "./logic/guards.ts";
import { reach, targetsOf } from "./ways.ts";

export function machineFindings(known: Known): Finding[] {
  const { definitions } = known;
  const offers = Object.values(known.release.pools).flatMap(({ offer }) => offer ?? []);
  return definitions.flatMap((definition) => {
    const bySystem = [...systemActions(definition), ...offers];
    const states = Object.keys(definition.states).flatMap((state) => stateFaults(known, definition, state, bySystem));
    const found = [...initialFaults(definition), ...states, ...wayFaults(definition), ...termFaults(definition)];
    return inFile(fileOf("definition", definition.id), found);
  });
}

type State = Definition["states"][string];

function initialFaults({ initial, states }: Definition): Found[] {
  if (!Object.hasOwn(states, initial) || states[initial]?.type !== "final") return [];
  return [error("/initial", "no-initial", `“${initial}” is meteen het einde. Begin bij een stand die verder gaat.`)];
}

function stateFaults(known: Known, definition: Definition, id: string, bySystem: readonly string[]): Found[] {
  const state = definition.states[id];
  if (state === undefined) return [];
  const here = `/states${step(id)}`;
  return [
    ...finalFaults(definition, state, here),
    ...formFaults(definition, state, here),
    ...whenFaults(state, here),
    ...Object.entries(state.on ?? {}).flatMap(([action, given]) => {
      const at = (index: number) => `${here}/on${step(action)}${Array.isArray(given) ? step(index) : ""}`;
      const isFree = bySystem.includes(action) || (state.meta.when ?? []).some((one) => one.action === action);
      const branches = [given].flat();
      return [
        ...guardFaults(known, id, branches, at),
        ...actionFaults(state, branches, at, isFree ? undefined : action),
      ];
    }),
  ];
}

function finalFaults({ kind }: Definition, { type, meta, on }: State, here: string): Found[] {
  if (type !== "final") {
    if (meta.outcome === undefined) return [];
    return [error(`${here}/meta/outcome`, "no-effect", "Een uitkomst telt alleen bij een eindstand. Haal haar weg.")];
  }
  const parts = { "/on": on, "/meta/when": meta.when, "/meta/forms": meta.forms };
  const found = Object.entries(parts)
    .filter(([, part]) => part !== undefined && Object.keys(part).length > 0)
    .map(([part]) =>
      error(
        here + part,
        "final-with-actions",
        "In een eindstand kan niets meer gebeuren. Haal dit weg, of laat “type” weg.",
      ),
    );
  if (kind === "cycle" || meta.outcome !== undefined) return found;
  return [...found, warning(`${here}/meta`, "no-outcome", "Deze eindstand heeft geen uitkomst. Vul “outcome” in.")];
}

/** Names under which forms are asked, and in a cycle: every form of a step must once be completed there. */
function formFaults({ kind }: Definition, { meta, on }: State, here: string): Found[] {
  const forms = meta.forms ?? [];
  const completed = Object.values(on ?? {})
    .flat()
    .flatMap((one) => (one.meta.completes ?? []).map(({ form }) => form));
  return forms.flatMap(({ form, as }, index) => {
    const at = `${here}/meta/forms${step(index)}`;
    if (forms.findIndex((other) => (other.as ?? other.form) === (as ?? form)) < index)
      return [error(at, "form-twice", `“${as ?? form}” staat hier al. Geef het formulier met “as” een eigen naam.`)];
    if (completed.includes(form) && forms.findIndex((other) => other.form === form) < index)
      return [error(at, "form-twice", `Afronden kan “${form}” hier maar één keer vragen. Zet het in een eigen stand.`)];
    if (kind !== "cycle" || completed.includes(form)) return [];
    const message = `Niemand kan “${form}” hier afronden, dus deze stap wordt nooit klaar. Noem het bij “completes”.`;
    return [error(at, "cycle-form", message)];
  });
}

function whenFaults({ meta, on }: State, here: string): Found[] {
  const actions = Object.keys(on ?? {});
  return (meta.when ?? []).flatMap(({ action }, index) => {
    if (actions.includes(action)) return [];
    const at = `${here}/meta/when${step(index)}/action`;
    return [{ ...unknown(at, "action", action, actions, "Zet haar bij deze stand."), code: "when-without-action" }];
  });
}

/** `byPeople`: the action, when no term, pool or condition takes it by itself. */
function actionFaults(
  { meta }: State,
  branches: readonly Transition[],
  at: (branch: number) => string,
  byPeople: string | undefined,
): Found[] {
  const nobody = byPeople !== undefined && branches[0]?.meta.roles === undefined;
  return [
    ...branchFaults(branches, at),
    ...branches.flatMap((branch, index) => completeFaults(branch, meta, at(index))),
    ...(nobody
      ? [error(`${at(0)}/meta`, "nobody-acts", `Niemand kan “${byPeople}” doen. Vul bij “roles” in wie dit mag.`)]
      : []),
  ];
}

function branchFaults(branches: readonly Transition[], at: (branch: number) => string): Found[] {
  const found: Found[] = [];
  const free = branches.findIndex(({ guard }) => guard === undefined);
  if (free !== -1 && free < branches.length - 1) {
    const message = "Deze tak wordt nooit gekozen: de tak ervoor heeft geen guard. Zet die tak achteraan.";
    found.push(error(at(free + 1), "branch-order", message));
  }
  const [first, ...rest] = branches;
  for (const [index, { meta }] of rest.entries()) {
    for (const key of ["label", "roles"] as const) {
      if (JSON.stringify(meta[key]) === JSON.stringify(first?.meta[key])) continue;
      const message = `De takken van één actie hebben hetzelfde “${key}”. Maak dit gelijk aan de eerste tak.`;
      found.push(error(`${at(index + 1)}/meta${meta[key] === undefined ? "" : `/${key}`}`, "branches-differ", message));
    }
  }
  return found;
}

function completeFaults({ meta: { completes } }: Transition, { forms }: State["meta"], here: string): Found[] {
  const open = (forms ?? []).map(({ form }) => form);
  return (completes ?? []).flatMap(({ form }, index) => {
    if (open.includes(form)) return [];
    const way = "Zet het bij de formulieren van deze stand.";
    const found = unknown(`${here}/meta/completes${step(index)}/form`, "form", form, open, way);
    return [{ ...found, code: "form-not-open", message: `“${form}” staat in deze stand niet open. ${way}` }];
  });
}

/** Actions that terms take by themselves. */
function systemActions({ terms }: Definition): readonly string[] {
  return Object.values(terms ?? {}).flatMap(({ due, before }) => [
    ...(due === undefined ? [] : [due]),
    ...(before ?? []).flatMap((one) => ("action" in one ? [one.action] : [])),
  ]);
}

function termFaults(definition: Definition): Found[] {
  const actions = actionsOf(definition);
  return Object.entries(definition.terms ?? {}).flatMap(([id, { due, before }]) => {
    const here = `/terms${step(id)}`;
    const asked = [
      ...(due === undefined ? [] : [{ pointer: `${here}/due`, action: due }]),
      ...(before ?? []).flatMap((one, index) =>
        "action" in one ? [{ pointer: `${here}/before${step(index)}/action`, action: one.action }] : [],
      ),
    ];
    return asked
      .filter(({ action }) => !actions.includes(action))
      .map(({ pointer, action }) => ({
        ...unknown(pointer, "action", action, actions, "Zet haar bij de standen waarin zij gebeurt."),
        code: "due-not-declared",
      }));
  });
}

/** States that nobody comes to, and states that nobody leaves. */
function wayFaults(definition: Definition): Found[] {
  const { initial, states, kind } = definition;
  // What is wrong with the beginning has its own finding.
  if (!Object.hasOwn(states, initial) || states[initial]?.type === "final") return [];
  const reached = reach([initial], (id) => targetsOf(states[id]));
  const lost = Object.keys(states)
    .filter((id) => !reached.has(id))
    .map((id) => {
      const message = `Geen enkele actie komt bij “${id}”. Maak een actie daarheen, of haal de stand weg.`;
      return error(`/states${step(id)}`, "unreachable-state", message);
    });
  return [...lost, ...deadEnds(states, kind, reached)];
}

/** A request must be able to end. A cycle may rest where nothing is asked any more, until the next one begins. */
function deadEnds(states: Definition["states"], kind: Definition["kind"], reached: ReadonlySet<string>): Found[] {
  const isEnd = ([, { type, meta, on }]: [string, State]) =>
    type === "final" || (kind === "cycle" && meta.forms === undefined && Object.keys(on ?? {}).length === 0);
  const ends = Object.entries(states)
    .filter(isEnd)
    .map(([id]) => id);
  const before = (id: string) => Object.keys(states).filter((other) => targetsOf(states[other]).includes(id));
  const ending = reach(ends, before);
  const stuck = [...reached].filter((id) => Object.hasOwn(states, id) && !ending.has(id));
  const closed = stuck.filter((id) => targetsOf(states[id]).every((target) => target === id));
  if (closed.length > 0) {
    return closed.map((id) => {
      const message = `Wie bij “${id}” komt, kan nergens meer heen. Voeg een actie toe die verder gaat.`;
      return error(`/states${step(id)}`, "dead-end", message);
    });
  }
  return stuck.slice(0, 1).map((id) => {
    const message = `Wie bij “${id}” komt, kan nooit meer naar een einde. Voeg een actie toe die naar een eindstand gaat.`;
    return error(`/states${step(id)}`, "no-way-out", message);
  });
}
