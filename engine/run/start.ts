/** Starts procedures: alone, several from one menu, or as what follows from a step. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import type { Definition, Menu, StartCommand } from "../../definitions/grammar/types.generated.ts";
import { carryOver } from "../../forms/grammar/carry.ts";
import type { CompiledRelease } from "../release/compile.ts";
import { schoolYearStart } from "../rules/days.ts";
import type { Scope } from "../rules/scope.ts";
import { operand } from "../rules/value.ts";
import type { Instance } from "../streams/dossier.ts";
import type { DossierEvent } from "../streams/event.ts";
import type { Reason, Warning } from "../streams/reason.ts";
import { adviceOf, conditionReasons, reason, roleReasons } from "./reasons.ts";
import { followTerms } from "./terms.ts";
import { currentRelease, dossierIn, emit, releaseFor, scopeIn, type Work } from "./work.ts";

type Started = Extract<DossierEvent, { type: "instanceStarted" }>;

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
  const scope = scopeIn(work, provisional(work, definition, request));
  const own = definition.meta.start;
  const menu = menuConditions(request.menu, id);
  const advice = adviceOf(scope, current, [...(own.advises ?? []), ...menu.advises], acknowledged);
  const reasons = [
    ...(request.bySystem === true ? [] : roleReasons(scope, current, own.roles, { definition: id })),
    ...openReasons(work, definition),
    ...cycleReasons(work, definition),
    ...aboutReasons(work, definition, request.about),
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
  emit(work, event);
  followTerms(work, event.instance, { entered: event.state, day: event.day, final: false });
  prefill(work, event.instance);
  return event.instance;
}

/** Forms that open in the present state start with what `x-from` finds elsewhere in the dossier. */
export function prefill(work: Work, id: string): void {
  const instance = dossierIn(work).instances[id];
  if (instance === undefined) return;
  const release = releaseFor(work, instance);
  const forms = release.release.definitions[instance.definition]?.states[instance.state]?.meta.forms ?? [];
  for (const { form, as } of forms) {
    const key = as ?? form;
    const fields = release.release.forms[form]?.["properties"];
    if (instance.forms[key] !== undefined || !isObject(fields)) continue;
    const found = prefilled(scopeIn(work, instance), fields as JsonObject);
    if (Object.keys(found.changed).length === 0) continue;
    emit(work, { type: "formSaved", instance: id, form: key, schema: form, removed: [], reconfirms: [], ...found });
  }
}

function prefilled(scope: Scope, fields: JsonObject): { changed: JsonObject; from: { [field: string]: string } } {
  const changed: Record<string, Json> = {};
  const from: Record<string, string> = {};
  for (const [field, schema] of Object.entries(fields)) {
    const path = isObject(schema) ? schema["x-from"] : undefined;
    if (typeof path !== "string") continue;
    const value = scope.read(path.split("."));
    if (value === undefined) continue;
    changed[field] = value;
    from[field] = path;
  }
  return { changed, from };
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
    day: work.today,
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

function stepForms(cycle: Definition): { [state: string]: string[] } {
  const steps: Record<string, string[]> = {};
  for (const [state, { meta }] of Object.entries(cycle.states)) {
    if (meta.forms !== undefined) steps[state] = meta.forms.map(({ form, as }) => as ?? form);
  }
  return steps;
}

/** Per step the union of what the aims ask. Without aims everything is asked: the cycle is then an end in itself. */
function asksOf(
  current: CompiledRelease,
  cycle: Definition,
  aims: readonly string[],
): { [state: string]: "all" | readonly string[] } {
  const asks: Record<string, "all" | readonly string[]> = {};
  for (const state of Object.keys(stepForms(cycle))) {
    const asked = aims.map((aim) => current.release.definitions[aim]?.meta.steps?.[state] ?? []);
    if (aims.length === 0 || asked.includes("all")) asks[state] = "all";
    else asks[state] = [...new Set(asked.flat())];
  }
  return asks;
}

/** Which answers of the cycle before come along, and which of those must be confirmed in another school year. */
function carriesOf(work: Work, current: CompiledRelease): Started["carries"] {
  const dossier = dossierIn(work);
  const before = dossier.cycle === undefined ? undefined : dossier.instances[dossier.cycle];
  if (before === undefined) return undefined;
  const forms: Record<string, { drops: readonly string[]; reconfirms: readonly string[] }> = {};
  for (const [key, data] of Object.entries(before.forms)) {
    const schema = current.release.forms[data.schema];
    if (schema === undefined) continue;
    const { dropped, reconfirm } = carryOver(schema, data.answers);
    const stale = (field: string) => {
      const at = data.origins[field]?.at.slice(0, 10);
      return at === undefined || schoolYearStart(at) !== schoolYearStart(work.today);
    };
    const reconfirms = reconfirm.filter((field) => stale(field) || data.reconfirms.includes(field));
    forms[key] = { drops: dropped, reconfirms };
  }
  return { from: before.id, forms };
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

function aboutReasons(work: Work, definition: Definition, id: string | undefined): Reason[] {
  const about = definition.meta.start.about;
  if (about === undefined) {
    return id === undefined ? [] : [reason("about", { instance: id }, "Deze procedure gaat niet over een andere.")];
  }
  const found = id === undefined ? undefined : dossierIn(work).instances[id];
  if (found === undefined) return [reason("about", { definition: definition.id }, "Kies waar dit over gaat.")];
  const states = Object.hasOwn(about, found.definition) ? about[found.definition] : undefined;
  if (states?.includes(found.state) === true) return [];
  return [reason("about", { instance: found.id }, "Dit kan niet gaan over wat u koos, of nog niet.")];
}

function menuConditions(menu: Menu | undefined, id: string): { requires: string[]; advises: string[] } {
  const asked = (given: Menu["requires"]) =>
    (given ?? []).filter(({ except }) => except?.includes(id) !== true).map(({ holds }) => holds);
  return { requires: asked(menu?.requires), advises: asked(menu?.advises) };
}

/** The menu that is meant, and every reason why it does not allow this choice. */
function menuFor(work: Work, command: StartCommand): { menu: Menu | undefined; reasons: Reason[] } {
  const { release } = currentRelease(work);
  const menus = Object.values(release.menus);
  const offered = menus.filter(({ items }) => command.definitions.some((id) => items.includes(id)));
  if (command.menu === undefined && offered.length === 0) {
    const many = command.definitions.length > 1;
    return {
      menu: undefined,
      reasons: many ? [reason("menu", {}, "Deze procedures staan niet samen in een menu.")] : [],
    };
  }
  const candidates = command.menu === undefined ? offered : menus.filter(({ id }) => id === command.menu);
  const open = candidates.filter((menu) => isOpen(menu, work.today));
  const menu = open[0] ?? candidates[0];
  if (menu === undefined)
    return { menu, reasons: [reason("unknown", { menu: command.menu ?? "" }, "Dit menu bestaat niet.")] };
  return { menu, reasons: menuReasons(work, menu, command.definitions) };
}

function isOpen(menu: Menu, today: string): boolean {
  return (menu.from ?? "") <= today && (menu.until === undefined || today <= menu.until);
}

export function menuReasons(work: Work, menu: Menu, chosen: readonly string[]): Reason[] {
  const place = { menu: menu.id };
  const reasons: Reason[] = [];
  if (!isOpen(menu, work.today)) {
    const later = menu.from !== undefined && work.today < menu.from;
    const message = later ? `‘${menu.title}’ kan vanaf ${menu.from}.` : `‘${menu.title}’ kon tot en met ${menu.until}.`;
    reasons.push(reason("menu", place, message, later && menu.from !== undefined ? { until: menu.from } : {}));
  }
  const outside = chosen.filter((id) => !menu.items.includes(id));
  for (const id of outside)
    reasons.push(reason("menu", { ...place, definition: id }, `${id} staat niet in ‘${menu.title}’.`));
  const max = menu.max === undefined ? undefined : operand(scopeIn(work, undefined), menu.max);
  if (typeof max === "number" && chosen.length > max) {
    reasons.push(reason("menu", place, `In ‘${menu.title}’ kunt u er hoogstens ${max} tegelijk kiezen.`));
  }
  if (menu.pairs !== undefined && chosen.length > 1 && !allPaired(menu.pairs, chosen)) {
    reasons.push(reason("menu", place, `Deze keuzes mogen niet samen in ‘${menu.title}’.`));
  }
  return reasons;
}

function allPaired(pairs: readonly (readonly string[])[], chosen: readonly string[]): boolean {
  return chosen.every((a, index) =>
    chosen.slice(index + 1).every((b) => pairs.some((pair) => pair.includes(a) && pair.includes(b) && a !== b)),
  );
}

function distinct(reasons: readonly Reason[]): Reason[] {
  const seen = new Set<string>();
  return reasons.filter((one) => {
    const key = JSON.stringify([one.code, one.place]);
    return seen.has(key) ? false : seen.add(key);
  });
}
