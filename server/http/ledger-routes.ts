/** The routes of ledgers: lines that records leave behind, over all dossiers. */

import { nextLink, PAGED, pageAsked, wrongCursor, wrongLimit } from "./paging.ts";
import { type Answer, problem } from "./problem.ts";
import type { Handling, Incoming, Route } from "./route.ts";

export const LEDGER_ROUTES: readonly Route[] = [
  {
    method: "GET",
    template: "/v1/ledgers/{name}",
    summary: "De regels van een boek, op volgorde: per regel alleen wat u van die registratie mag zien.",
    answers: [200, 400, 404],
    shows: "LedgerPage",
    query: PAGED,
    handle: readLedger,
  },
];

/** Names are ids of the source, so anything longer is not there. */
const NAME = /^[a-z][a-z0-9-]{0,40}$/;

async function readLedger({ desk }: Handling, incoming: Incoming): Promise<Answer> {
  const name = incoming.param("name");
  const asked = pageAsked(incoming);
  const page = NAME.test(name) ? await desk.ledger(incoming.actor, name, asked ?? { limit: 1 }) : undefined;
  if (page === undefined) return problem("not-found");
  if (asked === undefined) return wrongLimit();
  if (page === "wrong-place") return wrongCursor();
  const { items, next } = page;
  const dossiers = [...new Set(items.map(({ dossier }) => String(dossier)))];
  return { status: 200, body: { items }, headers: nextLink(`/v1/ledgers/${name}`, asked.limit, next), dossiers };
}
