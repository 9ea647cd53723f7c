/** Reasons and warnings in words: why not now, who can help, and what to fill in. */

import type { Problem } from "../../forms/grammar/port.ts";
import type { CompiledRelease } from "../release/compile.ts";
import { judge } from "../rules/condition.ts";
import { playsOne } from "../rules/party.ts";
import type { Scope } from "../rules/scope.ts";
import { filled } from "../rules/text.ts";
import type { Reason, ReasonCode, Warning } from "../streams/reason.ts";
import type { Work } from "./whole.ts";

export function reason(code: ReasonCode, place: Reason["place"], message: string, more: Partial<Reason> = {}): Reason {
  return { code, place, message, ...more };
}

/** Empty when the actor plays one of the roles; no roles at all means that only the system acts. */
export function roleReasons(
  scope: Scope,
  release: CompiledRelease,
  roles: readonly string[] | undefined,
  place: Reason["place"],
): Reason[] {
  if (roles !== undefined && playsOne(scope, scope.actor, roles)) return [];
  if (roles === undefined) return [reason("role", place, "Dit gebeurt vanzelf; niemand kan dit zelf doen.")];
  const lift = roles.map(release.whoTitle);
  return [reason("role", place, `Dit kan alleen door: ${lift.join(", ")}.`, { lift })];
}

/** One reason for each condition that does not hold; an unknown one names what is not filled in. */
export function conditionReasons(scope: Scope, release: CompiledRelease, ids: readonly string[] = []): Reason[] {
  const reasons: Reason[] = [];
  for (const id of ids) {
    const { outcome, missing } = judge(scope, id);
    if (outcome === "yes") continue;
    const condition = scope.book.condition(id);
    const lift = condition?.lift?.map(release.whoTitle);
    const explain = condition === undefined ? `De voorwaarde ${id} bestaat niet.` : filled(scope, condition.explain);
    const message = outcome === "unknown" ? `${explain}${notFilledIn(scope, missing)}` : explain;
    const code = outcome === "unknown" ? "undecided" : "condition";
    reasons.push(reason(code, { condition: id }, message, lift === undefined ? {} : { lift }));
  }
  return reasons;
}

/** Of these conditions those that can be judged already: before a form is filled in, nobody knows what depends on it. */
export function judgedBefore(scope: Scope, release: CompiledRelease, ids: readonly string[] = []): readonly string[] {
  return ids.filter((id) => !release.readsInput(id) || judge(scope, id).outcome !== "unknown");
}

/** Advice that does not hold and was not acknowledged refuses; acknowledged, it goes along as a warning. */
export function adviceOf(
  scope: Scope,
  release: CompiledRelease,
  ids: readonly string[] | undefined,
  acknowledged: readonly string[] = [],
): { reasons: Reason[]; warnings: Warning[] } {
  const failing = conditionReasons(scope, release, ids);
  if (failing.length === 0) return { reasons: [], warnings: [] };
  const warnings = failing.map(({ place, message, lift }): Warning => {
    const condition = place["condition"] ?? "";
    return { code: "advice", place: { condition }, message, ...(lift === undefined ? {} : { lift }) };
  });
  const reasons = warnings
    .filter(({ place }) => !acknowledged.includes(place.condition))
    .map(({ place, message }) =>
      reason("acknowledge", { ...place }, `${message} Wilt u toch verder? Bevestig dan dat u dit gezien hebt.`),
    );
  return { reasons, warnings };
}

/** Of what a client names only the advice that exists here is kept: an event holds no text from outside. */
export function acknowledgedIn(
  named: readonly string[] | undefined,
  advises: readonly string[] | undefined,
): { acknowledged?: readonly string[] } {
  const known = (advises ?? []).filter((id) => named?.includes(id) === true);
  return known.length === 0 ? {} : { acknowledged: known };
}

/** It can be done in other states than the one that it is in. */
export function notHereReason(place: Reason["place"], what: string, now: string, elsewhere: readonly string[]): Reason {
  const quoted = [...new Set(elsewhere)].map((label) => `‘${label}’`);
  const where = [quoted.slice(0, -1).join(", "), ...quoted.slice(-1)].filter((part) => part !== "").join(" of ");
  return reason("not-here", place, `${what}: de stand is ‘${now}’. Het kan bij ${where}.`);
}

/** A form that is not complete, with everything that is missing or wrong. */
export function requiredReason(instance: string, form: string, title: string, problems: readonly Problem[]): Reason {
  const missing = problems.length === 1 ? "1 antwoord" : `${problems.length} antwoorden`;
  const message = `‘${title}’ is nog niet compleet: ${missing} ontbreken of kloppen niet.`;
  return reason(
    "required",
    { instance, form },
    problems.length === 1 ? message.replace("ontbreken of kloppen", "ontbreekt of klopt") : message,
    {
      problems,
    },
  );
}

/** Somebody may act for another person whom the organisation knows. */
export function behalfReasons(work: Work, person: string | undefined): Reason[] {
  if (person === undefined || Object.hasOwn(work.context.organisation.people, person)) return [];
  return [reason("unknown", { person }, "De persoon namens wie u dit doet, is niet bekend in de organisatie.")];
}

function notFilledIn(scope: Scope, missing: readonly string[]): string {
  const titles = missing.flatMap((path) => titleOf(scope, path) ?? []);
  return titles.length === 0 ? "" : ` Nog niet ingevuld: ${[...new Set(titles)].join(", ")}.`;
}

function titleOf(scope: Scope, path: string): string | undefined {
  const [head = "", section = "", form = "", field = ""] = path.split(".");
  if (section === "forms") return scope.book.fieldTitle(form, field);
  if (head === "input") return undefined;
  const kind = head === "records" ? scope.book.recordKind(section) : undefined;
  return kind === undefined ? undefined : (scope.book.fieldTitle(kind.form, form) ?? kind.title);
}

/** The same condition may be asked by a menu and by the procedure itself: it is told once. */
export function distinct(reasons: readonly Reason[]): Reason[] {
  const seen = new Set<string>();
  return reasons.filter((one) => {
    const key = JSON.stringify([one.code, one.place, one.message]);
    return seen.has(key) ? false : seen.add(key);
  });
}
