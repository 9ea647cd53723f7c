/** The routes of groups: one procedure of several dossiers. */

import { command, list, read } from "./addressed.ts";
import { PAGED } from "./paging.ts";
import type { Route } from "./route.ts";

export const GROUP_ROUTES: readonly Route[] = [
  {
    method: "GET",
    template: "/v1/groups",
    summary: "De groepen die u ziet, de nieuwste eerst.",
    answers: [200, 400],
    shows: "DossierList",
    query: PAGED,
    handle: (handling, incoming) => list(handling, incoming, "group"),
  },
  {
    method: "GET",
    template: "/v1/groups/{id}",
    summary: "Alles wat een scherm van een groep nodig heeft, met de leden die u zelf kunt zien.",
    answers: [200, 404],
    shows: "GroupPage",
    handle: (handling, incoming) => read(handling, incoming, "group", "page"),
  },
  {
    method: "POST",
    template: "/v1/groups/{id}/commands",
    summary: "Doet iets in een groep. Herhalen met dezelfde Idempotency-Key geeft hetzelfde antwoord.",
    answers: [200, 400, 403, 404, 409, 412, 422, 428],
    shows: "GroupChanged",
    handle: (handling, incoming) => command(handling, incoming, "group", incoming.param("id")),
  },
  {
    method: "GET",
    template: "/v1/groups/{id}/actions",
    summary: "Wat u nu in een groep kunt doen, en waarom iets niet kan.",
    answers: [200, 404],
    handle: (handling, incoming) => read(handling, incoming, "group", "actions"),
  },
  {
    method: "GET",
    template: "/v1/groups/{id}/history",
    summary: "Wat er in een groep gebeurde, voor zover u dat mag zien.",
    answers: [200, 404],
    handle: (handling, incoming) => read(handling, incoming, "group", "history"),
  },
];
