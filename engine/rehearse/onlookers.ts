/** Who has a part in a procedure, and for whom the scenarios promise what is seen and what stays hidden. */

import type { Organisation, Scenario, Transition } from "../../definitions/grammar/types.generated.ts";
import type { CompiledRelease } from "../release/compile.ts";
import type { Release } from "../release/release.ts";
import { plays } from "../rules/party.ts";
import type { Actor } from "../streams/command.ts";
import type { Dossier } from "../streams/dossier.ts";

/** What of one who has a part no scenario promises. */
export interface Unlooked {
  readonly definition: string;
  /** A role, relation or party. */
  readonly who: string;
  readonly missing: readonly ("fields" | "hidden")[];
}

const PROMISES = ["fields", "hidden"] as const;

/** Roles, relations and parties that may do something in it, or for whom a view shows it. */
export function onlookersOf(release: Release, definition: string): readonly string[] {
  const found = release.definitions[definition];
  if (found === undefined) return [];
  const states = Object.values(found.states);
  const transitions = states.flatMap(({ on }) => Object.values(on ?? {}).flat());
  const kinds = Object.values(release.records).filter(({ of }) => isOnlyOf(of, definition));
  const parties = Object.entries(found.parties ?? {});
  const all = [
    ...found.meta.start.roles,
    ...transitions.flatMap(({ meta }) => meta.roles ?? []),
    ...states.flatMap(({ meta }) => (meta.forms ?? []).flatMap(({ roles }) => roles)),
    ...parties.flatMap(([id, { assign }]) => [id, ...(assign ?? [])]),
    ...kinds.flatMap(({ roles }) => roles),
    ...viewersOf(release, definition, transitions),
  ];
  return [...new Set(all)].filter((who) => who.includes(".") || Object.hasOwn(found.parties ?? {}, who)).sort();
}

/** What several procedures share is noted by different people in each: they are known by what else they do. */
function isOnlyOf(of: Release["records"][string]["of"], definition: string): boolean {
  return typeof of === "object" && Object.hasOwn(of, definition) && Object.keys(of).length === 1;
}

function viewersOf(release: Release, definition: string, transitions: readonly Transition[]): string[] {
  const effects = transitions.flatMap(({ actions }) => actions ?? []);
  const filed = new Set(effects.flatMap((effect) => (effect.type === "file" ? [effect.params.view] : [])));
  const header = release.definitions[definition]?.kind === "cycle" ? "steps" : `requests.${definition}`;
  return Object.values(release.views)
    .filter(({ id, sections }) => filed.has(id) || Object.hasOwn(sections, header))
    .flatMap((view) => view.for);
}

/** `definition who fields` or `definition who hidden`, for what one step promises of who plays a part at that moment. */
export function lookedAt(
  { release }: CompiledRelease,
  sees: NonNullable<NonNullable<Scenario["steps"][number]["expect"]>["sees"]>,
  dossier: Dossier,
  organisation: Organisation,
  actorOf: (name: string) => Actor,
): readonly string[] {
  return Object.values(dossier.instances).flatMap((instance) =>
    Object.entries(sees).flatMap(([name, promised]) => {
      const kept = PROMISES.filter((one) => (promised[one] ?? []).length > 0);
      const actor = actorOf(name);
      return onlookersOf(release, instance.definition)
        .filter((who) => plays({ dossier, instance, organisation }, actor, who))
        .flatMap((who) => kept.map((one) => `${instance.definition} ${who} ${one}`));
    }),
  );
}

/** @param looked of all scenarios, as `lookedAt` gives them. */
export function unlookedOf({ release }: CompiledRelease, looked: readonly string[]): readonly Unlooked[] {
  const seen = new Set(looked);
  return Object.keys(release.definitions).flatMap((definition) =>
    onlookersOf(release, definition).flatMap((who) => {
      const missing = PROMISES.filter((one) => !seen.has(`${definition} ${who} ${one}`));
      return missing.length === 0 ? [] : [{ definition, who, missing }];
    }),
  );
}
