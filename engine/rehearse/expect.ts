/** Compares what a scenario promises of a step with what happened. */

import { dig, type JsonObject } from "../../definitions/grammar/json.ts";
import type { Scenario } from "../../definitions/grammar/types.generated.ts";
import { stepStatus } from "../rules/steps.ts";
import type { Decision } from "../run/decide.ts";
import type { InstancePart } from "../run/instance-part.ts";
import type { Page } from "../run/page.ts";
import type { Dossier, TermState } from "../streams/dossier.ts";
import type { Reason } from "../streams/reason.ts";

type Step = Scenario["steps"][number];
type Expect = NonNullable<Step["expect"]>;

/** Empty when every promise is kept. `see` gives the page of an actor of the scenario. */
export function faultsOf(
  step: Step,
  decision: Decision | undefined,
  after: Dossier | undefined,
  see: (actor: string) => Page | undefined,
): string[] {
  const expect = step.expect ?? {};
  const ok = decision === undefined || decision.ok;
  const faults: string[] = [];
  if (ok !== (expect.ok ?? true)) {
    const why = decision?.ok === false ? `: ${decision.reasons.map(told).join(" ")}` : "";
    faults.push(ok ? "werd gedaan, maar moest worden geweigerd" : `werd geweigerd${why}`);
  }
  if (decision !== undefined) faults.push(...outcomeFaults(expect, decision));
  if (after !== undefined) faults.push(...stateFaults(expect, after), ...sightFaults(expect, see));
  const viewer = step.as === undefined ? undefined : see(step.as);
  if (expect.next !== undefined) faults.push(...different("volgende", expect.next, viewer?.next));
  return faults;
}

/** How a scenario names a reason: by its condition, else by its code. */
function nameOf({ code, place }: Reason): string {
  const named = code === "condition" || code === "undecided";
  return named ? (place["condition"] ?? code) : code;
}

function told(reason: Reason): string {
  return `[${nameOf(reason)}] ${reason.message}`;
}

function outcomeFaults(expect: Expect, decision: Decision): string[] {
  const faults: string[] = [];
  const events = decision.ok ? decision.streams.flatMap((stream) => stream.events) : [];
  const reasons = decision.ok ? [] : [...decision.reasons.map(nameOf)].sort();
  if (expect.reasons !== undefined) faults.push(...different("redenen", [...expect.reasons].sort(), reasons));
  if (expect.messages !== undefined) {
    const sent = events.flatMap((event) => (event.type === "messageSent" ? [event.message] : []));
    faults.push(...different("berichten", expect.messages, sent));
  }
  if (expect.warnings !== undefined) {
    const warned = decision.ok
      ? decision.warnings.map(({ place }) => place.condition)
      : decision.reasons.filter(({ code }) => code === "acknowledge").map(({ place }) => place["condition"] ?? "");
    faults.push(...different("waarschuwingen", expect.warnings, warned));
  }
  return faults;
}

function stateFaults(expect: Expect, after: Dossier): string[] {
  const faults: string[] = [];
  for (const [instance, state] of Object.entries(expect.state ?? {})) {
    faults.push(...different(instance, state, after.instances[instance]?.state));
  }
  const cycle = after.cycle === undefined ? undefined : after.instances[after.cycle];
  for (const [state, status] of Object.entries(expect.steps ?? {})) {
    faults.push(...different(`stap ${state}`, status, stepStatus(cycle, state, cycle?.asks[state] ?? [])));
  }
  for (const [path, wanted] of Object.entries(expect.terms ?? {})) {
    const [instance = "", term = ""] = path.split(".");
    const found = after.instances[instance]?.terms[term];
    if (found === undefined || !termWords(found).includes(wanted)) {
      faults.push(
        `termijn ${path}: verwacht ${wanted}, gevonden ${found === undefined ? "geen" : termWords(found).join(", ")}`,
      );
    }
  }
  for (const [id, wanted] of Object.entries(expect.members ?? {})) {
    faults.push(...different(`deelname ${id}`, wanted, membershipOf(after, id)));
  }
  for (const [path, wanted] of Object.entries(expect.pools ?? {})) {
    const words = claimWords(after, path);
    if (!words.includes(wanted)) faults.push(`${path}: verwacht ${wanted}, gevonden ${words.join(", ")}`);
  }
  if (expect.tasks !== undefined) {
    const open = Object.values(after.tasks).filter((task) => task.open);
    faults.push(
      ...different(
        "taken",
        expect.tasks,
        open.map(({ title }) => title),
      ),
    );
  }
  return faults;
}

/** A term may be promised by its day or by how it stands. */
function termWords({ status, due, overdue }: TermState): readonly string[] {
  return [due, status, ...(overdue ? ["overdue"] : [])];
}

/** Of an instance in its group, or in a group of a dossier. */
function membershipOf({ members = {}, instances }: Dossier, id: string): string {
  return members[id]?.membership ?? instances[id]?.group?.membership ?? "none";
}

/** What an instance has of a pool may be promised by how it stands or by its number. */
function claimWords({ instances }: Dossier, path: string): readonly string[] {
  const [instance = "", pool = ""] = path.split(".");
  const found = instances[instance]?.claims[pool];
  return found === undefined ? ["none"] : [found.claim, ...(found.place === undefined ? [] : [String(found.place)])];
}

function sightFaults(expect: Expect, see: (actor: string) => Page | undefined): string[] {
  return Object.entries(expect.sees ?? {}).flatMap(([actor, { fields, hidden }]) => {
    const page = see(actor);
    return [
      ...(fields ?? []).filter((path) => !sees(page, path)).map((path) => `${actor} ziet ${path} niet`),
      ...(hidden ?? []).filter((path) => sees(page, path)).map((path) => `${actor} ziet ${path}`),
    ];
  });
}

/** `dossier.unit`, `forms.<form>.<field>`, `records.<kind>.<field>`, `requests.<definition>`. */
function sees(page: Page | undefined, path: string): boolean {
  if (page === undefined) return false;
  if (Object.hasOwn(page.disclosed, path)) return true;
  const [section, name = "", ...field] = path.split(".");
  const parts: readonly InstancePart[] = page.cycle === undefined ? page.requests : [page.cycle, ...page.requests];
  const filled = (answers: JsonObject) => dig(answers, field) !== undefined;
  switch (section) {
    case "dossier":
      return Object.hasOwn(page.dossier, name);
    case "requests":
      return page.requests.some(({ definition }) => definition === name);
    case "forms":
      return parts.some(
        ({ forms, given, filed }) =>
          [...forms, ...given].some((one) => one.form === name && filled(one.answers)) ||
          filed.some((copy) => copy.forms.some((one) => one.form === name && filled(one.answers))),
      );
    case "records":
      return (
        page.records.some((one) => one.kind === name && one.entries.some(({ answers }) => filled(answers))) ||
        parts.some(({ filed }) =>
          filed.some((copy) => copy.records.some((one) => one.kind === name && one.entries.some(filled))),
        )
      );
    default:
      return false;
  }
}

function different(what: string, wanted: unknown, found: unknown): string[] {
  const [a, b] = [JSON.stringify(wanted), JSON.stringify(found)];
  return a === b ? [] : [`${what}: verwacht ${a}, gevonden ${b ?? "niets"}`];
}
