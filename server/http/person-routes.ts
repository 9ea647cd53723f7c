/** The routes about the person who asks. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Actor } from "../../engine/streams/command.ts";
import { type Handling, ok, type Route, today } from "./route.ts";

export const PERSON_ROUTES: readonly Route[] = [
  {
    method: "GET",
    template: "/v1/me",
    summary: "Wie u bent: uw naam, en uw rollen met waar u die hebt.",
    answers: [200],
    shows: "Me",
    handle: async (handling, { actor }) => ok(meOf(handling, actor)),
  },
];

function meOf(handling: Handling, { person, roles, assurance }: Actor): JsonObject {
  const { people, units } = handling.organisation();
  const { whoTitle, pin } = today(handling);
  return {
    person,
    name: people[person]?.name ?? person,
    assurance,
    roles: roles.map(({ role, unit }) => ({
      role,
      title: whoTitle(role),
      unit,
      unitTitle: units[unit]?.title ?? unit,
    })),
    release: pin.hash,
  };
}
