/** Every refusal as a problem document: one table of what can be wrong, and one of which status a reason gives. */

import { isObject, type Json, type JsonObject } from "../../definitions/grammar/json.ts";
import type { Reason, ReasonCode } from "../../engine/streams/reason.ts";

/** What a handler answers, before headers and request id. */
export interface Answer {
  readonly status: number;
  /** A resource, or a problem document when `status` is 400 or higher. */
  readonly body: JsonObject;
  /** In place of `body`: what is no JSON. */
  readonly content?: { readonly type: string; readonly text: string };
  readonly headers?: { readonly [name: string]: string };
  /** Ids of the dossiers of which something is shown. */
  readonly dossiers?: readonly string[];
  /** The audit line is stored already, with a commit. */
  readonly audited?: boolean;
}

/** One fault in what was sent. */
export interface BodyError {
  /** JSON Pointer into the body; empty for the whole, and for headers. */
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

export type ProblemCode = keyof typeof PROBLEMS;

const PROBLEMS = {
  unreadable: [400, "Niet leesbaar", "De aanvraag kan niet worden gelezen."],
  invalid: [400, "Niet geldig", "Er klopt iets niet in wat u stuurde."],
  malformed: [400, "Geen geldige aanvraag", "Dit is geen geldige HTTP-aanvraag."],
  "not-identified": [401, "Niet aangemeld", "Meld u aan en probeer het opnieuw."],
  forbidden: [403, "Niet toegestaan", "Iemand met een andere rol kan dit doen."],
  "not-found": [404, "Niet gevonden", "Dit bestaat niet, of u kunt het niet zien."],
  unknown: [404, "Onbekend", "Iets wat u noemt, is er niet."],
  "method-not-allowed": [405, "Kan hier niet", "Deze methode hoort niet bij dit adres."],
  "too-slow": [408, "Te langzaam", "De aanvraag kwam niet op tijd binnen."],
  "not-now": [409, "Kan nu niet", "Dit kan nu niet; de redenen staan erbij."],
  moved: [
    412,
    "Intussen veranderd",
    "Iemand heeft dit intussen veranderd. Haal het opnieuw op en kijk wat er anders is.",
  ],
  "too-large": [413, "Te groot", "De inhoud is te groot: hoogstens 64 kB."],
  "wrong-media-type": [415, "Verkeerde soort inhoud", "Stuur JSON, als application/json en niet ingepakt."],
  "key-reused": [422, "Sleutel al gebruikt", "Deze Idempotency-Key hoort al bij een andere opdracht. Kies een nieuwe."],
  "precondition-required": [428, "Versie ontbreekt", "Stuur in If-Match de etag mee van wat u verandert."],
  "too-many-requests": [429, "Te veel aanvragen", "Wacht even en probeer het dan opnieuw."],
  "too-many-simulations": [429, "Te veel simulaties", "Verwijder een simulatie die klaar is, of wacht even."],
  "headers-too-large": [431, "Koppen te groot", "De koppen van de aanvraag zijn te groot."],
  fault: [500, "Fout in de server", "Er ging iets mis. Meld dit bij de beheerder, met het nummer hieronder."],
  unavailable: [
    503,
    "Even niet beschikbaar",
    "Er is niets veranderd. Probeer het straks opnieuw met dezelfde sleutel.",
  ],
  damaged: [
    503,
    "Niet te lezen",
    "Een dossier dat hiervoor nodig is, is beschadigd en niet te lezen. Er is niets veranderd en niets gewist. Meld dit bij de beheerder, met het nummer hieronder.",
  ],
  full: [507, "Opslag vol", "Er is niets veranderd. De opslag is vol; de beheerder moet ruimte maken."],
} as const satisfies { readonly [code: string]: readonly [status: number, title: string, detail: string] };

export interface ProblemMore {
  readonly detail?: string;
  readonly errors?: readonly BodyError[];
  readonly reasons?: readonly Reason[];
  readonly headers?: { readonly [name: string]: string };
  readonly dossiers?: readonly string[];
}

export function problem(code: ProblemCode, more: ProblemMore = {}): Answer {
  const [status, title, detail] = PROBLEMS[code];
  const { errors, reasons, headers, dossiers } = more;
  const body: JsonObject = {
    type: `urn:draaiboek:problem:${code}`,
    title,
    status,
    detail: more.detail ?? detail,
    ...(errors === undefined ? {} : { errors: errors.map((one) => ({ ...one })) }),
    ...(reasons === undefined ? {} : { reasons: reasons as unknown as readonly JsonObject[] }),
  };
  return {
    status,
    body,
    ...(headers === undefined ? {} : { headers }),
    ...(dossiers === undefined ? {} : { dossiers }),
  };
}

/** Which kind of problem a reason is. */
const OF_REASON = {
  unknown: "unknown",
  role: "forbidden",
  condition: "not-now",
  undecided: "not-now",
  required: "not-now",
  invalid: "invalid",
  "not-here": "not-now",
  finished: "not-now",
  "already-open": "not-now",
  "no-cycle": "not-now",
  menu: "not-now",
  about: "not-now",
  acknowledge: "not-now",
  term: "not-now",
  differs: "not-now",
  party: "not-now",
  dated: "not-now",
  record: "not-now",
  unique: "not-now",
  effect: "not-now",
  chain: "not-now",
  full: "not-now",
  members: "not-now",
  exists: "not-now",
} as const satisfies Record<ReasonCode, ProblemCode>;

/** Of several kinds the first counts. */
const FIRST: readonly ProblemCode[] = ["forbidden", "unknown", "invalid", "not-now"];

/**
 * Who may not do it is told that, and not what else stands in the way: that might tell what they cannot see.
 * `body`: the command, in which wrong answers have their place.
 */
export function refusal(reasons: readonly Reason[], body: Json, dossiers: readonly string[]): Answer {
  const code = FIRST.find((one) => reasons.some((reason) => OF_REASON[reason.code] === one)) ?? "not-now";
  const told = code === "forbidden" ? reasons.filter((reason) => OF_REASON[reason.code] === code) : reasons;
  const errors = told.flatMap((reason) => {
    const under = answersOf(reason, body);
    return (reason.problems ?? []).map(({ pointer, ...fault }) => ({
      pointer: `${under}${pointer}`,
      code: fault.code,
      message: fault.message,
    }));
  });
  return problem(code, { reasons: told, dossiers, ...(code === "invalid" ? { errors } : {}) });
}

/** Pointer to the answers in the command that the reason is about. */
function answersOf({ place }: Reason, body: Json): string {
  if (!isObject(body)) return "";
  const { type, records } = body;
  if (type === "act") return "/input";
  if (type !== "open" || !Array.isArray(records)) return "/answers";
  const at = records.findIndex((one: unknown) => isObject(one) && one["kind"] === place["record"]);
  return `/records/${at}/answers`;
}
