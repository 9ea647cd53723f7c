/** What an actor may do now: every action, allowed or with all reasons why not, in the order in which to offer them. */

import type { CommandBody, Definition, Menu } from "../../definitions/grammar/types.generated.ts";
import { branchesOf } from "../release/compile.ts";
import { plays, playsOne } from "../rules/party.ts";
import { filled } from "../rules/text.ts";
import { type Sight, sightOf } from "../rules/view.ts";
import type { Dossier, Instance } from "../streams/dossier.ts";
import type { Reason, Warning } from "../streams/reason.ts";
import { type CheckedAction, checkAct, performAct } from "./act.ts";
import { begin } from "./elapse.ts";
import { menuReasons } from "./menu.ts";
import { checkAssign } from "./people.ts";
import { type Offer, offerFor } from "./prefill.ts";
import { checkRecord } from "./record.ts";
import { settle } from "./settle.ts";
import { checkStart, distinct, performStart } from "./start.ts";
import { type Context, trialOf, type Work, workOn } from "./whole.ts";
import { currentRelease, dossierIn, instanceIn, placeIn, releaseFor, scopeIn } from "./work.ts";

export interface Action {
  /** `x-1.send`-like: what it concerns, a dot, what is done. Stable while the state is. */
  readonly id: string;
  readonly kind: "act" | "start" | "record" | "assign";
  readonly label: string;
  /** The command to send, but for answers, people and acknowledgements. */
  readonly command: Partial<CommandBody> & { readonly type: CommandBody["type"] };
  readonly help?: string;
  /** A question to ask the person first. */
  readonly ask?: string;
  /** The form that goes with it. */
  readonly form?: string;
  /** What that form can start with; only for who may fill it in. */
  readonly offer?: Offer;
  readonly allowed: boolean;
  /** The first allowed one. */
  readonly next: boolean;
  readonly reasons: readonly Reason[];
  readonly warnings: readonly Warning[];
}

type Offered = Omit<Action, "next">;

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
  const offered = [
    ...(cycle === undefined || sight.steps === undefined ? [] : acts(work, cycle)),
    ...starts(work, sight, cycle),
    ...requests
      .filter((one) => sight.instances.get(one.id)?.request !== undefined)
      .flatMap((one) => [...acts(work, one), ...assigns(work, one)]),
    ...freeStarts(work, sight),
    ...records(work, sight),
  ];
  const next = offered.findIndex(({ allowed }) => allowed);
  return offered.map((action, index) => ({ ...action, next: index === next }));
}

/** What the actor sees of the dossier. */
export function see(state: Dossier, context: Context, headersOnly = false): Sight {
  return sightIn(workOn(state.id, state, context), headersOnly);
}

export function sightIn(work: Work, headersOnly = false): Sight {
  return sightOf({
    dossier: dossierIn(work),
    actor: work.actor,
    organisation: work.context.organisation,
    views: Object.values(currentRelease(work).release.views),
    headersOnly,
    scope: (instance) => scopeIn(work, instance),
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
  const asked = { instance: instance.id, action, withoutInput: true };
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

/** The requests that the cycle is for, then the rest of the menus. */
function starts(work: Work, sight: Sight, cycle: Instance | undefined): Offered[] {
  const { release } = currentRelease(work);
  const aims = cycle?.aims ?? [];
  const menus = Object.values(release.menus).filter(({ until }) => until === undefined || work.today <= until);
  const items = menus.flatMap((menu) => menu.items.map((item) => ({ menu, item })));
  const first = items.filter(({ item }) => aims.includes(item));
  return [...first, ...items.filter((one) => !first.includes(one))].flatMap(({ menu, item }) => {
    const definition = release.definitions[item];
    return definition === undefined ? [] : start(work, sight, definition, menu);
  });
}

/** What stands in no menu: cycles, and requests that can always be made. */
function freeStarts(work: Work, sight: Sight): Offered[] {
  const { release } = currentRelease(work);
  const inMenu = new Set(Object.values(release.menus).flatMap(({ items }) => items));
  const free = Object.values(release.definitions).filter(({ id }) => !inMenu.has(id));
  return free.flatMap((definition) => start(work, sight, definition, undefined));
}

function start(work: Work, sight: Sight, definition: Definition, menu: Menu | undefined): Offered[] {
  const { roles } = definition.meta.start;
  if (sight.steps === undefined && !playsOne(placeIn(work, undefined), work.actor, roles)) return [];
  const asked = { definition: definition.id, ...(menu === undefined ? {} : { menu }) };
  const closed = menu === undefined ? [] : menuReasons(work, menu, [definition.id]);
  const first = checkStart(work, asked);
  const request = { ...asked, acknowledged: first.warnings.map(({ place }) => place.condition) };
  const { reasons, warnings } = checkStart(work, request);
  const found = distinct([...closed, ...reasons]);
  if (found.length === 0 && definition.meta.start.about === undefined) {
    const trial = trialOf(work);
    performStart(trial, request);
    found.push(...settle(trial.whole));
  }
  return [
    {
      id: `${menu === undefined ? "start" : menu.id}.${definition.id}`,
      kind: "start",
      label: definition.title,
      command: { type: "start", definitions: [definition.id], ...(menu === undefined ? {} : { menu: menu.id }) },
      ...(definition.description === undefined ? {} : { help: definition.description }),
      allowed: found.length === 0,
      reasons: found,
      warnings,
    },
  ];
}

function assigns(work: Work, instance: Instance): Offered[] {
  const release = releaseFor(work, instance);
  const parties = release.release.definitions[instance.definition]?.parties ?? {};
  return Object.entries(parties).flatMap(([party, { title, assign }]) => {
    if (assign === undefined) return [];
    const reasons = checkAssign(work, instance, party);
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
    if (kind.of === "record") return [];
    const mayBe = kind.roles.some((who) => plays(placeIn(work, undefined), work.actor, who));
    if (!mayBe && !sight.records.has(kind.id)) return [];
    return placesOf(work, sight, kind.of).map((of) => {
      const asked = { kind: kind.id, ...(of === undefined ? {} : { of }) };
      const first = checkRecord(work, asked);
      const acknowledged = first.warnings.map(({ place }) => place.condition);
      const { reasons, warnings } = checkRecord(work, { ...asked, acknowledged });
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
