/** Enters what is noted in the ledger that its kind names, and cancels the line of what no longer counts. */

import type { RecordKind } from "../../definitions/grammar/types.generated.ts";
import type { Instance, RecordEntry } from "../streams/dossier.ts";
import { enter } from "./enter.ts";
import { type Entry, lineIn, type Making, type Work } from "./whole.ts";
import { dossierIn } from "./work.ts";

/** The stream it was entered in; undefined for a kind without a ledger. */
export function enterIn(
  work: Work,
  kind: RecordKind,
  instance: Instance | undefined,
  { record, on, answers, replaces }: Entry,
): string | undefined {
  if (replaces !== undefined) cancelIn(work, replaces, "replaced");
  if (kind.stream === undefined) return undefined;
  const ledger = openedLedger(work, kind.stream, instance);
  enter(work.whole, ledger, {
    type: "entered",
    record,
    kind: kind.id,
    dossier: work.id,
    ...(instance === undefined ? {} : { instance: instance.id }),
    on,
    fields: answers,
  });
  return ledger.id;
}

/** A line that says so; nothing when it was never entered. */
export function cancelIn(work: Work, entry: RecordEntry, why: "withdrawn" | "replaced"): void {
  if (entry.ledger === undefined) return;
  const { id: record, kind } = entry;
  enter(work.whole, lineIn(work.whole, entry.ledger), { type: "cancelled", record, kind, dossier: work.id, why });
}

/** One for each who is responsible: to whom the request was filed last, else the dossier's own. */
function openedLedger(work: Work, name: string, instance: Instance | undefined): Making {
  const controller = instance?.filings.at(-1)?.controller ?? dossierIn(work).controller;
  const line = lineIn(work.whole, work.context.newStream(["ledger", name, controller]));
  if (line.state === undefined) enter(work.whole, line, { type: "ledgerOpened", ledger: name, controller });
  return line;
}
