/** The routes that show what applies: procedures, forms and resources of a release. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Definition } from "../../definitions/grammar/types.generated.ts";
import type { CompiledRelease } from "../../engine/release/compile.ts";
import { withAllOptions } from "../../engine/release/options.ts";
import { shownResources } from "../../engine/rules/resource.ts";
import { localDay } from "../clock/local-day.ts";
import { problem } from "./problem.ts";
import { type Handling, type Incoming, ok, type Route, today } from "./route.ts";

export const RELEASE = { release: "Hash van de uitgave. Zonder: die van vandaag." };

export const RELEASE_ROUTES: readonly Route[] = [
  {
    method: "GET",
    template: "/v1/procedures",
    summary: "De procedures die vandaag gelden.",
    answers: [200],
    shows: "List",
    handle: async (handling) => {
      const { pin, release } = today(handling);
      const items = Object.values(release.definitions).map(
        ({ id, title, description, kind, meta }): JsonObject => ({
          id,
          title,
          kind,
          ...(description === undefined ? {} : { description }),
          phases: meta.phases ?? [],
        }),
      );
      return ok({ release: pin.hash, items, total: items.length });
    },
  },
  {
    method: "GET",
    template: "/v1/procedures/{id}",
    summary: "Eén procedure, zoals zij is vastgesteld, met de hulpmiddelen die er vandaag bij horen.",
    answers: [200, 404],
    query: RELEASE,
    handle: async (handling, incoming) => {
      const release = askedRelease(handling, incoming);
      const definition = owned(release?.release.definitions, incoming.param("id"));
      if (release === undefined || definition === undefined) return problem("not-found");
      const resources = resourcesOf(handling, definition);
      return ok({ release: release.pin.hash, definition: definition as unknown as JsonObject, resources });
    },
  },
  {
    method: "GET",
    template: "/v1/procedures/{id}/readable",
    summary: "De leesversie van één procedure: gewone taal, als Markdown.",
    answers: [200, 404],
    shows: "Readable",
    query: RELEASE,
    handle: async (handling, incoming) => {
      const release = askedRelease(handling, incoming);
      const definition = owned(release?.release.definitions, incoming.param("id"));
      if (release === undefined || definition === undefined) return problem("not-found");
      // Read when somebody asks for it: a start does not wait for it.
      const { readable } = await import("../../engine/rehearse/readable.ts");
      return ok({ release: release.pin.hash, text: readable(release.release, definition.id) });
    },
  },
  {
    method: "GET",
    template: "/v1/forms/{id}",
    summary: "Een formulier met zijn indeling; keuzes die elders vandaan komen, zijn ingevuld.",
    answers: [200, 404],
    query: RELEASE,
    handle: async (handling, incoming) => {
      const release = askedRelease(handling, incoming);
      const id = incoming.param("id");
      const schema = owned(release?.release.forms, id);
      if (release === undefined || schema === undefined) return problem("not-found");
      const filled = withAllOptions(release.release, handling.organisation(), schema);
      return ok({ release: release.pin.hash, schema: filled, ui: owned(release.release.ui, id) ?? null });
    },
  },
  {
    method: "GET",
    template: "/v1/resources",
    summary: "Hulpmiddelen, adressen en mensen bij wie u terecht kunt: alles wat vandaag geldt.",
    answers: [200, 400],
    shows: "List",
    query: { unit: "Voor welke organisatie; dan staan er namen bij wie daar helpt. Zonder: die van u." },
    handle: async (handling, { actor, query }) => {
      const { pin, release } = today(handling);
      const organisation = handling.organisation();
      const unit = query("unit") ?? actor.roles[0]?.unit;
      if (unit !== undefined && !Object.hasOwn(organisation.units, unit)) return problem("invalid", UNKNOWN_UNIT);
      const day = localDay(handling.clock.now());
      const items = shownResources(Object.values(release.resources), { today: day, unit, organisation });
      return ok({ release: pin.hash, ...(unit === undefined ? {} : { unit }), items, total: items.length });
    },
  },
];

const UNKNOWN_UNIT = {
  errors: [
    { pointer: "", code: "unit", message: "Deze organisatie is niet bekend. Laat unit weg, of verbeter het id." },
  ],
};

/** Links are current, whatever release was asked. `states`: the states that name it; absent for the whole procedure. */
function resourcesOf(handling: Handling, { meta, states }: Definition): readonly JsonObject[] {
  const { release } = today(handling);
  const perState = Object.entries(states).map(([state, one]) => [state, one.meta.resources ?? []] as const);
  const ids = [...new Set([...(meta.resources ?? []), ...perState.flatMap(([, named]) => named)])];
  const place = { today: localDay(handling.clock.now()), organisation: handling.organisation() };
  const found = shownResources(
    ids.flatMap((id) => owned(release.resources, id) ?? []),
    place,
  );
  return found.map((one) => {
    const named = perState.flatMap(([state, all]) => (all.some((id) => id === one["id"]) ? [state] : []));
    return { ...one, ...(named.length === 0 ? {} : { states: named }) };
  });
}

export function askedRelease(handling: Handling, { query }: Incoming): CompiledRelease | undefined {
  const hash = query("release");
  return hash === undefined ? today(handling) : handling.catalog.pinned(hash);
}

export function owned<T>(all: { readonly [id: string]: T } | undefined, id: string): T | undefined {
  return all !== undefined && Object.hasOwn(all, id) ? all[id] : undefined;
}
