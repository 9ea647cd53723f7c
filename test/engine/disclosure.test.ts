/** A disclosing record shows some fields to a unit elsewhere, as they are now, until it is withdrawn. */

import { describe, expect, it } from "vitest";
import { as, given } from "../support/given.ts";
import { fixture } from "../support/world.ts";

const world = fixture("sight");
const known = given(world, as("gids").open(), as("gids").record("gegevens", { naam: "Eef", straat: "Dorpsstraat 1" }));
const shared = known.and(as("gids").record("delen", { naam: "ja" }));
const recorded = { type: "recorded", release: world.release.pin, on: "2023-09-04", changed: "keep" } as const;
const told = {
  type: "disclosed",
  record: "delen-1",
  to: "depot.hoofd",
  unit: "depot-een",
  controller: "stichting-depot",
} as const;
const fields = { "dossier.unit": "balie-noord", "records.gegevens.naam": "Eef" };

describe("Disclosing", () => {
  it("tells the fields in the same commit", () => {
    known
      .when(as("gids").record("delen", { naam: "ja" }))
      .thenEvents(
        { ...recorded, record: "delen-1", kind: "delen", merge: "entry", answers: { naam: "ja" } },
        { ...told, fields },
      );
  });

  it("shows those fields there, and nothing else", () => {
    expect(shared.pageOf("hoofd")).toEqual({
      dossier: {},
      disclosed: fields,
      requests: [],
      records: [],
      tasks: [],
      messages: [],
      actions: [],
    });
    expect(known.pageOf("hoofd")).toBeUndefined();
    expect(shared.pageOf("hoofd-twee")).toBeUndefined();
    expect(shared.pageOf("keurder")).toBeUndefined();
  });

  it("tells again when one of them changes, and stays quiet when another does", () => {
    const renamed = shared.when(as("gids").record("gegevens", { naam: "Eva" }));
    renamed.thenEvents(
      { ...recorded, record: "gegevens-2", kind: "gegevens", merge: "field", answers: { naam: "Eva" } },
      { ...told, fields: { ...fields, "records.gegevens.naam": "Eva" } },
    );
    shared.when(as("gids").record("gegevens", { straat: "Kerkstraat 2" })).thenEvents({
      ...recorded,
      record: "gegevens-2",
      kind: "gegevens",
      merge: "field",
      answers: { straat: "Kerkstraat 2" },
    });
    expect(renamed.after.pageOf("hoofd")?.disclosed).toEqual({ ...fields, "records.gegevens.naam": "Eva" });
  });

  it("ends with the withdrawal: the dossier is then not there any more", () => {
    const withdrawn = shared.when(as("gids").withdraw("delen-1"));
    withdrawn.thenEvents({ type: "withdrawn", record: "delen-1", kind: "delen" });
    expect(withdrawn.after.pageOf("hoofd")).toBeUndefined();
    withdrawn.after
      .when(as("gids").record("gegevens", { naam: "Eva" }))
      .thenEvents({ ...recorded, record: "gegevens-2", kind: "gegevens", merge: "field", answers: { naam: "Eva" } });
  });
});
