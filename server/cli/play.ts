/** Plays the first run at the desk: each step as its own person, and never twice. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import type { CommandBody, FirstRun, Organisation } from "../../definitions/grammar/types.generated.ts";
import type { Actor } from "../../engine/streams/command.ts";
import type { Outcome } from "../handle/commands.ts";
import { actorOf } from "../handle/context.ts";
import type { Desk } from "../handle/desk.ts";
import { touchedBy } from "../handle/etag.ts";

export type Played =
  | { readonly kind: "ready"; readonly dossier: string }
  /** This folder had its first run before, or had other work in it. */
  | { readonly kind: "not-here" }
  /** A step was refused: `step` counts from 1, and the sentences say why. */
  | { readonly kind: "stuck"; readonly step: number; readonly reasons: readonly string[] };

interface Place {
  readonly desk: Desk;
  readonly organisation: Organisation;
}

/** @param fresh nothing was in the data folder yet; else only what was begun here before is finished. */
export async function playFirstRun(place: Place, { steps }: FirstRun, fresh: boolean): Promise<Played> {
  const [first] = steps;
  if (first === undefined || (!fresh && !(await wasOpened(place, first)))) return { kind: "not-here" };
  let dossier: string | undefined;
  for (const [index, step] of steps.entries()) {
    const outcome = await ask(place, step, keyOf(index), dossier);
    if (outcome.kind === "done") dossier ??= outcome.dossier;
    else if (fresh) return { kind: "stuck", step: index + 1, reasons: reasonsOf(outcome) };
    // The file was changed since, or somebody went on: what stands in the dossier is good enough.
    else break;
  }
  return dossier === undefined ? { kind: "not-here" } : { kind: "ready", dossier };
}

/** The mark of what a command touches, as this person sees it now; undefined when it needs none. */
export async function markFor(
  { desk, organisation }: Place,
  { as, body, dossier }: { readonly as: string; readonly body: CommandBody; readonly dossier: string },
): Promise<string | undefined> {
  const touched = touchedBy(body);
  const actor = actorOf(organisation, as, ASSURANCE);
  if (touched === undefined || actor === undefined) return undefined;
  const instance = instanceIn(await desk.page(actor, dossier), touched.instance);
  const form = touched.form === undefined ? instance : partOf(instance?.["forms"], "key", touched.form);
  return typeof form?.["etag"] === "string" ? form["etag"] : '"-"';
}

const ASSURANCE: Actor["assurance"] = 2;

type Step = FirstRun["steps"][number];

/** A repeated request meets its own dossier; what it asks differs, so nothing can come of it. */
async function wasOpened(place: Place, first: Step): Promise<boolean> {
  const { type, unit } = first.do as { type: string; unit?: string };
  const other = { type, ...(unit === undefined ? {} : { unit }), records: "?" };
  return (await ask(place, { as: first.as, do: other }, keyOf(0), undefined)).kind === "key-reused";
}

async function ask(
  place: Place,
  step: { readonly as: string; readonly do: object },
  key: string,
  dossier: string | undefined,
): Promise<Outcome> {
  const { desk, organisation } = place;
  const actor = actorOf(organisation, step.as, ASSURANCE);
  if (actor === undefined) return { kind: "not-there" };
  const body = step.do as CommandBody;
  const mark = dossier === undefined ? undefined : await markFor(place, { as: step.as, body, dossier });
  return desk.handle({
    actor,
    body: body as unknown as Json,
    key,
    ...(dossier === undefined ? {} : { dossier }),
    ...(mark === undefined ? {} : { ifMatch: mark }),
    audit: (accepted) => ({
      at: new Date().toISOString(),
      person: actor.person,
      route: "first run",
      dossiers: accepted.dossiers,
      commit: accepted.commit,
    }),
  });
}

function keyOf(index: number): string {
  return `first-run-step-${String(index + 1).padStart(3, "0")}`;
}

function reasonsOf(outcome: Outcome): string[] {
  if (outcome.kind === "refused") return outcome.reasons.map(({ message }) => message);
  if (outcome.kind === "invalid") return outcome.faults.map(({ pointer, message }) => `${pointer} ${message}`.trim());
  return outcome.kind === "not-there" ? ["Deze persoon ziet het dossier niet."] : [];
}

function instanceIn(page: JsonObject | undefined, id: string): JsonObject | undefined {
  const cycle = page?.["cycle"];
  return isObject(cycle) && cycle["instance"] === id
    ? (cycle as JsonObject)
    : partOf(page?.["requests"], "instance", id);
}

function partOf(parts: Json | undefined, key: string, id: string): JsonObject | undefined {
  const found = Array.isArray(parts) ? parts.find((part: Json) => isObject(part) && part[key] === id) : undefined;
  return isObject(found) ? (found as JsonObject) : undefined;
}
