/** The table of all routes: each translates a request for the desk, and its outcome into an answer. */

import { DIAGRAM_ROUTES } from "./diagram-routes.ts";
import { DOSSIER_ROUTES } from "./dossier-routes.ts";
import { GROUP_ROUTES } from "./group-routes.ts";
import { LEDGER_ROUTES } from "./ledger-routes.ts";
import { PERSON_ROUTES } from "./person-routes.ts";
import { RELEASE_ROUTES } from "./release-routes.ts";
import type { Route } from "./route.ts";
import { SIMULATION_ROUTES } from "./simulation-routes.ts";

export const ROUTES: readonly Route[] = [
  ...PERSON_ROUTES,
  ...RELEASE_ROUTES,
  ...DIAGRAM_ROUTES,
  ...DOSSIER_ROUTES,
  ...GROUP_ROUTES,
  ...LEDGER_ROUTES,
  ...SIMULATION_ROUTES,
];
