/** A dossier somewhere on its way through a shipped scenario, played over HTTP, and what each person then gets. */

import { expect } from "vitest";
import type { Json, JsonObject } from "../../definitions/grammar/json.ts";
import { play, scenario } from "../server/scenario.ts";
import { type Answer, openSite, type Site, type SiteOptions } from "../server/site.ts";

export interface Offered {
  readonly id: string;
  readonly label: string;
  readonly allowed: boolean;
  readonly reasons: readonly { readonly code: string; readonly place: JsonObject; readonly message: string }[];
  readonly warnings: readonly { readonly place: { readonly condition: string }; readonly message: string }[];
}

export interface OnTheWay {
  readonly site: Site;
  readonly dossier: string;
  readonly get: (person: string, path?: string) => Promise<Answer>;
  readonly send: (person: string, command: JsonObject) => Promise<Answer>;
  /** Sends, and must be accepted. */
  readonly does: (person: string, command: JsonObject) => Promise<void>;
  /** The codes and conditions that refuse a command. */
  readonly refused: (person: string, command: JsonObject) => Promise<readonly string[]>;
  readonly actions: (person: string) => Promise<readonly Offered[]>;
  readonly instance: (person: string, id: string) => Promise<JsonObject>;
  readonly total: (person: string, list: "dossiers" | "tasks") => Promise<Json | undefined>;
}

/** @param steps how many steps of the scenario were played; all without. */
export async function onTheWay(name: string, steps?: number, options: SiteOptions = {}): Promise<OnTheWay> {
  const wanted = scenario(name);
  const site = await openSite({ start: Date.parse(wanted.start), ...options });
  const { faults, dossier } = await play(site, wanted, steps);
  expect(faults).toEqual([]);
  const path = `/v1/dossiers/${dossier}`;
  const get = (person: string, more = "") => site.as(person).get(`${path}${more}`);
  const send = (person: string, command: JsonObject) => {
    site.clock.set(site.clock.now() + 1_000);
    return site.as(person).send(dossier, command);
  };
  return {
    ...{ site, dossier, get, send },
    async does(person, command) {
      const { status, text } = await send(person, command);
      expect(text).not.toContain('"reasons"');
      expect(status).toBe(200);
    },
    refused: async (person, command) => reasonsOf(await send(person, command)),
    actions: async (person) => ((await get(person)).body["actions"] ?? []) as unknown as readonly Offered[],
    async instance(person, id) {
      const { body } = await get(person);
      const parts = [body["cycle"], ...((body["requests"] ?? []) as readonly Json[])] as (JsonObject | undefined)[];
      const found = parts.find((part) => part?.["instance"] === id);
      if (found === undefined) throw new Error(`${person} sees no ${id}`);
      return found;
    },
    total: async (person, list) => (await site.as(person).get(`/v1/${list}`)).body["total"],
  };
}

/** What refuses: the condition where one is named, else the code. */
function reasonsOf({ status, body }: Answer): readonly string[] {
  expect([403, 409]).toContain(status);
  const reasons = (body["reasons"] ?? []) as unknown as Offered["reasons"];
  return reasons.map(
    ({ code, place }) => `${code}${place["condition"] === undefined ? "" : ` ${String(place["condition"])}`}`,
  );
}

export const formOf = (instance: JsonObject, key: string): JsonObject => {
  const found = (instance["forms"] as readonly JsonObject[]).find((form) => form["key"] === key);
  if (found === undefined) throw new Error(`${key} is not shown`);
  return found;
};

export const stateOf = (instance: JsonObject): Json | undefined => (instance["shows"] as JsonObject)["state"];

export const TOOLBOX = { type: "start", definitions: ["startgesprek"], menu: "ondersteuning-toolbox" } as const;
