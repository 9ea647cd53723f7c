/** Plays a shipped scenario over HTTP, and tells where an answer differs from what the scenario promises. */

import { readFileSync } from "node:fs";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import type { Scenario } from "../../definitions/grammar/types.generated.ts";
import { ROOT } from "../house/files.ts";
import type { Answer, Site } from "./site.ts";

export function scenario(name: string): Scenario {
  return JSON.parse(readFileSync(`${ROOT}definitions/scenarios/${name}.json`, "utf8")) as Scenario;
}

export interface Played {
  /** One line per broken promise. */
  readonly faults: readonly string[];
  readonly dossier: string;
  readonly answers: readonly Answer[];
}

/** Steps up to `until` (all of them without). The actors are people of the example organisation. */
export async function play(
  site: Pick<Site, "clock" | "as">,
  { steps }: Scenario,
  until = steps.length,
  name = "scenario-open",
): Promise<Played> {
  const faults: string[] = [];
  const answers: Answer[] = [];
  let dossier = "";
  for (const [index, step] of steps.slice(0, until).entries()) {
    if (step.wait !== undefined) site.clock.days(Number(step.wait.n) * (step.wait.unit === "weeks" ? 7 : 1));
    site.clock.set(site.clock.now() + 1_000);
    if (step.as === undefined || step.do === undefined) continue;
    const client = site.as(step.as);
    const body = step.do as unknown as JsonObject;
    const answer =
      body["type"] === "open"
        ? await client.post("/v1/dossiers", body, KEY(name, index))
        : await client.send(dossier, body);
    answers.push(answer);
    if (body["type"] === "open") dossier = String(answer.body["dossier"]);
    const wanted = step.expect?.ok ?? true;
    if (answer.status < 300 !== wanted) faults.push(`step ${index + 1}: ${answer.status} ${answer.text}`);
    const states = step.expect?.state ?? {};
    for (const [instance, state] of Object.entries(states)) {
      const found = await stateOf(site, dossier, instance);
      if (found !== state) faults.push(`step ${index + 1}: ${instance} is ${found}, not ${state}`);
    }
  }
  return { faults, dossier, answers };
}

const KEY = (name: string, index: number) => ({ "idempotency-key": `${name}-${String(index).padStart(16, "0")}` });

async function stateOf(site: Pick<Site, "as">, dossier: string, instance: string): Promise<unknown> {
  const { body } = await site.as("ib-er").get(`/v1/dossiers/${dossier}`);
  const parts = [body["cycle"], ...((body["requests"] as JsonObject[] | undefined) ?? [])] as JsonObject[];
  const part = parts.find((one) => one?.["instance"] === instance);
  return (part?.["shows"] as JsonObject | undefined)?.["state"];
}
