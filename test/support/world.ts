/** Worlds to test in: a compiled release, the organisation, and who is who. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Organisation } from "../../definitions/grammar/types.generated.ts";
import { type Catalog, catalogOf } from "../../engine/release/catalog.ts";
import type { CompiledRelease } from "../../engine/release/compile.ts";
import { load } from "../../engine/release/load.ts";
import { readyRelease } from "../../engine/release/ready.ts";
import type { Release } from "../../engine/release/release.ts";
import { several } from "../../engine/run/several.ts";
import type { Context } from "../../engine/run/whole.ts";
import { type Actor, SYSTEM } from "../../engine/streams/command.ts";
import { ajvChecks } from "../../forms/grammar/ajv-checks.ts";
import { shippedFiles } from "./source.ts";

export interface World {
  readonly release: CompiledRelease;
  readonly catalog: Catalog;
  readonly organisation: Organisation;
}

/** The release that is shipped, with the example organisation. */
export function shipped(): World {
  known ??= loaded(shippedFiles());
  return known;
}

let known: World | undefined;

/** A world of source files. @throws with the findings when they are no release. */
export function loaded(files: ReadonlyMap<string, string>): World {
  const { release, organisation, findings } = load(files);
  if (release === undefined || organisation === undefined) throw new Error(JSON.stringify(findings, null, 2));
  return worldOf(release, organisation);
}

export function worldOf(release: Release, organisation: Organisation): World {
  const compiled = readyRelease(release, ajvChecks());
  return { release: compiled, catalog: catalogOf([{ from: "0001-01-01", release: compiled }]), organisation };
}

/** The same world in which another release applies from a day; what already runs stays pinned. */
export function thenApplies(world: World, from: string, release: CompiledRelease): World {
  const catalog = catalogOf([
    { from: "0001-01-01", release: world.release },
    { from, release },
  ]);
  return { ...world, catalog };
}

/** Lists of a fixture by folder; each file has its `id`. */
export interface Parts {
  readonly [folder: string]: readonly JsonObject[];
}

/** The made-up world of `test/engine/fixtures`: a base of people and days, with the parts of one fixture. */
export function fixture(name: string): World {
  const base = JSON.parse(fixtureText("base")) as {
    organisation: Organisation;
    roles: Release["roles"];
    calendars: [];
  };
  const release = releaseOf({ calendars: base.calendars, ...(JSON.parse(fixtureText(name)) as Parts) }, base.roles);
  return worldOf(release, base.organisation);
}

export function fixtureText(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../engine/fixtures/${name}.json`, import.meta.url)), "utf8");
}

function releaseOf(parts: Parts, roles: Release["roles"]): Release {
  const byId = (folder: string) => Object.fromEntries((parts[folder] ?? []).map((one) => [String(one["id"]), one]));
  return {
    format: 1,
    definitions: byId("definitions"),
    forms: byId("forms"),
    ui: {},
    records: byId("records"),
    conditions: byId("conditions"),
    facts: byId("facts"),
    values: byId("values"),
    views: byId("views"),
    menus: byId("menus"),
    pools: byId("pools"),
    calendars: byId("calendars"),
    messages: byId("messages"),
    resources: {},
    roles,
  } as unknown as Release;
}

/** A person with the roles that the organisation gives; one whom it does not know has none. */
export function actorOf(world: World, person: string): Actor {
  if (person === SYSTEM.person) return SYSTEM;
  return { person, roles: world.organisation.people[person]?.roles ?? [], assurance: 2 };
}

/** The n-th commit of a day, at noon; commits are numbered from 1. */
export function contextOf(world: World, number: number, person: string, day: string, night = false): Context {
  const minutes = String(number % 60).padStart(2, "0");
  return {
    at: night ? new Date(Date.parse(day) - 30 * 60_000).toISOString() : `${day}T12:${minutes}:00.000Z`,
    today: day,
    commit: `commit-${number}`,
    actor: actorOf(world, person),
    catalog: world.catalog,
    organisation: world.organisation,
    newStream: (parts) => parts.join("_"),
    several,
  };
}
