/** What an actor may do now: every action, allowed or with all reasons why not, in the order in which to offer them. */

import { branchesOf } from "../release/compile.ts";
import { filled } from "../rules/text.ts";
import { type Sight, sightOf } from "../rules/view.ts";
import type { Dossier, Instance } from "../streams/dossier.ts";
import type { Reason } from "../streams/reason.ts";
import { type CheckedAction, checkAct, performAct } from "./act.ts";
import type { Action, Offered } from "./action.ts";
import { begin } from "./elapse.ts";
import { formsIn } from "./form-part.ts";
import { endingStarts, freeStarts, leaves, starts } from "./offered-starts.ts";
import { checkAssign } from "./people.ts";
import { type Offer, offerFor } from "./prefill.ts";
import { checkRecord } from "./record.ts";
import { asAsked, seatOf } from "./seat.ts";
import { settle } from "./settle.ts";
import { type Context, type Seat, trialOf, type Work, workOn } from "./whole.ts";
import { currentRelease, dossierIn, instanceIn, releaseFor, scopeIn } from "./work.ts";

/** Only what the actor can see is offered. */
export function available(dossier: Dossier, context: Context): readonly Action[] {
  const work = begin(dossier, context);
  return actionsIn(work, sightIn(work));
}

/** The same for a dossier that is looked at already. */
export function actionsIn(work: Work, sight: Sight): readonly Action[] {
  const state = dossierIn(work);
  const { instances } = state;
  const cycle = state.cycle === undefined ? undefined : instances[state.cycle];
  const requests = Object.values(instances).filter((one) => one.kind === "request" && !one.closed);
  const isGroup = state.members !== undefined;
  const offered = [
    ...(cycle === undefined || sight.steps === undefined ? [] : acts(work, cycle)),
    ...(isGroup ? [] : starts(work, sight, cycle)),
    ...requests
      .filter((one) => sight.instances.get(one.id)?.request !== undefined)
      .flatMap((one) => [...acts(work, one), ...assigns(work, one), ...leaves(work, one, titleOf(work, one))]),
    ...(isGroup ? [] : [...freeStarts(work, sight), ...endingStarts(work, sight, cycle)]),
    ...records(work, sight),
  ];
  const next = offered.findIndex(({ allowed }) => allowed);
  return offered.map((action, index) => ({ ...action, next: index === next }));
}

/** What the actor sees of the dossier. */
export function see(state: Dossier, context: Context): Sight {
  return sightIn(workOn(state.id, state, context));
}

export function sightIn(work: Work): Sight {
  return sightOf({
    dossier: dossierIn(work),
    actor: work.whole.actor,
    organisation: work.context.organisation,
    views: currentRelease(work).views,
    formsIn(instance) {
      return formsIn(work, releaseFor(work, instance), instance);
    },
    scope(instance) {
      return scopeIn(work, instance);
    },
  });
}

function acts(work: Work, instance: Instance): Offered[] {
  const { release } = releaseFor(work, instance);
  const on = release.definitions[instance.definition]?.states[instance.state]?.on ?? {};
  return Object.keys(on).flatMap((action) => {
    const branches = branchesOf(release, instance.definition, instance.state, action);
    const [first] = branches;
    if (first?.meta.roles === undefined) return [];
    const { reasons, warnings, branch = 0 } = attemptAct(work, instance, action);
    const { meta } = branches[branch] ?? first; // each branch has its own form and question
    return {
      id: `${instance.id}.${action}`,
      kind: "act" as const,
      label: meta.label,
      command: { type: "act" as const, instance: instance.id, action },
      ...(meta.help === undefined ? {} : { help: filled(scopeIn(work, instance), meta.help) }),
      // Who may not do this is not asked, and learns nothing of what the question tells.
      ...(meta.ask === undefined || reasons.some(({ code }) => code === "role")
        ? {}
        : { ask: filled(scopeIn(work, instance), meta.ask) }),
      ...(meta.input === undefined ? {} : { form: meta.input, ...offered(work, instance, meta.input, reasons) }),
      allowed: reasons.length === 0,
      reasons,
      warnings,
    };
  });
}

function offered(
  work: Work,
  instance: Instance | undefined,
  form: string,
  reasons: readonly Reason[],
): { offer?: Offer } {
  const offer = reasons.some(({ code }) => code === "role") ? undefined : offerFor(work, instance, form);
  return offer === undefined ? {} : { offer };
}

/** As `decide` would: the step is really taken, with all that follows, and thrown away. */
function attemptAct(work: Work, instance: Instance, action: string): CheckedAction {
  const seat = seatOf(work, instance.id);
  const found = attemptIn(seat, instance, action);
  return { ...found, reasons: asAsked(found.reasons, seat, instance.id) };
}

function attemptIn({ work, instance: id }: Seat, instance: Instance, action: string): CheckedAction {
  const asked = { instance: id, action, withoutInput: true };
  const first = checkAct(work, asked);
  const request = { ...asked, acknowledged: first.warnings.map(({ place }) => place.condition) };
  const { reasons, warnings, branch } = first.warnings.length === 0 ? first : checkAct(work, request);
  if (reasons.length > 0 || branch === undefined) return { reasons, warnings, branch };
  const { release } = releaseFor(work, instance);
  const { meta } = branchesOf(release, instance.definition, instance.state, action)[branch] ?? {};
  if (meta?.input !== undefined) return { reasons, warnings, branch }; // what follows depends on a form not filled in yet
  const trial = trialOf(work);
  const refused = performAct(trial, request, branch);
  return { reasons: refused.length > 0 ? refused : settle(trial.whole), warnings, branch };
}

function titleOf(work: Work, instance: Instance): string {
  return releaseFor(work, instance).release.definitions[instance.definition]?.title ?? instance.definition;
}

function assigns(work: Work, instance: Instance): Offered[] {
  const release = releaseFor(work, instance);
  const seat = seatOf(work, instance.id);
  const there = instanceIn(seat.work, seat.instance) ?? instance;
  const parties = release.release.definitions[instance.definition]?.parties ?? {};
  return Object.entries(parties).flatMap(([party, { title, assign }]) => {
    if (assign === undefined) return [];
    const reasons = asAsked(checkAssign(seat.work, there, party), seat, instance.id);
    return {
      id: `${instance.id}.${party}`,
      kind: "assign" as const,
      label: `${title ?? party} aanwijzen`,
      command: { type: "assign" as const, instance: instance.id, party },
      allowed: reasons.length === 0,
      reasons,
      warnings: [],
    };
  });
}

function records(work: Work, sight: Sight): Offered[] {
  const current = currentRelease(work);
  return Object.values(current.release.records).flatMap((kind) => {
    if (kind.of === "record" || (kind.of === "dossier" && dossierIn(work).members !== undefined)) return [];
    return placesOf(work, sight, kind.of).flatMap((of) => {
      const asked = { kind: kind.id, ...(of === undefined ? {} : { of }) };
      const first = checkRecord(work, asked);
      if (first.reasons.some(({ code }) => code === "role")) return [];
      const acknowledged = first.warnings.map(({ place }) => place.condition);
      const { reasons, warnings } = acknowledged.length === 0 ? first : checkRecord(work, { ...asked, acknowledged });
      return {
        id: `${of ?? "record"}.${kind.id}`,
        kind: "record" as const,
        label: kind.title,
        command: { type: "record" as const, ...asked },
        ...(kind.help === undefined ? {} : { help: filled(scopeIn(work, instanceIn(work, of)), kind.help) }),
        form: kind.form,
        ...offered(work, instanceIn(work, of), kind.form, reasons),
        allowed: reasons.length === 0,
        reasons,
        warnings,
      };
    });
  });
}

/** The dossier itself, or each open instance in one of the states that the kind belongs to. */
function placesOf(
  work: Work,
  sight: Sight,
  of: "dossier" | "record" | { [definition: string]: string[] },
): (string | undefined)[] {
  if (typeof of === "string") return [undefined];
  return Object.values(dossierIn(work).instances)
    .filter(
      (one) =>
        !one.closed &&
        !sight.unreadable.has(one.id) &&
        Object.hasOwn(of, one.definition) &&
        of[one.definition]?.includes(one.state) === true,
    )
    .map(({ id }) => id);
}
