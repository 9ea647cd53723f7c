/** Sites in which a change folder applies, and dossiers there that are on their way. */

import type { JsonObject } from "../../definitions/grammar/json.ts";
import { load } from "../../engine/release/load.ts";
import { changed, changeSides, put, shippedFiles } from "../support/source.ts";
import { type World, worldOf } from "../support/world.ts";
import type { Answer, Client } from "./site.ts";

/** A site, or a server on a socket: what matters is who asks. */
export interface Asked {
  as(person: string): Client;
}

/** The shipped source under these sides of changes (`j-plaatsen-magisgroep/after`-like), with values put at `file#pointer`. */
export function changedFiles(
  sides: readonly string[],
  edits: { readonly [place: string]: unknown } = {},
): ReadonlyMap<string, string> {
  const shipped = shippedFiles();
  let files = new Map(shipped);
  for (const side of sides)
    for (const [path, text] of changeSides().get(side) ?? []) if (text !== shipped.get(path)) files.set(path, text);
  for (const [place, value] of Object.entries(edits)) {
    const [file = "", pointer = ""] = place.split("#");
    files = changed(files, file, (json) => put(json, pointer, value));
  }
  return files;
}

function changedWorld(side: string, edits: { readonly [place: string]: unknown } = {}): World {
  const { release, organisation, findings } = load(changedFiles([side], edits));
  if (release === undefined || organisation === undefined) throw new Error(JSON.stringify(findings, null, 2));
  return worldOf(release, organisation);
}

/** A group with so many places. */
export function placesWorld(side: "before" | "after", places: number): World {
  return changedWorld(`j-plaatsen-magisgroep/${side}`, {
    "definitions/values/magisgroep-plaatsen.json#/value": places,
  });
}

/** A dossier that asks for a place, and only has to be let in. */
export async function asksForPlace(site: Asked, priority = 1): Promise<string> {
  const opened = await site.as("ib-er").open({ relations: { "dossier.ouder": ["ouder"] } });
  const dossier = String(opened.body["dossier"]);
  const school = site.as("ib-er");
  must(await school.send(dossier, { type: "start", definitions: ["magisgroep"] }));
  const reason = { leerjaar: "groep-5", reden: "Verrijking in de klas was niet genoeg." };
  must(await school.send(dossier, save("aanmelding-magisgroep", reason)));
  must(await school.send(dossier, act("aanmelden")));
  const answers = { groep: "magis-zuid", voorrang: priority };
  must(await site.as("consulent").send(dossier, save("toelating-magisgroep", answers)));
  return dossier;
}

export const act = (action: string, instance = "magisgroep-1"): JsonObject => ({ type: "act", instance, action });

const save = (form: string, answers: JsonObject, instance = "magisgroep-1"): JsonObject => ({
  ...{ type: "save", instance, form, answers },
});

export function must(answer: Answer): Answer {
  if (answer.status !== 200 && answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
  return answer;
}

/** The state of an instance as somebody sees it. */
export async function stateOf(site: Asked, person: string, dossier: string, instance: string): Promise<unknown> {
  const { body } = await site.as(person).get(`/v1/dossiers/${dossier}`);
  const parts = (body["requests"] ?? []) as readonly JsonObject[];
  const part = parts.find((one) => one["instance"] === instance);
  return (part?.["shows"] as JsonObject | undefined)?.["state"];
}
