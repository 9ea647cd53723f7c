/** What is known of a child is filled in once, belongs to one dossier, and is looked at again after the summer. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { freshKey } from "../server/site.ts";
import { type OnTheWay, onTheWay } from "./on-the-way.ts";

async function known(way: OnTheWay): Promise<JsonObject> {
  const kinds = (await way.get("ib-er")).body["records"] as readonly { kind: string; entries: readonly JsonObject[] }[];
  const entries = kinds.find(({ kind }) => kind === "leerlinggegevens")?.entries ?? [];
  return (entries.at(-1)?.["answers"] ?? {}) as JsonObject;
}

describe("R39 Contact person, leerjaar and schoolsoort are filled in once", () => {
  it("are there in the next cycle, without anybody filling them in again", async () => {
    const way = await onTheWay("startgesprek-met-vervolg", 22);
    const before = await known(way);
    expect(before).toMatchObject({ contactpersoon: "Iris Voorbeeld", leerjaar: "groep-5", schoolsoort: "basisschool" });
    await way.does("consulent", { type: "act", instance: "startgesprek-1", action: "afronden" });
    expect(((await way.get("ib-er")).body["cycle"] as JsonObject)["number"]).toBe(2);
    expect(await known(way)).toEqual(before);
  });
});

describe("R40 A child has one dossier at a school", () => {
  it("a second one for the same child is refused, and the first one stays the base", async () => {
    const way = await onTheWay("startgesprek-met-vervolg", 2);
    const answers = await known(way);
    const open = () => way.site.as("ib-er").open({ records: [{ kind: "leerlinggegevens", answers }] }, freshKey());
    const second = await open();
    expect(second.status).toBe(409);
    expect((second.body["reasons"] as JsonObject[]).map(({ code }) => code)).toEqual(["unique"]);
    expect(await way.total("ib-er", "dossiers")).toBe(1);
  });
});

describe("R42 The leerjaar is confirmed again after the summer", () => {
  it("holds back a question of the new school year until the leerjaar was noted in that year", async () => {
    const way = await onTheWay("leerjaar-uit-vorig-schooljaar", 13);
    const confirm = { type: "act", instance: "startgesprek-1", action: "bevestigen" };
    expect(await way.refused("ib-er", confirm)).toEqual(["acknowledge leerjaar-bevestigd"]);
    const answers = { ...(await known(way)), leerjaar: "groep-6" };
    await way.does("ib-er", { type: "record", kind: "leerlinggegevens", answers });
    await way.does("ib-er", confirm);
  });
});
