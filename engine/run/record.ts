/** Notes something without a procedure, such as an agreement, and takes it back. */

import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import type { RecordCommand, RecordKind, WithdrawCommand } from "../../definitions/grammar/types.generated.ts";
import { dropEmpty } from "../../forms/grammar/empty.ts";
import type { CompiledRelease } from "../release/compile.ts";
import { isDay } from "../rules/days.ts";
import { counting, merged } from "../rules/records.ts";
import { cycleOf } from "../rules/scope.ts";
import type { Instance, RecordEntry } from "../streams/dossier.ts";
import type { Binding, Day } from "../streams/event.ts";
import type { Reason } from "../streams/reason.ts";
import { choiceProblems } from "./choices.ts";
import { unreadableReasons } from "./over.ts";
import {
  acknowledgedIn,
  adviceOf,
  behalfReasons,
  conditionReasons,
  judgedBefore,
  reason,
  requiredReason,
  roleReasons,
} from "./reasons.ts";
import type { Checked } from "./start.ts";
import { severalIn, type Work } from "./whole.ts";
import { currentRelease, dossierIn, emit, instanceIn, placeIn, releaseFor, scopeIn } from "./work.ts";

export type RecordRequest = Omit<RecordCommand, "type"> & {
  /** What follows from a step: roles are not asked. */
  readonly bySystem?: boolean;
};

/** Every reason why this cannot be noted now. `answers` undefined: asked before anybody filled in anything. */
export function checkRecord(work: Work, request: Omit<RecordRequest, "answers"> & { answers?: JsonObject }): Checked {
  const found = kindFor(work, request);
  if ("code" in found) return { reasons: [found], warnings: [] };
  const { kind, release, instance } = found;
  const scope = scopeIn(work, instance, request.answers);
  const place = { record: kind.id };
  const asked = (ids: readonly string[] = []) =>
    request.answers === undefined ? judgedBefore(scope, release, ids) : ids;
  const advice = adviceOf(scope, release, asked(kind.advises), request.acknowledged ?? []);
  const reasons = [
    ...(request.bySystem === true ? [] : roleReasons(scope, release, kind.roles, place)),
    ...whereReasons(kind, instance, request),
    ...(instance === undefined ? [] : unreadableReasons(work, instance, request.bySystem)),
    ...conditionReasons(scope, release, asked(kind.requires)),
    ...(request.bySystem === true ? [] : advice.reasons),
    ...(request.answers === undefined ? [] : answerReasons(work, found, request.answers, request.replaces)),
    ...dayReasons(work, kind, request),
    ...behalfReasons(work, request.onBehalfOf),
    ...replaceReasons(work, kind, request.replaces),
  ];
  return { reasons, warnings: advice.warnings };
}

export function performRecord(work: Work, request: RecordRequest): string {
  const found = kindFor(work, request);
  if ("code" in found) throw new Error(found.message);
  const { kind, release, instance } = found;
  const answers = dropEmpty(request.answers as JsonObject);
  const record = nextId(dossierIn(work).records[kind.id], kind.id);
  const binds = kind.binds === undefined ? undefined : bindingOf(work, instance, kind.binds.form);
  const on = dayOf(work, kind, request);
  const replaces = request.replaces === undefined ? undefined : entryOf(work, request.replaces);
  claim(work, kind, { ...knownOf(work, found, request.replaces), ...answers });
  const ledger = severalIn(work.whole)?.enterIn(work, kind, instance, { record, on, answers, replaces });
  emit(work, {
    type: "recorded",
    record,
    kind: kind.id,
    release: release.pin,
    on,
    changed: kind.binds?.changed ?? "keep",
    merge: kind.merge,
    ...(ledger === undefined ? {} : { ledger }),
    answers,
    ...(request.of === undefined ? {} : { of: request.of }),
    ...(request.replaces === undefined ? {} : { replaces: request.replaces }),
    ...(binds === undefined ? {} : { binds }),
    ...acknowledgedIn(request.acknowledged, kind.advises),
    ...(request.evidence === undefined ? {} : { evidence: request.evidence }),
    ...(request.onBehalfOf === undefined ? {} : { onBehalfOf: request.onBehalfOf }),
  });
  for (const condition of kind.keeps ?? []) work.keeps.push({ condition, instance: instance?.id });
  return record;
}

export function withdraw(work: Work, command: WithdrawCommand): Reason[] {
  const entry = entryOf(work, command.record);
  const current = currentRelease(work);
  const kind = entry === undefined ? undefined : current.book.recordKind(entry.kind);
  const place = { record: command.record };
  if (entry === undefined || kind === undefined)
    return [reason("unknown", place, "Dit is niet vastgelegd in dit dossier. Kies iets dat er wel in staat.")];
  const reasons = roleReasons(scopeIn(work, undefined), current, kind.roles, place);
  if (kind.revocable !== true) reasons.push(reason("record", place, irrevocable(kind, current)));
  if (entry.withdrawn) reasons.push(reason("record", place, "Dit is al ingetrokken. U hoeft niets meer te doen."));
  if (entry.replaced) reasons.push(reason("record", place, "Dit is al vervangen. Trek de nieuwste vastlegging in."));
  if (reasons.length > 0) return reasons;
  severalIn(work.whole)?.cancelIn(work, entry, "withdrawn");
  const why = command.reason === undefined ? {} : { reason: command.reason };
  emit(work, { type: "withdrawn", record: command.record, kind: kind.id, ...why });
  return [];
}

/** What was noted stays, and whoever may note it can put something newer beside it. */
function irrevocable({ title, roles }: RecordKind, release: CompiledRelease): string {
  const who = roles.map(release.whoTitle).join(", ");
  return `‘${title}’ kan niet worden ingetrokken. Klopt het niet meer? Dan kan een nieuwe worden vastgelegd door: ${who}.`;
}

interface FoundKind {
  readonly kind: RecordKind;
  readonly release: CompiledRelease;
  /** The instance it concerns, when it belongs to one. */
  readonly instance: Instance | undefined;
}

/** Kinds of the dossier are current; kinds of an instance are pinned with it. */
function kindFor(work: Work, request: { kind: string; of?: string }): FoundKind | Reason {
  const instance = instanceIn(work, request.of);
  const pinned = releaseFor(work, instance);
  const release = typeof pinned.book.recordKind(request.kind)?.of === "object" ? pinned : currentRelease(work);
  const kind = release.book.recordKind(request.kind);
  if (kind === undefined)
    return reason("unknown", { record: request.kind }, `${request.kind} kan niet worden vastgelegd.`);
  const entry = request.of === undefined ? undefined : entryOf(work, request.of);
  if (request.of !== undefined && instance === undefined && entry === undefined) {
    return reason("unknown", { instance: request.of }, "Waar dit bij hoort, staat niet in dit dossier.");
  }
  if (kind.of === "record" && entry === undefined) {
    return reason(
      "unknown",
      { record: kind.id },
      `‘${kind.title}’ hoort bij iets dat eerder is vastgelegd. Kies dat eerst.`,
    );
  }
  return { kind, release, instance };
}

function whereReasons(
  kind: RecordKind,
  instance: Instance | undefined,
  { of, bySystem }: { of?: string; bySystem?: boolean },
): Reason[] {
  if (kind.of === "dossier" && of !== undefined && bySystem !== true) {
    const message = `‘${kind.title}’ hoort bij het dossier, niet bij een aanvraag.`;
    return [reason("not-here", { record: kind.id, instance: of }, message)];
  }
  if (typeof kind.of === "string") return [];
  const states =
    instance !== undefined && Object.hasOwn(kind.of, instance.definition) ? kind.of[instance.definition] : undefined;
  if (instance !== undefined && states?.includes(instance.state) === true) return [];
  const place = instance === undefined ? { record: kind.id } : { record: kind.id, instance: instance.id };
  return [reason("not-here", place, `‘${kind.title}’ kan nu niet worden vastgelegd.`)];
}

/** A kind that shows the newest value of each field may be added to field by field: together they must be complete. */
function answerReasons(work: Work, found: FoundKind, given: JsonObject, replaces: string | undefined): Reason[] {
  const { kind, release } = found;
  const answers = { ...knownOf(work, found, replaces), ...dropEmpty(given) };
  const problems = [
    ...release.checks(kind.form).complete(answers),
    ...choiceProblems(release.release.forms[kind.form] ?? {}, answers, work.context.organisation),
  ];
  if (problems.length === 0) return [];
  if (problems.every(({ kind: what }) => what === "missing")) {
    return [requiredReason(kind.id, kind.form, kind.title, problems)];
  }
  return [
    reason("invalid", { record: kind.id, form: kind.form }, `Er klopt iets niet in ‘${kind.title}’.`, { problems }),
  ];
}

/** What a kind with merged fields says already, but for the record that is replaced. */
function knownOf(work: Work, { kind, instance }: FoundKind, replaces: string | undefined): JsonObject {
  if (kind.merge === "entry") return {};
  const entries = counting(dossierIn(work), kind.id, cycleOf(placeIn(work, instance)));
  return merged(entries.filter(({ id }) => id !== replaces));
}

function dayReasons(work: Work, kind: RecordKind, request: { occurredOn?: string; answers?: JsonObject }): Reason[] {
  const place = { record: kind.id };
  if (request.occurredOn !== undefined && kind.dated === undefined) {
    return [reason("dated", place, `Bij ‘${kind.title}’ telt altijd vandaag.`)];
  }
  const day = kind.dated === undefined ? undefined : givenDay(kind.dated, request);
  if (day === undefined) return [];
  if (!isDay(day)) return [reason("dated", place, "Vul een dag in die bestaat, als jaar-maand-dag.")];
  return day > work.whole.today ? [reason("dated", place, "De dag mag niet na vandaag liggen.")] : [];
}

function dayOf(work: Work, kind: RecordKind, request: RecordRequest): Day {
  if (kind.dated === undefined) return work.whole.today;
  const given = givenDay(kind.dated, { ...request, answers: request.answers as JsonObject });
  return isDay(given) ? given : work.whole.today;
}

function givenDay(field: string, request: { occurredOn?: string; answers?: JsonObject }): Json | undefined {
  return dropEmpty(request.answers ?? {})[field] ?? request.occurredOn;
}

function replaceReasons(work: Work, kind: RecordKind, replaces: string | undefined): Reason[] {
  if (replaces === undefined) return [];
  const entry = (dossierIn(work).records[kind.id] ?? []).find(({ id }) => id === replaces);
  const place = { record: replaces };
  if (entry === undefined)
    return [
      reason("unknown", place, "Wat u wilt vervangen, staat niet in dit dossier. Kies iets dat er wel in staat."),
    ];
  if (entry.replaced) return [reason("record", place, "Dit is al vervangen. Vervang de nieuwste vastlegging.")];
  return entry.withdrawn
    ? [reason("record", place, "Dit is ingetrokken en kan niet meer worden vervangen. Leg het opnieuw vast.")]
    : [];
}

/** What was shown when somebody agreed: the answers, and the texts beside them. */
function bindingOf(work: Work, instance: Instance | undefined, form: string): Binding | undefined {
  const cycle = cycleOf(placeIn(work, instance));
  const owner = instance?.forms[form] === undefined ? cycle : instance;
  if (owner === undefined) return undefined;
  const data = owner.forms[form];
  const release = releaseFor(work, owner);
  const hash = release.hash([
    data?.answers ?? {},
    release.release.forms[data?.schema ?? form] ?? null,
    release.pin.shown,
  ]);
  return { instance: owner.id, form, revision: data?.revision ?? 0, hash };
}

/** `answers` are what the kind says from now on. Told once per value: this dossier may come back to it. */
function claim(work: Work, kind: RecordKind, answers: JsonObject): void {
  if (kind.unique === undefined) return;
  const { unit, records } = dossierIn(work);
  const of = (all: JsonObject) => (kind.unique ?? []).map((field): Json => all[field] ?? null);
  const values = of(answers);
  if (values.includes(null)) return;
  const entries = records[kind.id] ?? [];
  const said = entries.map((_entry, at) => JSON.stringify(of(merged(entries.slice(0, at + 1)))));
  if (!said.includes(JSON.stringify(values))) work.claims.push({ kind: kind.id, unit, values: values.map(String) });
}

function entryOf(work: Work, id: string): RecordEntry | undefined {
  return Object.values(dossierIn(work).records)
    .flat()
    .find((entry) => entry.id === id);
}

function nextId(entries: readonly RecordEntry[] | undefined, kind: string): string {
  return `${kind}-${(entries?.length ?? 0) + 1}`;
}
