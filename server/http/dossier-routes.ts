/** The routes of dossiers, and of the tasks in them. */

import { command, dossierIdsIn, list, read } from "./addressed.ts";
import { PAGED } from "./paging.ts";
import { ok, type Route } from "./route.ts";

export const DOSSIER_ROUTES: readonly Route[] = [
  {
    method: "GET",
    template: "/v1/dossiers",
    summary: "De dossiers die u ziet, de nieuwste eerst.",
    answers: [200, 400],
    shows: "DossierList",
    query: PAGED,
    handle: (handling, incoming) => list(handling, incoming, "dossier"),
  },
  {
    method: "POST",
    template: "/v1/dossiers",
    summary: "Opent een dossier.",
    answers: [201, 400, 403, 404, 409, 422],
    shows: "Changed",
    handle: (handling, incoming) => command(handling, incoming, "dossier", undefined),
  },
  {
    method: "GET",
    template: "/v1/dossiers/{id}",
    summary: "Alles wat een scherm van een dossier nodig heeft, zoals u het ziet.",
    answers: [200, 404],
    shows: "Page",
    handle: (handling, incoming) => read(handling, incoming, "dossier", "page"),
  },
  {
    method: "POST",
    template: "/v1/dossiers/{id}/commands",
    summary: "Doet iets in een dossier. Herhalen met dezelfde Idempotency-Key geeft hetzelfde antwoord.",
    answers: [200, 400, 403, 404, 409, 412, 422, 428],
    shows: "Changed",
    handle: (handling, incoming) => command(handling, incoming, "dossier", incoming.param("id")),
  },
  {
    method: "GET",
    template: "/v1/dossiers/{id}/actions",
    summary: "Wat u nu kunt doen, en waarom iets niet kan.",
    answers: [200, 404],
    handle: (handling, incoming) => read(handling, incoming, "dossier", "actions"),
  },
  {
    method: "GET",
    template: "/v1/dossiers/{id}/history",
    summary: "Wat er in een dossier gebeurde, voor zover u dat mag zien.",
    answers: [200, 404],
    handle: (handling, incoming) => read(handling, incoming, "dossier", "history"),
  },
  {
    method: "GET",
    template: "/v1/tasks",
    summary: "Uw open taken, wat het eerst af moet voorop.",
    answers: [200],
    shows: "List",
    handle: async ({ desk }, { actor }) => {
      const items = await desk.tasks(actor);
      return { ...ok({ items, total: items.length }), dossiers: [...new Set(items.flatMap(dossierIdsIn))] };
    },
  },
];
