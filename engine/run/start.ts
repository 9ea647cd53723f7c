/** Starts procedures: alone, several from one menu, or as what follows from a step. */

import type { Definition, Menu, StartCommand } from "../../definitions/grammar/types.generated.ts";
import type { CompiledRelease } from "../release/compile.ts";
import type { Instance } from "../streams/dossier.ts";
import type { Reason, Warning } from "../streams/reason.ts";
import { asksOf, carriesOf, stepForms } from "./cycle.ts";
import { fitReasons } from "./fit.ts";
import { menuConditions, menuFor } from "./menu.ts";
import { prefill } from "./prefill.ts";
import { adviceOf, conditionReasons, distinct, reason, roleReasons } from "./reasons.ts";
import { withMirrors } from "./seat.ts";
import { followTerms } from "./terms.ts";
import { type Seat, type Started, severalIn, type Work } from "./whole.ts";
import { currentRelease, dossierIn, emit, instanceIn, scopeIn } from "./work.ts";

export interface StartRequest {
  readonly definition: string;
  readonly aims?: readonly string[];
  readonly about?: string;
  readonly menu?: Menu;
  /** What follows from a step: roles and menus are not asked. */
  readonly bySystem?: boolean;
  readonly acknowledged?: readonly string[];
}

export interface Checked {
  readonly reasons: Reason[];
  readonly warnings: Warning[];
}

/** Several at once are one decision: all of them, or none with every reason. */
export function startAll(work: Work, command: StartCommand): Checked {
  const menu = menuFor(work, command);
  const reasons = [...menu.reasons];
  const warnings: Warning[] = [];
  const requests = command.definitions.map((definition) => ({
    definition,
    ...(command.aims === undefined ? {} : { aims: command.aims }),
    ...(command.about === undefined ? {} : { about: command.about }),
    ...(menu.menu === undefined ? {} : { menu: menu.menu }),
    acknowledged: command.acknowledged ?? [],
  }));
  for (const request of requests) {
    const checked = checkStart(work, request);
    reasons.push(...checked.reasons);
    warnings.push(...checked.warnings);
  }
  if (reasons.length > 0) return { reasons: distinct(reasons), warnings };
  for (const request of requests) performStart(work, request);
  return { reasons, warnings };
}

/** Every reason why this cannot start now. Changes nothing. */
export function checkStart(work: Work, request: StartRequest): Checked {
  const current = currentRelease(work);
  const { definition: id, acknowledged = [] } = request;
  const definition = Object.hasOwn(current.release.definitions, id) ? current.release.definitions[id] : undefined;
  if (definition === undefined) {
    return { reasons: [reason("unknown", { definition: id }, `De procedure ${id} bestaat niet.`)], warnings: [] };
  }
  const aims = aimReasons(current, definition, request.aims);
  if (aims.length > 0) return { reasons: aims, warnings: [] };
  const instance = provisional(work, definition, request);
  const scope = scopeIn(work, instance);
  const own = definition.meta.start;
  const menu = menuConditions(request.menu, id);
  const advice = adviceOf(scope, current, [...(own.advises ?? []), ...menu.advises], acknowledged);
  const reasons = [
    ...(request.bySystem === true ? [] : roleReasons(scope, current, own.roles, { definition: id })),
    ...(own.as === undefined || request.bySystem === true ? [] : partReasons(work, instance, own.as)),
    ...openReasons(work, definition),
    ...cycleReasons(work, definition),
    ...aboutReasons(work, current, definition, request.about),
    ...conditionReasons(scope, current, [...(own.requires ?? []), ...menu.requires]),
    ...(request.bySystem === true ? [] : advice.reasons),
  ];
  return { reasons, warnings: advice.warnings };
}

export function performStart(work: Work, request: StartRequest): string {
  const current = currentRelease(work);
  const definition = current.release.definitions[request.definition];
  if (definition === undefined) throw new Error(`${request.definition} is not there`);
  const event = startedEvent(work, definition, request);
  const several = definition.meta.group === undefined ? undefined : severalIn(work.whole);
  const seat = several === undefined ? begun(work, event) : several.openGroup(work, event);
  const { work: there, instance } = seat;
  const party = definition.meta.start.as;
  if (party !== undefined && request.bySystem !== true) {
    emit(there, { type: "peopleAssigned", instance, party, people: [{ id: work.whole.actor.person }] });
  }
  followTerms(there, instance, { entered: event.state, day: event.day, final: false });
  for (const one of withMirrors(there, instance)) prefill(one.work, one.instance);
  return event.instance;
}

function begun(work: Work, event: Started): Seat {
  emit(work, event);
  return { work, instance: event.instance };
}

/** What starts in this dossier when it joins. */
export function startedHere(work: Work, request: StartRequest): Started {
  const definition = currentRelease(work).release.definitions[request.definition];
  if (definition === undefined) throw new Error(`${request.definition} is not there`);
  return startedEvent(work, definition, request);
}

/** Who starts becomes a party: that must be somebody who can be. */
function partReasons(work: Work, instance: Instance, party: string): Reason[] {
  const { person: id, roles } = work.whole.actor;
  return fitReasons(work, instance, party, { id }, roles);
}

/** The instance as it would be, for conditions to look at: steps and cycle filled in, no state. */
function provisional(work: Work, definition: Definition, request: StartRequest): Instance {
  const event = startedEvent(work, definition, request);
  return {
    id: event.instance,
    definition: event.definition,
    kind: event.kind,
    number: 0,
    release: event.release,
    state: "",
    started: event.day,
    entered: {},
    asks: event.asks ?? {},
    steps: event.steps ?? {},
    closed: false,
    forms: {},
    actions: [],
    parties: {},
    terms: {},
    filings: [],
    claims: {},
    revision: 0,
    ...(definition.kind === "cycle" || event.cycle === undefined ? {} : { cycle: event.cycle }),
    ...(event.about === undefined ? {} : { about: event.about }),
  };
}

function startedEvent(work: Work, definition: Definition, request: StartRequest): Started {
  const current = currentRelease(work);
  const dossier = dossierIn(work);
  const number = Object.values(dossier.instances).filter((one) => one.definition === definition.id).length + 1;
  const isCycle = definition.kind === "cycle";
  const carries = isCycle ? carriesOf(work, current) : undefined;
  return {
    type: "instanceStarted",
    instance: `${definition.id}-${number}`,
    definition: definition.id,
    kind: definition.kind,
    release: current.pin,
    state: definition.initial,
    day: work.whole.today,
    asks: isCycle ? asksOf(current, definition, request.aims ?? []) : (definition.meta.steps ?? {}),
    ...(isCycle ? { steps: stepForms(definition), aims: request.aims ?? [] } : {}),
    ...(isCycle || dossier.cycle === undefined || !needsCycle(definition) ? {} : { cycle: dossier.cycle }),
    ...(request.about === undefined ? {} : { about: request.about }),
    ...(request.menu?.channel === undefined ? {} : { channel: request.menu.channel }),
    ...(carries === undefined ? {} : { carries }),
  };
}

function needsCycle(definition: Definition): boolean {
  return Object.keys(definition.meta.steps ?? {}).length > 0;
}

function aimReasons(current: CompiledRelease, definition: Definition, aims: readonly string[] | undefined): Reason[] {
  if (aims === undefined || aims.length === 0) return [];
  if (definition.kind !== "cycle") {
    return [reason("unknown", { definition: definition.id }, "Alleen een cyclus begint met een doel.")];
  }
  return aims
    .filter(
      (aim) => !Object.hasOwn(current.release.definitions, aim) || current.release.definitions[aim]?.kind !== "request",
    )
    .map((aim) => reason("unknown", { definition: aim }, `Het doel ${aim} bestaat niet.`));
}

/** A cycle that follows another closes it; of a request one runs at a time, unless it says `many`. */
function openReasons(work: Work, definition: Definition): Reason[] {
  if (definition.kind === "cycle" || definition.meta.many === true) return [];
  const open = Object.values(dossierIn(work).instances).find((one) => one.definition === definition.id && !one.closed);
  if (open === undefined) return [];
  return [
    reason(
      "already-open",
      { instance: open.id },
      `Er loopt al een ${definition.title.toLowerCase()}. Rond die eerst af.`,
    ),
  ];
}

function cycleReasons(work: Work, definition: Definition): Reason[] {
  if (definition.kind === "cycle" || !needsCycle(definition) || dossierIn(work).cycle !== undefined) return [];
  return [reason("no-cycle", { definition: definition.id }, "Start eerst een cyclus: deze aanvraag bouwt daarop.")];
}

function aboutReasons(
  work: Work,
  { release: { definitions } }: CompiledRelease,
  definition: Definition,
  id: string | undefined,
): Reason[] {
  const about = definition.meta.start.about;
  if (about === undefined) {
    return id === undefined ? [] : [reason("about", { instance: id }, "Deze procedure gaat niet over een andere.")];
  }
  const found = instanceIn(work, id);
  if (found === undefined) return [reason("about", { definition: definition.id }, "Kies waar dit over gaat.")];
  const states = Object.hasOwn(about, found.definition) ? about[found.definition] : undefined;
  if (states?.includes(found.state) === true) return [];
  const choices = Object.entries(about).flatMap(([one, inStates]) => {
    const known = definitions[one];
    return known === undefined
      ? []
      : `${known.title} (${inStates.map((at) => known.states[at]?.meta.label ?? at).join(", ")})`;
  });
  const message = `Dit kan niet gaan over wat u koos, of nog niet. Het kan gaan over: ${choices.join("; ")}.`;
  return [reason("about", { instance: found.id }, message)];
}
