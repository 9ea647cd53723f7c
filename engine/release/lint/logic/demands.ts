/** Every place where conditions must hold together, with what is known of the moment at which they are asked. */

import type { Definition, Transition } from "../../../../definitions/grammar/types.generated.ts";
import { step } from "../found.ts";
import { fieldsOf, fileOf, type Known, type Part } from "../known.ts";
import { onceFor } from "../once.ts";
import { waysOf } from "../ways.ts";

export interface Demand {
  readonly kind: Part;
  readonly id: string;
  /** Each condition and where it stands. */
  readonly asked: readonly Asked[];
  /** States in which it is asked; undefined: any. */
  readonly states: readonly string[] | undefined;
  /** A place that is never filled in at that moment. */
  readonly isAbsent: (path: string) => boolean;
}

export interface Asked {
  readonly condition: string;
  readonly pointer: string;
  /** It stands in another file. */
  readonly elsewhere?: true;
}

/** Seen before anything was filled in or happened; of what is about to start, the day is known. */
const NOT_STARTED = /^(instance\.(state|forms|entered|terms|outcome|confirmed)\b|input\.)/;
const NEVER = () => false;

export const demandsOf = onceFor((known: Known): readonly Demand[] => [
  ...known.definitions.flatMap((definition) => [startDemand(definition), ...stateDemands(known, definition)]),
  ...recordDemands(known),
  ...menuDemands(known),
  ...Object.values(known.release.views).map(({ id, when }) => ({
    kind: "view" as const,
    id,
    asked: listed("/when", when),
    states: undefined,
    isAbsent: NEVER,
  })),
]);

export function fileOfDemand({ kind, id }: Demand): string {
  return fileOf(kind, id);
}

function startDemand({ id, meta }: Definition): Demand {
  const asked = listed("/meta/start/requires", meta.start.requires);
  return { kind: "definition", id, asked, states: undefined, isAbsent: (path) => NOT_STARTED.test(path) };
}

function stateDemands(known: Known, definition: Definition): readonly Demand[] {
  const { id } = definition;
  return Object.entries(definition.states).flatMap(([state, { meta, on }]) => {
    const here = `/states${step(state)}`;
    const isAbsent = absentIn(known, definition, state, undefined);
    const waiting = (meta.when ?? []).map(
      ({ holds }, index): Demand => ({
        kind: "definition",
        id,
        asked: listed(`${here}/meta/when${step(index)}/holds`, holds),
        states: [state],
        isAbsent,
      }),
    );
    const actions = Object.entries(on ?? {}).flatMap(([action, given]) =>
      [given].flat().flatMap((branch, index): readonly Demand[] => {
        const at = `${here}/on${step(action)}${Array.isArray(given) ? step(index) : ""}`;
        return branchDemands(known, definition, state, branch, at);
      }),
    );
    return [...waiting, ...actions];
  });
}

function branchDemands(
  known: Known,
  definition: Definition,
  state: string,
  { guard, target, meta }: Transition,
  at: string,
): readonly Demand[] {
  const { id, states } = definition;
  const guarded = guard === undefined ? [] : [{ condition: guard, pointer: `${at}/guard` }];
  const asked = [...guarded, ...listed(`${at}/meta/requires`, meta.requires)];
  const next = target ?? state;
  const after = states[next]?.meta.when === undefined ? [next] : undefined;
  return [
    { kind: "definition", id, asked, states: [state], isAbsent: absentIn(known, definition, state, meta.input) },
    {
      kind: "definition",
      id,
      asked: listed(`${at}/meta/keeps`, meta.keeps),
      states: after,
      isAbsent: absentIn(known, definition, state, meta.input),
    },
  ];
}

/** A form that no state so far asks, a state that cannot have been entered, or what nobody fills in with the action. */
export function absentIn(
  known: Known,
  definition: Definition,
  state: string,
  input: string | undefined,
): (path: string) => boolean {
  const before = waysOf(definition).before(state);
  const forms = new Set(
    [...before].flatMap((id) => (definition.states[id]?.meta.forms ?? []).map(({ form, as }) => as ?? form)),
  );
  const fields = input === undefined ? {} : fieldsOf(known, input);
  return (path) => {
    const [head, part = "", name = ""] = path.split(".");
    if (head === "input") return fields !== undefined && !Object.hasOwn(fields, part);
    if (head !== "instance") return false;
    return part === "forms" ? !forms.has(name) : part === "entered" && !before.has(name);
  };
}

function recordDemands(known: Known): readonly Demand[] {
  return Object.values(known.release.records).flatMap(({ id, of, requires, keeps }) => {
    const states = typeof of === "string" ? undefined : Object.values(of).flat();
    return [listed("/requires", requires), listed("/keeps", keeps)].map(
      (asked): Demand => ({ kind: "record", id, asked, states, isAbsent: NEVER }),
    );
  });
}

/** What a menu asks of an item, with what the item asks itself. */
function menuDemands({ release: { menus, definitions } }: Known): readonly Demand[] {
  return Object.values(menus).flatMap((menu) =>
    menu.items.map((item): Demand => {
      const own = Object.hasOwn(definitions, item) ? (definitions[item]?.meta.start.requires ?? []) : [];
      const asked = (menu.requires ?? []).flatMap(({ holds, except }, index) =>
        except?.includes(item) === true ? [] : [{ condition: holds, pointer: `/requires${step(index)}/holds` }],
      );
      return {
        kind: "menu",
        id: menu.id,
        asked: [...own.map((condition) => ({ condition, pointer: "", elsewhere: true as const })), ...asked],
        states: undefined,
        isAbsent: (path) => NOT_STARTED.test(path),
      };
    }),
  );
}

function listed(pointer: string, conditions: readonly string[] | undefined): readonly Asked[] {
  return (conditions ?? []).map((condition, index) => ({ condition, pointer: pointer + step(index) }));
}
