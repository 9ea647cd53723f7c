/** Takes an action of an instance: chooses the branch, says every reason why not, and does what follows. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { ActCommand, Transition } from "../../definitions/grammar/types.generated.ts";
import { dropEmpty } from "../../forms/grammar/empty.ts";
import { branchesOf, type CompiledRelease } from "../release/compile.ts";
import { judge } from "../rules/condition.ts";
import { isDay } from "../rules/days.ts";
import type { Scope } from "../rules/scope.ts";
import type { Instance } from "../streams/dossier.ts";
import type { Day } from "../streams/event.ts";
import type { Reason, Warning } from "../streams/reason.ts";
import { choiceProblems } from "./choices.ts";
import { complete, completeReasons } from "./complete.ts";
import { carryOut } from "./effects.ts";
import { clashing, fitReasons } from "./fit.ts";
import { titleOf } from "./names.ts";
import { overReason } from "./over.ts";
import { prefill } from "./prefill.ts";
import {
  acknowledgedIn,
  adviceOf,
  behalfReasons,
  conditionReasons,
  judgedBefore,
  notHereReason,
  reason,
  requiredReason,
  roleReasons,
} from "./reasons.ts";
import { withMirrors } from "./seat.ts";
import { closeTasks } from "./tasks.ts";
import { followTerms } from "./terms.ts";
import { severalIn, type Work } from "./whole.ts";
import { dossierIn, emit, instanceIn, releaseFor, scopeIn } from "./work.ts";

export type ActRequest = Pick<ActCommand, "instance" | "action"> & {
  readonly [part in "input" | "acknowledged" | "occurredOn" | "onBehalfOf" | "evidence"]?: ActCommand[part] | undefined;
} & {
  /** The system acts: roles and advice are not asked. */
  readonly bySystem?: boolean;
  /** Asked before anybody filled in the form that goes with the action. */
  readonly withoutInput?: boolean;
};

export interface CheckedAction {
  readonly reasons: Reason[];
  readonly warnings: Warning[];
  /** Undefined when no branch could be chosen. */
  readonly branch: number | undefined;
}

/** Every reason why the action cannot be taken now. Changes nothing. */
export function checkAct(work: Work, request: ActRequest): CheckedAction {
  const instance = instanceIn(work, request.instance);
  const place = { instance: request.instance, action: request.action };
  if (instance === undefined) return refused(reason("unknown", place, "Deze aanvraag staat niet in dit dossier."));
  const release = releaseFor(work, instance);
  const { definition, state } = instance;
  const branches = branchesOf(release.release, definition, state, request.action);
  const over = overReason(work, instance, place, request.bySystem);
  if (over !== undefined) return refused(over);
  if (branches.length === 0) return refused(notHere(release, instance, request.action));
  const scope = scopeIn(work, instance, request.input as JsonObject | undefined);
  if (request.withoutInput === true) {
    const checked = openBranches(scope, release, branches).map((branch) =>
      checkBranch(work, request, branches, branch),
    );
    const [found = checked[0]] = checked.filter(({ reasons }) => reasons.length === 0);
    if (found !== undefined) return found;
  }
  const chosen = chooseBranch(scope, release, branches);
  if (typeof chosen !== "number") return { reasons: chosen, warnings: [], branch: undefined };
  return checkBranch(work, request, branches, chosen);
}

/** Every reason why this branch, once it is chosen, cannot be taken. */
function checkBranch(work: Work, request: ActRequest, branches: readonly Transition[], branch: number): CheckedAction {
  const instance = dossierIn(work).instances[request.instance];
  if (instance === undefined) throw new Error(`${request.instance} is not there`);
  const release = releaseFor(work, instance);
  const scope = scopeIn(work, instance, request.input as JsonObject | undefined);
  const place = { instance: request.instance, action: request.action };
  const meta = branches[branch]?.meta ?? { label: request.action };
  const early = request.withoutInput === true && meta.input !== undefined;
  const requires = early ? judgedBefore(scope, release, meta.requires) : meta.requires;
  const advises = early ? judgedBefore(scope, release, meta.advises) : meta.advises;
  const advice = adviceOf(scope, release, advises, request.acknowledged);
  const reasons = [
    ...(request.bySystem === true ? [] : roleReasons(scope, release, meta.roles, place)),
    ...conditionReasons(scope, release, requires),
    ...(severalIn(work.whole)?.memberReasons(work, instance, branches[branch]?.target) ?? []),
    ...completeReasons(work, release, instance, meta),
    ...inputReasons(work, release, request, meta),
    ...(request.bySystem === true ? [] : partReasons(work, release, instance, meta)),
    ...termReasons(release, instance, request.action),
    ...dayReasons(work, meta, request),
    ...behalfReasons(work, request.onBehalfOf),
    ...(request.bySystem === true ? [] : advice.reasons),
  ];
  return { reasons, warnings: advice.warnings, branch };
}

/** Does what was checked. Empty, or why an effect is not possible: then nothing of the command may stay. */
export function performAct(work: Work, request: ActRequest, branch: number): Reason[] {
  const instance = dossierIn(work).instances[request.instance];
  if (instance === undefined) throw new Error(`${request.instance} is not there`);
  const release = releaseFor(work, instance);
  const { definition, state: from, id } = instance;
  const transition = branchesOf(release.release, definition, from, request.action)[branch];
  if (transition === undefined) throw new Error(`${request.action} has no branch ${branch}`);
  const to = release.machine(definition).next(from, request.action, transition.guard);
  if (to !== (transition.target ?? from))
    throw new Error(`the machine of ${definition} does not go where the branch says`);
  const { meta } = transition;
  complete(work, release, instance, meta);
  const day = dayOf(work, meta, request);
  const target = release.release.definitions[definition]?.states[to];
  const final = target?.type === "final";
  emit(work, {
    type: "actionTaken",
    instance: id,
    action: request.action,
    branch,
    from,
    to,
    day,
    final,
    ...(final && target.meta.outcome !== undefined ? { outcome: target.meta.outcome } : {}),
    ...acknowledgedIn(request.acknowledged, meta.advises),
    ...(meta.input === undefined || request.input === undefined
      ? {}
      : { input: dropEmpty(request.input as JsonObject) }),
    ...(request.evidence === undefined ? {} : { evidence: request.evidence }),
    ...(request.onBehalfOf === undefined ? {} : { onBehalfOf: request.onBehalfOf }),
  });
  if (meta.as !== undefined) {
    emit(work, { type: "peopleAssigned", instance: id, party: meta.as, people: [{ id: work.whole.actor.person }] });
  }
  const entered = to === from ? undefined : to;
  const everywhere = entered === undefined ? [] : withMirrors(work, id);
  for (const seat of everywhere) closeTasks(seat.work, seat.instance);
  if (final) severalIn(work.whole)?.letGo(work, id);
  followTerms(work, id, { action: request.action, ...(entered === undefined ? {} : { entered }), day, final });
  for (const seat of everywhere) prefill(seat.work, seat.instance);
  for (const condition of meta.keeps ?? []) work.keeps.push({ condition, instance: id });
  return carryOut(work, id, transition.actions ?? [], request.input as JsonObject | undefined);
}

function refused(why: Reason): CheckedAction {
  return { reasons: [why], warnings: [], branch: undefined };
}

function notHere(release: CompiledRelease, instance: Instance, action: string): Reason {
  const { definition, state, id } = instance;
  const states = release.release.definitions[definition]?.states ?? {};
  const elsewhere = Object.values(states).filter(({ on }) => on !== undefined && Object.hasOwn(on, action));
  const place = { instance: id, action };
  if (elsewhere.length === 0) return reason("unknown", place, `De actie ${action} bestaat hier niet.`);
  const labels = elsewhere.map(({ meta }) => meta.label);
  return notHereReason(place, "Dit kan nu niet", states[state]?.meta.label ?? state, labels);
}

/** The first branch whose guard holds. A guard that is not known refuses: a later branch might be laxer. */
function chooseBranch(scope: Scope, release: CompiledRelease, branches: readonly Transition[]): number | Reason[] {
  const guards: string[] = [];
  for (const [index, { guard }] of branches.entries()) {
    if (guard === undefined) return index;
    const { outcome } = judge(scope, guard);
    if (outcome === "yes") return index;
    guards.push(guard);
    if (outcome === "unknown") return conditionReasons(scope, release, [guard]);
  }
  return conditionReasons(scope, release, guards);
}

/** Branches that may still be chosen when the form that goes with the action is filled in; none when one is chosen anyhow. */
function openBranches(scope: Scope, release: CompiledRelease, branches: readonly Transition[]): readonly number[] {
  const open: number[] = [];
  let waiting = false;
  for (const [index, { guard }] of branches.entries()) {
    const outcome = guard === undefined ? "yes" : judge(scope, guard).outcome;
    const waits = outcome === "unknown" && guard !== undefined && release.readsInput(guard);
    waiting ||= waits;
    if (outcome === "yes" || waits) open.push(index);
    if (outcome === "yes" || (outcome === "unknown" && !waits)) break;
  }
  return waiting ? open.filter((index) => branches[index]?.meta.input !== undefined) : [];
}

function inputReasons(work: Work, release: CompiledRelease, request: ActRequest, meta: Transition["meta"]): Reason[] {
  const place = { instance: request.instance, action: request.action };
  if (meta.input === undefined) {
    if (request.input === undefined) return [];
    return [reason("invalid", place, "Bij deze actie hoort geen formulier.")];
  }
  if (request.withoutInput === true || request.bySystem === true) return [];
  const answers = dropEmpty((request.input ?? {}) as JsonObject);
  const problems = [
    ...release.checks(meta.input).complete(answers),
    ...choiceProblems(release.release.forms[meta.input] ?? {}, answers, work.context.organisation),
  ];
  if (problems.length === 0) return [];
  const title = titleOf(release, meta.input);
  if (problems.every(({ kind }) => kind === "missing")) {
    return [requiredReason(request.instance, meta.input, title, problems)];
  }
  return [reason("invalid", { ...place, form: meta.input }, `Er klopt iets niet in ‘${title}’.`, { problems })];
}

/** Who acts becomes a party: that must be somebody else than the parties it differs from, and of the right profession. */
function partReasons(work: Work, release: CompiledRelease, instance: Instance, meta: Transition["meta"]): Reason[] {
  if (meta.as === undefined) return [];
  const { person: id, roles } = work.whole.actor;
  const same = clashing(work, instance, meta.as, { id }).map((party) => {
    const message = `U bent al ‘${release.whoTitle(party)}’. Dit moet iemand anders doen.`;
    return reason("differs", { instance: instance.id, party }, message);
  });
  return [...fitReasons(work, instance, meta.as, { id }, roles), ...same];
}

/** An extension needs a running term, and is given only so many times. */
function termReasons(release: CompiledRelease, instance: Instance, action: string): Reason[] {
  const { terms } = release.release.definitions[instance.definition] ?? {};
  if (terms === undefined) return [];
  return Object.entries(terms)
    .filter(([, { extend }]) => extend?.action === action)
    .flatMap(([id, { extend, title }]) => {
      const state = instance.terms[id];
      const place = { instance: instance.id, term: id };
      if (state?.status !== "running") return [reason("term", place, `De termijn ‘${title ?? id}’ loopt nu niet.`)];
      if (state.extended < (extend?.times ?? 0)) return [];
      return [reason("term", place, `De termijn ‘${title ?? id}’ is al verlengd; vaker kan niet.`)];
    });
}

function dayReasons(work: Work, meta: Transition["meta"], request: ActRequest): Reason[] {
  const { occurredOn: day } = request;
  const place = { instance: request.instance, action: request.action };
  if (day === undefined) return [];
  if (meta.dated !== true) return [reason("dated", place, "Bij deze actie telt altijd vandaag.")];
  if (!isDay(day)) return [reason("dated", place, "Vul een dag in die bestaat, als jaar-maand-dag.")];
  return day > work.whole.today ? [reason("dated", place, "De dag mag niet na vandaag liggen.")] : [];
}

function dayOf(work: Work, meta: Transition["meta"], request: ActRequest): Day {
  return meta.dated === true && request.occurredOn !== undefined ? request.occurredOn : work.whole.today;
}
