/** Messages between the school and the SWV inside the dossier: kept, never changed, and with a word of care beforehand. */

import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/grammar/json.ts";
import { type OnTheWay, onTheWay } from "./on-the-way.ts";

async function messages(way: OnTheWay, person: string): Promise<readonly JsonObject[]> {
  const kinds = (await way.get(person)).body["records"] as readonly { kind: string; entries: readonly JsonObject[] }[];
  return kinds.find(({ kind }) => kind === "bericht")?.entries ?? [];
}

describe("R45 All communication is kept", () => {
  it("has an author and a time with each message, and nobody can change or take back one", async () => {
    const way = await onTheWay("berichten-in-het-dossier");
    const kept = await messages(way, "ib-er");
    expect(kept.length).toBeGreaterThanOrEqual(3);
    for (const { by, at } of kept) expect([by, at]).toEqual([expect.any(String), expect.stringMatching(/^2022-.*Z$/)]);
    const [first] = kept;
    const record = String(first?.["id"]);
    expect(await way.refused("ib-er", { type: "withdraw", record })).toEqual(["record"]);
    const answers = { onderwerp: "Verbetering", bericht: "Ik bedoelde vrijdag." };
    await way.does("ib-er", { type: "record", kind: "bericht", answers, replaces: record });
    const after = await messages(way, "ib-er");
    const text = (entries: readonly JsonObject[]) => entries.map(({ id, answers: said }) => [id, said]);
    expect(text(after)).toEqual(expect.arrayContaining(text(kept)));
    expect(after).toHaveLength(kept.length + 1);
    for (const method of ["DELETE", "PUT", "PATCH"]) {
      const { status } = await way.site.send(`/v1/dossiers/${way.dossier}`, { method });
      expect(status).toBeGreaterThanOrEqual(400);
    }
  });
});

describe("R46 People are told to choose their words with care", () => {
  it("gives the warning together with the form, in words of the source", async () => {
    const way = await onTheWay("berichten-in-het-dossier");
    for (const person of ["ib-er", "tpo"]) {
      const offered = (await way.actions(person)).find(({ id }) => id === "record.bericht") as unknown as JsonObject;
      expect(offered["form"]).toBe("bericht");
      expect(offered["help"]).toMatch(/Kies uw woorden met zorg: elk bericht wordt bewaard/);
    }
  });
});
