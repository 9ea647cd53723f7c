/** Every place that a rule may look at in a random source, with what stands there. */

import type { Spot } from "./form.ts";
import type { Frame, Frames } from "./frame.ts";

export interface Place {
  readonly path: string;
  readonly spot: Spot;
  /** The procedure in which something stands there. */
  readonly of?: string;
}

export const ROLES = ["balie.gids", "balie.chef", "depot.keurder", "depot.hoofd"];
export const RELATION = "dossier.eigenaar";

const DAY: Spot = { type: "day" };
const NUMBER: Spot = { type: "number" };
const TEXT: Spot = { type: "text" };

export function placesIn(frames: Frames): readonly Place[] {
  const { all, cycle, requests, forms, records, inputs } = frames;
  const spotsOf = (form: string) => Object.entries(forms[form]?.spots ?? {});
  return [
    ...all.map(({ id }): Place => ({ path: `requests.${id}.open`, spot: NUMBER })),
    ...all.map(({ id }): Place => ({ path: `requests.${id}.total`, spot: NUMBER })),
    ...all.map(({ id, states }): Place => ({ path: `requests.${id}.state`, spot: { type: "text", choices: states } })),
    ...Object.entries(records).flatMap(([kind, form]): Place[] => [
      { path: `records.${kind}.count`, spot: NUMBER },
      { path: `records.${kind}.on`, spot: DAY },
      { path: `records.${kind}.by`, spot: TEXT },
      ...spotsOf(form).map(([field, spot]): Place => ({ path: `records.${kind}.${field}`, spot })),
    ]),
    { path: "today", spot: DAY },
    { path: "dossier.unit", spot: TEXT },
    { path: "dossier.opened", spot: DAY },
    { path: "calendar.inleverdag", spot: DAY },
    { path: "actor.id", spot: TEXT },
    { path: "actor.assurance", spot: NUMBER },
    { path: "actor.roles", spot: { type: "list", rows: { value: { type: "text", choices: [...ROLES, RELATION] } } } },
    { path: "instance.started", spot: DAY },
    { path: "instance.number", spot: NUMBER },
    { path: "values.getal", spot: NUMBER },
    ...all.flatMap((frame) => ofInstance(frames, frame, "instance")),
    ...(cycle === undefined ? [] : [...ofInstance(frames, cycle, "cycle"), ...stepsOf(cycle)]),
    ...requests.flatMap((frame) => ofInstance(frames, frame, "about")),
    ...requests.flatMap(({ id, parties }) =>
      parties.flatMap((party): Place[] => [
        { path: `parties.${party}`, spot: { type: "object" }, of: id },
        { path: `parties.${party}.vak`, spot: TEXT, of: id },
      ]),
    ),
    ...requests.flatMap(({ id, pools }) => pools.flatMap((pool) => ofPool(pool.id, id))),
    ...requests.flatMap(({ id, group }): Place[] =>
      group === undefined
        ? []
        : ["taking", "waiting"].map((part) => ({ path: `members.${part}`, spot: NUMBER, of: id })),
    ),
    ...inputs.flatMap((form) =>
      spotsOf(form).map(([field, spot]): Place => ({ path: `input.${field}`, spot, of: `input ${form}` })),
    ),
  ];
}

function ofInstance({ forms }: Frames, frame: Frame, head: "instance" | "cycle" | "about"): Place[] {
  const { id, kind, states, asks, terms } = frame;
  const own = head === "instance" ? { of: id } : head === "about" ? { of: "about" } : {};
  // What is asked under another name is asked later than somebody might look at it; of a cycle only its first step is sure.
  const asked = Object.values(asks)
    .slice(0, kind === "cycle" && head === "instance" ? 1 : undefined)
    .flat()
    .filter(({ as }) => as === undefined);
  return [
    ...asked.flatMap(({ form, as }) => [
      ...Object.entries(forms[form]?.spots ?? {}).map(([field, spot]) => ({
        path: `${head}.forms.${as ?? form}.${field}`,
        spot,
        ...own,
      })),
      { path: `${head}.confirmed.${as ?? form}`, spot: { type: "boolean" } as const, ...own },
    ]),
    ...states.map((state) => ({ path: `${head}.entered.${state}`, spot: DAY, ...own })),
    { path: `${head}.state`, spot: { type: "text", choices: states }, ...own },
    ...terms.flatMap((term) => [
      { path: `${head}.terms.${term}.due`, spot: DAY, ...own },
      { path: `${head}.terms.${term}.overdue`, spot: { type: "boolean" } as const, ...own },
      {
        path: `${head}.terms.${term}.status`,
        spot: { type: "text", choices: ["running", "suspended", "stopped", "fired"] } as const,
        ...own,
      },
    ]),
  ];
}

/** What the request has of it, and how full it is. */
function ofPool(pool: string, of: string): Place[] {
  return [
    { path: `pools.${pool}.claim`, spot: { type: "text", choices: ["held", "waiting", "none"] }, of },
    { path: `pools.${pool}.free`, spot: NUMBER, of },
    { path: `pools.${pool}.waiting`, spot: NUMBER, of },
  ];
}

/** How far the cycle is, and what it needs. */
function stepsOf({ states }: Frame): Place[] {
  return states.slice(0, -1).flatMap((state): Place[] => [
    { path: `instance.steps.${state}`, spot: { type: "text", choices: ["complete", "empty", "saved", "missing"] } },
    { path: `cycle.needs.${state}`, spot: { type: "text", choices: ["all", "some", "none"] } },
  ]);
}
