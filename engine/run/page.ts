/** All that one screen needs of a dossier: what its viewer may see, and what the viewer may do. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import { seesNothing, shown } from "../rules/view.ts";
import type { Dossier } from "../streams/dossier.ts";
import type { Action } from "./action.ts";
import { actionsIn, sightIn } from "./available.ts";
import { begin } from "./elapse.ts";
import { type InstancePart, instancePart } from "./instance-part.ts";
import { nameOf } from "./names.ts";
import {
  type MessagePart,
  messageParts,
  type RecordPart,
  recordParts,
  type TaskPart,
  taskParts,
} from "./record-part.ts";
import type { Context, Work } from "./whole.ts";
import { dossierIn } from "./work.ts";

export interface Page {
  readonly dossier: JsonObject;
  /** Path → value, told by a record such as sharing. */
  readonly disclosed: JsonObject;
  readonly cycle?: InstancePart;
  /** Requests in order of start. */
  readonly requests: readonly InstancePart[];
  readonly records: readonly RecordPart[];
  readonly tasks: readonly TaskPart[];
  /** Messages to the viewer, newest first. */
  readonly messages: readonly MessagePart[];
  readonly actions: readonly Action[];
  /** Id of the action to do next. */
  readonly next?: string;
}

/** Undefined when the viewer may see nothing: the dossier is then not there. */
export function page(dossier: Dossier, context: Context): Page | undefined {
  const work = begin(dossier, context);
  const state = dossierIn(work);
  const sight = sightIn(work);
  if (seesNothing(sight)) return undefined;
  const cycle = state.cycle === undefined ? undefined : state.instances[state.cycle];
  const requests = Object.values(state.instances).filter(
    (one) => one.kind === "request" && sight.instances.get(one.id)?.request !== undefined,
  );
  const actions = actionsIn(work, sight);
  const next = actions.find((action) => action.next)?.id;
  return {
    dossier: sight.dossier === undefined ? {} : shown(dossierFields(work, state), sight.dossier),
    disclosed: sight.disclosed,
    ...(cycle === undefined || sight.steps === undefined ? {} : { cycle: instancePart(work, cycle, sight) }),
    requests: requests.map((one) => instancePart(work, one, sight)),
    records: recordParts(work, state, sight),
    tasks: taskParts(work, state, sight),
    messages: messageParts(work, state, sight),
    actions,
    ...(next === undefined ? {} : { next }),
  };
}

function dossierFields(work: Work, state: Dossier): JsonObject {
  const { organisation } = work.context;
  const people = Object.entries(state.relations).map(([relation, refs]) => [
    relation,
    refs.map((ref) => nameOf(work, ref)),
  ]);
  return {
    id: state.id,
    unit: state.unit,
    title: organisation.units[state.unit]?.title ?? state.unit,
    opened: state.opened,
    relations: Object.fromEntries(people) as JsonObject,
  };
}
