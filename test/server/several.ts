/** Sites with a group, a pool and a ledger of their own beside what is shipped, and dossiers there that are on their way. */

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { load } from "../../engine/release/load.ts";
import { changed, put, shippedFiles } from "../support/source.ts";
import { type World, worldOf } from "../support/world.ts";
import type { Answer, Client } from "./site.ts";

/** A site, or a server on a socket: what matters is who asks. */
export interface Asked {
  as(person: string): Client;
}

/** What is laid over the shipped source. By `file#pointer`, or by `file` for a whole one. */
export interface Edits {
  readonly [place: string]: unknown;
}

/** The shipped source with what lies in `several/`. */
export function severalFiles(edits: Edits = {}): ReadonlyMap<string, string> {
  const folder = fileURLToPath(new URL("several/", import.meta.url));
  let files: ReadonlyMap<string, string> = new Map([...shippedFiles(), ...filesIn(folder)]);
  for (const [place, value] of Object.entries(edits)) {
    const [file = "", pointer = ""] = place.split("#");
    files =
      pointer === ""
        ? new Map(files).set(file, JSON.stringify(value))
        : changed(files, file, (json) => put(json, pointer, value));
  }
  return files;
}

function filesIn(folder: string): readonly [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(folder, path).replaceAll("\\", "/"), readFileSync(path, "utf8")]);
}

export function severalWorld(edits: Edits = {}): World {
  const { release, organisation, findings } = load(severalFiles(edits));
  if (release === undefined || organisation === undefined) throw new Error(JSON.stringify(findings, null, 2));
  return worldOf(release, organisation);
}

/** So many places; whoever comes too late is refused, or waits. */
export function placesWorld(full: "refuse" | "wait", places: number): World {
  return severalWorld(placesEdits(full, places));
}

export function placesEdits(full: "refuse" | "wait", places: number): Edits {
  const { offer, order, ...pool } = JSON.parse(
    severalFiles().get("definitions/pools/proefplaats.json") ?? "{}",
  ) as JsonObject;
  return {
    "definitions/values/proefplaatsen.json#/value": places,
    "definitions/pools/proefplaats.json": full === "refuse" ? { ...pool, full } : { ...pool, full, offer, order },
    // Nobody waits then, so nothing is offered: somebody else must be able to.
    ...(full === "refuse" ? { [OFFER]: ["swv.consulent"] } : {}),
  };
}

const OFFER = "definitions/procedures/plaats-vragen.json#/states/wachtlijst/on/plaats-aanbieden/meta/roles";

/** A dossier that asks for a place, and only has to be let in. */
export async function asksForPlace(site: Asked, priority = 1): Promise<string> {
  const dossier = await dossierOf(site, "ouder");
  const asker = site.as("ib-er");
  must(await asker.send(dossier, { type: "start", definitions: ["plaats-vragen"] }));
  const reason = { leerjaar: "groep-5", reden: "Verrijking in de klas was niet genoeg." };
  must(await asker.send(dossier, save("plaats-aanmelding", reason)));
  must(await asker.send(dossier, act("aanmelden")));
  const answers = { groep: "magis-zuid", voorrang: priority };
  must(await site.as("consulent").send(dossier, save("plaats-toelating", answers)));
  return dossier;
}

export const PLACE = "plaats-vragen-1";

export const act = (action: string, instance = PLACE): JsonObject => ({ type: "act", instance, action });

export const save = (form: string, answers: JsonObject, instance = PLACE): JsonObject => ({
  ...{ type: "save", instance, form, answers },
});

export function must(answer: Answer): Answer {
  if (answer.status !== 200 && answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
  return answer;
}

/** The state of an instance as somebody sees it. */
export async function stateOf(site: Asked, person: string, dossier: string, instance = PLACE): Promise<unknown> {
  const { body } = await site.as(person).get(`/v1/dossiers/${dossier}`);
  const parts = (body["requests"] ?? []) as readonly JsonObject[];
  const part = parts.find((one) => one["instance"] === instance);
  return (part?.["shows"] as JsonObject | undefined)?.["state"];
}

export async function dossierOf(site: Asked, relative: string): Promise<string> {
  return String(must(await site.as("ib-er").open({ relations: { "dossier.ouder": [relative] } })).body["dossier"]);
}

export const CLUSTER = "samen-vragen-1";

export const CONSENT = { type: "record", kind: "samen-toestemming", answers: { besluit: "gegeven" } };

export interface Cluster {
  readonly group: string;
  /** Of `ouder`. */
  readonly one: string;
  /** Of `ouder-twee`. */
  readonly two: string;
}

/** A group with two members, who both may take part, and what they ask together. */
export async function cluster(site: Asked): Promise<Cluster> {
  const [one, two] = [await dossierOf(site, "ouder"), await dossierOf(site, "ouder-twee")];
  const client = site.as("ib-er");
  must(await client.send(one, { type: "start", definitions: ["samen-vragen"] }));
  const { items } = (await client.get("/v1/groups")).body as { items: { dossier: { id: string } }[] };
  const group = items[0]?.dossier.id ?? "";
  must(await client.send(two, { type: "join", group }));
  must(await site.as("ouder").send(one, CONSENT));
  must(await site.as("ouder-twee").send(two, CONSENT));
  const answers = {
    omvang: "klas",
    "gezamenlijke-vraag": "KANARIE: zelfstandig werken lukt nog niet.",
    aanpak: "Een begeleider werkt twee keer per week met de groep.",
  };
  must(await client.send(one, save("samen-aanvraag", answers, CLUSTER)));
  return { group, one, two };
}
